package linkage

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"unicode/utf8"

	"github.com/sourcegraph/conc/pool"
	"golang.org/x/text/encoding/charmap"
)

// readTable reads a table of a CSV or Parquet file: the columns that are wanted, all when wants is nil.
func readTable(path, name string, wants func(string) (read, own bool)) (*table, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, faultf("tables: %s: %s cannot be read (%v)", name, filepath.Base(path), errors.Unwrap(err))
	}
	t := &table{name: name, wants: wants}
	g := pool.New().WithErrors().WithFirstError()
	g.Go(func() error {
		t.digest = hashBytes(data)
		return nil
	})
	defer func() { _ = g.Wait() }()
	if bytes.HasPrefix(data, []byte("PAR1")) {
		return t, t.readParquet(data)
	}
	return t, t.readCSV(data)
}

// hashBytes returns the SHA-256 of b in hexadecimal.
func hashBytes(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// readCSV reads a CSV file with a header: separated by commas, semicolons, tabs or bars; UTF-8 or Windows-1252; gzipped or not.
func (t *table) readCSV(data []byte) error {
	text, err := t.plain(data)
	if err != nil {
		return err
	}
	head := newCSV(bytes.NewReader(text), delimiterOf(text))
	header, err := head.Read()
	if err != nil {
		return faultf("tables: %s: no header in the first line (%v)", t.name, err)
	}
	start := head.InputOffset()
	names := map[string]bool{}
	for k, h := range header {
		h = strings.TrimSpace(h)
		if names[h] {
			return faultf("tables: %s: two columns are named %q; rename one", t.name, h)
		}
		names[h] = true
		header[k] = strings.Clone(h)
	}
	return t.readRows(text[start:], head.Comma, header)
}

// plain undoes compression, byte order marks and Windows-1252.
func (t *table) plain(data []byte) ([]byte, error) {
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err == nil {
			data, err = io.ReadAll(z)
		}
		if err != nil {
			return nil, faultf("tables: %s: the compressed file is damaged (%v); ask for it again", t.name, err)
		}
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		decoded, err := charmap.Windows1252.NewDecoder().Bytes(data)
		if err != nil {
			return nil, faultf("tables: %s: neither UTF-8 nor Windows-1252", t.name)
		}
		data = decoded
	}
	return data, nil
}

// delimiterOf returns the separator that the first line has most of.
func delimiterOf(text []byte) rune {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	best, most := ',', 0
	for _, d := range ",;\t|" {
		if n := bytes.Count(line, []byte(string(d))); n > most {
			best, most = d, n
		}
	}
	return best
}

func newCSV(r io.Reader, comma rune) *csv.Reader {
	c := csv.NewReader(r)
	c.Comma, c.ReuseRecord, c.LazyQuotes = comma, true, false
	c.TrimLeadingSpace = true
	return c
}

// readRows reads the rows after the header: several parts of the file at once when no value is quoted, so that a line is a row.
func (t *table) readRows(text []byte, comma rune, header []string) error {
	parts := [][]byte{text}
	if bytes.IndexByte(text, '"') < 0 {
		parts = splitLines(text, runtime.GOMAXPROCS(0))
	}
	read := make([]*table, len(parts))
	g := pool.New().WithErrors().WithFirstError()
	first := 1
	for k, part := range parts {
		from := first
		first += bytes.Count(part, []byte("\n"))
		read[k] = &table{name: t.name, wants: t.wants}
		g.Go(func() error { return read[k].readPart(part, comma, header, from) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return t.joinParts(read)
}

// joinParts puts the parts of a table together, its columns side by side.
func (t *table) joinParts(parts []*table) error {
	t.columns, t.rows = parts[0].columns, parts[0].rows
	g := pool.New().WithErrors().WithFirstError()
	for k, c := range t.columns {
		g.Go(func() error {
			for _, p := range parts[1:] {
				c.join(p.columns[k])
			}
			return nil
		})
	}
	for _, p := range parts[1:] {
		t.rows += p.rows
	}
	return g.Wait()
}

// splitLines divides a text into about equal parts that end with a line.
func splitLines(text []byte, n int) [][]byte {
	var out [][]byte
	size := len(text)/n + 1
	for len(text) > 0 {
		end := min(size, len(text))
		if k := bytes.IndexByte(text[end:], '\n'); k >= 0 {
			end += k + 1
		} else {
			end = len(text)
		}
		out = append(out, text[:end])
		text = text[end:]
	}
	if len(out) == 0 {
		out = append(out, nil)
	}
	return out
}

// readPart reads rows, of which the first is the file's row so many after the header.
func (t *table) readPart(text []byte, comma rune, header []string, from int) error {
	columns := make([]*column, len(header)) // nil for one that is not wanted
	for k, h := range header {
		if columns[k] = t.start(h); columns[k] != nil {
			t.columns = append(t.columns, columns[k])
		}
	}
	r := newCSV(bytes.NewReader(text), comma)
	r.FieldsPerRecord = -1
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return faultf("tables: %s: row %d cannot be read (%s); correct its quotes", t.name, from+t.rows, withoutText(err))
		}
		if len(row) == 1 && strings.TrimSpace(row[0]) == "" && len(header) > 1 {
			continue
		}
		if len(row) > len(header) {
			return faultf("tables: %s: row %d has %d values (want %d, as the header has)", t.name, from+t.rows, len(row), len(header))
		}
		for k, c := range columns {
			switch {
			case c == nil:
			case k < len(row):
				c.add(row[k])
			default:
				c.add("")
			}
		}
		t.rows++
	}
}

// withoutText returns what kind of error a CSV file has, without any of its text.
func withoutText(err error) string {
	var p *csv.ParseError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return fmt.Sprintf("%T", err)
}

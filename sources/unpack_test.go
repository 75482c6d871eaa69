package sources

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
	"filippo.io/age/armor"
	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/calendar"
)

// deathsCSV is two rows of a kind with few columns.
const deathsCSV = "surname,forename,dob,date_of_death\nAlderwick,Bryony,2015-01-31,2026-01-02\nAlderwick,Bram,2016-02-28,2026-01-03\n"

func gzipped(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(b)
	_ = w.Close()
	return out.Bytes()
}

// entry is a member of an archive under test.
type entry struct {
	name string
	body string
	mode fs.FileMode
}

func zipped(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		if e.mode != 0 {
			h.SetMode(e.mode)
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(e.body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// keyFile writes a new identity and returns its file and whom to encrypt to.
func keyFile(t testing.TB) (path string, to age.Recipient) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "key.txt")
	if err := os.WriteFile(path, []byte("# created for a test\n"+id.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, id.Recipient()
}

func sealed(t testing.TB, b []byte, to age.Recipient) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write(b)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// asFile is inFile for bytes.
func asFile(t testing.TB, kind Kind, name string, b []byte) Extract {
	t.Helper()
	return inFile(t, kind, name, string(b))
}

// ids are the records that were found.
func ids(c *collector) []string {
	var out []string
	for _, r := range c.records {
		out = append(out, string(r.ID))
	}
	return out
}

// TestPackedFilesAreReadAsTheyAre wraps one table in every way that may be, under a name that says nothing, and wants what
// the bare table gives, and the hash and size of the file as it lies on disk.
func TestPackedFilesAreReadAsTheyAre(t *testing.T) {
	plain := []byte(deathsCSV)
	key, to := keyFile(t)
	var armoured bytes.Buffer
	w := armor.NewWriter(&armoured)
	_, _ = w.Write(sealed(t, gzipped(plain), to))
	_ = w.Close()
	archive := zipped(t, entry{name: "d.csv", body: deathsCSV})
	for _, c := range []struct {
		name   string
		bytes  []byte
		member string
	}{
		{"bare", plain, ""},
		{"gzip", gzipped(plain), ""},
		{"two gzip streams", append(gzipped(plain[:40]), gzipped(plain[40:])...), ""},
		{"zip", archive, "/d.csv"},
		{"age", sealed(t, plain, to), ""},
		{"age, gzip", sealed(t, gzipped(plain), to), ""},
		{"age, zip", sealed(t, archive, to), "/d.csv"},
		{"age in letters, gzip", armoured.Bytes(), ""},
	} {
		x := asFile(t, Deaths, "extract.bin", c.bytes)
		x.Key = key
		got, reports := readAll(t, x)
		want := []string{"deaths:extract.bin" + c.member + "#1", "deaths:extract.bin" + c.member + "#2"}
		if d := cmp.Diff(want, ids(got)); d != "" {
			t.Errorf("%s: %s %v", c.name, d, reasons(got))
			continue
		}
		if got.records[0].Who.DOB != calendar.On(2015, 1, 31) || got.records[1].Who.Forename != "Bram" {
			t.Errorf("%s: other children", c.name)
		}
		if r := reports[0]; r.Bytes != int64(len(c.bytes)) || r.SHA256 != hashOf(c.bytes) || r.Rows != 2 {
			t.Errorf("%s: %d bytes, hash %s, %d rows", c.name, r.Bytes, r.SHA256, r.Rows)
		}
	}
}

// TestPackedReturnsAreRead reads XML, a workbook and the tables of an export out of packed files.
func TestPackedReturnsAreRead(t *testing.T) {
	census, err := os.ReadFile("testdata/school_census/census_autumn_2026.xml")
	if err != nil {
		t.Fatal(err)
	}
	want, _ := readAll(t, asFile(t, SchoolCensus, "c.xml", census))
	got, _ := readAll(t, asFile(t, SchoolCensus, "c.xml.gz", gzipped(census)))
	if len(want.records) == 0 || len(got.records) != len(want.records) {
		t.Errorf("census.gz: %d records, want %d", len(got.records), len(want.records))
	}
	got, _ = readAll(t, asFile(t, SchoolCensus, "c.zip", zipped(t, entry{name: "b/2.xml", body: string(census)}, entry{name: "a/1.xml", body: string(census)})))
	if len(got.records) != 2*len(want.records) || got.records[0].File != "c.zip/a/1.xml" {
		t.Errorf("census.zip: %d records", len(got.records))
	}
	var tables []entry
	files, _ := filepath.Glob("testdata/school_census/collect/*.csv")
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		tables = append(tables, entry{name: filepath.Base(path), body: string(b)})
	}
	bare, _ := readAll(t, Extract{Kind: SchoolCensus, Root: "testdata", Files: files})
	got, _ = readAll(t, asFile(t, SchoolCensus, "export.zip", zipped(t, tables...)))
	if len(bare.records) == 0 || len(got.records) != len(bare.records) {
		t.Errorf("export: %d records, want %d: %v", len(got.records), len(bare.records), reasons(got))
	}
	book := workbook(t, Deaths, [][]any{{"surname", "forename"}, {"Alderwick", "Bryony"}}, nil)
	b, err := os.ReadFile(book.Files[0])
	if err != nil {
		t.Fatal(err)
	}
	key, to := keyFile(t)
	for name, packed := range map[string][]byte{"gzip": gzipped(b), "age": sealed(t, b, to), "zip": zipped(t, entry{name: "x.xlsx", body: string(b)})} {
		x := asFile(t, Deaths, "book", packed)
		x.Key, x.Sheet = key, "Extract"
		if got, _ := readAll(t, x); len(got.records) != 1 {
			t.Errorf("workbook in %s: %v", name, reasons(got))
		}
	}
}

// TestATransferFileKeepsItsNameWhenPacked: the destination is in the name.
func TestATransferFileKeepsItsNameWhenPacked(t *testing.T) {
	b, err := os.ReadFile("testdata/lost_pupils/8872991_CTF_XXXXXXX_001.xml")
	if err != nil {
		t.Fatal(err)
	}
	x := asFile(t, LostPupils, "8872991_CTF_XXXXXXX_001.xml.gz", gzipped(b))
	got, reports := readAll(t, x)
	if len(got.records) == 0 || got.records[0].Claims[0].Toward != "XXXXXXX" || len(reports[0].Notes) != 0 {
		t.Errorf("%d records, notes %v", len(got.records), reports[0].Notes)
	}
}

// TestMembersOfAnArchive are files of the extract in the order of their names, each with a report of its own; what is no
// table is rejected with its place, and hidden files are passed over.
func TestMembersOfAnArchive(t *testing.T) {
	x := asFile(t, Deaths, "d.zip", zipped(t,
		entry{name: "z/second.csv", body: strings.Replace(deathsCSV, "Bram", "Bea", 1)},
		entry{name: "first.csv", body: deathsCSV},
		entry{name: "z/", mode: fs.ModeDir | 0o755},
		entry{name: "__MACOSX/._first.csv", body: "\x00\x05"},
		entry{name: "inner.zip", body: string(zipped(t, entry{name: "a.csv", body: deathsCSV}))},
		entry{name: "inner.csv.gz", body: string(gzipped([]byte(deathsCSV)))},
		entry{name: "empty.csv"},
		entry{name: "same.csv", body: deathsCSV},
	))
	got, reports := readAll(t, x)
	var said []string
	for _, r := range reports {
		said = append(said, r.File+" "+itoa(r.Rows)+" "+strings.Join(r.Notes, ";"))
		if r.Rows != r.Records+r.Rejects {
			t.Errorf("%s: %d rows", r.File, r.Rows)
		}
	}
	want := []string{"d.zip/empty.csv 0 ", "d.zip/first.csv 2 ", "d.zip/inner.csv.gz 0 ", "d.zip/inner.zip 0 ",
		"d.zip/same.csv 2 the same file as d.zip/first.csv", "d.zip/z/second.csv 2 "}
	if d := cmp.Diff(want, said); d != "" {
		t.Error(d)
	}
	nested := "row 0 : an archive or encrypted file inside another, which is not opened (send it by itself)"
	if d := cmp.Diff([]string{"row 0 : the file is empty", nested, nested}, reasons(got)); d != "" {
		t.Error(d)
	}
}

// hashOf is the SHA-256 of bytes.
func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

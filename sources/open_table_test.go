package sources

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// readOpened opens a table and returns it with all its rows.
func readOpened(t *testing.T, path string, o TableOptions) (*Table, [][]string, error) {
	t.Helper()
	table, err := OpenTable(t.Context(), path, o)
	if err != nil {
		return nil, nil, err
	}
	defer table.Close()
	var rows [][]string
	for {
		some, err := table.Next()
		if errors.Is(err, io.EOF) {
			return table, rows, nil
		}
		if err != nil {
			return table, rows, err
		}
		for i := range some.Len() {
			var row []string
			for k := range table.Header {
				row = append(row, strings.TrimSpace(some.Cell(i, k)))
			}
			rows = append(rows, row)
		}
	}
}

// TestTablesOpenWhateverTheyArePackedIn reads one table in every format and packing that an extract may come in.
func TestTablesOpenWhateverTheyArePackedIn(t *testing.T) {
	dir := t.TempDir()
	put := func(name string, b []byte) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	plain := "id,name,note\n1,Zoë,\n2,\"Vale \"\"Ann\"\"\",x\n3,Bo\n"
	header, want := []string{"id", "name", "note"}, [][]string{{"1", "Zoë", ""}, {"2", `Vale "Ann"`, "x"}, {"3", "Bo", ""}}
	var zipped, gzipped, sealed, packed bytes.Buffer
	z := zip.NewWriter(&zipped)
	member, err := z.Create("in.csv")
	must(t, err)
	_, err = io.WriteString(member, plain)
	must(t, errors.Join(err, z.Close()))
	g := gzip.NewWriter(&gzipped)
	_, err = io.WriteString(g, plain)
	must(t, errors.Join(err, g.Close()))
	id, err := age.GenerateX25519Identity()
	must(t, err)
	a, err := age.Encrypt(&sealed, id.Recipient())
	must(t, err)
	_, err = a.Write(gzipped.Bytes())
	must(t, errors.Join(err, a.Close()))
	type line struct {
		ID   int64  `parquet:"id"`
		Name string `parquet:"name"`
		Note string `parquet:"note"`
	}
	must(t, parquet.Write(&packed, []line{{1, "Zoë", ""}, {2, `Vale "Ann"`, "x"}, {3, "Bo", ""}}))
	book := excelize.NewFile()
	for i, row := range append([][]string{header}, want...) {
		must(t, book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1+i/2), &row)) // one row in the middle is blank
	}
	xlsx := filepath.Join(dir, "t.xlsx")
	must(t, book.SaveAs(xlsx))
	key := put("key", []byte(id.String()))
	with := func(delimiter string) []byte { return []byte(strings.ReplaceAll(plain, ",", delimiter)) }
	for name, c := range map[string]struct {
		path string
		o    TableOptions
	}{
		"CSV":             {put("t.csv", []byte(plain)), TableOptions{}},
		"blank lines":     {put("b.csv", []byte(strings.ReplaceAll(plain, "\n2", "\n  \n\n2"))), TableOptions{}},
		"space at commas": {put("s.csv", with(", ")), TableOptions{}},
		"tabs":            {put("t.tsv", with("\t")), TableOptions{}},
		"semicolons":      {put("t.txt", with(";")), TableOptions{}},
		"windows-1252":    {put("w.csv", []byte(strings.ReplaceAll(plain, "ë", "\xeb"))), TableOptions{}},
		"settled":         {put("x.csv", bytes.ReplaceAll(with("^"), []byte("ë"), []byte("\xeb"))), TableOptions{Delimiter: "^", Encoding: "cp1252"}},
		"zip":             {put("t.zip", zipped.Bytes()), TableOptions{}},
		"gzip":            {put("t.gz", gzipped.Bytes()), TableOptions{}},
		"age":             {put("t.age", sealed.Bytes()), TableOptions{Key: key}},
		"Parquet":         {put("t.parquet", packed.Bytes()), TableOptions{}},
		"workbook":        {xlsx, TableOptions{}},
		"sheet":           {xlsx, TableOptions{Sheet: "sheet1"}},
	} {
		table, rows, err := readOpened(t, c.path, c.o)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for k := range table.Header {
			table.Header[k] = strings.TrimSpace(table.Header[k])
		}
		if d := cmp.Diff(header, table.Header); d != "" {
			t.Errorf("%s: header: %s", name, d)
		}
		if d := cmp.Diff(want, rows); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if len(table.SHA256) != 64 || table.Serial != (c.path == xlsx) {
			t.Errorf("%s: digest %q, serial %v", name, table.SHA256, table.Serial)
		}
	}
}

// TestTablesThatCannotBeReadSayWhy wants the place and the reason, and no value.
func TestTablesThatCannotBeReadSayWhy(t *testing.T) {
	dir := t.TempDir()
	var two bytes.Buffer
	z := zip.NewWriter(&two)
	for _, name := range []string{"a.csv", "b.csv"} {
		member, err := z.Create(name)
		must(t, err)
		_, err = io.WriteString(member, "a,b\n1,2\n")
		must(t, err)
	}
	must(t, z.Close())
	long := "a,b\n" + strings.Repeat("1,Quartermaine\n", 3000)
	for _, c := range []struct {
		name, text, want string
		row              int
	}{
		{"empty.csv", "", "the file is empty", 0},
		{"gone.gz", "\x1f\x8b\x08\x00\x00\x00", "gzip and is damaged or cut off", 0},
		{"cut.parquet", "PAR1xxxxxxxxxxxxxxx", "its end is missing", 0},
		{"two.zip", two.String(), "holds 2 files", 0},
		{"wide.csv", long + "1,Quartermaine,3\n", "has 3 values (want 2, as the header has)", 3001},
		{"quote.csv", long + "1,Quarter\"maine\n", "cannot be read: a quotation mark inside a cell", 3001},
		{"head.csv", "a,b\"c\n1,2\n", "the header row cannot be read", 0},
		{"nowhere.csv", "-", "the file is not there", 0},
	} {
		path := filepath.Join(dir, c.name)
		if c.text != "-" {
			must(t, os.WriteFile(path, []byte(c.text), 0o600))
		}
		_, rows, err := readOpened(t, path, TableOptions{})
		var wrong *TableError
		if !errors.As(err, &wrong) || wrong.Row != c.row || wrong.File != c.name || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "Quarter") {
			t.Errorf("%s: %v (want %q of row %d)", c.name, err, c.want, c.row)
		}
		if c.row == 0 && len(rows) > 0 {
			t.Errorf("%s: %d rows of a file that cannot be read", c.name, len(rows))
		}
	}
}

// TestTablesAreClosedBeforeTheirEnd wants no reader left behind, and the context's error.
func TestTablesAreClosedBeforeTheirEnd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "long.csv")
	must(t, os.WriteFile(path, []byte("a,b\n"+strings.Repeat("1,2\n", 100_000)), 0o600))
	ctx, stop := context.WithCancel(t.Context())
	table, err := OpenTable(ctx, path, TableOptions{})
	must(t, err)
	stop()
	for err == nil {
		_, err = table.Next()
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v (want the context's error)", err)
	}
	table.Close()
}

func TestSerialDays(t *testing.T) {
	for cell, want := range map[string]string{"40636": "2011-04-03", "10000": "1927-05-18", "40636.0": "2011-04-03", "1980": "", "2011-04-03": "", "123456": ""} {
		day, ok := SerialDay(cell)
		if ok != (want != "") || ok && day.String() != want {
			t.Errorf("%s: %v, %v (want %q)", cell, day, ok, want)
		}
	}
}

// TestOddRowsOfATableAreTold wants rows that are short, say the header again or add up read as they were meant, and told.
func TestOddRowsOfATableAreTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "people.csv")
	must(t, os.WriteFile(path, []byte("id,name,town,\n1,Ann,Hoo,\n2,Bob,Hoo\n3,Cy\nid,name,town,\n4,Dee,Hoo,,,\nTotal,4,,\n"), 0o600))
	table, rows, err := readOpened(t, path, TableOptions{})
	must(t, err)
	if d := cmp.Diff([][]string{{"1", "Ann", "Hoo", ""}, {"2", "Bob", "Hoo", ""}, {"3", "Cy", "", ""}, {"4", "Dee", "Hoo", ""}}, rows); d != "" {
		t.Error(d)
	}
	want := []string{"1 rows have fewer values than the header has names; the last columns of them count as empty",
		"1 rows say the header again and are left out", "1 rows are totals and are left out"}
	if d := cmp.Diff(want, table.Notes()); d != "" || table.HeaderAgain() != 1 {
		t.Errorf("%s, header again %d", d, table.HeaderAgain())
	}
}

// TestCRsAreLineEnds also where the last line ends otherwise.
func TestCRsAreLineEnds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "people.csv")
	for text, want := range map[string]int{"id,name\r1,Ann\r2,Bob\r": 2, "id,name\r1,Ann\r2,Bob\n": 2, "id,name\r\n1,Ann\r\n2,Bob\r\n": 2, "id,name\n1,\"A\rnn\"\n2,Bob\n": 2,
		"id,name\r1,\"A\nnn\"\r2,Bob\r": 2} {
		must(t, os.WriteFile(path, []byte(text), 0o600))
		if _, rows, err := readOpened(t, path, TableOptions{}); err != nil || len(rows) != want {
			t.Errorf("%q: %q, %v", text, rows, err)
		}
	}
}

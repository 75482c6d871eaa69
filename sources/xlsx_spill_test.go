package sources

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A plain workbook whose sheet is larger than the library holds in memory by itself is unpacked to no file.
func TestALargeSheetIsNotUnpackedToAFile(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	f := excelize.NewFile()
	if err := f.SetSheetRow("Sheet1", "A1", &[]string{"surname", "dob"}); err != nil {
		t.Fatal(err)
	}
	var small bytes.Buffer
	if err := f.Write(&small); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "large.xlsx")
	if err := os.WriteFile(path, grownSheet(t, small.Bytes(), 70<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	book, err := openWorkbook(newInput(path, &Extract{}))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("unpacked to %v, %v", left, err)
	}
	rows, err := book.GetRows("Sheet1")
	if err != nil || len(rows) != 1 || rows[0][0] != "surname" {
		t.Errorf("read %d rows, %v", len(rows), err)
	}
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("while it was read, %v was written", left)
	}
}

// grownSheet is a workbook whose sheet has so many bytes of space at its end.
func grownSheet(t *testing.T, book []byte, size int) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range in.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		if _, err := text.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		to, err := w.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		body := text.String()
		if strings.HasSuffix(part.Name, "sheet1.xml") {
			body += strings.Repeat(" ", size)
		}
		if _, err := to.Write([]byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

package bounded

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
	"testing"
)

// part is a file of a zip; its directory says that it unpacks to so many bytes, unless that is zero.
type part struct {
	name, body string
	says       uint64
}

func zipped(t testing.TB, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		h := &zip.FileHeader{Name: p.name, Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(p.body)),
			CompressedSize64: uint64(len(p.body)), UncompressedSize64: uint64(len(p.body))}
		if p.says > 0 {
			h.UncompressedSize64 = p.says
		}
		to, err := w.CreateRaw(h)
		if err == nil {
			_, err = to.Write([]byte(p.body))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// few are bounds at which every case stands just below, or just above.
var few = Bounds{Packed: 1 << 20, Unpacked: 200_000, Times: 10, Parts: 4, Rows: 3, Cells: 5, Texts: 4, Other: 1000, Elements: 6}

func TestBoundsHoldToTheLast(t *testing.T) {
	check := func(name, why string, parts ...part) {
		t.Helper()
		raw := zipped(t, parts...)
		err := CheckParts(t.Context(), bytes.NewReader(raw), int64(len(raw)), few)
		var refused *Error
		switch {
		case why == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case why != "" && (!errors.As(err, &refused) || !strings.Contains(err.Error(), why)):
			t.Errorf("%s: %v, want %q", name, err, why)
		}
	}
	sheet := func(n int, name string, rows, cells int) part {
		return part{name: fmt.Sprintf("xl/worksheets/%s%d.xml", name, n), body: `<worksheet>` + strings.Repeat(`<row/>`, rows) + strings.Repeat(`<c/>`, cells) + `</worksheet>`}
	}
	one := func(name, element string, n int) part {
		return part{name: name, body: "<a>" + strings.Repeat("<"+element+"/>", n) + "</a>"}
	}
	check("rows and cells of two sheets", "", sheet(1, "sheet", 2, 2), sheet(2, "sheet", 1, 3))
	check("a row more", "more than 3 rows", sheet(1, "sheet", 2, 2), sheet(2, "sheet", 2, 3))
	check("a cell more", "more than 5 cells", sheet(1, "sheet", 2, 2), sheet(2, "Sheet", 1, 4))
	check("texts", "", one("xl/sharedStrings.xml", "si", 4))
	check("a text more", "more than 4 texts", one("xl/SHAREDSTRINGS.xml", "si", 5))
	check("elements", "", one("xl/styles.xml", "xf", 5))
	check("an element more", "more than 6 elements", one("xl/styles.xml", "xf", 6))
	check("elements of a sheet that are no cells", "more elements than", one("xl/worksheets/sheet1.xml", "b", 41))
	check("a sheet under another name", "more than 6 elements", one("xl/tables/a.xml", "c", 6))
	check("a path of the other kind", "more than 5 cells", one(`xl\worksheets\sheet1.xml`, "c", 6))
	check("four parts", "", part{name: "a.bin"}, part{name: "b.bin"}, part{name: "c.bin"}, part{name: "d.bin"})
	check("five parts", "more than 4 parts", part{name: "a.bin"}, part{name: "b.bin"}, part{name: "c.bin"}, part{name: "d.bin"}, part{name: "e.bin"})
	check("a picture", "", part{name: "xl/media/a.png", body: strings.Repeat("x", 1000)})
	check("a larger picture", "unpacks to more than", part{name: "xl/media/a.png", body: strings.Repeat("x", 1001)})
	check("a large sheet", "", part{name: "xl/worksheets/sheet1.xml", body: `<a>` + strings.Repeat("x", 190_000) + `</a>`})
	check("two of them", "it says that it unpacks", part{name: "xl/worksheets/sheet1.xml", body: `<a>` + strings.Repeat("x", 190_000) + `</a>`},
		part{name: "xl/worksheets/sheet2.xml", body: `<a>` + strings.Repeat("x", 190_000) + `</a>`})
	check("a directory that says less", "damaged, or not a workbook", part{"xl/worksheets/sheet1.xml", `<a>` + strings.Repeat("x", 5000) + `</a>`, 100})
	check("a directory that says more", "damaged, or not a workbook", part{"xl/worksheets/sheet1.xml", `<a/>`, 100})
	check("no end", "damaged, or not a workbook", part{name: "xl/worksheets/sheet1.xml", body: `<a><b>`})
	check("an empty part", "", part{name: "xl/worksheets/sheet1.xml"})
}

// What packs too well is refused from sixteen megabytes on; what is no zip, or larger than a file may be, at once.
func TestFilesAreRefusedAtOnce(t *testing.T) {
	wide := few
	wide.Unpacked, wide.Other = 1<<30, 1<<30
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	to, err := w.Create("xl/media/a.png")
	if err != nil {
		t.Fatal(err)
	}
	for range 17 {
		if _, err := to.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := CheckParts(t.Context(), bytes.NewReader(b.Bytes()), int64(b.Len()), wide); err == nil || !strings.Contains(err.Error(), "10 times its size") {
		t.Errorf("packs too well: %v", err)
	}
	wide.Times = 10_000
	if err := CheckParts(t.Context(), bytes.NewReader(b.Bytes()), int64(b.Len()), wide); err != nil {
		t.Errorf("within its times: %v", err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := CheckParts(stopped, bytes.NewReader(b.Bytes()), int64(b.Len()), wide); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if err := CheckParts(t.Context(), bytes.NewReader(b.Bytes()), few.Packed+1, few); err == nil || !strings.Contains(err.Error(), "larger than 1 MiB") {
		t.Errorf("too large: %v", err)
	}
	if err := CheckParts(t.Context(), strings.NewReader("no zip"), 6, few); err == nil {
		t.Error("no zip is taken for one")
	}
}

func FuzzCheckParts(f *testing.F) {
	f.Add(zipped(f, part{name: "xl/worksheets/sheet1.xml", body: "<worksheet><row><c/></row></worksheet>"}, part{name: "xl/styles.xml", body: "<a/>"}))
	f.Fuzz(func(t *testing.T, raw []byte) {
		err := CheckParts(context.Background(), bytes.NewReader(raw), int64(len(raw)), few)
		var refused *Error
		if err != nil && !errors.As(err, &refused) {
			t.Errorf("%v is no refusal", err)
		}
	})
}

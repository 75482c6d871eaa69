package candidates

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// aBomb is a part of a workbook that unpacks to much.
type aBomb struct {
	name string
	head string
	unit string // over and over, about so many megabytes of it
	mega int
	end  string
	lies bool // its directory says that it is small
}

// write writes what the part unpacks to.
func (b aBomb) write(w io.Writer) {
	_, _ = io.WriteString(w, b.head)
	block := strings.Repeat(b.unit, 1+(1<<20)/len(b.unit))
	for range b.mega {
		_, _ = io.WriteString(w, block)
	}
	_, _ = io.WriteString(w, b.end)
}

// withBombs is a workbook with parts put in place of its own, or beside them.
func withBombs(t *testing.T, sound string, bombs ...aBomb) string {
	t.Helper()
	z, err := zip.OpenReader(sound)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	path := filepath.Join(t.TempDir(), "bomb.xlsx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := zip.NewWriter(f)
	in := map[string]bool{}
	for _, b := range bombs {
		in[b.name] = true
		var packed bytes.Buffer
		sum := crc32.NewIEEE()
		deflate, _ := flate.NewWriter(&packed, flate.BestCompression)
		n := counted{io.MultiWriter(deflate, sum), new(int64)}
		b.write(n)
		_ = deflate.Close()
		h := &zip.FileHeader{Name: b.name, Method: zip.Deflate, CRC32: sum.Sum32(), CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(*n.n)}
		if b.lies {
			h.UncompressedSize64 = 1000
		}
		to, err := w.CreateRaw(h)
		if err == nil {
			_, err = to.Write(packed.Bytes())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, part := range z.File {
		if !in[part.Name] {
			if err := w.Copy(part); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

type counted struct {
	io.Writer
	n *int64
}

func (c counted) Write(b []byte) (int, error) {
	*c.n += int64(len(b))
	return c.Writer.Write(b)
}

// A workbook of officers that unpacks to much, in whatever part and whatever its directory says, is refused for some megabytes of
// memory, and nothing of it is spilled to the folder for temporary files.
func TestWorkbookBombsAreRefused(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	sound := filepath.Join(t.TempDir(), "candidates.xlsx")
	if err := WriteWorkbook(sound, sample()); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadWorkbook(sound); err != nil {
		t.Fatalf("the workbook that the others are made from: %v", err)
	}
	const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	const texts = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`
	row := `<row r="1">` + strings.Repeat(`<c t="inlineStr"><is><t>x</t></is></c>`, 40) + `</row>`
	many := []aBomb{}
	for n := range 2100 {
		many = append(many, aBomb{name: fmt.Sprintf("xl/worksheets/sheet%d.xml", 100+n), head: sheet + `</sheetData></worksheet>`, unit: " "})
	}
	for name, c := range map[string]struct {
		bombs []aBomb
		why   string
	}{
		"a sheet":                   {[]aBomb{{"xl/worksheets/sheet2.xml", sheet, row, 20, `</sheetData></worksheet>`, false}}, "times its size"},
		"the hidden sheet":          {[]aBomb{{"xl/worksheets/sheet7.xml", sheet, row, 20, `</sheetData></worksheet>`, false}}, "times its size"},
		"the hidden sheet, lying":   {[]aBomb{{"xl/worksheets/sheet7.xml", sheet, row, 9, `</sheetData></worksheet>`, true}}, "damaged, or not a workbook"},
		"a sheet by another name":   {[]aBomb{{"xl/Worksheets/SHEET9.xml", sheet, row, 20, `</sheetData></worksheet>`, false}}, "times its size"},
		"cells below the ratio":     {[]aBomb{{"xl/worksheets/sheet9.xml", sheet, `<c/>`, 16, `</sheetData></worksheet>`, false}, ballast}, "cells"},
		"shared texts":              {[]aBomb{{"xl/sharedStrings.xml", texts, `<si><t>x</t></si>`, 15, `</sst>`, false}}, "texts"},
		"empty shared texts":        {[]aBomb{{"xl/sharedStrings.xml", texts, `<si/>`, 15, `</sst>`, false}}, "texts"},
		"shared texts, lying":       {[]aBomb{{"xl/SharedStrings.xml", texts, `<si/>`, 20, `</sst>`, true}}, "damaged, or not a workbook"},
		"styles":                    {[]aBomb{{"xl/styles.xml", `<styleSheet><cellXfs>`, `<xf/>`, 7, `</cellXfs></styleSheet>`, false}}, "elements"},
		"styles of much text":       {[]aBomb{{"xl/styles.xml", `<styleSheet><!--`, `x`, 9, `--></styleSheet>`, false}}, "more than 8 MiB"},
		"the theme":                 {[]aBomb{{"xl/theme/theme1.xml", `<theme>`, `<a/>`, 7, `</theme>`, false}}, "elements"},
		"the list of sheets":        {[]aBomb{{"xl/workbook.xml", `<workbook><sheets>`, `<sheet/>`, 7, `</sheets></workbook>`, false}}, "elements"},
		"relations":                 {[]aBomb{{"xl/_rels/workbook.xml.rels", `<Relationships>`, `<Relationship/>`, 7, `</Relationships>`, false}}, "elements"},
		"the types of parts":        {[]aBomb{{"[Content_Types].xml", `<Types>`, `<Override/>`, 7, `</Types>`, false}}, "elements"},
		"the chain of calculations": {[]aBomb{{"xl/calcChain.xml", `<calcChain>`, `<c/>`, 7, `</calcChain>`, false}}, "elements"},
		"comments":                  {[]aBomb{{"xl/comments1.xml", `<comments>`, `<comment/>`, 7, `</comments>`, false}}, "elements"},
		"a drawing":                 {[]aBomb{{"xl/drawings/drawing1.xml", ``, `<a/>`, 9, ``, false}}, "a drawing or an enclosure"},
		"a workbook in it":          {[]aBomb{{"xl/embeddings/a.xlsx", ``, "\x00", 9, ``, false}}, "a drawing or an enclosure"},
		"a picture, lying":          {[]aBomb{{"xl/media/a.png", ``, "\x00", 9, ``, true}}, "damaged, or not a workbook"},
		"a part nobody knows":       {[]aBomb{{"xl/other.xml", `<a>`, `<b/>`, 7, `</a>`, false}}, "elements"},
		"many sheets":               {many, "parts"},
		"nested deep":               {[]aBomb{{"xl/worksheets/sheet2.xml", sheet, `<a>`, 1, ``, false}}, "damaged"},
		"entities":                  {[]aBomb{{"xl/worksheets/sheet2.xml", `<!DOCTYPE x [<!ENTITY a "aaaa">]>` + sheet, `&a;`, 1, ``, false}}, "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			path := withBombs(t, sound, c.bombs...)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := ReadWorkbook(path)
			runtime.ReadMemStats(&after)
			if err == nil || !strings.Contains(err.Error(), c.why) {
				t.Errorf("%v, want a refusal because of %q", err, c.why)
			}
			info, statErr := os.Stat(path)
			if statErr != nil {
				t.Fatal(statErr)
			}
			if most := uint64(8<<20 + 8*info.Size()); after.TotalAlloc-before.TotalAlloc > most {
				t.Errorf("it took %d MiB to refuse", (after.TotalAlloc-before.TotalAlloc)>>20)
			}
		})
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("spilled to the folder for temporary files: %v, %v", left, err)
	}
}

// ballast is a part that packs badly, so that what a workbook unpacks to is not many times its size.
var ballast = func() aBomb {
	noise := make([]byte, 2<<20)
	state := uint32(1)
	for i := range noise {
		state = state*1664525 + 1013904223
		noise[i] = byte(state >> 24)
	}
	return aBomb{name: "xl/media/noise.png", head: string(noise), unit: "x"}
}()

// A cell that holds more than a cell can, and a row below the last, are refused.
func TestAFilledCellIsBounded(t *testing.T) {
	sound := filepath.Join(t.TempDir(), "candidates.xlsx")
	if err := WriteWorkbook(sound, sample()); err != nil {
		t.Fatal(err)
	}
	const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	var titles strings.Builder
	for _, title := range []string{childTitle, evidenceTitle, outcomeTitle, reasonTitle, noteTitle, byTitle, dateTitle, untilTitle, returnTitle} {
		titles.WriteString(`<c t="inlineStr"><is><t>` + title + `</t></is></c>`)
	}
	for rows, why := range map[string]string{
		`<row r="1">` + titles.String() + `</row><row r="2"><c t="inlineStr"><is><t>` + strings.Repeat("x", mostCellBytes+1) + `</t></is></c></row>`: "a cell holds more",
		`<row r="1">` + titles.String() + `</row><row r="2000000"><c t="inlineStr"><is><t>x</t></is></c></row>`:                                      "below the last",
	} {
		path := withBombs(t, sound, aBomb{name: "xl/worksheets/sheet2.xml", head: sheet + rows + `</sheetData></worksheet>`, unit: " "})
		if _, err := ReadWorkbook(path); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%v, want %q", err, why)
		}
	}
}

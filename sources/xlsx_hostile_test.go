package sources

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"rollcall/sources/xmlscan"
)

// sheetOf is a workbook of one sheet with this XML between its rows' tags.
func sheetOf(t testing.TB, rows string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var entries []entry
	for _, part := range z.File {
		var body bytes.Buffer
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		_, _ = body.ReadFrom(r)
		if part.Name == "xl/worksheets/sheet1.xml" {
			body.Reset()
			body.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows)
		}
		entries = append(entries, entry{name: part.Name, body: body.String()})
	}
	return zipped(t, entries...)
}

const (
	sheetHeader = `<row r="1"><c r="A1" t="inlineStr"><is><t>surname</t></is></c><c r="B1" t="inlineStr"><is><t>forename</t></is></c></row>`
	sheetRow    = `<row r="2"><c r="A2" t="inlineStr"><is><t>Alderwick</t></is></c><c r="B2" t="inlineStr"><is><t>Bryony</t></is></c></row>`
	sheetEnd    = `</sheetData></worksheet>`
)

// TestFormulaCells reads the value that a formula was saved with, and says so; a formula saved without one is an empty cell
// and said with its count.
func TestFormulaCells(t *testing.T) {
	rows := sheetHeader + `<row r="2"><c r="A2" t="str"><f>UPPER("x")</f><v>Alderwick</v></c><c r="B2" t="str"><f>NOW()</f></c></row>` +
		`<row r="3"><c r="A3" t="str"><f>CONCAT(A2)</f><v></v></c><c r="B3" t="str"><f>1</f><v>Bea</v></c></row>`
	got, reports := readAll(t, asFile(t, Deaths, "f.xlsx", sheetOf(t, rows+sheetEnd)))
	if len(got.records) != 2 || got.records[0].Who.Surname != "Alderwick" || got.records[0].Who.Forename != "" || got.records[1].Who.Surname != "" {
		t.Errorf("%d records, %v", len(got.records), reasons(got))
	}
	want := []string{"the workbook has formulas; the values they had when it was saved are read",
		"2 cells hold a formula and were saved without its value; they are read as empty (open the workbook in a spreadsheet program and save it)"}
	if d := cmp.Diff(want, reports[0].Notes); d != "" {
		t.Error(d)
	}
}

func TestHostileWorkbooks(t *testing.T) {
	whole := sheetHeader + sheetRow
	if got, _ := readAll(t, asFile(t, Deaths, "b.xlsx", sheetOf(t, whole+sheetEnd))); len(got.records) != 1 {
		t.Fatalf("the workbook that the others are made from: %v", reasons(got))
	}
	for name, c := range map[string]struct{ rows, reason string }{
		"cut off":        {whole, "the file ends inside an element"},
		"a broken tag":   {whole + `<row r="3"><c r="A3"` + sheetEnd, "damaged"},
		"entities":       {`<!DOCTYPE x [<!ENTITY a "aaaa">]>` + whole + sheetEnd, "damaged"},
		"deep nesting":   {whole + strings.Repeat("<x>", 100) + strings.Repeat("</x>", 100) + sheetEnd, "deeper"},
		"a long tag":     {whole + `<row x="` + strings.Repeat("x", xmlscan.MaxTag) + `"/>` + sheetEnd, "longer"},
		"unknown entity": {whole + `<row r="3"><c r="A3"><v>&b;</v></c></row>` + sheetEnd, "entity"},
	} {
		refused(t, name, asFile(t, Deaths, "b.xlsx", sheetOf(t, c.rows)), c.reason)
	}
}

// TestARowFarBelowTheSheet claims to be row two milliards: a reader that counted up to it would take minutes.
func TestARowFarBelowTheSheet(t *testing.T) {
	far := strings.ReplaceAll(sheetRow, `r="2"`, `r="2000000000"`)
	far = strings.ReplaceAll(strings.ReplaceAll(far, ` r="A2"`, ""), ` r="B2"`, "")
	refused(t, "a row far below", asFile(t, Deaths, "b.xlsx", sheetOf(t, sheetHeader+sheetRow+far+sheetEnd)), "below the last that a worksheet can have")
}

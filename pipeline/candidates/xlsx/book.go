package xlsx

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"
)

// Book is a workbook as it is written.
type Book struct {
	Told   Told
	dress  Dress
	sheets []*Sheet
	open   *Sheet // the one that was begun last
}

// Told is what a workbook tells of itself. On is a day, YYYY-MM-DD.
type Told struct{ Title, Subject, By, On, Language string }

// NewBook begins a workbook in a dress.
func NewBook(dress Dress) *Book { return &Book{dress: dress} }

// BeginSheet begins the next sheet, and ends the one before it. A name is 1 to 31 characters long and none that another sheet has, letters
// in whatever case; it has no character of []:*?/\ and no apostrophe at its ends (Excel specifications and limits).
func (b *Book) BeginSheet(name string) (*Sheet, error) {
	b.endSheet()
	if n := len(utf16.Encode([]rune(name))); n == 0 || n > 31 || strings.ContainsAny(name, `[]:*?/\`) || strings.Trim(name, "'") != name {
		return nil, fmt.Errorf("%q cannot be the name of a sheet (want 1 to 31 characters, none of []:*?/\\)", name)
	}
	for _, s := range b.sheets {
		if strings.EqualFold(s.Name, name) {
			return nil, fmt.Errorf("two sheets are called %q", name)
		}
	}
	s := &Sheet{Name: name, first: len(b.sheets) == 0}
	b.sheets, b.open = append(b.sheets, s), s
	return s, nil
}

// SetLast has a sheet stand behind all that were begun so far: one to which others lead is written before them.
func (b *Book) SetLast(s *Sheet) {
	if i := slices.Index(b.sheets, s); i >= 0 {
		b.sheets = append(slices.Delete(b.sheets, i, i+1), s)
	}
}

// endSheet ends the sheet that was begun last.
func (b *Book) endSheet() {
	if b.open != nil {
		b.open.end()
		b.open = nil
	}
}

// Write ends the workbook and writes it. The list of types goes first, as readers that look at the first part expect (ECMA-376 part 2).
func (b *Book) Write(out io.Writer) error {
	b.endSheet()
	of := partsOf(len(b.sheets))
	parts := []part{of.types, rootPart, b.properties(), appPart, of.relations}
	parts = append(append(parts, b.dress.parts...), packPart("xl/workbook.xml", b.workbook()))
	for i, s := range b.sheets {
		s.whole.name = fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)
		parts = append(parts, s.whole)
	}
	return writeZip(out, parts)
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// The parts that are the same in every workbook.
var (
	rootPart = packPart("_rels/.rels", xmlHead+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+
		`<Relationship Id="rId1" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>`+
		`<Relationship Id="rId2" Target="docProps/core.xml" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/>`+
		`<Relationship Id="rId3" Target="docProps/app.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties"/></Relationships>`)
	appPart = packPart("docProps/app.xml", xmlHead+
		`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Rollcall</Application></Properties>`)
)

// sheetParts are the parts that are the same in every workbook of so many sheets, packed once for the thousands that a run writes.
type sheetParts struct{ types, relations part }

var packedParts sync.Map // by the number of sheets

// partsOf are the parts of a workbook of so many sheets.
func partsOf(sheets int) sheetParts {
	if parts, packed := packedParts.Load(sheets); packed {
		return parts.(sheetParts)
	}
	parts := sheetParts{packPart("[Content_Types].xml", tellTypes(sheets)), packPart("xl/_rels/workbook.xml.rels", tellRelations(sheets))}
	packedParts.Store(sheets, parts)
	return parts
}

// tellTypes says of what type each part is.
func tellTypes(sheets int) string {
	var w strings.Builder
	w.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` +
		`<Override PartName="/xl/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>`)
	for i := range sheets {
		fmt.Fprintf(&w, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, i+1)
	}
	return w.String() + `</Types>`
}

// tellRelations says where the parts of the workbook lie: sheet n is rIdn.
func tellRelations(sheets int) string {
	const of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	var w strings.Builder
	w.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i := range sheets {
		fmt.Fprintf(&w, `<Relationship Id="rId%d" Target="worksheets/sheet%d.xml" Type="%sworksheet"/>`, i+1, i+1, of)
	}
	fmt.Fprintf(&w, `<Relationship Id="rId%d" Target="styles.xml" Type="%sstyles"/><Relationship Id="rId%d" Target="theme/theme1.xml" Type="%stheme"/></Relationships>`, sheets+1, of, sheets+2, of)
	return w.String()
}

func (b *Book) properties() part {
	t := b.Told
	return packPart("docProps/core.xml", fmt.Sprintf(xmlHead+`<coreProperties xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`+
		`<dc:title>%s</dc:title><dc:subject>%s</dc:subject><dc:creator>%[3]s</dc:creator><lastModifiedBy>%[3]s</lastModifiedBy><dc:language>%[5]s</dc:language>`+
		`<dcterms:created xsi:type="dcterms:W3CDTF">%[4]sT00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">%[4]sT00:00:00Z</dcterms:modified></coreProperties>`,
		escaped(t.Title), escaped(t.Subject), escaped(t.By), escaped(t.On), escaped(t.Language)))
}

// workbook lists the sheets, and of each table its filter, the header that is repeated on every page, and what is printed.
func (b *Book) workbook() string {
	var w, names strings.Builder
	w.WriteString(xmlHead + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr filterPrivacy="1" defaultThemeVersion="164011"/>` +
		`<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="14805" windowHeight="8010"/></bookViews><sheets>`)
	for i, s := range b.sheets {
		fmt.Fprintf(&w, `<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, escaped(s.Name), i+1, onlyIf(s.Hidden, ` state="hidden"`), i+1)
		if t := s.Table; t != nil {
			at := escaped(QuoteSheet(s.Name))
			fmt.Fprintf(&names, `<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">%s!%s</definedName>`, i, at, t.all())
			fmt.Fprintf(&names, `<definedName name="_xlnm.Print_Titles" localSheetId="%d">%s!$%d:$%d</definedName>`, i, at, t.Header, t.Header)
			fmt.Fprintf(&names, `<definedName name="_xlnm.Print_Area" localSheetId="%d">%s!$A$1:$%s$%d</definedName>`, i, at, ColumnName(t.Printed), t.last())
		}
	}
	w.WriteString(`</sheets>`)
	if names.Len() > 0 {
		w.WriteString(`<definedNames>` + names.String() + `</definedNames>`)
	}
	return w.String() + `<calcPr calcId="122211"/></workbook>`
}

// QuoteSheet is the name of a sheet as a reference has it: in apostrophes, one of its own doubled (ECMA-376 part 1, 18.17.2.3).
func QuoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

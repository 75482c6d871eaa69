package xlsx

import (
	"fmt"
	"strings"
)

// Page is how a sheet is printed. Scale is in per cent; 0: as large as the width of the paper lets it be.
type Page struct {
	Portrait                             bool
	Paper                                int // by Excel's numbers
	Scale                                uint
	Left, Right, Top, Bottom, Head, Foot float64 // margins, in inches
	Header, Footer                       string  // in the codes of ECMA-376 part 1, 18.3.1.46
}

// Rule is what cells are held to when somebody fills them in.
type Rule struct {
	Cells                string // a range
	Type                 RuleType
	First, Second        string // formulas: the list, the range, or the condition
	Title, Prompt, Wrong string // what is said when a cell is chosen, and when it is filled in wrongly
}

// RuleType is the type of a rule.
type RuleType string

// The types of rule.
const (
	OfList  RuleType = "list"   // one of First
	OfDays  RuleType = "date"   // between First and Second
	OfTruth RuleType = "custom" // First is true
)

const worksheet = `<?xml version="1.0" encoding="UTF-8"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">`

// begin writes what stands above the rows, in the order of ECMA-376 part 1, 18.3.1.99.
func (s *Sheet) begin() {
	s.packer = newPacker()
	var b strings.Builder
	put := func(format string, of ...any) { fmt.Fprintf(&b, format, of...) }
	put(`%s<sheetPr><outlinePr summaryRight="0"/><pageSetUpPr%s/></sheetPr>`, worksheet, onlyIf(s.Page.Scale == 0, ` fitToPage="1"`))
	put(`<sheetViews><sheetView%s zoomScale="%d" workbookViewId="0">`, onlyIf(s.first, ` tabSelected="1"`), s.Zoom)
	if t := s.Table; t != nil {
		corner, pane := fmt.Sprintf("%s%d", ColumnName(t.Still+1), t.Header+1), "bottomRight"
		if t.Still == 0 {
			pane = "bottomLeft" // the only one there is beside the top
		}
		put(`<pane%s ySplit="%d" topLeftCell="%s" activePane="%s" state="frozen"/>`, onlyIf(t.Still > 0, fmt.Sprintf(` xSplit="%d"`, t.Still)), t.Header, corner, pane)
		put(`<selection pane="%s" activeCell="%s" sqref="%s"/>`, pane, corner, corner)
	}
	folded := false
	for _, c := range s.Columns {
		folded = folded || c.Folded
	}
	put(`</sheetView></sheetViews><sheetFormatPr defaultRowHeight="%v"%s/>`, s.LineHeight, onlyIf(folded, ` outlineLevelCol="1"`))
	if len(s.Columns) > 0 {
		put(`<cols>`)
		for i, c := range s.Columns {
			put(`<col min="%d" max="%d" width="%v" customWidth="1"%s/>`, i+1, i+1, c.Width, onlyIf(c.Folded, ` hidden="1" outlineLevel="1"`))
		}
		put(`</cols>`)
	}
	put(`<sheetData>`)
	s.packer.pack([]byte(b.String()))
}

// tail is what stands under the rows.
func (s *Sheet) tail() []byte {
	var b strings.Builder
	put := func(format string, of ...any) { fmt.Fprintf(&b, format, of...) }
	put(`</sheetData>`)
	if s.Protected {
		put(`<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>`)
	}
	if s.Table != nil {
		put(`<autoFilter ref="%s"/>`, s.Table.all())
	}
	if len(s.merged) > 0 {
		put(`<mergeCells count="%d"><mergeCell ref="%s"/></mergeCells>`, len(s.merged), strings.Join(s.merged, `"/><mergeCell ref="`))
	}
	s.putRules(put)
	p := s.Page
	put(`<pageMargins left="%v" right="%v" top="%v" bottom="%v" header="%v" footer="%v"/>`, p.Left, p.Right, p.Top, p.Bottom, p.Head, p.Foot)
	put(`<pageSetup paperSize="%d"`, p.Paper)
	if p.Scale > 0 {
		put(` scale="%d"`, p.Scale)
	} else {
		put(` fitToWidth="1" fitToHeight="0"`) // any number of pages tall
	}
	put(` orientation="%s"/>`, map[bool]string{true: "portrait", false: "landscape"}[p.Portrait])
	put(`<headerFooter><oddHeader>%s</oddHeader><oddFooter>%s</oddFooter></headerFooter>`, escaped(p.Header), escaped(p.Footer))
	if n := len(s.breaks); n > 0 {
		put(`<rowBreaks count="%d" manualBreakCount="%d">`, n, n)
		for _, row := range s.breaks {
			put(`<brk id="%s" max="16383" man="1"/>`, row)
		}
		put(`</rowBreaks>`)
	}
	put(`</worksheet>`)
	return []byte(b.String())
}

func (s *Sheet) putRules(put func(string, ...any)) {
	if len(s.Rules) == 0 {
		return
	}
	put(`<dataValidations count="%d">`, len(s.Rules))
	for _, r := range s.Rules {
		put(`<dataValidation type="%s" errorStyle="stop"%s allowBlank="1" showInputMessage="1" showErrorMessage="1" errorTitle="%s" error="%s" promptTitle="%s" prompt="%s" sqref="%s">`,
			r.Type, map[RuleType]string{OfDays: ` operator="between"`, OfTruth: ` operator="equal"`}[r.Type], escaped(r.Title), escaped(r.Wrong), escaped(r.Title), escaped(r.Prompt), r.Cells)
		put(`<formula1>%s</formula1>`, escaped(r.First))
		if r.Second != "" {
			put(`<formula2>%s</formula2>`, escaped(r.Second))
		}
		put(`</dataValidation>`)
	}
	put(`</dataValidations>`)
}

// all is the range of the table with its header.
func (t *Table) all() string {
	return fmt.Sprintf("$A$%d:$%s$%d", t.Header, ColumnName(t.Columns), t.last())
}

// last is its last row: of an empty table the one under its header.
func (t *Table) last() int { return t.Header + max(t.Rows, 1) }

func escaped(text string) string { return string(appendEscaped(nil, text)) }

func onlyIf(is bool, text string) string {
	if is {
		return text
	}
	return ""
}

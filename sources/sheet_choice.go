package sources

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// sheetLook is what is seen of a worksheet without reading it through.
type sheetLook struct {
	name   string
	hidden bool
	known  int  // most cells of one of the first rows that are headers the source knows
	table  bool // a row has two cells or more
}

// chooseSheet returns the sheet of a workbook that is read: the one that the settings name, or the one whose headers are best known, a
// visible one before a hidden one. All of them are looked at; which is read, and which are not, is said by name.
func chooseSheet(f *excelize.File, in *input, o *out) (string, error) {
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return "", faultf("the workbook has no worksheet")
	}
	if name := in.x.Sheet; name != "" {
		for _, s := range sheets {
			if strings.EqualFold(strings.TrimSpace(s), strings.TrimSpace(name)) {
				return s, nil
			}
		}
		return "", faultf("the workbook has no sheet %q (its sheets are %s)", name, listSheets(sheets))
	}
	looks, known := make([]sheetLook, len(sheets)), o.src.knownHeaders(in.x)
	for i, s := range sheets {
		looks[i] = lookAtSheet(f, s, known)
	}
	best := 0
	for i := range looks {
		if looks[i].isLikelier(&looks[best]) {
			best = i
		}
	}
	if len(sheets) > 1 || looks[best].hidden {
		noteChoice(looks, best, o)
	}
	return sheets[best], nil
}

// lookAtSheet looks at the first rows of a sheet. One that is no worksheet, such as a chart, has none.
func lookAtSheet(f *excelize.File, name string, known map[string]bool) sheetLook {
	look := sheetLook{name: name}
	visible, err := f.GetSheetVisible(name)
	look.hidden = err == nil && !visible
	rows, err := f.Rows(name)
	if err != nil {
		return look
	}
	defer rows.Close()
	g := sheetGrid{rows: rows}
	for range headerRows {
		texts, _, err := g.readRow()
		if err != nil {
			break
		}
		said := 0
		for _, c := range texts {
			if c != "" {
				said++
			}
		}
		look.known, look.table = max(look.known, knownCells(known, texts)), look.table || said > 1
	}
	return look
}

// isLikelier reports whether a sheet is likelier to be the extract than one before it.
func (l *sheetLook) isLikelier(than *sheetLook) bool {
	switch x, y := l.known >= 2, than.known >= 2; {
	case x != y:
		return x
	case l.hidden != than.hidden:
		return !l.hidden
	case x:
		return l.known > than.known
	}
	return l.table && !than.table
}

// noteChoice says which sheet is read and which are not.
func noteChoice(looks []sheetLook, best int, o *out) {
	said := "the sheet " + looks[best].inWords() + " is read"
	var others, alike []string
	for i := range looks {
		switch l := &looks[i]; {
		case i == best:
		case l.known >= 2 && !l.hidden:
			alike = append(alike, l.inWords())
		default:
			others = append(others, l.inWords())
		}
	}
	if len(others) > 0 {
		said += "; not read: " + listSheets(others)
	}
	if len(alike) > 0 {
		said += "; not read, and with headers of this kind too: " + listSheets(alike)
	}
	o.addNote("%s (name another with sheet in the settings)", said)
}

// inWords names a sheet.
func (l *sheetLook) inWords() string {
	if l.hidden {
		return cutHeader(l.name) + " (hidden)"
	}
	return cutHeader(l.name)
}

// mostSheetsNamed bounds how many sheets a note names.
const mostSheetsNamed = 8

// listSheets lists sheets by name.
func listSheets(names []string) string {
	if len(names) > mostSheetsNamed {
		names = append(names[:mostSheetsNamed:mostSheetsNamed], "and more")
	}
	return strings.Join(names, ", ")
}

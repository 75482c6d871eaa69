package sources

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"rollcall/sources/cells"
)

// collectTable is one table of an export.
type collectTable struct {
	part  part
	name  string
	role  collectRole
	at    map[string]int // columns by header in lower case
	width int
}

// openCollectTable reads a table's header.
func openCollectTable(p part) (*collectTable, error) {
	g, err := openCSV(p.in, p.out)
	if err != nil {
		return nil, err
	}
	defer g.closeFile()
	header, reason, err := g.readRow()
	if err != nil {
		return nil, faultf("the file has no header row")
	}
	if reason != "" {
		return nil, faultf("the header row cannot be read: %s", reason)
	}
	t := &collectTable{part: p, at: map[string]int{}, width: len(header)}
	for i, h := range header {
		h = strings.ToLower(strings.TrimSpace(h))
		if _, twice := t.at[h]; twice {
			p.out.addNote("column %d has the header of an earlier one, which is read", i+1)
			continue
		}
		t.at[h] = i
	}
	if t.name = t.ownName(header); t.name == "" {
		return nil, faultf("the header does not show which table of the export this is (want a column <table>tableid)")
	}
	role, known := collectRoles[t.name]
	if !known {
		return nil, faultf("no table of the census that is known: %s", cutHeader(t.name))
	}
	t.role = role
	return t, t.wantColumns()
}

// ownName finds the table's name: the one of whose key and order there are columns; failing that, the key that stands
// lowest in the order of return, pupil, part of a pupil, because the others are its parents.
func (t *collectTable) ownName(header []string) string {
	lowest, depth := "", -1
	for _, h := range header {
		name, isKey := strings.CutSuffix(strings.ToLower(strings.TrimSpace(h)), "tableid")
		if !isKey {
			continue
		}
		if _, ordered := t.at[name+"orderseqcolumn"]; ordered {
			return name
		}
		d := 2
		switch collectRoles[name] {
		case censusTable:
			d = 0
		case onRollTable, leftTable:
			d = 1
		}
		if d > depth {
			lowest, depth = name, d
		}
	}
	return lowest
}

// parentKeys are the columns that name the pupil of a row.
var parentKeys = []string{"pupilonrolltableid", "pupilnolongeronrolltableid"}

// collectWants are the columns without which a table cannot be read.
var collectWants = map[collectRole][]string{
	censusTable:        {"referencedate", "lea", "estab", "term"},
	onRollTable:        {"surname", "forename", "dob"},
	leftTable:          {"surname", "forename", "dob"},
	sessionTable:       {"attendancereason"},
	secondSessionTable: {"attendancereason"},
	exclusionTable:     {"category"},
}

// wantColumns holds the header to what the table needs, and reports the headers that are not known.
func (t *collectTable) wantColumns() error {
	for _, c := range append([]string{t.name + "tableid", "nativeid"}, collectWants[t.role]...) {
		if _, ok := t.at[c]; !ok {
			return fault{c, "no column for it in the table " + t.name}
		}
	}
	if t.role >= addressTable && t.parentKey() == "" {
		return faultf("no column for the key of the pupil in the table %s", t.name)
	}
	if t.role == notRead {
		return nil
	}
	for _, h := range sortedKeys(t.at) {
		if h != "" && !collectKnown[h] && !strings.HasSuffix(h, "tableid") && !strings.HasSuffix(h, "orderseqcolumn") {
			t.part.out.addUnknown(h)
		}
	}
	return nil
}

// parentKey is the column that names the pupil of the table's rows, or nothing.
func (t *collectTable) parentKey() string {
	for _, k := range parentKeys {
		if _, ok := t.at[k]; ok && k != t.name+"tableid" {
			return k
		}
	}
	return ""
}

// collectKnown are the headers that are read, or known and never read.
var collectKnown = cells.SetOf(append(strings.Fields(`nativeid sourceid name collection term year referencedate sourcelevel lea estab urn
	ethnicity softwarecode release xversion serialno datetime upn formerupn uniquelearnernumber surname forename middlenames preferredsurname
	formersurname dob sex gender entrydate leavingdate parttime boarder enrolstatus ncyearactual ncyearleaving termlysessionspossible
	termlysessionsauthorised termlysessionsunauthorised summerhalfterm2sessionspossible summerhalfterm2sessionsauthorised
	summerhalfterm2sessionsunauthorised sessionspossible attendancereason sessions absencesessions category reason reason1 reason2 reason3 startdate
	postcode saon paon street locality town administrativearea posttown addressline1 addressline2 addressline3 addressline4
	addressline5 uniquepropertyreferencenumber`), append(retiredSessions, censusNever...)...)...)

// cells gives the cells of a row by header.
type collectCells struct {
	at    map[string]int
	cells []string
}

// cellOf returns the trimmed cell under the first of the headers that the table has, or nothing.
func (c collectCells) cellOf(headers ...string) string {
	for _, h := range headers {
		if i, ok := c.at[h]; ok {
			return cells.Plain(c.cells[i])
		}
	}
	return ""
}

// numberOf is a cell of a code or whole number, which exports may write with ".0" behind.
func (c collectCells) numberOf(headers ...string) string {
	return cells.WholeDigits(c.cellOf(headers...))
}

// rowKey joins the key in a column with the row's NativeId, as the export's tables are joined.
func (c collectCells) rowKey(header string) string {
	return c.cellOf(header) + "\x00" + c.cellOf("nativeid")
}

// eachRow gives the rows of the table to fn. A reason in place of cells is a row that cannot be read.
func (t *collectTable) eachRow(ctx context.Context, fn func(c collectCells, reason string) error) error {
	g, err := openCSV(t.part.in, t.part.out)
	if err != nil {
		return err
	}
	defer g.closeFile()
	if _, _, err := g.readRow(); err != nil {
		return endOfFile(err)
	}
	for n := 0; ; n++ {
		if n&0xfff == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		cells, reason, err := g.readRow()
		t.part.out.line = g.lineOfRow()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if reason == "" && len(cells) != t.width {
			reason = "the row has " + strconv.Itoa(len(cells)) + " columns (want " + strconv.Itoa(t.width) + " as in the header)"
		}
		if err := fn(collectCells{t.at, cells}, reason); err != nil {
			return err
		}
	}
}

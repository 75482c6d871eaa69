package sources

import (
	"context"
	"slices"
	"strings"

	"rollcall/sources/cells"
)

// collectExport is the tables of one export.
type collectExport struct {
	tables   []*collectTable
	censuses map[string]*census
	pupils   [2]collectPupils // on roll, left

	// Of an export without a schoolcensus table.
	implied bool
	term    censusTerm
	on      Date
	schools map[string]string // LAESTAB by NativeId, folded, as the settings say
	unknown map[string]string // why a NativeId is no school's
}

// collectPupils is what the other tables say of the pupils of one table, by the position of the pupil's first row.
type collectPupils struct {
	index      map[string]int32
	addresses  map[int32]collectAddress
	exclusions map[int32][]Claim
	sessions   [2]sessionLists
}

// collectAddress is where a pupil lives.
type collectAddress struct{ lines, postcode, uprn string }

// sessionLists holds the sessions by code of every pupil of a table, in the order of the file: a list per pupil threaded
// through one slice, because these tables are the largest of an export by far.
type sessionLists struct {
	first, last []int32 // by pupil, counted from 1; 0 is none
	nodes       []sessionNode
}

type sessionNode struct {
	codeCount
	next int32
}

// addSession appends to a pupil's list.
func (s *sessionLists) addSession(pupil int32, k codeCount) {
	if int(pupil) >= len(s.first) {
		n := int(pupil) + 1 - len(s.first)
		s.first, s.last = append(s.first, make([]int32, n)...), append(s.last, make([]int32, n)...)
	}
	s.nodes = append(s.nodes, sessionNode{codeCount: k})
	at := int32(len(s.nodes))
	if last := s.last[pupil]; last != 0 {
		s.nodes[last-1].next = at
	} else {
		s.first[pupil] = at
	}
	s.last[pupil] = at
}

// sessionsOf returns a pupil's list in the memory of into.
func (s *sessionLists) sessionsOf(pupil int32, into []codeCount) []codeCount {
	into = into[:0]
	if int(pupil) >= len(s.first) {
		return into
	}
	for at := s.first[pupil]; at != 0; at = s.nodes[at-1].next {
		into = append(into, s.nodes[at-1].codeCount)
	}
	return into
}

// readExport reads the export: the censuses, the keys of the pupils, the tables that hang on them, and then the pupils.
func (x *collectExport) readExport(ctx context.Context) error {
	if !slices.ContainsFunc(x.tables, func(t *collectTable) bool { return t.role == censusTable }) {
		x.implied, x.unknown = true, map[string]string{}
		x.schools = foldKeys(x.tables[0].part.in.x.Values["school"])
		if x.term, x.on = x.impliedCensus(); x.on == 0 {
			return x.failTables("the export has no schoolcensus table, which says of which day it is, and neither do the files' names (such as " +
				"2025_spring_pupilonroll.csv) nor as_of in the settings; nothing is read")
		}
	}
	x.censuses = map[string]*census{}
	for i := range x.pupils {
		x.pupils[i] = collectPupils{index: map[string]int32{}, addresses: map[int32]collectAddress{}, exclusions: map[int32][]Claim{}}
	}
	steps := []struct {
		roles []collectRole
		do    func(context.Context, *collectTable) error
	}{
		{[]collectRole{notRead}, x.passOver},
		{[]collectRole{censusTable}, x.readCensuses},
		{[]collectRole{onRollTable, leftTable}, x.readKeys},
		{[]collectRole{addressTable, sessionTable, secondSessionTable, exclusionTable}, x.readParts},
		{[]collectRole{onRollTable, leftTable}, x.readPupils},
	}
	for _, step := range steps {
		for _, t := range x.tables {
			if !slices.Contains(step.roles, t.role) {
				continue
			}
			if err := t.part.settleFault(step.do(ctx, t)); err != nil {
				return err
			}
		}
	}
	x.describeCensus()
	return nil
}

// failTables refuses every table of the export.
func (x *collectExport) failTables(reason string) error {
	for _, t := range x.tables {
		if err := t.part.out.failFile("", reason); err != nil {
			return err
		}
	}
	return nil
}

func (x *collectExport) passOver(_ context.Context, t *collectTable) error {
	t.part.out.addNote("the table %s is never read", t.name)
	return nil
}

// readCensuses reads the header of every return of the export.
func (x *collectExport) readCensuses(ctx context.Context, t *collectTable) error {
	o := t.part.out
	return t.eachRow(ctx, func(c collectCells, reason string) error {
		n := o.nextRow()
		if reason != "" {
			return o.rejectRow(n, "", reason)
		}
		s, field, why := collectCensus(c)
		if why != "" {
			return o.rejectRow(n, field, why)
		}
		key := c.rowKey("schoolcensustableid")
		if x.censuses[key] != nil {
			return o.rejectRow(n, "schoolcensustableid", "the key is an earlier row's")
		}
		x.censuses[key] = s
		o.checkJoined()
		return o.err
	})
}

// checkJoined counts a row that became part of a Record, or that Records lean on.
func (o *out) checkJoined() { o.report.Records++ }

func collectCensus(c collectCells) (s *census, field, why string) {
	if kind := c.cellOf("collection"); kind != "" && !strings.EqualFold(kind, "SC") {
		return nil, "collection", "a return of another collection (want SC, the school census)"
	}
	school, ok := cells.LAESTAB(c.numberOf("lea") + fourDigits(c.numberOf("estab")))
	if !ok {
		return nil, "estab", "not a school (want an LA code of three digits and a number of four)"
	}
	on, ok := collectDay(c.cellOf("referencedate"))
	if !ok || on < cells.FirstDay {
		return nil, "reference_date", "not a date (want YYYY-Mon-DD)"
	}
	term, ok := censusTerms[strings.ToUpper(c.cellOf("term"))]
	if !ok {
		return nil, "term", "not a term (want AUT, SPR or SUM)"
	}
	year, _ := cells.ReadDigits(c.numberOf("year"))
	if year < 2000 || year > on.Time().Year()+1 {
		year = 0
	}
	made := newCensus(school, on, term, year)
	return &made, "", ""
}

// fourDigits puts back the zeros that a number lost on its way through a spreadsheet.
func fourDigits(s string) string {
	for len(s) < 4 && s != "" {
		s = "0" + s
	}
	return s
}

// collectDay reads a day as COLLECT writes it, 2006-Jan-02 15:04:05, or as it comes from whoever had the export in hand.
func collectDay(s string) (Date, bool) {
	d, _, ok := cells.ReadDate(cells.PlainFigures(s), cells.TableLayout)
	return d, ok
}

// readKeys gives every pupil of a table a number.
func (x *collectExport) readKeys(ctx context.Context, t *collectTable) error {
	index := x.tableOf(t).index
	own := t.name + "tableid"
	return t.eachRow(ctx, func(c collectCells, reason string) error {
		if reason != "" {
			return nil
		}
		key := c.rowKey(own)
		if _, twice := index[key]; !twice {
			index[key] = int32(len(index))
		}
		return nil
	})
}

// tableOf returns the pupils of whom a table speaks.
func (x *collectExport) tableOf(t *collectTable) *collectPupils {
	if t.role == leftTable || t.parentKey() == "pupilnolongeronrolltableid" {
		return &x.pupils[1]
	}
	return &x.pupils[0]
}

// describeCensus completes the reports of the tables: the newest day, and the school and term when there is one.
func (x *collectExport) describeCensus() {
	var newest Date
	school, term := "", ""
	for _, key := range sortedKeys(x.censuses) {
		c := x.censuses[key]
		newest = max(newest, c.on)
		school, term = onlyOne(school, c.school), onlyOne(term, c.term)
	}
	for _, t := range x.tables {
		r := &t.part.out.report
		if newest = max(newest, x.on); x.implied && (t.role == onRollTable || t.role == leftTable) {
			t.part.out.addNote("no schoolcensus table: this is taken for the census of %s %d, of %s, and schools for what NativeId says", x.term.term, x.term.year, x.on.Words())
		}
		if newest != 0 {
			r.AsOf = newest
			t.noteOldLayout(newest)
		}
		r.School, r.Term = strings.Trim(school, "*"), strings.Trim(term, "*")
	}
}

// onlyOne keeps a word while it is the only one; "*" stands for several.
func onlyOne(have, s string) string {
	if have == "" || have == s {
		return s
	}
	return "*"
}

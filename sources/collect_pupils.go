package sources

import (
	"context"
	"strings"

	"rollcall/sources/cells"
)

// readPupils makes a Record of each row of pupilonroll or pupilnolongeronroll.
func (x *collectExport) readPupils(ctx context.Context, t *collectTable) error {
	m := collectMaker{pupils: x.of(t), own: t.name + "tableid", left: t.role == leftTable, made: make([]bool, len(x.of(t).index))}
	var r pupilRow
	return t.each(ctx, func(c collectCells, reason string) error {
		r = pupilRow{rec: Record{Row: t.part.out.report.Rows + 1, Claims: r.rec.Claims[:0]}, faults: r.faults[:0]}
		switch school := x.censuses[c.censusKey(reason)]; {
		case reason != "":
			r.reject("", reason)
		case school == nil:
			r.reject("schoolcensustableid", "no schoolcensus row with this key")
		default:
			m.make(school, c, &r)
		}
		return r.deliver(t.part.out)
	})
}

// censusKey is the key of the return that a pupil's row belongs to.
func (c collectCells) censusKey(reason string) string {
	if reason != "" {
		return ""
	}
	return c.key("schoolcensustableid")
}

// collectMaker makes records of the rows of a table of pupils.
type collectMaker struct {
	pupils *collectPupils
	own    string // the column of the table's own key
	left   bool
	made   []bool // by pupil: a row had its key
	codes  []codeCount
}

// make completes the Record of a row.
func (m *collectMaker) make(s *census, c collectCells, r *pupilRow) {
	at := m.pupils.index[c.key(m.own)]
	if m.made[at] {
		r.reject(m.own, "the key is an earlier row's")
		return
	}
	m.made[at] = true
	r.rec.AsOf, r.rec.Native = s.on, c.of(m.own)
	m.identify(c, at, r)
	p := pupil{
		left:  m.left,
		entry: r.collectDay("entry_date", c.of("entrydate")), leaving: r.collectDay("leaving_date", c.of("leavingdate")),
		enrol:    r.code("enrol_status", c.of("enrolstatus"), enrolCodes),
		year:     r.code("year_group", c.number("ncyearactual", "ncyearleaving"), yearCodes),
		partTime: r.yes("part_time", c.number("parttime")),
		boarder:  r.boards(c.number("boarder")),
	}
	r.ethnicity(&censusEthnicity, c.of("ethnicity"))
	if !r.named() {
		return
	}
	s.addPupil(p, &r.rec)
	for _, claim := range m.pupils.exclusions[at] {
		claim.Place = s.school
		r.rec.Claims = append(r.rec.Claims, claim)
	}
	m.codes = m.pupils.sessions[0].of(at, m.codes)
	r.rec.Claims = s.addAttendance(m.codes, r.count("attendance", c.of("termlysessionspossible")), s.termly, r, r.rec.Claims)
	m.codes = m.pupils.sessions[1].of(at, m.codes)
	r.rec.Claims = s.addAttendance(m.codes, r.count("attendance", c.of("summerhalfterm2sessionspossible")), s.second, r, r.rec.Claims)
}

// identify fills who the row is about.
func (m *collectMaker) identify(c collectCells, at int32, r *pupilRow) {
	who := &r.rec.Who
	who.UPN = r.cell("upn", cells.UPNValue, c.of("upn"))
	who.FormerUPN = r.cell("former_upn", cells.UPNValue, c.of("formerupn"))
	who.ULN = r.cell("uln", cells.ULNValue, c.number("uniquelearnernumber"))
	who.Surname, who.Forename = r.name("surname", c.of("surname")), r.name("forename", c.of("forename"))
	who.MiddleNames = r.name("middle_names", c.of("middlenames"))
	who.PreferredSurname = r.name("preferred_surname", c.of("preferredsurname"))
	who.FormerSurname = r.name("former_surname", c.of("formersurname"))
	who.DOB = r.plausibleBirth(r.collectDay("dob", c.of("dob")))
	who.Sex = r.sex(c.of(sexNames...))
	a := m.pupils.addresses[at]
	who.Address, who.Postcode, who.UPRN = a.lines, a.postcode, a.uprn
}

// boards reads the code of a boarder, or counts one that is not known.
func (r *pupilRow) boards(s string) bool {
	if s == "" {
		return false
	}
	board, known := boarderCodes[strings.ToUpper(s)]
	if !known {
		r.unknownCode("boarder", s)
	}
	return board
}

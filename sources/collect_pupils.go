package sources

import (
	"context"

	"rollcall/sources/cells"
)

// readPupils makes a Record of each row of pupilonroll or pupilnolongeronroll.
func (x *collectExport) readPupils(ctx context.Context, t *collectTable) error {
	m := collectMaker{pupils: x.tableOf(t), own: t.name + "tableid", left: t.role == leftTable, made: make([]bool, len(x.tableOf(t).index))}
	var r pupilRow
	return t.eachRow(ctx, func(c collectCells, reason string) error {
		r = pupilRow{rec: Record{Row: t.part.out.report.Rows + 1, Line: t.part.out.line, Claims: r.rec.Claims[:0]}, faults: r.faults[:0]}
		if reason != "" {
			r.rejectRow("", reason)
		} else if school, field, why := x.censusOf(c, t.part.out); school == nil {
			r.rejectRow(field, why)
		} else {
			m.makeRecord(school, c, &r)
		}
		return r.deliverRow(t.part.out)
	})
}

// censusOf returns the return that a pupil's row belongs to, or why it belongs to none.
func (x *collectExport) censusOf(c collectCells, o *out) (s *census, field, why string) {
	if x.implied {
		return x.schoolOf(c, o)
	}
	if s = x.censuses[c.rowKey("schoolcensustableid")]; s == nil {
		return nil, "schoolcensustableid", "no schoolcensus row with this key"
	}
	return s, "", ""
}

// collectMaker makes records of the rows of a table of pupils.
type collectMaker struct {
	pupils *collectPupils
	own    string // the column of the table's own key
	left   bool
	made   []bool // by pupil: a row had its key
	codes  []codeCount
}

// makeRecord completes the Record of a row.
func (m *collectMaker) makeRecord(s *census, c collectCells, r *pupilRow) {
	at := m.pupils.index[c.rowKey(m.own)]
	if m.made[at] {
		r.rejectRow(m.own, "the key is an earlier row's")
		return
	}
	m.made[at] = true
	r.rec.AsOf, r.rec.Native = s.on, c.cellOf(m.own)
	m.identifyPupil(c, at, r)
	p := pupil{
		left:  m.left,
		entry: r.collectDay("entry_date", c.cellOf("entrydate")), leaving: r.collectDay("leaving_date", c.cellOf("leavingdate")),
		enrol:    readCode(r, "enrol_status", c.cellOf("enrolstatus"), enrolCodes),
		year:     readCode(r, "year_group", c.numberOf("ncyearactual", "ncyearleaving"), yearCodes),
		partTime: r.readYes("part_time", c.numberOf("parttime")),
		boarder:  readCode(r, "boarder", c.numberOf("boarder"), boarderCodes),
	}
	r.readEthnicity(&censusEthnicity, c.cellOf("ethnicity"))
	if !r.isNamed() {
		return
	}
	s.addPupil(p, &r.rec)
	for _, claim := range m.pupils.exclusions[at] {
		claim.Place = s.school
		r.rec.Claims = append(r.rec.Claims, claim)
	}
	m.codes = m.pupils.sessions[0].sessionsOf(at, m.codes)
	r.rec.Claims = s.addAttendance(m.codes, r.readCount("attendance", c.cellOf("termlysessionspossible")), s.termly, r, r.rec.Claims)
	m.codes = m.pupils.sessions[1].sessionsOf(at, m.codes)
	r.rec.Claims = s.addAttendance(m.codes, r.readCount("attendance", c.cellOf("summerhalfterm2sessionspossible")), s.second, r, r.rec.Claims)
}

// identifyPupil fills who the row is about.
func (m *collectMaker) identifyPupil(c collectCells, at int32, r *pupilRow) {
	who := &r.rec.Who
	who.UPN = r.readIdentifier("upn", cells.UPNValue, c.cellOf("upn"))
	who.FormerUPN = r.readIdentifier("former_upn", cells.UPNValue, c.cellOf("formerupn"))
	who.ULN = r.readIdentifier("uln", cells.ULNValue, c.numberOf("uniquelearnernumber"))
	who.Surname, who.Forename = r.readName("surname", c.cellOf("surname")), r.readName("forename", c.cellOf("forename"))
	who.MiddleNames = r.readName("middle_names", c.cellOf("middlenames"))
	who.PreferredSurname = r.readName("preferred_surname", c.cellOf("preferredsurname"))
	who.FormerSurname = r.readName("former_surname", c.cellOf("formersurname"))
	if who.partNames() {
		r.leaveOut("forename", notAName)
	}
	who.DOB = r.plausibleBirth(r.collectDay("dob", c.cellOf("dob")))
	who.Sex = r.readSex(c.cellOf(sexNames...))
	a := m.pupils.addresses[at]
	who.Address, who.Postcode, who.UPRN = a.lines, a.postcode, a.uprn
}

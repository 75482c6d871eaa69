package sources

import (
	"strconv"
	"strings"

	"rollcall/sources/cells"
	"rollcall/sources/xmlscan"
)

// The fields of a census header.
const (
	hCollection = iota
	hTerm
	hYear
	hReferenceDate
	hSourceLevel
	hLEA
	hEstab
)

// The further fields of a census pupil.
const (
	cEntry = xmlPersonFields + iota
	cLeaving
	cEnrol
	cPartTime
	cBoarder
	cYear
	cEthnicity
)

// The fields of an exclusion.
const (
	eCategory = iota
	eReason1
	eReason2
	eReason3
	eStart
	eSessions
)

// censusNever are the elements of a pupil that are known and never read: no rule and no match may see some, and none
// needs the others.
var censusNever = strings.Fields(`language servicechild yssa plaa youngcarer fundedhours hoursatsetting extendedhours expandedhours
	eligibilitycode thirtyhourcode dafindicator schoollunchtaken classtype topupfunding eyppr eyppe eyppbf eyppbasis fsmeligibility fsmperiods fsmperiod
	specialeducationalneeds senprovision senneeds senunitindicator resourcedprovisionindicator unitcontacttime
	learnersupport learningaims programmeaims learnerfam schoolarrangedapdetail schoolarrangedapdetails approvisiondetail approvisiondetails
	qualhrs nonqualhrs qualhrspreviousyear nonqualhrspreviousyear tlevelqualhrs tlevelnonqualhrs fundingbasisitems postlookedafterarrangements
	mathsgcsehighestpriorattainment englishgcsehighestpriorattainment mathsgcsefundingexemption englishgcsefundingexemption
	mathsgcsehighestpriorattainmentpreviousyear englishgcsehighestpriorattainmentpreviousyear mathsgcsepriorattainmentyear11
	englishgcsepriorattainmentyear11 missingaddress duplicatenotfunded moveoffrollflag moveonrollflag ftemp post16`)

var (
	censusHead = xmlscan.NewScope("header", []xmlscan.Field{
		xmlscan.Leaf("collection", "collection"),
		xmlscan.Leaf("term", "term"),
		xmlscan.Leaf("year", "year"),
		xmlscan.Leaf("reference_date", "referencedate"),
		xmlscan.Leaf("source_level", "sourcelevel"),
		xmlscan.Leaf("lea", "lea"),
		xmlscan.Leaf("estab", "estab"),
	}, []string{"collectiondetails", "source"},
		[]string{"content", "urn", "softwarecode", "release", "xversion", "serialno", "datetime"}, nil)

	censusSession = xmlscan.NewScope("session", []xmlscan.Field{
		xmlscan.Leaf("attendance", "attendancereason"),
		xmlscan.Leaf("attendance", sessionsNames...),
	}, nil, nil, nil)

	censusTermly = xmlscan.NewScope("termly", censusPossible, []string{"sessiondetails"}, censusTotals, map[string]*xmlscan.Scope{"sessiondetail": censusSession})
	censusSecond = xmlscan.NewScope("second", censusPossible, []string{"sessiondetails"}, censusTotals, map[string]*xmlscan.Scope{"sessiondetail": censusSession})

	censusExclusion = xmlscan.NewScope("exclusion", []xmlscan.Field{
		xmlscan.Leaf("exclusion", "category"),
		xmlscan.Leaf("exclusion", reason1Names...),
		xmlscan.Leaf("exclusion", "reason2"),
		xmlscan.Leaf("exclusion", "reason3"),
		xmlscan.Leaf("exclusion", "startdate"),
		xmlscan.Leaf("exclusion", "sessions"),
	}, nil, []string{"senprovision"}, nil)

	censusOnRoll = newXMLPupil("on roll")
	censusLeft   = newXMLPupil("left")

	censusXML = &xmlReturn{
		name:  "census XML",
		outer: []string{"message"},
		root: xmlscan.NewScope("census", nil, []string{"message", "pupils", "pupilsonroll", "pupilsnolongeronroll"}, []string{"school"},
			map[string]*xmlscan.Scope{"header": censusHead, "pupilonroll": censusOnRoll, "pupilnolongeronroll": censusLeft}),
		rows: []*xmlscan.Scope{censusOnRoll, censusLeft},
		open: openCensus,
	}
)

// censusPossible is the one field of a block of attendance; censusTotals what returns had before 2025 and the codes give.
var (
	censusPossible = []xmlscan.Field{xmlscan.Leaf("attendance", "sessionspossible")}
	censusTotals   = []string{"sessionsauthorised", "sessionsunauthorised"}
)

func newXMLPupil(name string) *xmlscan.Scope {
	fields := append(append([]xmlscan.Field(nil), xmlPerson...),
		xmlscan.Leaf("entry_date", "entrydate"),
		xmlscan.Leaf("leaving_date", "leavingdate"),
		xmlscan.Leaf("enrol_status", "enrolstatus"),
		xmlscan.Leaf("part_time", "parttime"),
		xmlscan.Leaf("boarder", "boarder"),
		xmlscan.Leaf("year_group", "ncyearactual", "ncyearleaving"),
		xmlscan.Leaf("ethnicity", "ethnicity"),
	)
	pass := append([]string{"pupilidentifiers", "pupilcharacteristics", "pupilstatus", "addresses", "exclusions", "attendance"}, addressPass...)
	s := xmlscan.NewScope(name, fields, pass, append(censusNever, addressSkip...), map[string]*xmlscan.Scope{
		"address": xmlAddress, "termlyexclusion": censusExclusion,
		"termlyattendance": censusTermly, "summerhalfterm2attendance": censusSecond,
	})
	s.Row = true
	return s
}

// openCensus reads the header of a return.
func openCensus(f *xmlFile, head *xmlHead) (xmlMaker, error) {
	text := func(field int) string { return head.headerText(censusHead, field) }
	if c := text(hCollection); c != "" && !strings.EqualFold(c, "SC") {
		return nil, fault{"collection", "the return is of another collection (want SC, the school census)"}
	}
	school, ok := cells.LAESTAB(text(hLEA) + text(hEstab))
	if !ok {
		return nil, fault{"estab", "the header does not say which school made the return (want LEA and Estab)"}
	}
	on, dated := cells.ReadDateIn(cells.ISOLayout, text(hReferenceDate))
	switch {
	case dated && on >= cells.FirstDay:
		f.asOf = on
	case text(hReferenceDate) != "":
		return nil, fault{"reference_date", "not a date (want YYYY-MM-DD)"}
	case f.asOf == 0:
		return nil, fault{"reference_date", "neither the header nor the settings say for which day the return speaks"}
	}
	term, known := censusTerms[strings.ToUpper(text(hTerm))]
	if !known {
		f.addNote("the header does not give a term that is known (want AUT, SPR or SUM); its attendance has no dates and is left out")
	}
	if strings.EqualFold(text(hSourceLevel), "L") {
		f.addNote("the return was made by the authority and not by a school; all of it is read as school %s's", school)
	}
	year, _ := strconv.Atoi(text(hYear))
	if year != 0 && (year < 2000 || year > 2100) {
		f.addNote("the year of the header cannot be; that of the reference date is used")
		year = 0
	}
	f.school, f.term = school, term
	return &censusMaker{file: f, census: newCensus(school, f.asOf, term, year)}, nil
}

// censusMaker makes records of the pupils of one return.
type censusMaker struct {
	file   *xmlFile
	census census
	later  []Claim // exclusions and attendance of the pupil, which come after the claims of the pupil's own row
	codes  []codeCount
}

// codeCount is the sessions with one code of the register.
type codeCount struct {
	code string
	n    int32
}

func (m *censusMaker) takeInner(g, parent *xmlscan.Group) bool {
	r := m.file.cur
	switch g.Scope {
	case xmlAddress:
		return m.file.takeAddress(g, parent)
	case censusExclusion:
		m.addExclusion(g, r)
	case censusSession:
		m.addSession(g, r)
	case censusTermly:
		m.addBlock(g, r, m.census.termly)
	case censusSecond:
		m.addBlock(g, r, m.census.second)
	}
	return false
}

func (m *censusMaker) makeRecord(g *xmlscan.Group, r *pupilRow) {
	v, address := m.file.walk.Values(g, appendAddress)
	m.file.identifyPupil(v, address, r)
	p := pupil{left: g.Scope == censusLeft, entry: r.readDay("entry_date", v.Of(cEntry)), leaving: r.readDay("leaving_date", v.Of(cLeaving))}
	p.enrol = readCode(r, "enrol_status", v.Of(cEnrol), enrolCodes)
	p.year = readCode(r, "year_group", v.Of(cYear), yearCodes)
	p.partTime = r.readYes("part_time", v.Of(cPartTime))
	p.boarder = readCode(r, "boarder", v.Of(cBoarder), boarderCodes)
	r.readEthnicity(&censusEthnicity, v.Of(cEthnicity))
	if r.isNamed() {
		m.census.addPupil(p, &r.rec)
		r.rec.Claims = append(r.rec.Claims, m.later...)
	}
	m.later = m.later[:0]
}

// readCode returns the claim's word for a code, or counts one that is not known.
func readCode[V any](r *pupilRow, field, s string, known map[string]V) V {
	word, ok := known[strings.ToUpper(s)]
	if !ok && s != "" {
		r.unknownCode(field, s)
	}
	return word
}

// addExclusion reads a suspension or permanent exclusion.
func (m *censusMaker) addExclusion(g *xmlscan.Group, r *pupilRow) {
	text := func(field int) string { return string(m.file.walk.Value(g, field)) }
	e := exclusionRow{category: text(eCategory), reasons: [3]string{text(eReason1), text(eReason2), text(eReason3)}, sessions: text(eSessions)}
	if s := text(eStart); s != "" {
		e.start = r.readDay("exclusion", s)
	}
	if claim, ok := r.readExclusion(e); ok && len(m.later) < mostClaims {
		claim.Place = m.census.school
		m.later = append(m.later, claim)
	}
}

// addSession reads the sessions of one code.
func (m *censusMaker) addSession(g *xmlscan.Group, r *pupilRow) {
	code, n, ok := r.readSessions(m.file.walk.Value(g, 0), m.file.walk.Value(g, 1))
	if ok && len(m.codes) < mostClaims {
		m.codes = append(m.codes, codeCount{code, n})
	}
}

// addBlock ends a block of attendance.
func (m *censusMaker) addBlock(g *xmlscan.Group, r *pupilRow, w window) {
	possible := r.readCount("attendance", string(m.file.walk.Value(g, 0)))
	if len(m.later) < mostClaims {
		m.later = m.census.addAttendance(m.codes, possible, w, r, m.later)
	}
	m.codes = m.codes[:0]
}

// mostClaims bounds the claims of one pupil. There are some forty codes of the register, in two blocks.
const mostClaims = 400

package sources

import (
	"strings"

	"rollcall/sources/cells"
	"rollcall/sources/xmlscan"
)

// rollChangesXML reads the messages of a child joining (CMJ) and leaving (CML) a school, which schools send their
// authority beside the transfer file. A UPN is not mandatory in them. The layout of their elements is in an appendix of
// the transfer file's specification that is not published with it; they are read as pupils in the transfer file's
// vocabulary, wherever those stand, and every element that is not understood is reported.
var rollChangesXML = transferReturn("CMJ or CML XML", nil, openRollChanges).newReader()

// rollChange says what a message reports.
type rollChange uint8

const (
	changeNotSaid rollChange = iota
	joined
	leftSchool
)

// rollChangeFile makes records of the pupils of one message.
type rollChangeFile struct {
	transferFile
	change rollChange
}

// openRollChanges reads the header and finds whether pupils join or leave: by the file's name, or by the name of the
// document or its outermost element.
func openRollChanges(f *xmlFile, head *xmlHead) (xmlMaker, error) {
	t, err := openTransfer(f, head)
	if err != nil {
		return nil, err
	}
	m := &rollChangeFile{transferFile: t}
	for _, s := range []string{t.named.kind, f.walk.Outer, head.headerText(transferHead, thDocument)} {
		if m.change = changeOf(s); m.change != changeNotSaid {
			return m, nil
		}
	}
	f.addNote("neither the file's name nor its header says whether pupils join (CMJ) or leave (CML); each pupil's dates are relied on")
	return m, nil
}

func changeOf(s string) rollChange {
	s = strings.ToLower(s)
	switch {
	case strings.Contains(s, "cmj") || strings.Contains(s, "joining"):
		return joined
	case strings.Contains(s, "cml") || strings.Contains(s, "leaving"):
		return leftSchool
	}
	return changeNotSaid
}

// groundWords are the grounds by their spellings.
var groundWords = removalGroundWords()

func (m *rollChangeFile) makeRecord(g *xmlscan.Group, r *pupilRow) {
	v, address := m.file.walk.Values(g, appendAddress)
	last, to, forwarded := m.identifyPupil(v, address, r)
	change := m.change
	if change == changeNotSaid {
		switch {
		case v.Of(tGround) != "", v.Of(tLeaving) != "":
			change = leftSchool
		case v.Of(tEntry) != "":
			change = joined
		default:
			r.rejectRow("return_type", "the message does not say whether the pupil joins or leaves (want CMJ or CML in its name)")
			return
		}
	}
	if !r.isNamed() {
		return
	}
	place := m.source
	if len(place) != 7 && last.place != "" {
		place = last.place
	}
	year := readCode(r, "year_group", v.Of(tYear), yearCodes)
	if change == joined {
		from := r.readDay("event_date", v.Of(tEntry))
		r.rec.Claims = append(r.rec.Claims, Claim{Kind: Roll, From: from, Place: place, Status: "added", Year: year})
		m.addResidence(r, from)
		return
	}
	from := r.readDay("event_date", v.Of(tLeaving))
	if from == 0 {
		from = last.leaving
	}
	ground := m.readGround(v.Of(tGround), r)
	noteOldRemoval(m.file.addNote, ground, from)
	r.rec.Claims = append(r.rec.Claims, Claim{
		Kind: LeftRoll, From: from, Place: place, Status: "return", Reason: ground, Toward: to, Year: year, Decided: m.made,
		Marks: joinMarks(mark{"written_notice", r.readYes("written_notice", v.Of(tNotice))}, mark{"home_visit", r.readVisited(v.Of(tVisit))},
			mark{"la_agreed", r.readYes("la_agreed", v.Of(tAgreed))}, mark{"referral_accepted", r.readYes("referral_accepted", v.Of(tAccepted))},
			mark{"future_address", forwarded}),
	})
	m.addResidence(r, from)
}

// addResidence adds where the child lived on the day of the change, or of the message.
func (m *rollChangeFile) addResidence(r *pupilRow, on Date) {
	if on == 0 {
		on = m.made
	}
	livedThere(&r.rec, on)
}

// readGround returns the letter of a ground of regulation 9(1).
func (m *rollChangeFile) readGround(s string, r *pupilRow) string {
	if s == "" {
		return ""
	}
	letter, known := groundWords[cells.Fold(s)]
	if !known {
		r.unknownCode("ground", s)
	}
	return letter
}

// readVisited reports whether an element that holds the day of a home visit, or a yes or no, says that there was one.
func (r *pupilRow) readVisited(s string) bool {
	if c, why := cells.ReadYesNo(s); why == "" {
		return c.N == cells.Yes
	}
	return r.readDay("home_visit_date", s) != 0
}

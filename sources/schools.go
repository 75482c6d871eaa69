package sources

import (
	"strings"

	"rollcall/sources/cells"
)

// SchoolsList is the list of schools, which holds no pupil.
const SchoolsList Kind = "schools"

// The Department's list of establishments, as it is downloaded from Get Information About Schools. It tells which schools
// there are, so that a missing return is seen as missing; it holds no pupil.
var _ = declareSource(&source{
	kind: SchoolsList, order: 180, title: "list of schools and other establishments (Get Information About Schools)",
	owner: "the Department for Education",
	basis: "no personal data of pupils; Open Government Licence; Education Act 1996 s.537",
	obtain: "Download all establishment data, fields as CSV (edubasealldata), from Get Information About Schools on " +
		"gov.uk. Anyone may, under the Open Government Licence.",
	evidence: aidEvidence("list of schools"),
	expect:   Expectation{Whole: true},
	filed:    []string{"schools", "establishments", "edubase", "gias"},
	every:    "monthly, and before each census is read", never: "names of head teachers",
	sample: []string{"schools/edubasealldata20260901.csv"},
	tables: []*table{{
		places: true,
		wide:   true,
		fields: []field{
			{name: "urn", about: "unique reference number", fill: true},
			{name: "la_code", about: "authority", headers: []string{"LA (code)"}},
			{name: "establishment_number", about: "number within the authority", headers: []string{"EstablishmentNumber"}},
			{name: "laestab", is: cells.SchoolValue, about: "both together"},
			{name: "name", about: "name", headers: []string{"EstablishmentName"}, need: true},
			{name: "type", about: "type of establishment", headers: []string{"TypeOfEstablishment (name)"}},
			{name: "group", about: "group of types", headers: []string{"EstablishmentTypeGroup (name)"}},
			{name: "phase", about: "phase of education", headers: []string{"PhaseOfEducation (name)"}},
			{name: "status", about: "open, closed, proposed", headers: []string{"EstablishmentStatus (name)"}, need: true},
			{name: "open_date", is: cells.DateValue, about: "day opened", headers: []string{"OpenDate"}},
			{name: "close_date", is: cells.DateValue, about: "day closed", headers: []string{"CloseDate"}},
			{name: "low_age", is: cells.CountValue, about: "lowest statutory age", headers: []string{"StatutoryLowAge"}},
			{name: "high_age", is: cells.CountValue, about: "highest statutory age", headers: []string{"StatutoryHighAge"}},
			{name: "street", about: "street"},
			{name: "phone", about: "telephone", headers: []string{"TelephoneNum"}},
			{name: "places", is: cells.CountValue, about: "capacity", headers: []string{"SchoolCapacity", "NumberOfPupils"}},
		},
		emit: schoolsRows,
	}},
})

func schoolsRows(c *columns) func(*row, *out) error {
	var (
		urn, la, number, both = c.slotOf("urn"), c.slotOf("la_code"), c.slotOf("establishment_number"), c.slotOf("laestab")
		name, kind, group     = c.slotOf("name"), c.slotOf("type"), c.slotOf("group")
		phase, status         = c.slotOf("phase"), c.slotOf("status")
		opened, closed        = c.slotOf("open_date"), c.slotOf("close_date")
		low, high, places     = c.slotOf("low_age"), c.slotOf("high_age"), c.slotOf("places")
		street, phone         = c.slotOf("street"), c.slotOf("phone")
	)
	return func(r *row, o *out) error {
		s := School{
			URN: r.textOf(urn), LAESTAB: r.textOf(both), Name: r.textOf(name), Type: r.textOf(kind), Group: r.textOf(group),
			Phase: r.textOf(phase), Status: r.textOf(status), Opened: r.dateOf(opened), Closed: r.dateOf(closed),
			LowAge: int(r.countOf(low)), HighAge: int(r.countOf(high)), Places: int(r.countOf(places)),
			Street: r.textOf(street), Postcode: r.textOf(slotPostcode), UPRN: r.textOf(slotUPRN), Phone: r.textOf(phone),
		}
		if s.LAESTAB == "" {
			s.LAESTAB = joinLAESTAB(r.textOf(la), r.textOf(number))
		}
		return o.giveSchool(s)
	}
}

// joinLAESTAB joins an LA code and an establishment number, which spreadsheets strip of leading zeros, or returns
// nothing: not every establishment has a number.
func joinLAESTAB(la, number string) string {
	if number == "" || len(number) > 4 {
		return ""
	}
	n, _ := cells.LAESTAB(la + strings.Repeat("0", 4-len(number)) + number)
	return n
}

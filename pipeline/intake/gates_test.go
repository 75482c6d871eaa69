package intake

import (
	"fmt"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/past"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// census makes the records of one school's return with a number of pupils.
func census(place string, on sources.Date, pupils int) []sources.Record {
	var recs []sources.Record
	for i := range pupils {
		recs = append(recs, sources.Record{
			ID: sources.NewRecordID(sources.SchoolCensus, place, i+1), Kind: sources.SchoolCensus, File: place, Row: i + 1, AsOf: on,
			Who:    sources.Identity{Surname: fmt.Sprintf("Surname%d", i), Forename: "Given"},
			Claims: []sources.Claim{{Kind: sources.Roll, Place: place}},
		})
	}
	return recs
}

func recordsOf(groups ...[]sources.Record) *Records {
	b := sources.NewSlabBuilder()
	for _, group := range groups {
		for i := range group {
			b.Append(&group[i])
		}
	}
	return NewRecords([]*sources.Slab{b.Slab()})
}

func TestAShortReturnIsHeldBack(t *testing.T) {
	may, oct := calendar.On(2026, 5, 21), calendar.On(2026, 10, 1)
	check := func(before, after int, want bool) {
		t.Helper()
		a := &rules.Authority{Returns: map[string][]rules.Return{}}
		p := recordsOf(census("8872001", may, before), census("8872001", oct, after))
		notices := gatekeeperOf().askReturns(a, p)
		rs := a.Returns["8872001"]
		if held := rs[1].Held != ""; held != want || held != (len(notices) == 1) {
			t.Errorf("%d pupils, then %d: held %v with %d notices, want %v", before, after, held, len(notices), want)
		}
		if rs[0].Held != "" {
			t.Errorf("the first return is held: there is nothing to hold it against")
		}
	}
	check(100, 100, false)
	check(100, 89, true)  // more than a tenth and more than ten
	check(100, 90, false) // a tenth
	check(40, 30, false)  // a quarter, and only ten children
	check(40, 29, true)
	check(100, 300, false)
}

func TestACensusOfFewSchoolsIsHeldBack(t *testing.T) {
	on := calendar.On(2026, 10, 1)
	check := func(had, before, open int, want bool) {
		t.Helper()
		a := &rules.Authority{Home: "887", Censuses: []calendar.Date{on - 133, on}, Extracts: map[string]rules.Extract{},
			Schools: map[string]rules.School{}, Returns: map[string][]rules.Return{}}
		for i := range open {
			laestab := fmt.Sprintf("887%04d", 2000+i)
			a.Schools[laestab] = rules.School{LAESTAB: laestab, Group: "Academies", Phase: "Primary"}
			if i < had {
				a.Returns[laestab] = []rules.Return{{On: on, Pupils: 200}}
			} else if i < had+before {
				a.Returns[laestab] = []rules.Return{{On: on - 133, Pupils: 200}}
			}
		}
		a.Schools["8866000"] = rules.School{LAESTAB: "8866000", Group: "Academies"}                                // over the border
		a.Schools["8876000"] = rules.School{LAESTAB: "8876000", Group: "Independent schools"}                      // makes no return
		a.Schools["8872999"] = rules.School{LAESTAB: "8872999", Group: "Academies", Closed: on - 30, Opened: 1000} // closed before
		notices := gatekeeperOf().askCoverage(a)
		if held := a.Extracts["school_census"].Held != ""; held != want {
			t.Errorf("%d and %d of %d: held %v (%v), want %v", had, before, open, held, notices, want)
		}
	}
	check(10, 0, 10, false)
	check(8, 0, 10, false)
	check(7, 0, 10, true)
	check(7, 1, 10, false) // late, and judged on the return before
	check(0, 0, 0, false)  // no list of schools: nothing to hold against
}

func TestAConversionLeadsFromTheOldSchoolToTheNew(t *testing.T) {
	in := &Ingested{
		Schools: []sources.School{
			{URN: "1", LAESTAB: "8872001", Name: "Old", Closed: 20000}, {URN: "2", LAESTAB: "8872002", Name: "New"},
		},
		Links: []sources.SchoolLink{{URN: "2", LinkedURN: "1", Type: "predecessor"}},
	}
	s := joinSchools(in)
	if s["8872001"].Successor != "8872002" || strings.Join(s["8872002"].Predecessors, "") != "8872001" {
		t.Errorf("schools = %+v", s)
	}
}

// gatekeeperOf is a gatekeeper without settings or memory.
func gatekeeperOf() *gatekeeper {
	return newGatekeeper(Asked{Settings: &settings.Settings{}, Past: &past.Past{}}, 0, &Ingested{})
}

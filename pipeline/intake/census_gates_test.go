package intake

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

var may, october = calendar.On(2026, 5, 21), calendar.On(2026, 10, 1)

// describing is an authority of schools in which returns are counted.
func describing(schools ...rules.School) *rules.Authority {
	a := &rules.Authority{AsOf: asOf, Home: "887", Schools: map[string]rules.School{}, Returns: map[string][]rules.Return{}, Extracts: map[string]rules.Extract{}}
	for _, s := range schools {
		a.Schools[s.LAESTAB] = s
	}
	return a
}

// texts are those of notices, and whether all are grave notices of the census.
func texts(t *testing.T, notices []journal.Notice) (all []string) {
	t.Helper()
	for _, n := range notices {
		if !n.Grave || n.Kind != "school_census" {
			t.Errorf("notice %+v", n)
		}
		all = append(all, n.Text)
	}
	return all
}

// Pupils are counted by school and census; of a return in several files the largest counts; days stand in order.
func TestReturnsAreCounted(t *testing.T) {
	a := describing()
	a.Censuses = []calendar.Date{october}
	other := census("8872001", may, 7)
	for i := range other {
		other[i].File = "another"
	}
	off := census("8872003", may, 2)
	off[0].Kind, off[1].Claims[0].Kind = sources.AttendanceReturns, sources.LeftRoll
	gatekeeperOf().countReturns(a, recordsOf(census("8872001", october, 3), census("8872001", may, 5), other, census("8872002", may, 1), off))
	slices.SortFunc(a.Returns["8872001"], func(x, y rules.Return) int { return int(x.On - y.On) })
	if want := map[string][]rules.Return{"8872001": {{On: may, Pupils: 7}, {On: october, Pupils: 3}}, "8872002": {{On: may, Pupils: 1}}}; !reflect.DeepEqual(a.Returns, want) || !slices.Equal(a.Censuses, []calendar.Date{may, october}) {
		t.Errorf("counted %v on %v, want %v", a.Returns, a.Censuses, want)
	}
}

// A return is short against the one before it that is trusted, or against itself when it was last accepted; one that an operator lets pass
// is trusted, and the next is held to it.
func TestAReturnIsHeldToTheTrustedOneBeforeIt(t *testing.T) {
	january := calendar.On(2026, 1, 15)
	ask := func(accept bool, accepted map[string]int, pupils ...int) (*gatekeeper, []rules.Return, []string) {
		k := asking(nil, register.Accepted{Extract: register.Extract{Kind: "school_census", Schools: accepted}})
		if accept {
			k.Settings.Accept = []settings.Accept{{Gate: "return", Kind: "school_census", File: "8872001"}}
			k.used = make([]bool, 1)
		}
		a := describing(rules.School{LAESTAB: "8872001", Name: "Ash Primary"})
		var groups [][]sources.Record
		for i, n := range pupils {
			groups = append(groups, census("8872001", []calendar.Date{january, may, october}[i], n))
		}
		notices := k.askReturns(a, recordsOf(groups...))
		return k, a.Returns["8872001"], texts(t, notices)
	}
	k, rs, told := ask(false, nil, 100, 50, 95)
	if rs[0].Held != "" || rs[1].Held != "it has 50 pupils where its last return had 100" || rs[2].Held != "" || k.lost {
		t.Errorf("returns %+v, lost %v", rs, k.lost)
	}
	if want := []string{"the return of Ash Primary for 21 May 2026 is held back: it has 50 pupils where its last return had 100; its pupils are judged on the return before it; ask the school for a full return"}; !slices.Equal(told, want) {
		t.Errorf("told %q", told)
	}
	if _, rs, _ := ask(false, nil, 100, 50, 88); rs[2].Held != "it has 88 pupils where its last return had 100" {
		t.Errorf("after one that is held: %+v", rs)
	}
	_, rs, told = ask(true, nil, 100, 50, 45)
	if rs[1].Held != "" || rs[2].Held != "" || len(told) > 0 {
		t.Errorf("let pass: %+v, told %q", rs, told)
	}
	k, rs, _ = ask(false, map[string]int{"8872001@2026-05-21": 80, "8872001@2026-01-15": 100}, 100, 60)
	if rs[1].Held != "it has 60 pupils where its last return had 100" || !k.lost {
		t.Errorf("against both: %+v, lost %v", rs, k.lost)
	}
	k, rs, _ = ask(false, map[string]int{"8872001@2026-05-21": 95}, 60, 60)
	if rs[1].Held != "it has 60 pupils where the same return had 95 in an earlier run" || !k.lost {
		t.Errorf("against itself: %+v, lost %v", rs, k.lost)
	}
	if len(k.reports) != 1 || k.reports[0].School != "8872001" || k.reports[0].On != "2026-05-21" || k.reports[0].Gate != journal.ReturnGate {
		t.Errorf("reported %+v", k.reports)
	}
	// Returns stand in the order of their days, and each is its own school's.
	k, a := gatekeeperOf(), describing()
	a.Returns["8872001"] = []rules.Return{{On: october, Pupils: 95}, {On: january, Pupils: 100}, {On: may, Pupils: 50}}
	a.Returns["8872002"] = []rules.Return{{On: may, Pupils: 9}}
	k.askReturns(a, recordsOf(census("8872003", may, 1)))
	if rs := a.Returns["8872001"]; rs[0].On != january || rs[1].On != may || rs[1].Held == "" || rs[2].Held != "" || a.Returns["8872002"][0].Held != "" {
		t.Errorf("returns %+v", a.Returns)
	}
	for _, c := range []struct {
		before, now int
		lost        bool
	}{{0, 0, false}, {100, 90, false}, {100, 89, true}, {110, 99, false}, {111, 99, true}, {11, 0, true}, {10, 0, false}, {200, 180, false}, {200, 179, true}, {50, 60, false}} {
		if got := lostPupils(c.before, c.now); got != c.lost {
			t.Errorf("of %d pupils %d are left: lost %v", c.before, c.now, got)
		}
	}
}

// A return of a census of this run, or of the newest that was accepted, that is among the files no more is told, by day; older ones may have
// been put away, and one that a newer return follows is not missed.
func TestAReturnThatIsGoneIsTold(t *testing.T) {
	for _, c := range []struct {
		name     string
		accepted map[string]int
		want     []string
	}{
		{"of this census", map[string]int{"8872002@2026-10-01": 9, "8872001@2026-10-01": 9}, []string{"the return for 1 October 2026 of Beech Infant was there in the run for 8 October 2026 and is not now: nobody is listed for having been in it"}},
		{"two schools", map[string]int{"8872002@2026-10-01": 9, "8872003@2026-10-01": 9}, []string{"the return for 1 October 2026 of Beech Infant; school 8872003 was there in the run for 8 October 2026 and is not now: nobody is listed for having been in it"}},
		{"an older one that the run has", map[string]int{"8872002@2026-05-21": 9, "8872001@2026-10-01": 9}, []string{"the return for 21 May 2026 of Beech Infant was there in the run for 8 October 2026 and is not now: nobody is listed for having been in it"}},
		{"an older one that was put away", map[string]int{"8872002@2026-01-15": 9, "8872001@2026-10-01": 9}, nil},
		{"the newest of then, that the run has not", map[string]int{"8872002@2026-01-15": 9}, []string{"the return for 15 January 2026 of Beech Infant was there in the run for 8 October 2026 and is not now: nobody is listed for having been in it"}},
		{"a newer return follows", map[string]int{"8872001@2026-05-21": 9}, nil},
		{"still to come on the day", map[string]int{"8872002@2027-01-21": 9}, nil}, {"no day", map[string]int{"8872002@": 9}, nil},
	} {
		k := asking(nil, register.Accepted{Extract: register.Extract{Kind: "school_census", Schools: c.accepted}})
		a := describing(rules.School{LAESTAB: "8872002", Name: "Beech Infant"})
		a.Censuses = []calendar.Date{may, october}
		a.Returns["8872001"] = []rules.Return{{On: october, Pupils: 9}}
		if got := texts(t, k.goneReturns(a)); !slices.Equal(got, c.want) || k.lost != (len(c.want) > 0) {
			t.Errorf("%s: told %q, lost %v, want %q", c.name, got, k.lost, c.want)
		}
	}
}

// The whole census is held back where too few schools of a side have made a return lately; each that is late is told.
func TestHowManySchoolsMustHaveMadeAReturn(t *testing.T) {
	side := func(group, phase string) func(*rules.School) {
		return func(s *rules.School) { s.Group, s.Phase = group, phase }
	}
	for _, c := range []struct {
		name                        string
		maintained, academies       int // open
		hadMaintained, hadAcademies int // of them a return
		more                        []rules.School
		want                        string
	}{
		{"all", 5, 5, 5, 5, nil, ""}, {"four of five of each", 5, 5, 4, 4, nil, ""},
		{"of all too few", 4, 4, 3, 3, nil, "only 6 of 8 open state schools have made a return since 21 May 2026"},
		{"academies too few", 10, 5, 10, 3, nil, "only 3 of 5 open academies have made a return since 21 May 2026"},
		{"maintained too few", 5, 10, 3, 10, nil, "only 3 of 5 open maintained schools have made a return since 21 May 2026"},
		{"too few academies to tell", 16, 4, 16, 0, nil, ""},
		{"no school", 0, 0, 0, 0, nil, ""},
		{"schools that make none", 5, 5, 5, 5, []rules.School{{LAESTAB: "8871000", Group: "Local authority maintained schools", Phase: "Nursery"}, {LAESTAB: "8876000", Group: "Independent schools"}, {LAESTAB: "8862000", Group: "Academies"},
			{LAESTAB: "8872901", Group: "Academies", Opened: october + 1}, {LAESTAB: "8872902", Group: "Academies", Closed: october}}, ""},
	} {
		k := asking(nil)
		a := describing(c.more...)
		a.Censuses = []calendar.Date{calendar.On(2026, 1, 15), may, october}
		add := func(n, had, from int, as func(*rules.School)) {
			for i := range n {
				s := rules.School{LAESTAB: fmt.Sprintf("887%04d", from+i), Opened: october}
				as(&s)
				a.Schools[s.LAESTAB] = s
				if i < had {
					a.Returns[s.LAESTAB] = []rules.Return{{On: may}, {On: october}}
				}
			}
		}
		add(c.maintained, c.hadMaintained, 2000, side("Local authority maintained schools", "Primary"))
		add(c.academies, c.hadAcademies, 4000, side("Free Schools", "Secondary"))
		notices := texts(t, k.askCoverage(a))
		if got := a.Extracts["school_census"]; got.Held != c.want || got.Came != (c.want != "") || len(notices) != map[bool]int{true: 1}[c.want != ""] {
			t.Errorf("%s: held %q, told %q", c.name, got.Held, notices)
		}
		if c.want != "" {
			checkSaid(t, c.name, k, "schools  held: "+c.want)
			if notices[0] != "the school census is held back: "+c.want+"; no child is listed for being absent from it" {
				t.Errorf("%s: told %q", c.name, notices)
			}
		}
	}
	k := asking(nil)
	k.Settings.Accept, k.used = []settings.Accept{{Gate: "schools", Kind: "school_census"}}, make([]bool, 1)
	a := describing(rules.School{LAESTAB: "8872001", Name: "Ash Primary", Group: "Special schools"}, rules.School{LAESTAB: "8872002", Name: "Beech Infant", Group: "Academies"})
	a.Censuses = []calendar.Date{calendar.On(2026, 1, 15), may, october}
	a.Returns["8872001"] = []rules.Return{{On: calendar.On(2026, 1, 15)}}
	if told := texts(t, k.askCoverage(a)); a.Extracts["school_census"].Held != "" || !slices.Equal(told, []string{"no return for the census of 1 October 2026 from Ash Primary: their pupils are judged on the return before it"}) {
		t.Errorf("let pass: held %q, told %q", a.Extracts["school_census"].Held, told)
	}
	if got := k.askCoverage(describing()); got != nil {
		t.Errorf("without a census: %v", got)
	}
}

// Where most schools' returns are short, those of small schools that lost pupils are short with them; where few are, a small school's
// pupils may have left.
func TestSmallReturnsAreShortWithTheOthers(t *testing.T) {
	check := func(name string, schools, short, before, now int, want string) {
		t.Helper()
		a := describing()
		for i := range schools {
			r := rules.Return{On: october, Pupils: 200}
			if i < short {
				r.Pupils = 100
			}
			a.Returns[fmt.Sprintf("887%04d", 2001+i)] = []rules.Return{{On: may, Pupils: 200}, r}
		}
		a.Returns["8872999"] = []rules.Return{{On: may, Pupils: before}, {On: october, Pupils: now}}
		k := gatekeeperOf()
		k.askReturns(a, recordsOf(census("8873001", may, 1)))
		if got := a.Returns["8872999"][1].Held; got != want {
			t.Errorf("%s: held %q, want %q", name, got, want)
		}
	}
	check("most are short", 5, 4, 12, 6, "it has 6 pupils where its last return had 12, and most schools' returns are short")
	check("half are short", 5, 3, 12, 6, "")
	check("it lost a tenth", 5, 4, 20, 18, "")
	check("it grew", 5, 4, 12, 14, "")
	check("few schools", 3, 3, 12, 6, "")
}

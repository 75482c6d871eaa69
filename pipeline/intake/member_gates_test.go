package intake

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/members"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Children who are gone without a reason hold an extract back, from one to the next and in sixty days, at the bounds.
func TestHowManyChildrenMayGo(t *testing.T) {
	for _, c := range []struct {
		name             string
		lost, eroded, of int
		want             []string
	}{
		{"a twentieth", 10, 10, 200, nil},
		{"more than a twentieth", 11, 11, 200, []string{"members  held: 6 % of the children who were in it in the run for 8 October 2026 are gone without a reason (at most 5 %)"}},
		{"two of ten", 2, 2, 10, nil},
		{"three of ten", 3, 3, 10, []string{"members  held: 30 % of the children who were in it in the run for 8 October 2026 are gone without a reason (at most 5 %)"}},
		{"in sixty days", 2, 12, 200, nil},
		{"more in sixty days", 2, 15, 200, []string{"members  held: 8 % of its children are gone without a reason since 60 days ago (at most 6 %)"}},
		{"just more in sixty days", 2, 13, 200, []string{"members  held: 6 % of its children are gone without a reason since 60 days ago (at most 6 %)"}},
	} {
		k := asking(map[sources.Kind]sources.Expectation{sources.Health: {Gone: .05}}, register.Accepted{Extract: register.Extract{Kind: "health"}})
		k.askSameChildren(&members.Portrait{Kind: sources.Health, Change: members.Change{Lost: c.lost, Eroded: c.eroded, Of: c.of}})
		checkSaid(t, c.name, k, c.want...)
	}
}

// A column that says another thing of the same children, or that other extracts contradict, holds the extract back and its files are not used.
func TestColumnsMustSayWhatTheySaid(t *testing.T) {
	changed := func(column, n, of int) *members.Portrait {
		p := &members.Portrait{}
		p.Changed[column], p.Met[column] = n, of
		return p
	}
	const tail = " than in the run for 8 October 2026"
	for _, c := range []struct {
		name string
		p    *members.Portrait
		want string
	}{
		{"a birth in twenty", changed(members.BirthColumn, 5, 100), ""},
		{"more births", changed(members.BirthColumn, 6, 100), "6 of 100 children known by a number have another date of birth" + tail},
		{"two births of three", changed(members.BirthColumn, 2, 3), ""},
		{"names", changed(members.NameColumn, 16, 100), "16 of 100 children known by a number have another name" + tail},
		{"fewer names", changed(members.NameColumn, 15, 100), ""},
		{"sexes", changed(members.SexColumn, 6, 100), "6 of 100 children known by a number have another sex" + tail},
		{"postcodes", changed(members.PostcodeColumn, 26, 100), "26 of 100 children known by a number have another postcode" + tail},
		{"families who move", changed(members.PostcodeColumn, 25, 100), ""},
		{"another extract", &members.Portrait{Agrees: []members.Agreement{{With: sources.SchoolCensus, Births: 20, BirthsSame: 9}}}, "of 20 children whom the school census has too, 9 have the same date of birth"},
		{"half of them", &members.Portrait{Agrees: []members.Agreement{{With: sources.SchoolCensus, Births: 20, BirthsSame: 10}}}, ""},
		{"of few", &members.Portrait{Agrees: []members.Agreement{{With: sources.SchoolCensus, Births: 19}}}, ""},
		{"babies", &members.Portrait{Births: 20, Ages: [25]int{0: 10, 5: 10}}, ""},
		{"mostly babies", &members.Portrait{Births: 20, Ages: [25]int{0: 11, 5: 9}}, "11 of 20 dates of birth are of nobody from three to eighteen: it may be another date"},
		{"few of them", &members.Portrait{Births: 19, Ages: [25]int{0: 19}}, ""},
	} {
		k := asking(nil, register.Accepted{Extract: register.Extract{Kind: "health"}})
		k.in.Reports = []sources.FileReport{*file(sources.Health, "a", 5), *file(sources.Housing, "h", 5), *file(sources.Health, "b", 5)}
		c.p.Kind = sources.Health
		k.askSameColumns(c.p)
		var want []string
		if c.want != "" {
			want = []string{"column a unused held: " + c.want, "column b unused held: " + c.want}
		}
		checkSaid(t, c.name, k, want...)
		if n := k.gateNotices(); len(n) != min(1, len(want)) {
			t.Errorf("%s: %d notices, want one for all files", c.name, len(n))
		}
	}
	k := asking(nil)
	k.askSameColumns(&members.Portrait{Kind: sources.EarlyYears, Agrees: []members.Agreement{
		{With: sources.SchoolCensus, Sexes: 30, SexesSame: 1}, {With: sources.Health, Sexes: 30, SexesSame: 30}}})
	checkSaid(t, "the reference alone", k)
	if n := k.gateNotices(); len(n) != 1 || n[0].Kind != "school_census" || !n[0].Grave {
		t.Errorf("a reference that stands alone is not told: %+v", n)
	}
}

// A whole list is held to the best of sixty days, and what a person let pass begins it anew.
func TestErosionIsHeldToTheBest(t *testing.T) {
	night := func(n, rows int, fill float64, letPass ...string) register.Accepted {
		return register.Accepted{AsOf: (asOf - calendar.Date(n)).Midnight(), Extract: register.Extract{Kind: "schools", Rows: rows, LetPass: letPass, Fill: map[string]float64{"upn": fill}}}
	}
	check := func(name string, whole bool, nights []register.Accepted, rows int, want ...string) {
		t.Helper()
		k := asking(map[sources.Kind]sources.Expectation{sources.SchoolsList: {Drop: .1, Whole: whole}}, nights[len(nights)-1])
		k.Past.Lately = map[string][]register.Accepted{"schools": nights}
		f := file(sources.SchoolsList, "f", rows)
		f.Filled = map[string]int{"upn": rows / 2}
		k.askRows(sources.SchoolsList, []*sources.FileReport{f})
		k.askColumns(sources.SchoolsList, []*sources.FileReport{f})
		checkSaid(t, name, k, want...)
	}
	worn := []register.Accepted{night(20, 100, .5), night(10, 95, .5), night(1, 91, .5)}
	const held = "rows  held: 89 rows, where the run for 25 September 2026 had 100"
	check("the best", true, worn, 89, held)
	check("within it", true, worn, 90)
	check("events", false, worn, 89)
	check("let pass", true, []register.Accepted{night(20, 100, .5), night(10, 95, .5, "rows"), night(1, 91, .5)}, 89)
	check("a return let pass", true, []register.Accepted{night(20, 100, .5), night(10, 95, .5, "return x@y"), night(1, 91, .5)}, 89, held)
	check("a column that went by and by", true, []register.Accepted{night(20, 90, .9), night(10, 90, .7), night(1, 90, .6)}, 90,
		"fill  held: upn has a value in 50 % of the rows, where the run for 25 September 2026 had one in 90 %")
	children := asking(map[sources.Kind]sources.Expectation{sources.Health: {Drop: .1, Whole: true}}, register.Accepted{Extract: register.Extract{Kind: "health", Rows: 89}})
	children.Past.Lately = map[string][]register.Accepted{"health": {{Extract: register.Extract{Rows: 100}}}}
	if best, _ := children.bestRows(sources.Health, 80); best.Rows != 89 {
		t.Errorf("a list of children that has lost a fifth in sixty days is held to the best")
	}
	if best, most := children.bestRows(sources.Health, 79); best.Rows != 100 || most != .2 {
		t.Errorf("one that has lost more is not")
	}
}

// What a person let pass is noted of the gates that hold an extract to the past, and of returns one by one.
func TestWhatWasLetPassIsNoted(t *testing.T) {
	k := asking(nil)
	pass := &journal.Accepted{}
	k.reports = []journal.GateReport{{Gate: journal.RowsGate, Kind: "health", Accepted: pass}, {Gate: journal.FillGate, Kind: "health"}, {Gate: journal.AgeGate, Kind: "health", Accepted: pass},
		{Gate: journal.ReturnGate, Kind: "school_census", School: "8872001", On: "2026-10-01", Accepted: pass}}
	if got := k.letPass(sources.Health); !reflect.DeepEqual(got, []string{"rows"}) {
		t.Errorf("of health %v", got)
	}
	if got := k.letPass(sources.SchoolCensus); !reflect.DeepEqual(got, []string{"return 8872001@2026-10-01"}) {
		t.Errorf("of returns %v", got)
	}
	key := "8872001@2026-10-01"
	k.Past.Lately = map[string][]register.Accepted{"school_census": {{Extract: register.Extract{Schools: map[string]int{key: 90}}},
		{Extract: register.Extract{Schools: map[string]int{key: 50}, LetPass: []string{"return " + key}}}, {Extract: register.Extract{Schools: map[string]int{key: 48}}}}}
	if n := k.acceptedPupils("8872001", calendar.On(2026, 10, 1)); n != 50 {
		t.Errorf("a return let pass is held to %d pupils, want 50", n)
	}
	if n := k.acceptedPupils("8872002", calendar.On(2026, 10, 1)); n != 0 {
		t.Errorf("a return that never was is held to %d pupils", n)
	}
}

// A file of absences begins anew with the school year, and is held to the one before from its fourth week on.
func TestAbsencesBeginAnew(t *testing.T) {
	for _, c := range []struct {
		before string
		now    calendar.Date
		want   bool
	}{{"2026-07-20", calendar.On(2026, 9, 10), true}, {"2026-09-21", calendar.On(2026, 9, 28), true}, {"2026-09-22", calendar.On(2026, 9, 28), false},
		{"2026-09-01", calendar.On(2027, 3, 1), true}, {"2027-02-01", calendar.On(2027, 3, 1), false}, {"", calendar.On(2027, 3, 1), false}} {
		if got := begunAnew(c.before, c.now); got != c.want {
			t.Errorf("%s, then %s: %v", c.before, c.now, got)
		}
	}
}

// Returns that are short together hold the census back, against the same returns and against those before, of schools enough.
func TestReturnsAreShortTogether(t *testing.T) {
	may, oct := calendar.On(2026, 5, 21), calendar.On(2026, 10, 1)
	check := func(name string, schools, accepted, before, now int, want bool) {
		t.Helper()
		k := asking(nil)
		a := &rules.Authority{Returns: map[string][]rules.Return{}}
		had := map[string]int{}
		for i := range schools {
			place := fmt.Sprintf("887%04d", 2000+i)
			a.Returns[place] = []rules.Return{{On: may, Pupils: before}, {On: oct, Pupils: now}}
			had[place+"@2026-10-01"] = accepted
		}
		a.Returns["8879999"] = []rules.Return{{On: may, Pupils: 900}, {On: oct, Pupils: 10, Held: "short"}} // told for itself
		k.Past.Accepted["school_census"] = register.Accepted{Extract: register.Extract{Schools: had}}
		k.askTotals(a)
		if got := k.whyHeld("school_census") != ""; got != want {
			t.Errorf("%s: held %v", name, got)
		}
	}
	check("none lost", 10, 200, 200, 200, false)
	check("two in a hundred", 10, 200, 200, 196, false)
	check("more, of the same returns", 10, 200, 200, 195, true)
	check("of few schools", 4, 200, 200, 100, false)
	check("of few pupils", 10, 20, 20, 18, false)
	check("six in a hundred since the last", 10, 0, 200, 188, false)
	check("more, since the last", 10, 0, 200, 187, true)
	check("more pupils", 10, 200, 200, 300, false)
}

// On a first night extracts are held to what is usual: told outside of it, held back with nothing at all.
func TestWhatIsUsualOnAFirstNight(t *testing.T) {
	check := func(name string, rows, pupils int, had, told, held bool) {
		t.Helper()
		k := asking(map[sources.Kind]sources.Expectation{sources.HomeEducation: {Pupils: sources.PerThousand{Least: 4, Most: 80, Basis: "DfE"}}, sources.Health: {}})
		if had {
			k.Past.Accepted["home_education"] = register.Accepted{}
		}
		k.in.Reports = []sources.FileReport{*file(sources.HomeEducation, "f", rows), *file(sources.Health, "h", 0)}
		notices := k.askUsual(&rules.Authority{Returns: map[string][]rules.Return{"8872001": {{Pupils: 9999}, {Pupils: pupils}}}})
		if got := len(notices) == 1 && notices[0].Grave; got != told || (len(k.reports) == 1) != held {
			t.Errorf("%s: told %v %v, held %v", name, got, notices, k.reports)
		}
	}
	check("as usual", 4, 1000, false, false, false)
	check("fewer", 3, 1000, false, true, false)
	check("none", 0, 1000, false, false, true)
	check("none, and hardly any expected", 0, 700, false, true, false)
	check("as many as may be", 80, 1000, false, false, false)
	check("more", 81, 1000, false, true, false)
	check("few pupils", 0, 499, false, false, false)
	check("accepted before", 0, 1000, true, false, false)
	for _, kind := range sources.Kinds() {
		if u := sources.ExpectationOf(kind).Pupils; u != (sources.PerThousand{}) && (u.Least <= 0 || u.Most < 2*u.Least || !strings.ContainsAny(u.Basis, "0123456789")) {
			t.Errorf("%s: what is usual wants two bounds and a publication with its year: %+v", kind, u)
		}
	}
}

// Settings of one authority over another's returns stop the run.
func TestAnotherAuthoritysReturnsStopTheRun(t *testing.T) {
	own := map[sources.Kind]sources.Expectation{sources.SchoolCensus: {Own: true}, sources.Exclusions: {Own: true}, sources.Health: {}}
	check := func(name string, want bool, entries ...map[string]int) {
		t.Helper()
		k := asking(own)
		for i, kind := range []sources.Kind{sources.SchoolCensus, sources.Exclusions, sources.Health} {
			f := file(kind, "f", 300)
			if i < len(entries) {
				f.Schools = entries[i]
			}
			k.in.Reports = append(k.in.Reports, *f)
		}
		var wrong *WrongAuthorityError
		if err := k.askAuthority(); errors.As(err, &wrong) != want || want && (wrong.Other != "886" || !strings.Contains(err.Error(), "887")) {
			t.Errorf("%s: %v", name, err)
		}
	}
	check("its own", false, map[string]int{"887": 900})
	check("nearly all another's", true, map[string]int{"886": 181}, map[string]int{"886": 10, "887": 9})
	check("nine tenths", false, map[string]int{"886": 180, "887": 20})
	check("too few to tell", false, map[string]int{"886": 199})
	check("of several", false, map[string]int{"886": 300, "888": 300})
	check("of a list that names schools anywhere", false, nil, nil, map[string]int{"886": 900})
}

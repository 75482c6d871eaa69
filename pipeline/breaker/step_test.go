package breaker

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	cme  = "cme_candidates"
	risk = "at_risk"
)

func onList(list, child, rule, source string) Line {
	return Line{List: list, Child: child, Rule: rule, Source: source}
}

func before(lines ...Line) Before {
	b := Before{Days: 1, Lines: map[LineKey]Line{}, Stood: map[string]Stood{}, Explained: map[string]int{"home_education": 20}, Lasting: map[string]bool{"home_education": true}}
	for _, l := range lines {
		b.Lines[LineKey{l.List, l.Child}] = l
	}
	return b
}

// A step counts what is new by list, rule, extract and what explained the child before, and what is gone; not what an officer did, nor
// a child who went from one list to the other.
func TestAStepIsCounted(t *testing.T) {
	b := before(onList(cme, "A", "C01", ""), onList(cme, "B", "C06", ""), onList(cme, "C", "C06", ""), onList(risk, "D", "R05", ""), onList(risk, "E", "R05", ""))
	closed := onList(cme, "T", "C01", "")
	closed.ByOfficer = true
	b.Lines[LineKey{cme, "T"}] = closed
	b.Stood = map[string]Stood{"N": {"explained", "home_education"}, "O": {"explained", "admissions"}, "P": {"elsewhere", ""}}
	open := onList(cme, "Q", "C01", "health")
	open.ByOfficer = true
	tonight := []Line{onList(cme, "A", "C01", "health"), onList(cme, "D", "C06", "roll_changes"), onList(cme, "N", "C01", "health"), onList(cme, "O", "C10", "admissions"),
		onList(cme, "P", "C01", "housing"), onList(cme, "R", "C01", "health"), open, onList(risk, "S", "R18", "school_census")}
	got := Compare(cme, tonight, map[LineKey]string{{cme, "B"}: Decided, {cme, "C"}: "explained"}, b)
	want := Step{Days: 1, Had: map[string]int{cme: 4, risk: 2}, Has: map[string]int{cme: 7, risk: 1}, New: map[string]int{cme: 5, risk: 1}, Gone: map[string]int{cme: 1, risk: 1},
		NewByRule: map[string]map[string]int{cme: {"C06": 1, "C01": 3, "C10": 1}, risk: {"R18": 1}}, GoneByRule: map[string]map[string]int{cme: {"C06": 1}, risk: {"R05": 1}},
		Went:     map[string]map[string]int{cme: {"explained": 1}, risk: {"for no reason that is told": 1}},
		BySource: map[string]int{"roll_changes": 1, "health": 2, "admissions": 1, "housing": 1}, Lost: map[string]int{"home_education": 1},
		Unseen: map[string]int{"roll_changes": 1, "health": 1}, Explained: b.Explained}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	b.Untold = true
	if got := Compare(cme, tonight, nil, b); len(got.Lost)+len(got.Unseen) > 0 || got.New[cme] != 5 {
		t.Errorf("of a run that is gone it is told what explained the children: %+v", got)
	}
}

// A limit is exceeded by more than its number and more than each of its shares, and by as many times as many in as many weeks.
func TestALimitIsExceeded(t *testing.T) {
	l := Limit{Lines: 4, Share: .05, List: .1}
	for _, c := range []struct {
		n, whole, list, weeks int
		want                  bool
	}{
		{5, 20, 20, 1, true}, {4, 20, 20, 1, false}, // the number
		{5, 100, 20, 1, false}, {6, 100, 20, 1, true}, // 5 % of 100
		{5, 20, 50, 1, false}, {6, 20, 50, 1, true}, // a tenth of the list
		{8, 20, 20, 2, false}, {9, 20, 20, 2, true},
		{9, 20, 50, 2, false}, {11, 20, 50, 2, true}, {9, 100, 20, 2, false}, {11, 100, 20, 2, true},
		{5, 0, 0, 1, true}, {0, 0, 0, 1, false},
	} {
		if got := l.isExceeded(c.n, c.whole, c.list, c.weeks); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
	for days, want := range map[int]int{0: 1, 1: 1, 7: 1, 8: 2, 14: 2, 15: 3, 42: 6, 400: 6} {
		if got := weeksOf(days); got != want {
			t.Errorf("%d days are %d weeks, want %d", days, got, want)
		}
	}
}

// listOf is a step from a list of so many candidates.
func listOf(had int, change func(*Step)) Step {
	s := Step{Days: 1, Had: map[string]int{cme: had, risk: 100}, Has: map[string]int{}, New: map[string]int{}, Gone: map[string]int{}, NewByRule: map[string]map[string]int{cme: {}},
		Lost: map[string]int{}, Unseen: map[string]int{}, Explained: map[string]int{"home_education": 30, "school_census": 2000}}
	change(&s)
	return s
}

// Each kind of flood trips its limit, and one below it does not; what several nights did is counted together.
func TestWhatTrips(t *testing.T) {
	lose := func(n int) Step { return listOf(43, func(s *Step) { s.Lost["home_education"] = n }) }
	for name, c := range map[string]struct {
		step    Step
		earlier []Step
		want    string
	}{
		"nothing":                     {listOf(43, func(*Step) {}), nil, ""},
		"a census day":                {listOf(14, func(s *Step) { s.New[cme], s.Lost["school_census"] = 8, 5 }), nil, ""},
		"an empty list before":        {listOf(0, func(s *Step) { s.New[cme] = 12 }), nil, ""},
		"a flood on an empty list":    {listOf(0, func(s *Step) { s.New[cme] = 13 }), nil, "new cme_candidates 13"},
		"a flood":                     {listOf(43, func(s *Step) { s.New[cme] = 54 }), nil, "new cme_candidates 54"},
		"one rule":                    {listOf(100, func(s *Step) { s.NewByRule[cme]["C01"] = 51 }), nil, "rule C01 51"},
		"three quarters of the list":  {listOf(43, func(s *Step) { s.New[cme] = 32 }), nil, ""},
		"one more":                    {listOf(43, func(s *Step) { s.New[cme] = 33 }), nil, "new cme_candidates 33"},
		"thirteen of one rule":        {listOf(10, func(s *Step) { s.NewByRule[cme]["C01"] = 13 }), nil, "rule C01 13"},
		"thirteen on one extract":     {listOf(10, func(s *Step) { s.BySource = map[string]int{"housing": 13, "health": 12} }), nil, "source housing 13"},
		"twelve of one rule":          {listOf(10, func(s *Step) { s.NewByRule[cme]["C01"] = 12 }), nil, ""},
		"a twentieth of the census":   {listOf(43, func(s *Step) { s.Lost["school_census"] = 100 }), nil, ""},
		"one more than that":          {listOf(43, func(s *Step) { s.Lost["school_census"] = 101 }), nil, "explanation school_census 101"},
		"120 more at risk":            {listOf(43, func(s *Step) { s.Had[risk], s.New[risk] = 50, 120 }), nil, ""},
		"121 more at risk":            {listOf(43, func(s *Step) { s.Had[risk], s.New[risk] = 50, 121 }), nil, "new at_risk 121"},
		"one extract":                 {lose(5), nil, "explanation home_education 5"},
		"four of it":                  {lose(4), nil, ""},
		"five nights":                 {lose(4), []Step{lose(4), lose(1)}, "fortnight home_education 9"},
		"nights of nothing tonight":   {listOf(43, func(*Step) {}), []Step{lose(4), lose(4), lose(4)}, ""},
		"children who were not there": {listOf(30, func(s *Step) { s.Unseen["health"] = 9 }), nil, "unseen health 9"},
		"a list that empties":         {listOf(43, func(s *Step) { s.Gone[cme] = 26 }), nil, "gone cme_candidates 26"},
		"a list of few that empties":  {listOf(12, func(s *Step) { s.Gone[cme] = 12 }), nil, ""},
		"the first day of January":    {listOf(14, func(s *Step) { s.New[risk] = 90 }), nil, ""},
		"a flood at risk":             {listOf(14, func(s *Step) { s.New[risk] = 151 }), nil, "new at_risk 151"},
		"none at risk any more":       {listOf(14, func(s *Step) { s.Gone[risk] = 41 }), nil, "gone at_risk 41"},
	} {
		got := ""
		for _, x := range FindTrips(cme, risk, c.step, c.earlier, DefaultLimits()) {
			got += fmt.Sprintf("%s %s %d", x.About, x.Which, x.N)
		}
		if got != c.want {
			t.Errorf("%s trips %q, want %q", name, got, c.want)
		}
	}
}

// What is told names the number, what it is of, the limit, and what is odd about the extract.
func TestWhatIsTold(t *testing.T) {
	s := Step{Days: 9, Has: map[string]int{cme: 123}, Had: map[string]int{cme: 43}, New: map[string]int{cme: 81}, Gone: map[string]int{cme: 1}, Went: map[string]map[string]int{risk: {"explained": 9, "held back": 40, "elsewhere": 1}}}
	l := Limit{Lines: 4, Share: .05, List: .1}
	trips := []Trip{{OfAuthority, "authority.code is 886; the last lists are of 887", 0, 0, Limit{}, 0}, {OfExplanation, "independent_schools", 78, 88, l, 9}, {OfFortnight, "home_education", 9, 30, l, 1}, {OfUnseen, "health", 9, 43, l, 1},
		{OfRule, "C01", 60, 43, l, 1}, {OfNew, cme, 81, 43, l, 1}, {OfGone, risk, 50, 100, l, 1}, {OfSource, "housing", 13, 43, l, 1}}
	got := Words(s, trips, Context{Day: "15 October 2026", Candidates: cme, Why: func(kind string) string {
		if kind == "independent_schools" {
			return "the settings name it no longer"
		}
		return ""
	}})
	want := []string{
		"candidates: 81 of 123 lines are new and 1 of 43 are gone since the lists of 15 October 2026",
		"authority.code is 886; the last lists are of 887",
		"78 new candidates were explained before by the independent schools extract: the settings name it no longer (limit 8 and 10 % for 2 weeks of the 88 whom it explained)",
		"9 candidates of the last 14 days were explained before by the home education extract (limit 4 and 5 % of the 30 whom it explained)",
		"9 new candidates who were not there on 15 October 2026 hang on the health extract (limit 4 and 5 % of the 43 lines then)",
		"60 new candidates are listed by rule C01 (limit 4 and 5 % of the 43 lines then)",
		"candidates: 81 lines are new (limit 4 and 5 % of the 43 then)",
		"at risk: 50 lines are gone (limit 4 and 5 % of the 100 then): 40 held back, 9 explained, 1 elsewhere",
		"13 new candidates hang on the housing extract (limit 4 and 5 % of the 43 lines then)",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if (Trip{About: OfRule, Which: "C01"}).SameReason(Trip{About: OfRule, Which: "C02"}) || !(Trip{About: OfRule, Which: "C01", N: 3}).SameReason(Trip{About: OfRule, Which: "C01"}) {
		t.Error("two reasons are one, or one two")
	}
}

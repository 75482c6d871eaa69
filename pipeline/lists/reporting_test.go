package lists

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/reports"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// A case of the authority's own list stood as it stands from the day on which it was opened; a closed one was suspected until then.
func TestHowAListedCaseStood(t *testing.T) {
	for _, c := range []struct {
		status   string
		from, to sources.Date
		want     []reports.Spell
	}{
		{"confirmed", 10, 20, []reports.Spell{{Status: "confirmed", Ground: "why", From: 10}}},
		{"resolved", 10, 20, []reports.Spell{{Status: "suspected", From: 10}, {Status: "resolved", Ground: "why", From: 20}}},
		{"not_cme", 10, 20, []reports.Spell{{Status: "suspected", From: 10}, {Status: "not_cme", Ground: "why", From: 20}}},
		{"resolved", 10, 10, []reports.Spell{{Status: "resolved", Ground: "why", From: 10}}}, {"resolved", 0, 20, []reports.Spell{{Status: "resolved", Ground: "why", From: 20}}},
		{"resolved", 10, 0, []reports.Spell{{Status: "resolved", Ground: "why", From: 10}}},
	} {
		if got := spellsOf(sources.Claim{Status: c.status, Reason: "why", From: c.from, To: c.to}); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s from %d to %d: %v, want %v", c.status, c.from, c.to, got, c.want)
		}
	}
}

// Cases are gathered by child from the authority's own list and from decisions: since when and why, by whom, by which rules, and how each stood.
func TestCasesAreGathered(t *testing.T) {
	n := peopletest.Begin(t)
	listed := func(name string, claims ...sources.Claim) sources.Record {
		return sources.Record{Kind: sources.CaseList, AsOf: peopletest.AsOf, Who: peopletest.Who(name), Claims: claims}
	}
	who := peopletest.Who("Alma")
	who.Sex = "F"
	n.Child(peopletest.Referred(who, "absence"), listed("Alma",
		sources.Claim{Kind: sources.Case, Status: "confirmed", From: 20700, Decided: 20710, Reason: sources.ReturnReasons[3], Count: 30},
		sources.Claim{Kind: sources.Case, Status: "suspected", From: 20650, Decided: 20690, Reason: "no reason of theirs"}, sources.Claim{Kind: sources.Flag, From: 1, Decided: 20999}))
	n.Child(peopletest.Pupil(peopletest.Who("Bram"), peopletest.Ash))
	n.Child(peopletest.Pupil(peopletest.Who("Cleo"), peopletest.Ash))
	n.Make(t)
	made := func(seq int64, child, outcome, ground, on, ret, since string, ruleIDs ...string) register.Decision {
		return register.Decision{Seq: seq, Child: child, List: "cme_candidates", Outcome: outcome, Ground: ground, By: "AB", Made: on, Return: ret, Line: register.Shown{Since: since, Rules: ruleIDs, Severity: "P2"}}
	}
	memory := &past.Past{Decisions: []register.Decision{
		made(1, n.ID(2), "confirmed", "enquiries", "2026-10-10", sources.ReturnReasons[5], "2026-09-20", "C03"),
		made(2, n.ID(2), "not_cme", "died", "2026-10-02", "", ""), made(3, "Z", "suspected", "enquiries", "2026-10-05", "", "2026-08-01", "C11"),
		made(4, n.ID(3), "looked_at", "back", "2026-10-05", "", ""),
	}}
	m := judgeNight(t, n, memory)
	got := map[string]reports.Case{}
	all, sealed := m.maker().caseHistories()
	for _, c := range all {
		got[c.Child] = c
	}
	if len(all) != 3 || !slices.IsSortedFunc(all, func(a, b reports.Case) int { return strings.Compare(a.Child, b.Child) }) {
		t.Fatalf("cases are %+v", all)
	}
	alma := got[n.ID(0)]
	if alma.Person.Forename != "Alma" || alma.Sex != "F" || alma.Born != calendar.On(2016, 3, 1) || sealed[alma.Child] || alma.Since != 20670 || alma.Reason != sources.ReturnReasons[3] || alma.Acted != 20710 ||
		!reflect.DeepEqual(alma.Spells, []reports.Spell{{Status: "suspected", Ground: "no reason of theirs", From: 20650}, {Status: "confirmed", Ground: sources.ReturnReasons[3], From: 20700}}) {
		t.Errorf("the listed case is %+v", alma)
	}
	bram := got[n.ID(2)]
	if bram.Person.Forename != "Bram" || bram.Since != calendar.On(2026, 9, 20) || bram.Reason != sources.ReturnReasons[5] || bram.Proposed != reports.ReasonOf([]string{"C03"}) || bram.Acted != calendar.On(2026, 10, 10) ||
		bram.Rules != nil || bram.Severity != "P2" || !reflect.DeepEqual(bram.Spells, []reports.Spell{
		{Status: "not_cme", Ground: "died", By: "AB", From: calendar.On(2026, 10, 2)}, {Status: "confirmed", Ground: "enquiries under way", By: "AB", From: calendar.On(2026, 10, 10)}}) {
		t.Errorf("the decided case is %+v", bram)
	}
	if z := got["Z"]; z.Person.Surname != "" || z.Born != 0 || z.Since != calendar.On(2026, 8, 1) || z.Proposed != reports.ReasonOf([]string{"C11"}) || !slices.Equal(z.Rules, []string{"C11"}) {
		t.Errorf("the case of nobody is %+v", z)
	}
	// What the rules say tonight dates and names a case before anything else does.
	candidate := m.maker()
	c := &reports.Case{}
	if candidate.describeCase(c, n.Number(0)); c.Since != m.asked.Judged.Verdicts[n.Number(0)].CME[0].Since || c.Since == 0 {
		t.Errorf("a candidate's case is %+v", c)
	}
}

// The owners of registers are asked to put right what a roll contradicts: an open home education, an open case, a lost pupil's file.
func TestWhatIsToBePutRight(t *testing.T) {
	asOf := calendar.Date(100)
	for _, c := range []struct {
		claims []sources.Claim
		want   string
	}{
		{[]sources.Claim{{Kind: sources.Flag}, {Kind: sources.HomeEducated, Status: "suitable"}}, "The register of home education still shows the child as open"},
		{[]sources.Claim{{Kind: sources.HomeEducated, Status: "suitable", To: 101}}, "The register of home education still shows the child as open"},
		{[]sources.Claim{{Kind: sources.HomeEducated, Status: "suitable", To: 100}, {Kind: sources.Lost}}, ""}, {[]sources.Claim{{Kind: sources.HomeEducated, Status: "closed"}}, ""},
		{[]sources.Claim{{Kind: sources.Case, Status: "confirmed"}}, "The list of children missing education still shows the case as open"},
		{[]sources.Claim{{Kind: sources.Case, Status: "confirmed", To: 99}, {Kind: sources.Lost}}, ""}, {[]sources.Claim{{Kind: sources.Case, Status: "resolved"}}, ""},
		{[]sources.Claim{{Kind: sources.Case, Status: "not_cme"}}, ""}, {[]sources.Claim{{Kind: sources.Lost, To: 1}}, "A lost-pupil file is still held"}, {nil, ""},
	} {
		if got := stillHeld(&sources.Record{Claims: c.claims}, asOf); got != c.want {
			t.Errorf("%v: %q, want %q", c.claims, got, c.want)
		}
	}
	n := peopletest.Begin(t)
	held := func(kind sources.Kind, name string, claim sources.Claim) sources.Record {
		return sources.Record{Kind: kind, AsOf: peopletest.AsOf, Who: peopletest.Who(name), Claims: []sources.Claim{claim}}
	}
	open := sources.Claim{Kind: sources.Case, Status: "confirmed", From: 20700}
	lost := sources.Claim{Kind: sources.Lost, From: 20000}
	n.Child(peopletest.Pupil(peopletest.Who("Alma"), peopletest.Ash), held(sources.LostPupils, "Alma", lost), held(sources.CaseList, "Alma", open), held(sources.Housing, "Alma", lost))
	n.Child(peopletest.Referred(peopletest.Who("Bram"), "absence"), held(sources.CaseList, "Bram", open))
	n.Child(peopletest.Pupil(peopletest.Who("Cleo"), peopletest.Ash), held(sources.CaseList, "Cleo", open))
	got := judgeNight(t, n, &past.Past{}).maker().findCorrections()
	corrections := candidates.PrintedRows(got)
	const why = ". On the roll of Ash Primary in its census of 1 October 2026."
	person := func(name string) candidates.Person {
		return candidates.Person{Forename: name, Surname: "Quayle", DOB: calendar.On(2016, 3, 4).Midnight()}
	}
	want := []reports.Correction{
		{Source: "case list", Record: "case_list:case_list.csv#3", Field: "status", Child: n.ID(0), What: "The list of children missing education still shows the case as open" + why, Place: "case_list.csv, record 3", Person: person("Alma")},
		{Source: "case list", Record: "case_list:case_list.csv#8", Field: "status", Child: n.ID(7), What: "The list of children missing education still shows the case as open" + why, Place: "case_list.csv, record 8", Person: person("Cleo")},
		{Source: "lost pupils", Record: "lost_pupils:lost_pupils.csv#2", Field: "status", Child: n.ID(0), What: "A lost-pupil file is still held" + why, Place: "lost_pupils.csv, record 2", Person: person("Alma")},
	}
	if !reflect.DeepEqual(corrections, want) {
		t.Errorf("to be put right are\n%+v\nwant\n%+v", corrections, want)
	}
}

// The reports are given the lists, every line that was ever shown, tasks by whose they are, what went, and what the rules say aside.
func TestWhatTheReportsAreGiven(t *testing.T) {
	n := peopletest.Begin(t)
	n.Child(peopletest.Referred(peopletest.Who("Alma"), "absence"))
	n.Child(peopletest.Pupil(peopletest.Who("Bram"), peopletest.Ash))
	n.Make(t)
	span := func(list, child, first, last string) register.Span {
		return register.Span{List: list, Child: child, Rules: []string{"C07"}, First: first, Last: last}
	}
	memory := &past.Past{Spans: []register.Span{span("at_risk", n.ID(0), "2026-09-01", "2026-09-05"), span("cme_candidates", n.ID(0), "2026-09-02", "2026-09-06"), span("cme_candidates", "Z", "2026-09-03", "2026-09-07")}}
	memory.Lines = map[past.Line]register.Shown{{List: "cme_candidates", Child: "Z"}: {List: "cme_candidates", Child: "Z"}}
	m := judgeNight(t, n, memory)
	m.asked.Settings.Reports.CountSuspected = true
	var adds, says rules.ID
	for _, r := range rules.Rules() {
		if rules.AddsToLine(r.ID) {
			adds = r.ID
		} else {
			says = r.ID
		}
	}
	v := m.asked.Judged.Verdicts
	v[n.Number(1)].OwnLists = []rules.Finding{{Rule: adds, Reason: "watched"}, {Rule: says, Reason: "aside", Since: 5, Due: 6, Records: []string{"r1", "r2"}}}
	v[n.Number(0)].OwnLists = []rules.Finding{{Rule: says, Reason: "aside"}, {Rule: "A00"}}
	v[n.Number(1)].Tasks = nil
	made := m.lists(t)
	mk := made.maker()
	var tasks []childTask
	for _, of := range []string{rules.OfSchool.String(), rules.OfManagers.String(), rules.OfSource.String(), rules.OfDate.String(), rules.OfOfficer.String(), "nobody"} {
		tasks = append(tasks, childTask{candidates.Task{Of: of}, false})
	}
	f := mk.reportFacts(made.Lists.Lists, mk.makeList(candidates.CME), tasks)
	if len(f.Schools) != 2 || len(f.Senders) != 1 || len(f.Dates) != 1 || len(f.Officers) != 1 || whose(f.Schools[1]) != rules.OfManagers.String() || whose(f.Senders[0]) != rules.OfSource.String() ||
		whose(f.Dates[0]) != rules.OfDate.String() || whose(f.Officers[0]) != rules.OfOfficer.String() {
		t.Errorf("tasks of schools %v, senders %v, dates %v, officers %v", f.Schools, f.Senders, f.Dates, f.Officers)
	}
	if f.AsOf != peopletest.AsOf || f.Authority != "Fenwick" || len(f.CME) != 1 || len(f.AtRisk) != 0 || !f.CountSuspected || len(f.Waterfall) == 0 || len(f.Measures) == 0 || !reflect.DeepEqual(f.Reasons, sources.ReturnReasons) ||
		!reflect.DeepEqual(f.Gone, []reports.Gone{{List: "cme_candidates", Child: "Z", Why: "no record"}}) || f.Calendar == nil {
		t.Errorf("the facts are %+v", f)
	}
	if want := []reports.Shown{{List: "cme_candidates", Child: n.ID(0), Rules: []string{"C24"}, First: calendar.On(2026, 9, 2), Last: peopletest.AsOf},
		{List: "at_risk", Child: n.ID(0), Rules: []string{"C07"}, First: calendar.On(2026, 9, 1), Last: calendar.On(2026, 9, 5)},
		{List: "cme_candidates", Child: "Z", Rules: []string{"C07"}, First: calendar.On(2026, 9, 3), Last: calendar.On(2026, 9, 7)}}; !reflect.DeepEqual(f.Shown, want) {
		t.Errorf("ever shown\n%+v\nwant\n%+v", f.Shown, want)
	}
	amounts := m.asked.Settings.AmountsOn(peopletest.AsOf)
	if want := map[string]int{"P1": amounts.DriftFirst, "P2": amounts.DriftSecond, "P3": amounts.DriftThird, "P4": amounts.DriftFourth}; !reflect.DeepEqual(f.Drift, want) || amounts.DriftFirst == amounts.DriftSecond {
		t.Errorf("a case drifts after %v, want %v", f.Drift, want)
	}
	apart := candidates.PrintedRows(f.Apart)
	if len(apart) != 3 || apart[0].Rule != "A00" || apart[0].Child != n.ID(0) || apart[1].Child != n.ID(0) || apart[1].Record != "" {
		t.Fatalf("aside are %+v", apart)
	}
	if got, want := apart[2], (reports.Apart{Rule: string(says), Title: rules.Title(says), Child: n.ID(1), Person: apart[2].Person, YearGroup: "6", School: peopletest.Ash, SchoolName: "Ash Primary", Status: "explained",
		Reason: "aside", Since: 5, Due: 6, Record: "r1"}); got != want || got.Person.Forename != "Bram" {
		t.Errorf("aside is\n%+v\nwant\n%+v", got, want)
	}
}

// A sealed child's task goes where it belongs and prints nothing of where that is, not even by its place among the others: it stands
// after them, by child id.
func TestATaskOfASealedChildTellsNothing(t *testing.T) {
	n := peopletest.Begin(t)
	for _, name := range []string{"Alma", "Bram"} {
		n.Child(peopletest.Pupil(peopletest.Who(name), peopletest.Ash), sources.Record{Kind: sources.SocialCare, AsOf: peopletest.AsOf, Who: peopletest.Who(name),
			Claims: []sources.Claim{{Kind: sources.Flag, Status: "family_risk"}}})
	}
	n.Child(peopletest.Pupil(peopletest.Who("Cleo"), peopletest.Dale))
	m := judgeNight(t, n, &past.Past{})
	v := m.asked.Judged.Verdicts
	v[0].Tasks = []rules.Task{{Rule: "K02", Of: rules.OfSchool, School: peopletest.Ash, Child: v[0].Child}, {Rule: "K01", Of: rules.OfOfficer, Child: v[0].Child}}
	v[1].Tasks = []rules.Task{{Rule: "K01", Of: rules.OfSchool, School: peopletest.Ash, Child: v[1].Child}}
	v[2].Tasks = []rules.Task{{Rule: "K03", Of: rules.OfSchool, School: peopletest.Dale, Child: v[2].Child}}
	open := 0
	for i := range v {
		if !m.asked.Judged.IsSealed(i) {
			open = i
		}
	}
	made := m.lists(t)
	mk := made.maker()
	printed := candidates.PrintedRows(made.Lists.Lists.Tasks)
	sealed := printed[len(printed)-len(slices.Concat(v[0].Tasks, v[1].Tasks, v[2].Tasks))+len(v[open].Tasks):]
	before := ""
	for _, x := range sealed {
		if bare := (candidates.Task{Of: x.Of, ChildID: x.ChildID, Reason: candidates.SealedReason, NextAction: x.NextAction, Who: x.Who}); !reflect.DeepEqual(x, bare) || x.ChildID < before {
			t.Errorf("after %q a sealed child's task prints %+v", before, x)
		}
		if x.Of != sealed[0].Of || x.Of == rules.OfSchool.String() || x.Of == rules.OfOfficer.String() {
			t.Errorf("a sealed child's task prints whose it is: %q", x.Of)
		}
		before = x.ChildID
	}
	f := mk.reportFacts(made.Lists.Lists, nil, mk.findTasks())
	if len(f.Schools) != len(mk.Judged.Authority.Tasks(rules.Heard{}))+len(slices.Concat(v[0].Tasks, v[1].Tasks, v[2].Tasks))-1 || len(f.Officers) != 1 {
		t.Errorf("tasks of schools %d, of officers %d", len(f.Schools), len(f.Officers))
	}
}

// Tasks are listed by provision, then by school, day, child and reason, with the school's name.
func TestTasksAreListed(t *testing.T) {
	n := peopletest.Begin(t)
	n.Child(peopletest.Pupil(peopletest.Who("Alma"), peopletest.Ash))
	m := judgeNight(t, n, &past.Past{})
	task := func(rule rules.ID, school string, due calendar.Date, child rules.ChildID, reason string) rules.Task {
		return rules.Task{Rule: rule, Of: rules.OfSchool, School: school, Due: due, Child: child, Reason: reason, Source: "s", Missing: "m", Since: 3, DueUnit: rules.SchoolDays, Late: true, Next: "n", Who: "w", Records: []string{"r"}}
	}
	m.asked.Judged.Verdicts[0].Tasks = []rules.Task{task("K02", "", 1, "a", "x"), task("K01", peopletest.Dale, 1, "a", "x"), task("K01", peopletest.Ash, 2, "a", "x"), task("K01", peopletest.Ash, 1, "b", "x"),
		task("K01", peopletest.Ash, 1, "a", "y"), task("K01", peopletest.Ash, 1, "a", "x")}
	var got []candidates.Task
	for _, x := range candidates.PrintedRows(linesOfTasks(m.maker().findTasks())) {
		if x.Source == "s" {
			got = append(got, x)
		}
	}
	alma := got[0].Person.DOB
	row := func(rule, school, name string, due calendar.Date, child, reason string) candidates.Task {
		return candidates.Task{Rule: rule, Of: rules.OfSchool.String(), School: school, SchoolName: name, Due: due.Midnight(), ChildID: child, Reason: reason, Source: "s", Missing: "m", Since: calendar.Date(3).Midnight(),
			DueUnit: "school days", Late: true, NextAction: "n", Who: "w", Records: []string{"r"}, Person: candidates.Person{Forename: "Alma", Surname: "Quayle", DOB: alma}}
	}
	want := []candidates.Task{row("K01", peopletest.Ash, "Ash Primary", 1, "a", "x"), row("K01", peopletest.Ash, "Ash Primary", 1, "a", "y"), row("K01", peopletest.Ash, "Ash Primary", 1, "b", "x"),
		row("K01", peopletest.Ash, "Ash Primary", 2, "a", "x"), row("K01", peopletest.Dale, "Dale Academy", 1, "a", "x"), row("K02", "", "", 1, "a", "x")}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("tasks are\n%+v\nwant\n%+v", got, want)
	}
}

// The words of the drop-down lists are those that an import takes.
func TestTheWordsOfTheLists(t *testing.T) {
	words := OfficerWords()
	if w := words[candidates.AtRisk]; !slices.Equal(w.Outcomes, []string{"Looked at", "Suspected", "Confirmed"}) || !slices.Contains(w.Reasons, "back and attending") || slices.Contains(w.Reasons, "died") ||
		!slices.Equal(w.Returns, sources.ReturnReasons) {
		t.Errorf("at risk: %+v", w)
	}
	w := words[candidates.CME]
	if !slices.Equal(w.Outcomes, []string{"Suspected", "Confirmed", "Untraced", "Transfer pending", "Resolved", "Not CME"}) || !slices.Contains(w.Reasons, "died") || slices.Contains(w.Reasons, "back and attending") {
		t.Errorf("candidates: %+v", w)
	}
	if slices.Sort(w.Reasons); len(slices.Compact(w.Reasons)) != len(w.Reasons) {
		t.Errorf("a reason stands twice: %v", w.Reasons)
	}
}

// whose says whose a task is.
func whose(l candidates.Line[candidates.Task]) string {
	t, _ := l.Printed()
	return t.Of
}

package evaluate_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/evaluate"
	"rollcall/pipeline/rules"
)

// The truth of a small authority: t1 and t8 are missing and found, t2 is missing and left to a person, t3 is at an independent
// school, of t4 nobody told the authority, t5 is at risk, t6 and t7 are twins. Of c#9 and c#10 the
// truth knows no child.
const (
	trueRecords  = "record_id,child\na#1,t1\nb#1,t1\nb#2,t2\nc#2,t2\nb#3,t3\nb#4,t4\na#5,t5\na#6,t6\nb#6,t6\nb#7,t7\nb#8,t8\nc#8,t8\n"
	trueChildren = "child,of_age,missing,why,rules,since,explained,at_risk,risks,tradition,twin,justified,seen,educated,groups\n" +
		"t1,true,true,left,C06 C28,2026-09-01,,false,R32,British,,false,,2026-07-22,parts: two; order: given\n" +
		"t2,true,true,moved in,C19 C28,2026-09-01,,false,,Polish,,false,,,\n" +
		"t3,true,false,,,,independent,true,R05,Polish,,false,,,parts: two\n" +
		"t4,true,false,,,,moved,false,,Polish,,true,,,\n" +
		"t5,true,false,,,,roll,true,R05 R34,British,,false,,,\n" +
		"t6,true,false,,,,roll,false,,British,t7,false,,,\n" +
		"t7,false,false,,,,roll,false,,British,t6,false,,,\n" +
		"t8,true,true,left,C01 C07,2026-09-07,,false,,British,,false,2026-09-10,,\n"
	trueDays = "child,rule,since,due\nt1,C06,2026-09-01,2026-10-20\nt8,C07,,2026-10-21\n"
)

// evaluated holds a small run to that truth.
func evaluated(t *testing.T) *evaluate.Quality {
	t.Helper()
	q, err := evaluate.HoldAgainstTruth(published(t))
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// published is the folder of a small run, and that of the truth.
func published(t *testing.T) (dir, truth string) {
	t.Helper()
	dir = t.TempDir()
	truth = filepath.Join(dir, "truth")
	if err := os.MkdirAll(filepath.Join(dir, "reports"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(truth, 0o700); err != nil {
		t.Fatal(err)
	}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{"records.csv": trueRecords, "children.csv": trueChildren, "rules.csv": trueDays} {
		check(os.WriteFile(filepath.Join(truth, name), []byte(text), 0o600))
	}
	var placed []candidates.Placed
	for _, p := range []string{"c1 a#1", "c1 b#1", "c1 c#10", "c2 b#2", "c2b c#2", "c3 b#3", "c4 b#4", "c5 a#5", "c6 a#6", "c6 b#6", "c6 b#7",
		"c8a b#8", "c8b c#8", "c9 c#9"} {
		id, record, _ := strings.Cut(p, " ")
		source := map[byte]string{'a': "school_census", 'b': "health", 'c': "housing"}[record[0]]
		placed = append(placed, candidates.Placed{ChildID: id, RecordID: record, Source: source})
	}
	check(candidates.WriteChildren(candidates.Origin{}, filepath.Join(dir, candidates.ChildrenFile), slices.Values(placed)))
	var all []candidates.Reconciled
	for _, r := range []string{"c1 candidate", "c2 grey", "c2b elsewhere", "c3 candidate", "c4 candidate", "c5 explained", "c6 explained", "c8a candidate", "c8b candidate"} {
		id, status, _ := strings.Cut(r, " ")
		all = append(all, candidates.Reconciled{ChildID: id, Status: status})
	}
	check(candidates.WriteReconciliation(candidates.Origin{}, filepath.Join(dir, candidates.ReconciliationFile), slices.Values(all)))
	check(candidates.WritePossible(candidates.Origin{}, filepath.Join(dir, candidates.PossibleFile), nil, []candidates.Possible{{RecordL: "b#2", RecordR: "a#1"}}))
	day := func(month, day int) time.Time { return time.Date(2026, time.Month(month), day, 0, 0, 0, 0, time.UTC) }
	line := func(child, rule string, since, due time.Time) candidates.Row {
		return candidates.Row{ChildID: child, List: candidates.CME, Rules: []string{rule}, Since: since, Due: due}
	}
	second := line("c8b", "C07", day(9, 10), day(10, 21))
	second.SinceIs = string(rules.FirstSeen)
	first := line("c1", "C06", day(9, 2), day(10, 20))
	first.Rules = append(first.Rules, "C01")
	check(candidates.WriteList(candidates.Origin{}, filepath.Join(dir, candidates.CMEFile), []candidates.Row{
		first, line("c3", "C19", day(9, 1), day(10, 1)), line("c4", "C18", day(9, 1), day(10, 1)),
		line("c8a", "C07", day(9, 10), day(10, 20)), second}))
	check(candidates.WriteList(candidates.Origin{}, filepath.Join(dir, candidates.AtRiskFile), []candidates.Row{line("c5", "R05", day(9, 1), day(10, 1)), line("c6", "R09", day(9, 1), day(10, 1))}))
	check(candidates.WriteUntold(candidates.Origin{}, filepath.Join(dir, candidates.UntoldFile), []candidates.Untold{
		{ChildID: "c2b", Signs: []string{"referral"}}, {ChildID: "c6"}, {ChildID: "c9"}, {ChildID: "c8a"}}))
	report := func(file, column string, cells ...string) {
		t.Helper()
		table := candidates.Table{File: file, Columns: []candidates.TableColumn{{Name: "child_id"}, {Name: column}}}
		for i := 0; i < len(cells); i += 2 {
			table.Rows = append(table.Rows, []any{cells[i], cells[i+1]})
		}
		check(candidates.WriteTable(candidates.Origin{}, filepath.Join(dir, "reports", file+".parquet"), table))
	}
	report("p14_forecasts", "transition", "c3", rules.Title("R17"), "c5", "another", "c9", rules.Title("R17"))
	report("p10_agenda", "about")
	report("p11_school_compliance", "rule", "c5", "R34", "c5", "R34", "c6", "K01")
	return dir, truth
}

// What was said is right, wrong or missed, each child once, as the truth has it; whom nobody told the authority of counts
// neither way, and a second line for a child is a wrong one. A rule of last resort is right of whoever is missing, and missed where nobody is listed.
func TestListsAreHeldToTheTruth(t *testing.T) {
	q := evaluated(t)
	check := func(what string, got, want any) {
		t.Helper()
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", what, d)
		}
	}
	type scores = map[string]*evaluate.Score
	check("true children, of age, missing", []int{q.Children, q.OfAge, q.Missing}, []int{8, 7, 3})
	check("candidates", q.CME, evaluate.Score{Right: 2, Wrong: 2, Missed: 1})
	check("justified", q.Justified, 1)
	check("at risk", q.Risk, evaluate.Score{Right: 1, Wrong: 1, Missed: 1})
	check("rules of candidates", q.CMERules, scores{"C01": {Right: 1}, "C06": {Right: 1}, "C07": {Right: 1}, "C19": {Wrong: 1, Missed: 1}, "C28": {Missed: 1}})
	check("rules at risk, and of lists of their own", q.RiskRules,
		scores{"R05": {Right: 1, Missed: 1}, "R09": {Wrong: 1}, "R17": {Wrong: 1}, "R32": {Missed: 1}, "R34": {Right: 1}})
	check("true reasons", q.Why, scores{"left": {Right: 2}, "moved in": {Missed: 1}})
	lines := map[string]evaluate.Score{}
	for name, g := range q.Groups {
		lines[name] = g.Lines
	}
	check("groups", lines, map[string]evaluate.Score{"naming tradition: British": {Right: 2}, "naming tradition: Polish": {Wrong: 1, Missed: 1},
		"parts: two": {Right: 1, Wrong: 1}, "order: given": {Right: 1}})
	check("hidden", q.Hidden, 0) // a person is asked of t2
	check("missed because", q.MissedBecause, map[string]int{"moved in: grey": 1})
	check("wrong because", q.WrongBecause, map[string]int{"C19 independent": 1})
	check("since", []evaluate.Nearness{q.FromSchoolDay, q.FromEducation}, []evaluate.Nearness{{Day: 2, Five: 3, Of: 3}, {Of: 1}})
	check("first seen", q.FirstSeen, 1)
	check("not known, and of those with a sign", []evaluate.Share{q.Untold, q.UntoldFirst}, []evaluate.Share{{N: 2, Of: 4}, {N: 1, Of: 1}})
	check("days", q.Days, map[string]*evaluate.Exact{"C06": {Since: 1, OfSince: 1, Due: 1, OfDue: 1}, "C07": {Due: 1, OfDue: 2}})
}

func TestLinksAreHeldToTheTruth(t *testing.T) {
	q := evaluated(t)
	check := func(what string, got, want any) {
		t.Helper()
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", what, d)
		}
	}
	type scores = map[string]*evaluate.Score
	type shares = map[string]*evaluate.Share
	check("pairs", q.Pairs, evaluate.Score{Right: 2, Wrong: 2, Missed: 2}) // wrong: either record of t6 with that of t7
	check("pairs by extract", q.PairsBySource,
		scores{"school_census": {Right: 2, Wrong: 1}, "health": {Right: 2, Wrong: 2, Missed: 2}, "housing": {Missed: 2}})
	check("Polish names", []any{q.Groups["naming tradition: Polish"].Pairs, q.Groups["naming tradition: Polish"].Grey}, []any{evaluate.Score{Missed: 1}, evaluate.Share{N: 1, Of: 4}})
	check("split, mixed, twins", []int{q.Split, q.Mixed, q.TwinsMerged}, []int{2, 1, 1})
	check("grey, of age, to judge", []int{q.Grey, q.PlacedOfAge, q.Possible}, []int{1, 9, 1})
	check("grey by extract", q.GreyBySource, shares{"school_census": {0, 3}, "health": {1, 6}, "housing": {0, 3}})
	check("found, placed", []int{q.Found, q.Placed}, []int{8, 9})
}

func TestQualityReadsAsATable(t *testing.T) {
	text := evaluated(t).String()
	for _, want := range []string{
		"true children 8, of compulsory school age 7, missing education 3: 4285.7 in 10,000 of age\n",
		"  candidate CME                        0.500   0.667   0.571         2      2      1\n",
		"  untold counted wrong                 0.400   0.667   0.500         2      3      1\n",
		"  at risk                              0.500   0.500   0.500         1      1      1\n",
		"in 10,000 children of age          lines 7142.9, wrong 2857.1, untold 1428.6 (not missing, and nobody told the authority), missed 1428.6\n",
		"hidden                             0.0000 (0 of 3 missing education are said to be explained, elsewhere or not of age)\n",
		"  the next school day                  0.667       1.000       3\n  the last day of education            0.000       0.000       1\n  1 say no more than when the child was first seen\n",
		"grey                               0.1111 (1 of 9 children of age); 1 possible matches to judge\n",
		"children                           split 2 (250.00 in 1,000), mixed 1 (111.11 in 1,000), of those twins 1\n",
		"  C07                                      -          0       0.500          2\n",
		"grey by extract                        share      grey  of age\n  health                              0.1667         1       6\n",
		"  naming tradition: Polish                 0.000                 0.000                      0      1      1      1.000   0.000   0.2500       4\n",
		"      1  moved in: grey\n",
		"      1  C19 independent\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
}

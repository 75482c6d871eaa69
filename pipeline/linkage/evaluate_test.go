package linkage

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/parquet-go/parquet-go"

	"rollcall/matchers"
)

// clustersIn writes the clusters of a linkage: table, row and cluster of each row.
func clustersIn(t *testing.T, lines ...clusterLine) string {
	t.Helper()
	dir := t.TempDir()
	if err := parquet.WriteFile(filepath.Join(dir, ClustersFile), lines); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestClustersAreHeldToLabelledPairs counts pairs by hand: of three that are the same two are joined, and one wrongly.
func TestClustersAreHeldToLabelledPairs(t *testing.T) {
	dir := clustersIn(t, clusterLine{"x", "t", "a"}, clusterLine{"x", "t", "b"}, clusterLine{"x", "t", "c"}, clusterLine{"y", "t", "d"}, clusterLine{"z", "t", "e"})
	truth := &Truth{pairs: []truthPair{{"a", "b", true}, {"b", "c", true}, {"d", "e", true}, {"a", "c", false}, {"a", "d", false}, {"a", "q", true}, {"q", "a", true}}}
	for _, path := range []string{dir, filepath.Join(dir, LinksFile), filepath.Join(dir, ClustersFile)} {
		if path != dir {
			_ = os.WriteFile(filepath.Join(dir, LinksFile), nil, 0o600)
		}
		e, err := Evaluate(t.Context(), path, truth)
		if err != nil {
			t.Fatal(err)
		}
		want := matchers.Quality{True: 3, Found: 3, Right: 2, Precision: 2. / 3, Recall: 2. / 3, F1: 2. / 3}
		if d := cmp.Diff(want, e.Quality, cmpopts.EquateApprox(0, 1e-9)); d != "" || e.Whole {
			t.Errorf("%s: %s", path, d)
		}
	}
	for want, truth := range map[string]*Truth{
		"truth: knows no pair of these rows": {pairs: []truthPair{{"p", "q", true}, {"a", "b", false}}},
		"truth: knows none of the rows":      {person: map[string]string{"q": "1"}},
	} {
		if _, err := Evaluate(t.Context(), dir, truth); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v (want %q)", err, want)
		}
	}
	for name, spoil := range map[string]func(){
		"damaged": func() { writeFile(t, dir, ClustersFile, "PAR1") },
		"other":   func() { _ = parquet.WriteFile(filepath.Join(dir, ClustersFile), []unmatchedLine{{"t", "a", 1}}) },
		"gone":    func() { _ = os.Remove(filepath.Join(dir, ClustersFile)) },
	} {
		spoil()
		if _, err := Evaluate(t.Context(), dir, truth); err == nil || !strings.Contains(err.Error(), "name the folder that rollcall link wrote") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestClustersAreHeldToPeople counts pairs by hand, of rows that truth knows by table and id or by id alone.
func TestClustersAreHeldToPeople(t *testing.T) {
	dir := clustersIn(t, clusterLine{"x", "one", "a"}, clusterLine{"x", "two", "a"}, clusterLine{"y", "one", "b"}, clusterLine{"y", "two", "b"}, clusterLine{"z", "two", "c"})
	e, err := Evaluate(t.Context(), dir, &Truth{person: map[string]string{"one\x1fa": "p", "two\x1fa": "p", "one\x1fb": "q", "b": "r", "c": "q"}})
	if err != nil {
		t.Fatal(err)
	}
	// True: a–a and b–c. Found: a–a and b–b.
	if q := e.Quality; q.True != 2 || q.Found != 2 || q.Right != 1 || q.Precision != .5 || q.Recall != .5 || e.Whole {
		t.Errorf("%+v", q)
	}
	if e, err := Evaluate(t.Context(), dir, &Truth{person: map[string]string{"c": "p"}}); err != nil || e.Quality.True != 0 {
		t.Errorf("truth knows one row: %+v, %v", e, err)
	}
	people := (&Truth{person: map[string]string{"one\x1fa": "p", "b": "q", "two\x1fc": "p"}}).peopleOf([]string{"one", "two", "one", "two", "one"}, []string{"a", "a", "b", "c", "c"})
	if d := cmp.Diff([]int32{0, -1, 1, 0, -1}, people); d != "" {
		t.Error(d)
	}
}

// TestTruthIsReadInEachForm wants people by columns, usual names or patterns, and pairs by words or scores.
func TestTruthIsReadInEachForm(t *testing.T) {
	for _, c := range []struct {
		text string
		o    TruthOptions
		want any
	}{
		{"id,cluster\na,1\nb,2\n", TruthOptions{}, map[string]string{"a": "1", "b": "2"}},
		{"Record_ID,Person_ID\na,1\nb,\n", TruthOptions{}, map[string]string{"a": "1"}},
		{"x,y,id,cluster\na,1,q,q\n", TruthOptions{ID: "x", Cluster: "y"}, map[string]string{"a": "1"}},
		{"t,id,cluster\none,a,1\n", TruthOptions{Table: "t"}, map[string]string{"one\x1fa": "1"}},
		{"id,label\nrec-12-org,rec-12-org\nx,x\n", TruthOptions{Pattern: "rec-([0-9]+)-"}, map[string]string{"rec-12-org": "12"}},
		{"id,label\nx,x\n", TruthOptions{Pattern: "rec-[0-9]+-"}, "--cluster-pattern: want a regular expression with a group"},
		{"id,label\nx,x\n", TruthOptions{Pattern: "rec-([0-9"}, "--cluster-pattern: want a regular expression with a group"},
		{"a,cluster\nx,x\n", TruthOptions{}, "name them with --id and --cluster"},
		{"id,b\nx,x\n", TruthOptions{}, "name them with --id and --cluster"},
		{"id,b\nx,x\n", TruthOptions{Cluster: "q"}, "name them with --id and --cluster"},
		{"id_l,id_r,same\na,b,1\nc,d,0\n", TruthOptions{}, []truthPair{{"a", "b", true}, {"c", "d", false}}},
		{"id_l,id_r,Verdict\na,b,SAME\nc,d,different\ne,f,unsure\ng,h,yes\ni,j,no\nk,l,true\nm,n,False\n", TruthOptions{},
			[]truthPair{{"a", "b", true}, {"c", "d", false}, {"e", "f", false}, {"g", "h", true}, {"i", "j", false}, {"k", "l", true}, {"m", "n", false}}},
		{"key_l,key_r,clerical_match_score\na,b,.5\nc,d,.49\n", TruthOptions{ID: "key"}, []truthPair{{"a", "b", true}, {"c", "d", false}}},
		{"id_l,id_r,other\na,b,1\n", TruthOptions{}, "pairs without a column same, verdict, match, label or score"},
		{"id_l,id_r,same\na,b,1\na,b,maybe\n", TruthOptions{}, "truth: row 2: same is neither same, different nor a score"},
	} {
		path := filepath.Join(t.TempDir(), "truth.csv")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := LoadTruth(path, c.o)
		switch want := c.want.(type) {
		case string:
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%q: %v (want %q)", c.text, err, want)
			}
		case map[string]string:
			if err != nil || cmp.Diff(want, got.person) != "" || got.pairs != nil {
				t.Errorf("%q: %v, %v", c.text, got, err)
			}
		case []truthPair:
			if err != nil || got.person != nil || cmp.Diff(want, got.pairs, cmp.AllowUnexported(truthPair{})) != "" {
				t.Errorf("%q: %v, %v", c.text, got, err)
			}
		}
	}
}

// TestAnEvaluationIsLaidOut wants each figure in its place.
func TestAnEvaluationIsLaidOut(t *testing.T) {
	e := &Evaluation{Whole: true, Compared: .9, Area: .99, Error: .01, ByChance: .02, Sure: .98,
		Quality:    matchers.Quality{Precision: .1, Recall: .2, F1: .3, B3Precision: .4, B3Recall: .5, B3: .6, Right: 7, Found: 9, True: 12},
		Thresholds: []matchers.Threshold{{Weight: -5, Probability: .25, Found: 6, Right: 5, Precision: .11, Recall: .12, F1: .13}},
		Bands:      []matchers.Band{{From: .1, To: .2, Pairs: 3, Stated: .15, True: .16, Low: .05, High: .3}, {From: .2, To: .3}},
		Faults:     []Fault{{Reason: "b", Missed: true}, {Reason: "a"}, {Reason: "b", Missed: true}},
	}
	want := `clusters    precision   recall       F1  B³ precision  B³ recall       B³       right    wrong   missed
               0.1000   0.2000   0.3000        0.4000     0.5000   0.6000           7        2        5

blocking brings together 0.9000 of the true pairs; area under the ROC curve 0.990000

threshold in bits  probability       found      right  precision   recall       F1
               -5     0.250000           6          5     0.1100   0.1200   0.1300

pairs stated        pairs   stated     true  95 % interval
0.100 to 0.200          3   0.1500   0.1600  0.0500 to 0.3000
expected calibration error 0.0100 (0.0200 by chance, were all of them right); of pairs stated .99 or more 0.9800 are right

why pairs are wrong or missed
         2  missed, b
         1  wrong, a
`
	if d := cmp.Diff(want, e.String()); d != "" {
		t.Error(d)
	}
}

// TestFaultsAreGivenTheirReason wants the pair, what it was worth and why, for each way of going wrong.
func TestFaultsAreGivenTheirReason(t *testing.T) {
	for _, c := range []struct {
		rule int
		s    matchers.PairScore
		want string
	}{
		{0, matchers.PairScore{Probability: .9, Veto: "twins"}, "kept apart: twins"},
		{-1, matchers.PairScore{Probability: .4}, neverCompared},
		{0, matchers.PairScore{Probability: .4}, scoredLow},
		{-1, matchers.PairScore{Probability: .9}, neverCompared},
		{2, matchers.PairScore{Probability: .5}, rivalTook},
	} {
		if got := whyMissed(c.rule, c.s, .5); got != c.want {
			t.Errorf("rule %d, %+v: %s (want %s)", c.rule, c.s, got, c.want)
		}
	}
	together, apart := []int32{0, 0, 0, 1, 1, -1, -1}, []int32{5, 5, 6, 7, -1, 8, 9}
	if d := cmp.Diff([][2]int32{{0, 2}, {1, 2}}, pairsApart(together, apart)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([][2]int32{{0, 1}, {0, 2}, {1, 2}, {3, 4}}, pairsOf(together, func(int32, int32) bool { return true })); d != "" {
		t.Error(d)
	}
	dir := t.TempDir()
	r, out := linkPeople(t, dir, "tables: [{path: people.csv}]\n", Options{})
	// r1 and r2 are joined and are two people; r7 and r8 share nothing and are one.
	writeFile(t, dir, "truth.csv", "id,cluster\nr1,a\nr2,b\nr3,c\nr4,c\nr7,d\nr8,d\nr5,e\nr6,e\n")
	truth, err := LoadTruth(filepath.Join(dir, "truth.csv"), TruthOptions{})
	if err != nil {
		t.Fatal(err)
	}
	e, err := Evaluate(t.Context(), out, truth)
	if err != nil {
		t.Fatal(err)
	}
	if !e.Whole || len(e.Faults) != 2 || e.Compared != 2./3 {
		t.Fatalf("%+v", e)
	}
	missed, wrong := e.Faults[0], e.Faults[1]
	if missed.IDL != "r7" || missed.IDR != "r8" || !missed.Missed || wrong.IDL != "r1" || wrong.IDR != "r2" || wrong.Missed || wrong.TableL != "people" || wrong.TableR != "people" {
		t.Errorf("%+v", e.Faults)
	}
	if wrong.Reason != scoredHigh || !strings.HasPrefix(missed.Reason, keptApart) && missed.Reason != neverCompared {
		t.Errorf("reasons %q and %q", missed.Reason, wrong.Reason)
	}
	if !strings.Contains(wrong.Levels, "forename=exact surname=exact") || wrong.Weight < missed.Weight || wrong.Probability < missed.Probability {
		t.Errorf("%+v", e.Faults)
	}
	var sure, right float64
	for k := range r.Edges.L {
		if r.Edges.Probability[k] >= .99 {
			sure++
			if r.IDs[r.Edges.L[k]] != "r1" && r.IDs[r.Edges.R[k]] != "r1" {
				right++
			}
		}
	}
	if sure == 0 || e.Sure != right/sure {
		t.Errorf("%v of the sure are right (want %v of %v)", e.Sure, right, sure)
	}
	var b strings.Builder
	if err := e.WriteFaults(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if lines[0] != "fault,reason,table_l,id_l,table_r,id_r,match_weight,match_probability,levels" ||
		!strings.HasPrefix(lines[2], fmt.Sprintf("wrong,scored high,people,r1,people,r2,%.3f,%.6f,forename=exact", wrong.Weight, wrong.Probability)) ||
		!strings.HasPrefix(lines[1], "missed,") {
		t.Errorf("%s", b.String())
	}
	text := e.String()
	for _, want := range []string{"blocking brings together 0.6667 of the true pairs", "\n         1  missed, ", "\n         1  wrong, scored high\n",
		fmt.Sprintf("of pairs stated .99 or more %.4f are right", e.Sure), "   0.6667   0.6667   0.6667"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if strings.Contains((&Evaluation{}).String(), "blocking") {
		t.Error("without the tables nothing is known of blocking")
	}
	writeFile(t, dir, "people.csv", manyPeople+"r9,Ada,Moss,2010-01-02,Hoo,x,x,x,9,h9,red\n")
	if e, err = Evaluate(t.Context(), out, truth); err != nil || e.Whole {
		t.Errorf("the tables have changed: %+v, %v", e, err)
	}
}

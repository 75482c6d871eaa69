package linkage

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/matchers"
)

// clustered is a linkage that has put rows into clusters: "a b" is one of two rows.
func clustered(t rapid.TB, clusters ...string) *Run {
	r := &Run{Names: []string{"t"}, Clusters: &matchers.Clusters{N: len(clusters)}}
	for c, rows := range clusters {
		for _, id := range strings.Fields(rows) {
			r.Of, r.IDs, r.Clusters.Of = append(r.Of, 0), append(r.IDs, id), append(r.Clusters.Of, int32(c))
		}
	}
	var keys []string
	for _, id := range r.IDs {
		keys = append(keys, rowKey("t", id))
	}
	var err error
	if r.Table, err = matchers.FromColumns(keys, r.Of, nil); err != nil {
		t.Fatal(err)
	}
	return r
}

// newID is the id of a cluster that is new and led by a row.
func newID(row string) string { return newClusterID(rowKey("t", row)) }

// TestIDsLiveMergeAndSplit holds the rules of the page to what becomes of clusters.
func TestIDsLiveMergeAndSplit(t *testing.T) {
	for _, c := range []struct {
		name         string
		before       map[string]string // id: rows
		now, ids     []string
		merged, went string // lines of the history: before>now what
	}{
		{"a new cluster is named after its first row", nil, []string{"b a", "c"}, []string{newID("a"), newID("c")}, "", ""},
		{"an id lives on though its first row is gone", map[string]string{"x": "a b c"}, []string{"b c"}, []string{"x"}, "", ""},
		{"and though another row leads", map[string]string{"x": "b"}, []string{"a b"}, []string{"x"}, "", ""},
		{"where two meet that with more rows stays", map[string]string{"x": "a", "y": "b c"}, []string{"a b c"}, []string{"y"}, "x>y merged", "y>y merged"},
		{"or the smaller id", map[string]string{"x": "b", "y": "a"}, []string{"a b"}, []string{"x"}, "x>x merged", "y>x merged"},
		{"rows that are gone have no say", map[string]string{"x": "a b c", "y": "d e"}, []string{"c d e"}, []string{"y"}, "x>y merged", "y>y merged"},
		{"of two parts that with more rows keeps the id", map[string]string{"x": "a b c"}, []string{"a", "b c"}, []string{newID("a"), "x"},
			"x>" + newID("a") + " split", "x>x split"},
		{"or that of the first row", map[string]string{"x": "a b"}, []string{"b", "a"}, []string{newID("b"), "x"}, "x>" + newID("b") + " split", "x>x split"},
		{"an id that gave way falls to a part that has none", map[string]string{"x": "a b c", "y": "d e"}, []string{"a b d", "e"}, []string{"x", "y"},
			"x>x merged", "y>y split"},
		{"a name that is taken is not given again", map[string]string{newID("a"): "a b c"}, []string{"a", "b c"},
			[]string{newClusterID(rowKey("t", "a") + "\x1f"), newID("a")}, newID("a") + ">" + newClusterID(rowKey("t", "a")+"\x1f") + " split",
			newID("a") + ">" + newID("a") + " split"},
	} {
		var lines []clusterLine
		for id, rows := range c.before {
			for _, row := range strings.Fields(rows) {
				lines = append(lines, clusterLine{id, "t", row})
			}
		}
		slices.SortFunc(lines, func(a, b clusterLine) int { return strings.Compare(a.Row, b.Row) })
		r, since := clustered(t, c.now...), ""
		if c.before != nil {
			since = clustersIn(t, lines...)
		}
		if err := r.followClusters(t.Context(), since); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(c.ids, r.ids); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
		var told []string
		for _, l := range r.history {
			told = append(told, l.Before+">"+l.After+" "+l.What)
		}
		for _, want := range []string{c.merged, c.went} {
			if want != "" && !slices.Contains(told, want) || want == "" && len(told) > 0 {
				t.Errorf("%s: the history is %q (want %q)", c.name, told, want)
			}
		}
	}
}

// TestTheHistoryCountsRows follows a cluster that is split and of which one half is merged.
func TestTheHistoryCountsRows(t *testing.T) {
	r := clustered(t, "e", "f g h", "new")
	if err := r.followClusters(t.Context(), clustersIn(t, clusterLine{"x", "t", "e"}, clusterLine{"x", "t", "f"}, clusterLine{"y", "t", "g"},
		clusterLine{"y", "t", "h"}, clusterLine{"y", "t", "gone"})); err != nil {
		t.Fatal(err)
	}
	want := []historyLine{{"x", "x", 1, "split"}, {"x", "y", 1, "both"}, {"y", "y", 2, "merged"}}
	slices.SortFunc(want, func(a, b historyLine) int { return strings.Compare(a.Before+a.After, b.Before+b.After) })
	if d := cmp.Diff(want, r.history); d != "" {
		t.Error(d)
	}
	if err := clustered(t, "a").followClusters(t.Context(), t.TempDir()); err == nil {
		t.Error("a folder without clusters has no history")
	}
}

// TestIDsDependOnNoOrder wants ids that are different from each other, and the same whatever the order of rows and clusters.
func TestIDsDependOnNoOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var lines []clusterLine
		parts := map[int][]string{}
		for k := range rapid.IntRange(1, 12).Draw(rt, "rows") {
			id := string(rune('a' + k))
			lines = append(lines, clusterLine{rapid.SampledFrom([]string{"x", "y", "z", newID("a"), newID("b")}).Draw(rt, "before"), "t", id})
			c := rapid.IntRange(0, 4).Draw(rt, "now")
			parts[c] = append(parts[c], id)
		}
		var now []string
		for c := range 5 {
			if len(parts[c]) > 0 {
				now = append(now, strings.Join(parts[c], " "))
			}
		}
		name := func(now []string, lines []clusterLine) map[string]string {
			r := clustered(rt, now...)
			before, err := readClusterRows(t.Context(), filepath.Join(clustersIn(t, lines...), ClustersFile))
			if err != nil {
				rt.Fatal(err)
			}
			claims := r.claimsOnIDs(before)
			r.nameClusters(claims, r.meetClaims(claims, len(before.ids)))
			out := map[string]string{}
			for k, id := range r.IDs {
				out[id] = r.ids[r.Clusters.Of[k]]
			}
			if slices.Sort(r.ids); len(slices.Compact(r.ids)) != len(now) {
				rt.Fatalf("%d clusters share ids: %q", len(now), r.ids)
			}
			return out
		}
		want := name(now, lines)
		if d := cmp.Diff(want, name(rapid.Permutation(now).Draw(rt, "clusters"), rapid.Permutation(lines).Draw(rt, "lines"))); d != "" {
			rt.Fatal(d)
		}
	})
}

// firmLinks are the links of a linkage that weigh more than ten times as many rows can take from them, and a bit.
func firmLinks(r *Run) (firm [][2]string) {
	for _, l := range r.Clusters.Links {
		if l.Weight > 1+math.Log2(10) {
			firm = append(firm, [2]string{r.IDs[l.L], r.IDs[l.R]})
		}
	}
	return firm
}

// countApart returns how many links are within no cluster of a linkage.
func countApart(r *Run, links [][2]string) (apart int) {
	of := map[string]int32{}
	for i, id := range r.IDs {
		of[id] = r.Clusters.Of[i]
	}
	for _, l := range links {
		if of[l[0]] != of[l[1]] {
			apart++
		}
	}
	return apart
}

// TestAGroupStaysWholeWhileTheFileGrows links six records of one person among a hundred others and adds people until there are ten
// times as many: going on, and anew by a model of all. The group keeps its id, and what was firmly linked stays together.
func TestAGroupStaysWholeWhileTheFileGrows(t *testing.T) {
	group := []string{"g1,ELEANOR,QUARTERMAINE,2011-04-03,ME4 9ZZ", "g2,ELEANOR,QUARTERMAINE,2011-04-03,TN1 1AA", "g3,ELEANOR,QUARTERMAIN,2011-04-03,ME4 9ZZ",
		"g4,ELINOR,QUARTERMAINE,2011-04-03,ME4 9ZZ", "g5,ELEANOR,QUARTERMAINE,2011-03-04,ME4 9ZZ", "g6,ELEANOR,QUARTERMAINE,2011-04-03,"}
	syllables := []string{"BA", "DE", "FI", "GO", "HU", "KA", "LE", "MI", "NO", "PU", "RA", "SE", "TI", "VO", "WU", "ZA"}
	word := func(n, length int) string {
		var b strings.Builder
		for range length {
			b.WriteString(syllables[n%len(syllables)])
			n /= len(syllables)
		}
		return b.String()
	}
	dir := t.TempDir()
	var last *Run
	link := func(people int, out, since string) map[string]string {
		rows := slices.Clone(group)
		for k := range people { // every third is written down twice, once with a slip
			forename, surname := word(k*7919%4093, 3)+"N", word(k*104729%3001, 3)+"SON"
			row := fmt.Sprintf("%s,%s,20%02d-%02d-%02d,ME%d %d%s", forename, surname, 5+k%12, 1+k%11, 1+k*5%28, 1+k%9, k%10, "AB")
			rows = append(rows, fmt.Sprintf("p%d,%s", k, row))
			if k%3 == 0 {
				rows = append(rows, fmt.Sprintf("q%d,%s", k, strings.Replace(row, "SON", "SEN", 1-k%2)))
			}
		}
		writeFile(t, dir, "people.csv", "id,forename,surname,dob,postcode\n"+strings.Join(rows, "\n")+"\n")
		r := linkIn(t, dir, "tables: [{path: people.csv}]\nincremental: true\n", Options{Out: out, Since: since})
		last = r
		ids := map[string]string{}
		for i, id := range r.IDs {
			if id[0] == 'g' {
				ids[id] = r.ids[r.Clusters.Of[i]]
			}
		}
		return ids
	}
	first := link(100, "run0", "")
	for _, id := range first {
		if id != first["g1"] {
			t.Fatalf("of a hundred people the group is in parts: %v", first)
		}
	}
	since, firm := "run0", firmLinks(last)
	if len(firm) < 40 {
		t.Errorf("%d links are firm (want one of every third person, and the group's)", len(firm))
	}
	for n, people := range []int{200, 400, 700, 1000} {
		out := fmt.Sprintf("run%d", n+1)
		if d := cmp.Diff(first, link(people, out, since)); d != "" {
			t.Errorf("of %d people, going on: %s", people, d)
		}
		if n := countApart(last, firm); n > 0 {
			t.Errorf("of %d people, going on: %d of %d firm links came apart", people, n, len(firm))
		}
		if old := strings.Contains(strings.Join(last.Notes, " "), "train it anew"); old != (people > 200) {
			t.Errorf("of %d people the model is said to be old: %v", people, old)
		}
		since = out
		if d := cmp.Diff(first, link(people, "anew", "")); d != "" {
			t.Errorf("of %d people, anew: %s", people, d)
		}
		if n := countApart(last, firm); n > 0 {
			t.Errorf("of %d people, anew: %d of %d firm links came apart", people, n, len(firm))
		}
	}
	if _, err := os.Stat(filepath.Join(dir, since, HistoryFile)); err != nil {
		t.Error(err)
	}
}

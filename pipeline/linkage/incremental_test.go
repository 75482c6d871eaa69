package linkage

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawPeople draws the rows of a table: people of few names, so that many are alike.
func drawPeople(t *rapid.T, from, n int) []string {
	names := []string{"ELEANOR", "ELINOR", "BERTRAM", "BERTHA", "OTTO", "OTTOLINE", "CUTHBERT", "PIPPA", "PHILIPPA", "LEO"}
	surnames := []string{"HAZELWOOD", "HAZLEWOOD", "FEATHER", "THISTLE", "UPNOR", "MOSS", "VALE", "WINTER"}
	var rows []string
	for k := range n {
		rows = append(rows, fmt.Sprintf("p%d,%s,%s,20%02d-%02d-%02d,%s", from+k, rapid.SampledFrom(names).Draw(t, "forename"),
			rapid.SampledFrom(surnames).Draw(t, "surname"), rapid.IntRange(8, 14).Draw(t, "year"), rapid.IntRange(1, 4).Draw(t, "month"),
			rapid.IntRange(1, 9).Draw(t, "day"), rapid.SampledFrom([]string{"ME4 9ZZ", "ME4 9ZX", "TN1 1AA", ""}).Draw(t, "postcode")))
	}
	return rows
}

// night is what a linkage of one night is made of.
type night struct {
	tables  []string            // their names
	rows    map[string][]string // of each
	version string
	limit   int
	link    float64
}

// copyNight returns a night that may be changed.
func (n night) copyNight() night {
	n.tables, n.rows = slices.Clone(n.tables), maps.Clone(n.rows)
	for name, rows := range n.rows {
		n.rows[name] = slices.Clone(rows)
	}
	return n
}

// linkNight writes the tables and links them.
func linkNight(t *rapid.T, dir, out, since string, n night) *Run {
	config := fmt.Sprintf("incremental: true\nblock_limit: %d\nthresholds: {link: %g}\ntraining: {allow: [not_converged]}\ntables:\n", n.limit, n.link)
	for _, name := range n.tables {
		config += "  - path: " + name + ".csv\n"
		writeFile(t, dir, name+".csv", "id,forename,surname,dob,postcode\n"+strings.Join(n.rows[name], "\n")+"\n")
	}
	return linkIn(t, dir, config, Options{Out: out, Since: since, Version: n.version})
}

// drawChanges changes a night into the next: rows are altered, gone, new and in another order, in some tables and not in others; now and
// then there is another table or one less, other settings, another build of the program.
func drawChanges(t *rapid.T, n night, k int) night {
	n = n.copyNight()
	for _, name := range n.tables {
		if len(n.tables) > 1 && rapid.Bool().Draw(t, name+" stays") {
			continue
		}
		rows := n.rows[name]
		for range rapid.IntRange(0, 3).Draw(t, "changed") {
			k := rapid.IntRange(0, len(rows)-1).Draw(t, "which")
			rows[k] = strings.Replace(rows[k], "E", "A", 1)
		}
		for range rapid.IntRange(0, 2).Draw(t, "gone") {
			k := rapid.IntRange(0, len(rows)-1).Draw(t, "removed")
			rows = slices.Delete(rows, k, k+1)
		}
		at := rapid.IntRange(0, len(rows)).Draw(t, "where")
		rows = slices.Insert(rows, at, drawPeople(t, 1000*k, rapid.IntRange(0, 5).Draw(t, "added"))...)
		if rapid.IntRange(0, 3).Draw(t, "order") == 0 {
			rows = rapid.Permutation(rows).Draw(t, "rows")
		}
		n.rows[name] = rows
	}
	switch rapid.IntRange(0, 19).Draw(t, "more") {
	case 0:
		n.version += "'"
	case 1:
		n.limit++
	case 2:
		n.link = 1.4 - n.link
	case 3:
		if n.tables = append(n.tables, "more"); len(n.tables) > 2 {
			n.tables = n.tables[:1]
		}
		n.rows["more"] = drawPeople(t, 500, 20)
	}
	return n
}

// removeState takes away all that a linkage kept to go on from.
func removeState(t *rapid.T, dir string) {
	kept, err := filepath.Glob(filepath.Join(dir, "state*"))
	if err != nil || len(kept) != 5 {
		t.Fatalf("the state is %q, %v", kept, err)
	}
	for _, path := range kept {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// TestGoingOnIsTheSameAsStartingAnew changes tables, settings and the program, three times over, and demands the bytes of a linkage that
// finds no state in the earlier one, and so reads and compares everything by its model. Blocks are so small that many are too large,
// so that rows come between others.
func TestGoingOnIsTheSameAsStartingAnew(t *testing.T) {
	var runs, wentOn, large int
	why := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp("", "incremental")
		if err != nil {
			rt.Fatal(err)
		}
		defer os.RemoveAll(dir)
		now := night{tables: []string{"people"}, rows: map[string][]string{}, version: "v", limit: 6, link: .5}
		if rapid.Bool().Draw(rt, "two tables") {
			now.tables = append(now.tables, "others")
		}
		for k, name := range now.tables {
			now.rows[name] = drawPeople(rt, 300*k, rapid.IntRange(60, 120).Draw(rt, "rows")/len(now.tables))
		}
		linkNight(rt, dir, "run0", "", now)
		for n := 1; n <= 3; n++ {
			now = drawChanges(rt, now, n)
			before := fmt.Sprintf("run%d", n-1)
			part := linkNight(rt, dir, fmt.Sprintf("run%d", n), before, now)
			removeState(rt, filepath.Join(dir, before))
			whole := linkNight(rt, dir, "whole", before, now)
			if len(whole.Notes) == 0 {
				rt.Fatal("without a state nothing can be gone on from")
			}
			runs++
			if len(part.Notes) == 0 && part.Report.Pairs < whole.Report.Pairs {
				wentOn++
			}
			for _, note := range part.Notes {
				why[note]++
			}
			for _, rule := range whole.Report.State {
				large += len(rule.Large)
			}
			for _, f := range []string{ClustersFile, LinksFile, PossibleFile, ModelFile, HistoryFile, PlanFile} {
				a, errA := os.ReadFile(filepath.Join(dir, "whole", f))
				b, errB := os.ReadFile(filepath.Join(dir, fmt.Sprintf("run%d", n), f))
				if errA != nil || errB != nil || !bytes.Equal(a, b) {
					rt.Fatalf("run %d: %s differs (%v, %v)", n, f, errA, errB)
				}
			}
		}
	})
	t.Logf("%d of %d linkages went on, with %d large blocks; the others: %v", wentOn, runs, large, why)
	if wentOn < runs/2 || large == 0 {
		t.Errorf("%d of %d linkages went on from the earlier one, and %d blocks were large (want most, and some)", wentOn, runs, large)
	}
}

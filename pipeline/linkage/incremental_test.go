package linkage

import (
	"bytes"
	"fmt"
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

// linkRows writes a table and links it.
func linkRows(t *rapid.T, dir, out, since string, rows []string) *Run {
	text := "id,forename,surname,dob,postcode\n" + strings.Join(rows, "\n") + "\n"
	config := "tables: [{path: people.csv}]\nincremental: true\nblock_limit: 6\ntraining: {allow: [not_converged]}\n"
	writeFile(t, dir, "people.csv", text)
	return linkIn(t, dir, config, Options{Out: out, Since: since})
}

// TestGoingOnIsTheSameAsStartingAnew changes, adds and removes rows, three times over, and demands the bytes of a linkage that
// finds no state in the earlier one, and so compares everything by its model. Blocks are so small that many are too large, so that rows come between others.
func TestGoingOnIsTheSameAsStartingAnew(t *testing.T) {
	var runs, wentOn, large int
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp("", "incremental")
		if err != nil {
			rt.Fatal(err)
		}
		defer os.RemoveAll(dir)
		rows := drawPeople(rt, 0, rapid.IntRange(60, 120).Draw(rt, "rows"))
		linkRows(rt, dir, "run0", "", rows)
		for n := 1; n <= 3; n++ {
			rows = slices.Clone(rows)
			for range rapid.IntRange(0, 3).Draw(rt, "changed") {
				k := rapid.IntRange(0, len(rows)-1).Draw(rt, "which")
				rows[k] = strings.Replace(rows[k], "E", "A", 1)
			}
			for range rapid.IntRange(0, 2).Draw(rt, "gone") {
				k := rapid.IntRange(0, len(rows)-1).Draw(rt, "removed")
				rows = slices.Delete(rows, k, k+1)
			}
			rows = append(rows, drawPeople(rt, 1000*n, rapid.IntRange(0, 5).Draw(rt, "added"))...)
			before := fmt.Sprintf("run%d", n-1)
			part := linkRows(rt, dir, fmt.Sprintf("run%d", n), before, rows)
			if err := os.Remove(filepath.Join(dir, before, stateFile)); err != nil {
				rt.Fatal(err)
			}
			whole := linkRows(rt, dir, "whole", before, rows)
			if len(whole.Notes) == 0 {
				rt.Fatal("without a state nothing can be gone on from")
			}
			runs++
			if len(part.Notes) == 0 && part.Report.Pairs < whole.Report.Pairs {
				wentOn++
			}
			for _, rule := range whole.Report.State {
				large += len(rule.Large)
			}
			for _, f := range []string{ClustersFile, LinksFile, PossibleFile, ModelFile, HistoryFile} {
				a, errA := os.ReadFile(filepath.Join(dir, "whole", f))
				b, errB := os.ReadFile(filepath.Join(dir, fmt.Sprintf("run%d", n), f))
				if errA != nil || errB != nil || !bytes.Equal(a, b) {
					rt.Fatalf("run %d: %s differs (%v, %v)", n, f, errA, errB)
				}
			}
		}
	})
	t.Logf("%d of %d linkages went on, with %d large blocks", wentOn, runs, large)
	if wentOn < runs/2 || large == 0 {
		t.Errorf("%d of %d linkages went on from the earlier one, and %d blocks were large (want most, and some)", wentOn, runs, large)
	}
}

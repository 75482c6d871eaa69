package intake

import (
	"context"
	"testing"

	"rollcall/pipeline/journal"
	"rollcall/sources"
)

// TestAnIntakeFromADatabaseIsReadAnew: what went into the later stages is the rows, so that they are taken up only while
// those are the same. An intake of files is taken up.
func TestAnIntakeFromADatabaseIsReadAnew(t *testing.T) {
	out := t.TempDir()
	query := []sources.Extract{{Kind: sources.Health, Query: &sources.Query{Name: "q"}}}
	files := []sources.Extract{{Kind: sources.Health, Files: []string{"a.csv"}}}
	number := journal.Codec[int]{
		Save: func(to journal.Checkpoint, n int) error { return to.SaveGob("n", n) },
		Load: func(_ context.Context, from journal.Checkpoint) (n int, err error) {
			err = from.LoadGob("n", &n)
			return n, err
		},
	}
	// run reads a plan and then makes something of it: it says whether it read, and whether it made.
	run := func(plan []sources.Extract, sum string) (read, made bool) {
		j := journal.New(t.Context(), journal.Options{}.WithDefaults(out))
		j.KeepCheckpoints("k")
		n := saved(j, plan, number, func() (int, error) {
			read = true
			j.Manifest.Inputs = append(j.Manifest.Inputs, journal.Input{Kind: "health", File: "q", SHA256: sum})
			return 7, nil
		})
		m := journal.Saved(j, "later", number, func() (int, error) { made = true; return 9, nil })
		if n != 7 || m != 9 || j.Failure() != nil {
			t.Fatalf("%d, %d, %v", n, m, j.Failure())
		}
		return read, made
	}
	check := func(plan []sources.Extract, sum string, wantRead, wantMade bool) {
		t.Helper()
		if read, made := run(plan, sum); read != wantRead || made != wantMade {
			t.Errorf("%s: read %v, made anew %v (want %v, %v)", sum, read, made, wantRead, wantMade)
		}
	}
	check(query, "a", true, true)
	check(query, "a", true, false)
	check(query, "b", true, true)
	check(files, "a", true, true)
	check(files, "a", false, false)
}

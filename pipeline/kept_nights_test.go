package pipeline_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers"
	"rollcall/pipeline/settings"
)

// twice is an authority that is run every night into two folders: in one with what the nights before kept, in the other whole.
type twice struct {
	*testing.T
	dice  *rand.Rand
	s     *settings.Settings
	out   [2]string
	build int
	day   calendar.Date
	fewer int // nights that compared fewer pairs than a whole one
}

// Whatever changes between nights, extracts, decisions, prunings and the program, a night that takes up what the last one kept publishes
// the bytes that a whole one publishes.
func TestKeptNightsAreWholeNights(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		n := newTwice(t, seed)
		last := n.night("the first night")
		for range 5 {
			var changes []string
			for range 1 + n.dice.IntN(3) {
				changes = append(changes, n.change(last))
			}
			n.day += calendar.Date(1 + n.dice.IntN(3))
			last = n.night(fmt.Sprintf("seed %d, %s: %s", seed, n.day, strings.Join(changes, ", ")))
		}
		if n.fewer == 0 {
			t.Errorf("seed %d: no night went on from what the last one compared", seed)
		}
	}
}

func newTwice(t *testing.T, seed uint64) *twice {
	n := &twice{T: t, dice: rand.New(rand.NewPCG(seed, 7)), s: invented(t, 400, 11+seed), day: calendar.On(2026, 10, 15)}
	n.out = [2]string{filepath.Join(n.s.Root(), "kept"), filepath.Join(n.s.Root(), "whole")}
	return n
}

// TestANumberThatManyShareChangesItsOwner has an extract write a child's number beside others: it is compared no more, and a child whose own
// rows say what they said is another to compare.
func TestANumberThatManyShareChangesItsOwner(t *testing.T) {
	t.Parallel()
	n := newTwice(t, 3)
	n.night("the first night")
	f := openCSV(t, n.s, "health/chis_2026-09.csv")
	others := strings.Builder{}
	for _, name := range []string{"early_years.csv", "social_care.csv"} {
		others.Write(read(t, filepath.Join(n.s.Root(), "inbox"), name))
	}
	owner := slices.IndexFunc(f.rows, func(row []string) bool { return row[0] != "" && strings.Contains(others.String(), row[0]) })
	if owner < 1 {
		t.Fatal("no number of the health extract is in another: the test looks wrongly")
	}
	more := f.rows
	for _, row := range f.rows[len(f.rows)-8:] {
		row = slices.Clone(row)
		row[0] = f.rows[owner][0]
		more = append(more, row)
	}
	f.save(more)
	n.day++
	n.night("a number that many share")
	if n.fewer == 0 {
		t.Error("the second night did not go on from what the first one compared")
	}
}

// night makes the night in both folders and holds one to the other.
func (n *twice) night(what string) *pipeline.Result {
	n.Helper()
	clock := func() time.Time { return n.day.Time().Add(2 * time.Hour) } // runs of one name, and no timings
	var made [2]*pipeline.Result
	for k, out := range n.out {
		r, err := pipeline.Run(n.Context(), n.s, journal.Options{AsOf: n.day, Out: out, Clock: clock, Build: fmt.Sprint(n.build), Whole: k == 1})
		if err != nil {
			n.Fatalf("%s: %v", what, err)
		}
		made[k] = r
	}
	if pairsCompared(made[0].Manifest) < pairsCompared(made[1].Manifest) {
		n.fewer++
	}
	got, want := n.published(made[0].Folder), n.published(made[1].Folder)
	for name, raw := range want {
		if !bytes.Equal(got[name], raw) {
			n.Errorf("%s: %s has other bytes than that of a whole night", what, name)
		}
	}
	if len(got) != len(want) {
		n.Errorf("%s: %d files, and %d of a whole night", what, len(got), len(want))
	}
	if n.Failed() {
		n.FailNow()
	}
	return made[0]
}

func pairsCompared(m *journal.Manifest) int {
	for _, stage := range m.Stages {
		for _, c := range stage.Counts {
			if c.Name == "pairs compared" {
				return c.N
			}
		}
	}
	return 0
}

// published are the files of a run, but for what is sealed anew every time and the manifest, which tells what was done.
func (n *twice) published(dir string) map[string][]byte {
	all := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".sealed") || d.Name() == journal.ManifestFile {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		all[name], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	return all
}

// change does something to the authority between two nights, and says what.
func (n *twice) change(last *pipeline.Result) string {
	files, _ := filepath.Glob(filepath.Join(n.s.Root(), "inbox", "*"))
	more, _ := filepath.Glob(filepath.Join(n.s.Root(), "inbox", "*", "*.csv"))
	files = slices.DeleteFunc(append(files, more...), func(path string) bool {
		return !strings.HasSuffix(path, ".csv") || strings.Contains(path, "edubase")
	})
	path := files[n.dice.IntN(len(files))]
	name, _ := filepath.Rel(filepath.Join(n.s.Root(), "inbox"), path)
	switch n.dice.IntN(8) {
	case 0:
		n.build++
		return "another build"
	case 1:
		for _, out := range n.out {
			if _, err := officers.PruneRegister(n.Context(), n.s, journal.Options{Out: out}, "AB", n.day); err != nil {
				n.Fatal(err)
			}
		}
		return "pruned"
	case 2:
		return n.decide(last)
	case 3:
		lost, _ := filepath.Glob(filepath.Join(n.s.Root(), "inbox", "ctf", "*", "*"))
		if len(lost) > 1 {
			gone := lost[n.dice.IntN(len(lost))]
			if err := os.Remove(gone); err != nil {
				n.Fatal(err)
			}
		}
		return "a file of a lost pupil gone"
	}
	f := openCSV(n.T, n.s, name)
	if len(f.rows) < 4 {
		return "nothing"
	}
	row := 1 + n.dice.IntN(len(f.rows)-1)
	switch n.dice.IntN(3) {
	case 0:
		f.save(slices.Delete(f.rows, row, row+1))
		return "a row of " + name + " gone"
	case 1: // somebody who has the values of two others
		other := f.rows[1+n.dice.IntN(len(f.rows)-1)]
		mixed := slices.Clone(f.rows[row])
		for k := range mixed {
			if n.dice.IntN(2) == 0 {
				mixed[k] = other[k]
			}
		}
		f.save(append(f.rows, mixed))
		return "a row of " + name + " more"
	}
	k := n.dice.IntN(len(f.rows[row]))
	f.rows[row][k] = f.rows[1+n.dice.IntN(len(f.rows)-1)][k]
	f.save(f.rows)
	return "a value of " + name + " changed"
}

// decide has an officer judge a possible match and decide on a line, in both folders.
func (n *twice) decide(last *pipeline.Result) string {
	filled := candidates.Filled{RunID: string(last.ID)}
	if pairs := candidates.PrintedRows(last.Lists.Possible); len(pairs) > 0 {
		p := pairs[n.dice.IntN(len(pairs))]
		filled.Pairs = []candidates.MarkedPair{{RecordL: p.RecordL, RecordR: p.RecordR,
			Mark: candidates.Mark{Place: "row", Outcome: []string{"Same", "Different"}[n.dice.IntN(2)], By: "AB"}}}
	}
	if rows := candidates.PrintedRows(last.Lists.CME); len(rows) > 0 {
		filled.Lines = []candidates.Marked{marked(rows[n.dice.IntN(len(rows))], "Confirmed", "enquiries under way")}
	}
	for _, out := range n.out {
		if _, err := officers.RecordDecisions(n.Context(), n.s, journal.Options{Out: out}, filled, n.day); err != nil {
			return "a decision that was refused"
		}
	}
	return "decided"
}

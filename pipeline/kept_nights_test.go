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
	taken int // nights that took up a piece: one that is made again is encrypted to other bytes
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
		if n.taken == 0 {
			t.Errorf("seed %d: no night took up what an earlier one kept", seed)
		}
	}
}

func newTwice(t *testing.T, seed uint64) *twice {
	n := &twice{T: t, dice: rand.New(rand.NewPCG(seed, 7)), s: invented(t, 400, 11+seed), day: calendar.On(2026, 10, 15)}
	n.out = [2]string{filepath.Join(n.s.Root(), "kept"), filepath.Join(n.s.Root(), "whole")}
	return n
}

// night makes the night in both folders and holds one to the other.
func (n *twice) night(what string) *pipeline.Result {
	n.Helper()
	clock := func() time.Time { return n.day.Time().Add(2 * time.Hour) } // runs of one name, and no timings
	var made [2]*pipeline.Result
	before := n.pieces()
	for k, out := range n.out {
		r, err := pipeline.Run(n.Context(), n.s, journal.Options{AsOf: n.day, Out: out, Clock: clock, Build: fmt.Sprint(n.build), Whole: k == 1})
		if err != nil {
			n.Fatalf("%s: %v", what, err)
		}
		made[k] = r
	}
	for path, p := range n.pieces() {
		if was, had := before[path]; had && was.raw == p.raw && p.at.After(was.at) {
			n.taken++
			break
		}
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

// piece is what lies on the shelf under one name, and when it was last made or taken up.
type piece struct {
	raw string
	at  time.Time
}

// pieces are those that the nights before kept.
func (n *twice) pieces() map[string]piece {
	all := map[string]piece{}
	paths, _ := filepath.Glob(filepath.Join(n.out[0], ".kept", "*"))
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			n.Fatal(err)
		}
		all[path] = piece{string(read(n.T, filepath.Dir(path), filepath.Base(path))), info.ModTime()}
	}
	return all
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

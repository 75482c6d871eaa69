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
	alike int // nights that matched what an earlier one had
	stood int // children of the last night of whom a verdict of an earlier one stood
}

// Whatever changes between nights, extracts, decisions, prunings and the program, a night that takes up what the last one kept publishes
// the bytes that a whole one publishes.
func TestKeptNightsAreWholeNights(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		n := newTwice(t, seed)
		last, stood := n.night("the first night"), 0
		for range 5 {
			var changes []string
			if n.dice.IntN(3) == 0 {
				changes = append(changes, n.mark())
			} else {
				for range 1 + n.dice.IntN(3) {
					changes = append(changes, n.change(last))
				}
			}
			n.day += calendar.Date(1 + n.dice.IntN(3))
			if n.dice.IntN(4) == 0 {
				n.day += calendar.Date(n.dice.IntN(60)) // past a term, or the age of an extract
			}
			last = n.night(fmt.Sprintf("seed %d, %s: %s", seed, n.day, strings.Join(changes, ", ")))
			stood += n.stood
		}
		if n.taken == 0 {
			t.Errorf("seed %d: no night took up what an earlier one kept", seed)
		}
		if n.alike == 0 {
			t.Errorf("seed %d: no night took up what an earlier one matched", seed)
		}
		if stood == 0 {
			t.Errorf("seed %d: no verdict of an earlier night stood", seed)
		}
	}
}

// Where no more than a day goes by, most children are not judged anew. Those are of whom an extract says something else, or of whom the day
// itself may change what is said.
func TestVerdictsStandOverNight(t *testing.T) {
	t.Parallel()
	n := newTwice(t, 0)
	all := countOf(n.night("the first night"), "decide", "children")
	if n.stood != 0 {
		t.Errorf("on the first night %d verdicts stood", n.stood)
	}
	n.day++
	n.night("a day later")
	if quiet := n.stood; 2*quiet < all {
		t.Errorf("a day later %d of %d verdicts stood", quiet, all)
	}
	quiet := n.stood
	said := openCSV(t, n.s, "roll_changes.csv")
	said.save(append(said.rows, said.rows[1]))
	n.day++
	n.night("a row more")
	if n.stood >= quiet || n.stood == 0 {
		t.Errorf("after a file that tells of some children was changed, %d verdicts stood, and %d before", n.stood, quiet)
	}
	n.day = calendar.On(2026, 12, 28) // extracts have grown old
	n.night("in the holidays")
	n.day = calendar.On(2027, 1, 8) // children who came of age in December are due
	if n.night("when term has begun"); n.stood == 0 {
		t.Error("no verdict stood from the holidays into the term")
	}
}

// A claim may part a row from a child, or not, though nobody is otherwise called than the night before: what that night matched is not
// taken up.
func TestClaimsMayMatchAnew(t *testing.T) {
	t.Parallel()
	n := newTwice(t, 0)
	marks, said := openCSV(t, n.s, "attendance/marks.csv"), openCSV(t, n.s, "other_authorities.csv")
	came := func(day string) []string { // to a place where no school knows the child
		return []string{"", "1 Far Lane", "Elsewhere", "ZZ9 9ZZ", "928", "887", "moved_to_us", "2026-10-05", day}
	}
	columns := []string{"upn", "address1", "address2", "postcode", "from_la", "to_la", "message_type", "message_date", "event_date"}
	first := len(said.rows)
	for k := range 8 {
		of := marks.rows[1+k*len(marks.rows)/10]
		row := make([]string, len(said.rows[0]))
		for _, name := range []string{"surname", "forename", "dob"} {
			row[slices.Index(said.rows[0], name)] = of[slices.Index(marks.rows[0], name)]
		}
		for i, name := range columns {
			row[slices.Index(said.rows[0], name)] = came("2026-10-01")[i]
		}
		said.rows = append(said.rows, row)
	}
	said.save(said.rows)
	before := n.night("who came lately")
	if told := countOf(before, "resolve", "rows told of a namesake, perhaps"); told == 0 {
		t.Fatal("no row is told of a namesake, so that nothing can change")
	}
	for _, row := range said.rows[first:] {
		row[slices.Index(said.rows[0], "event_date")] = "2015-09-01"
	}
	said.save(said.rows)
	n.day++
	after := n.night("who came long ago")
	if was, is := countOf(before, "resolve", "rows told of a namesake, perhaps"), countOf(after, "resolve", "rows told of a namesake, perhaps"); was == is {
		t.Errorf("%d rows are told of a namesake, and %d who came long ago", was, is)
	}
	if n.alike > 0 {
		t.Error("what an earlier night matched is taken up")
	}
}

// What one model matched is not taken up under another, and is under the same.
func TestAnotherModelMatchesAnew(t *testing.T) {
	t.Parallel()
	n := newTwice(t, 0)
	n.night("the first night")
	n.day++
	n.night("the same model")
	if n.alike != 1 {
		t.Error("what the same model matched is not taken up")
	}
	other := inventedAt(t, t.TempDir(), 300, 12)
	other.Model = ""
	r, err := pipeline.Run(t.Context(), other, journal.Options{AsOf: n.day, Out: t.TempDir()})
	if err == nil {
		err = os.WriteFile(filepath.Join(n.s.Root(), journal.ModelFile), read(t, r.Folder, journal.ModelFile), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	n.day++
	n.night("another model")
	if n.alike != 1 {
		t.Error("what another model matched is taken up")
	}
}

func countOf(r *pipeline.Result, stage, what string) int {
	for _, s := range r.Manifest.Stages {
		for _, c := range s.Counts {
			if s.Name == stage && c.Name == what {
				return c.N
			}
		}
	}
	return 0
}

func newTwice(t *testing.T, seed uint64) *twice {
	n := &twice{T: t, dice: rand.New(rand.NewPCG(seed, 7)), s: invented(t, 400, 11+seed), day: calendar.On(2026, 10, 15)}
	if seed == 1 {
		n.s.Model = "" // one is trained, or taken up, every night
	}
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
	for _, stage := range made[0].Manifest.Stages {
		if stage.Name == "compare and score" && stage.Kept {
			n.alike++
		}
		if stage.Name == "decide" {
			n.stood = stage.Lasted
		}
	}
	if told, whole := toldBy(made[0]), toldBy(made[1]); told != whole {
		n.Errorf("%s: stages told\n%s\nand of a whole night\n%s", what, told, whole)
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

// toldBy is what the stages of a run counted.
func toldBy(r *pipeline.Result) string {
	var b strings.Builder
	for _, stage := range r.Manifest.Stages {
		fmt.Fprintf(&b, "%s: %s\n", stage.Name, stage.Counts)
	}
	return b.String()
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
		return !strings.HasSuffix(path, ".csv") || strings.Contains(path, "edubase") || strings.Contains(path, "youth_justice") // parted by others than commas
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

// mark has a school mark a child otherwise than it did, which says nothing new of who anybody is.
func (n *twice) mark() string {
	f := openCSV(n.T, n.s, "attendance/marks.csv")
	row := f.rows[1+n.dice.IntN(len(f.rows)-1)]
	row[len(row)-1] = []string{"/", "N", "O", "I"}[n.dice.IntN(4)]
	f.save(f.rows)
	return "a mark changed"
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

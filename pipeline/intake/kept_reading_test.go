package intake

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow/array"
	"pgregory.net/rapid"

	"rollcall/fixtures"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/kept"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// keptNights is an authority whose extracts change from night to night.
type keptNights struct {
	dir, out string
	build    int
	extracts []sources.Extract
}

// inventNights writes an authority whose schools have sent many files of lost pupils, so that those are read in bundles.
func inventNights(t *testing.T) *keptNights {
	t.Helper()
	was := bundled
	bundled = 8
	t.Cleanup(func() { bundled = was })
	home := t.TempDir()
	if err := os.Chmod(home, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("RUNTIME_DIRECTORY", "")
	t.Setenv("XDG_RUNTIME_DIR", home)
	n := &keptNights{dir: t.TempDir(), out: t.TempDir()}
	world, err := fixtures.Invent(fixtures.Options{Children: 110, Seed: 4, AsOf: fixtures.On(2026, 10, 15)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fixtures.Write(world, n.dir, fixtures.DefaultErrors()); err != nil {
		t.Fatal(err)
	}
	lost, err := filepath.Glob(filepath.Join(n.dir, "inbox/ctf/*/*"))
	if err != nil || len(lost) == 0 {
		t.Fatal("no files of lost pupils", err)
	}
	for i := range 3 * bundled {
		copyFile(t, lost[i%len(lost)], fmt.Sprintf("%s/%d_%s", filepath.Dir(lost[0]), i, filepath.Base(lost[i%len(lost)])))
	}
	n.resolve(t)
	return n
}

// resolve has the extracts found anew, as a night does.
func (n *keptNights) resolve(t rapid.TB) {
	s, err := settings.Load(filepath.Join(n.dir, "rollcall.yaml"))
	if err == nil {
		n.extracts, err = s.Extracts()
	}
	n.extracts = slices.DeleteFunc(n.extracts, func(x sources.Extract) bool { // of six censuses one as XML and one as COLLECT's tables will do
		return x.Kind == sources.SchoolCensus && len(x.Files) > 0 && !strings.Contains(x.Files[0], "2026-spring")
	})
	if err != nil {
		t.Fatal(err)
	}
}

func copyFile(t rapid.TB, from, to string) {
	raw, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (n *keptNights) open(t rapid.TB, whole bool) *kept.Shelf {
	o := journal.Options{}.WithDefaults(n.out)
	s := kept.Open(kept.Asked{Out: n.out, Build: fmt.Sprint(n.build), Log: o.Log, Whole: whole})
	if s == nil {
		t.Fatal("nothing is kept")
	}
	return s
}

// read reads the night's extracts with what a shelf has, or as a whole.
func (n *keptNights) read(t rapid.TB, shelf *kept.Shelf) (Read, *journal.Manifest) {
	j := journal.New(context.Background(), journal.Options{}.WithDefaults(n.out))
	read := journal.Step(j, "ingest", func() (Read, error) { return Ingest(j, shelf, n.extracts) })
	if err := j.Failure(); err != nil {
		t.Fatal(err)
	}
	return read, j.Manifest
}

// sameReading holds what was read with the shelf to what is read without one.
func sameReading(t rapid.TB, got, want Read, told, wantTold *journal.Manifest) {
	a, b := *got.Ingested, *want.Ingested
	if len(a.Slabs) != len(b.Slabs) {
		t.Fatalf("%d slabs, want %d", len(a.Slabs), len(b.Slabs))
	}
	for i := range a.Slabs {
		if !reflect.DeepEqual(a.Slabs[i], b.Slabs[i]) {
			t.Fatalf("slab %d differs", i)
		}
	}
	a.Slabs, b.Slabs, a.Seconds, b.Seconds = nil, nil, nil, nil
	if !reflect.DeepEqual(a, b) {
		t.Fatalf("what was read beside the records differs: %d and %d reports, %d and %d rejections", len(a.Reports), len(b.Reports), len(a.Rejections), len(b.Rejections))
	}
	for i := range NewRecords(want.Ingested.Slabs).Len() {
		if got.Apart.Ethnicity(i) != want.Apart.Ethnicity(i) {
			t.Fatalf("record %d: another group is held apart", i)
		}
	}
	if !reflect.DeepEqual(told.Inputs, wantTold.Inputs) || !reflect.DeepEqual(told.Notices, wantTold.Notices) {
		t.Fatal("the manifest is told of other inputs")
	}
}

// Whatever comes, goes and changes between two nights, what is read with the pieces of the night before is what is read without any.
func TestKeptReadingIsWholeReading(t *testing.T) {
	n := inventNights(t)
	home := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			n.change(t, home)
		}
		n.resolve(t)
		shelf := n.open(t, rapid.IntRange(0, 9).Draw(t, "whole") == 0)
		got, told := n.read(t, shelf)
		shelf.Sweep()
		want, wantTold := n.read(t, nil)
		sameReading(t, got, want, told, wantTold)
	})
}

// change does something to the authority between two nights.
func (n *keptNights) change(t *rapid.T, home string) {
	var files []string
	for _, x := range n.extracts {
		files = append(files, x.Files...)
	}
	slices.Sort(files)
	path := files[rapid.IntRange(0, len(files)-1).Draw(t, "file")]
	text := strings.HasSuffix(path, ".csv") || strings.HasSuffix(path, ".xml")
	switch what := rapid.SampledFrom([]string{"nothing", "row", "less", "touch", "copy", "move", "build", "piece", "secret", "settings"}).Draw(t, "change"); {
	case what == "row" && text: // the last row twice, or a message with something behind its end
		raw, _ := os.ReadFile(path)
		lines := bytes.SplitAfter(raw, []byte("\n"))
		n.write(t, path, append(raw, lines[max(0, len(lines)-2)]...))
	case what == "less" && text:
		raw, _ := os.ReadFile(path)
		n.write(t, path, raw[:len(raw)-len(raw)/5])
	case what == "touch":
		raw, _ := os.ReadFile(path)
		n.write(t, path, raw)
	case what == "copy": // sent twice under another name, next to the first or last of all
		copyFile(t, path, filepath.Join(filepath.Dir(path), rapid.SampledFrom([]string{"a", "z"}).Draw(t, "name")+filepath.Base(path)))
	case what == "move" && len(files) > 40:
		if err := os.Rename(path, filepath.Join(home, filepath.Base(path))); err != nil {
			t.Fatal(err)
		}
	case what == "build":
		n.build++
	case what == "piece":
		pieces, _ := filepath.Glob(filepath.Join(n.out, ".kept", "*"))
		if len(pieces) > 0 {
			piece := rapid.SampledFrom(pieces).Draw(t, "piece")
			raw, _ := os.ReadFile(piece)
			raw[len(raw)/2] ^= 1
			n.write(t, piece, raw)
		}
	case what == "secret":
		if err := os.RemoveAll(filepath.Join(n.out, ".kept")); err != nil {
			t.Fatal(err)
		}
	case what == "settings":
		file := filepath.Join(n.dir, "rollcall.yaml")
		raw, _ := os.ReadFile(file)
		from, to := "as_of: 2026-10-14", "as_of: 2026-10-13"
		if !bytes.Contains(raw, []byte(from)) {
			from, to = to, from
		}
		n.write(t, file, bytes.ReplaceAll(raw, []byte(from), []byte(to)))
	}
	n.resolve(t)
}

func (n *keptNights) write(t rapid.TB, path string, raw []byte) {
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

// On a night on which nothing changed nothing is parsed but what is never kept; on one on which a file of lost pupils came, its own
// bundle is.
func TestUnchangedFilesAreNotRead(t *testing.T) {
	n := inventNights(t)
	parsed := func() (bundles, files int) {
		shelf := n.open(t, false)
		for _, b := range bundleExtracts(n.extracts) {
			b.Digests = digestFiles(b.Extract)
			c := newCollector()
			if b.Digests == nil || !shelf.Take(nameReading(shelf, b.Extract), func(r io.Reader) error { return c.loadReading(b.Kind, r) }) {
				bundles, files = bundles+1, files+len(b.Files)
			}
		}
		n.read(t, shelf)
		shelf.Sweep()
		return bundles, files
	}
	if _, files := parsed(); files < 3*bundled {
		t.Errorf("on the first night %d files are read", files)
	}
	if bundles, files := parsed(); bundles != 1 || files != 1 { // the list of seals
		t.Errorf("on a night like the last %d files of %d bundles are read, want the list of seals alone", files, bundles)
	}
	lost, _ := filepath.Glob(filepath.Join(n.dir, "inbox/ctf/*/*"))
	copyFile(t, lost[0], filepath.Join(filepath.Dir(lost[len(lost)/2]), "new.xml"))
	n.resolve(t)
	if bundles, files := parsed(); bundles != 2 || files > len(lost) {
		t.Errorf("for one new file of %d, %d files of %d bundles are read", len(lost), files, bundles)
	}
}

// A file that changes once it is hashed is told of tonight, whether an earlier night kept it or not, and no piece says so of what it was.
func TestFilesThatChangeAreNotKept(t *testing.T) {
	n := inventNights(t)
	at := slices.IndexFunc(n.extracts, func(x sources.Extract) bool { return x.Kind == sources.Deaths })
	x := n.extracts[at]
	was, err := os.ReadFile(x.Files[0])
	if err != nil {
		t.Fatal(err)
	}
	shelf := n.open(t, false)
	read := func(x sources.Extract) []string {
		t.Helper()
		c := newCollector()
		if err := c.readDigested(t.Context(), shelf, x); err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, r := range c.rejections {
			if r.Row == 0 {
				told = append(told, r.Reason)
			}
		}
		return told
	}
	for _, before := range []string{"never read", "read"} {
		x.Digests = digestFiles(x)
		n.write(t, x.Files[0], append(slices.Clone(was), '\n'))
		if told := read(x); len(told) != 1 || !strings.Contains(told[0], "changed while it was read") {
			t.Errorf("%s before, and of a file that changed is told %q", before, told)
		}
		n.write(t, x.Files[0], was)
		x.Digests = digestFiles(x)
		if told := read(x); len(told) > 0 {
			t.Errorf("%s before, and of the file as it was is told %q", before, told)
		}
	}
}

// No piece says what is held apart, even to whoever can read it: only where in the extract it stands.
func TestPiecesHoldNothingApart(t *testing.T) {
	n := inventNights(t)
	for _, b := range bundleExtracts(n.extracts) {
		c := newCollector()
		if err := c.readKept(t.Context(), nil, b.Extract); err != nil {
			t.Fatal(err)
		}
		if c.apart.Batch() == nil {
			continue
		}
		places, err := c.placeApart(b.Extract)
		if err != nil {
			t.Errorf("%s: %v", b.Kind, err)
		}
		again, err := readApartPlaces(b.Kind, c.apart.Len(), places)
		if err != nil || !array.RecordEqual(again.Batch(), c.apart.Batch()) {
			t.Errorf("%s: what is held apart is read as something else: %v", b.Kind, err)
		}
		file := places[len(places)/2].Path
		raw, _ := os.ReadFile(file)
		n.write(t, file, raw[:10])
		if _, err := readApartPlaces(b.Kind, c.apart.Len(), places); err == nil {
			t.Errorf("%s: codes are read from a file that has none at their places", b.Kind)
		}
		n.write(t, file, raw)
	}
}

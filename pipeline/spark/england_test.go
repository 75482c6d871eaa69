//go:build linux

package spark

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"rollcall/matchers"
	"rollcall/pipeline/linkage"
)

// TestCostOfACountry links ROLLCALL_ENGLAND rows of the file of people that ROLLCALL_PEOPLE names, by `rollcall worker` and without Spark,
// and says what each verb costs: processors' time, bytes in and out, memory. `make england` runs it; ENGLAND.md says what follows for a country.
// Up to sampleRows rows the edges are counted that `link` finds.
//
// In ROLLCALL_PARTS parts verbs over rows and rules see all rows, and what goes by block, edge or component one part. With ROLLCALL_KEYS=part
// verbs over rows are measured on a part as well, and rules on a part of all keys.
func TestCostOfACountry(t *testing.T) {
	people := os.Getenv("ROLLCALL_PEOPLE")
	if os.Getenv("ROLLCALL_ENGLAND") == "" || people == "" {
		t.Skip("make england runs it")
	}
	n, err := strconv.Atoi(os.Getenv("ROLLCALL_ENGLAND"))
	if err != nil {
		t.Fatal("ROLLCALL_ENGLAND says how many rows")
	}
	c := newCountry(t, fmt.Sprintf(countrySettings, people), people, n)
	if parts := os.Getenv("ROLLCALL_PARTS"); parts != "" {
		if c.parts, err = strconv.Atoi(parts); err != nil || c.parts < 1 {
			t.Fatal("ROLLCALL_PARTS says in how many parts")
		}
	}
	c.ofKeys = os.Getenv("ROLLCALL_KEYS") == "part" && c.parts > 1
	c.binary = filepath.Join(c.dir, "rollcall")
	if out, err := exec.Command("go", "build", "-o", c.binary, "rollcall/cmd/rollcall").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	whole := c.learnOfSome()
	c.settle()
	c.gatherSums()
	c.siftRules()
	c.findHomes()
	c.findBlocks()
	c.score()
	c.correct()
	c.resolve()
	if whole != nil && c.parts == 1 && (whole.Edges.Len() != len(c.edges) || whole.Clusters.N != c.clusters) {
		t.Errorf("%d edges, %d clusters (link finds %d, %d)", len(c.edges), c.clusters, whole.Edges.Len(), whole.Clusters.N)
	}
	c.report()
}

// TestPartsOfACountry holds what is scored in parts to what is scored of the whole: the edges of all parts are those of the whole, each once,
// and those among the rows of a part are all that the whole has among them; the blocks of all parts of keys are those of the whole.
func TestPartsOfACountry(t *testing.T) {
	dir := t.TempDir()
	writePeople(t, dir, 3, 700)
	settings := "tables: [{path: %q, name: people, id: ref, duplicates: yes}]\ncolumns: {given: forename, surname: surname, born: birth, sex: sex, house: address, " +
		"street: address, code: postcode, number: nhs_number, town: place}\nmodel: model.json\ntraining: {allow: [not_converged, nobody_found]}\n"
	people := filepath.Join(dir, "a.csv")
	rows := bytes.Count([]byte(readFile(t, people)), []byte("\n")) - 1
	c := newCountry(t, fmt.Sprintf(settings, people), people, rows)
	c.learnOfSome()
	c.settle()
	c.gatherSums()
	c.siftRules()
	c.findHomes()
	c.findBlocks()
	c.score()
	whole, rules := sortedEdges(c.edges), slices.Clone(c.reports)
	if len(whole) < rows/4 {
		t.Fatalf("%d edges of %d rows", len(whole), rows)
	}
	c.parts = 4
	var all []countryEdge
	for c.part = range c.parts {
		c.findBlocks()
		c.score()
		all = append(all, c.partEdges...)
		var among []countryEdge
		for _, e := range whole {
			if c.isMine(e.l) && c.isMine(e.r) {
				among = append(among, e)
			}
		}
		if got := sortedEdges(c.edges); len(among) == 0 || !slices.Equal(got, among) {
			t.Errorf("part %d: %d edges among its rows (want the %d of the whole)", c.part, len(got), len(among))
		}
		if n := len(c.partEdges); n == 0 || n == len(whole) {
			t.Errorf("part %d: %d of %d edges are in its blocks", c.part, n, len(whole))
		}
	}
	if !slices.Equal(sortedEdges(all), whole) {
		t.Errorf("the parts have %d edges (want the %d of the whole)", len(all), len(whole))
	}
	c.ofKeys = true
	for c.part = range c.parts {
		c.findBlocks()
		for r, x := range c.reports {
			rules[r].Blocks -= x.Blocks
			rules[r].Pairs -= x.Pairs / int64(c.parts)
		}
	}
	for _, x := range rules {
		if x.Blocks != 0 || x.Pairs != 0 {
			t.Errorf("%s: parts of keys have %d blocks and %d pairs fewer than the whole", x.Rule, x.Blocks, x.Pairs)
		}
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// How rows are dealt out.
const (
	taskRows   = 100_000 // rows of tables in a task
	sampleRows = 200_000 // that the model is learnt of
)

const countrySettings = `tables: [{path: %q, name: people, id: unique_id, duplicates: yes}]
columns: {forename: forename, middle: middle_names, surname: surname, sex: sex, dob: birth, postcode: postcode, address: address}
model: model.json
training: {allow: [not_converged, nobody_found]}
`

// country is a linkage of many rows on one machine, of which a worker sees no more than it would in a task of Spark: what Spark would
// keep, bring together and hand on is kept in files and in packed lists, and not counted as a cost.
//
// Of its parts one is worked on: the rows of every so many tasks over the table, which are whole households, and the blocks of every so
// many tasks that blocks are dealt out to. Only what is asked of the part is scored: the edges of its blocks, which are the cost of scoring,
// and the edges among its rows, of which whole components are made.
type country struct {
	t                             *testing.T
	dir, binary, settings, people string
	n                             int // rows
	parts, part                   int
	ofKeys                        bool // rules see the part's keys only, and verbs over rows are measured on the part's rows
	frame                         string
	w                             *worker // the plan
	rank                          []int32 // of the rows in the file, in the order of keys
	mine                          []bool  // rows of the part, by their ranks
	packed                        *packedRows
	found                         *homesFound
	ruled                         []uint32 // in which rules each row has a key, when rules see the part's keys only
	blocks                        inBlocksOf
	own                           inBlocksOf // of the part's rows only
	partEdges, edges              []countryEdge
	joins                         parts
	labels                        []int32
	clusters                      int
	costs                         map[string]*cost
	verbs                         []string // in the order of their first tasks
	reports                       []matchers.RuleReport
}

// newCountry returns a country of some rows of a file.
func newCountry(t *testing.T, settings, people string, n int) *country {
	c := &country{t: t, dir: t.TempDir(), people: people, n: n, parts: 1, costs: map[string]*cost{}}
	c.settings = filepath.Join(c.dir, "link.yaml")
	c.keep(c.settings, []byte(settings))
	c.w = &worker{ctx: t.Context()}
	if err := c.w.prepare(Options{Settings: c.settings}); err != nil {
		t.Fatal(err)
	}
	c.rank = ranksOf(n)
	return c
}

// learn takes what a verb sends of the whole.
func (c *country) learn(verb string, feed func(send)) {
	c.do(verb, feed, func(in *input) {
		c.frame = filepath.Join(c.dir, "frame.json")
		c.keep(c.frame, []byte(in.text(0)))
	})
}

func (c *country) keep(path string, raw []byte) {
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		c.t.Fatal(err)
	}
}

func (c *country) changeFrame(change func(f *frame)) {
	c.keep(c.frame, changedFrame(c.t, c.frame, change))
}

// eachTask calls do with the rows of each task over a table, by their places in the file.
func (c *country) eachTask(do func(from, to int)) {
	step := c.taskRows()
	for from := 0; from < c.n; from += step {
		do(from, min(from+step, c.n))
	}
}

// taskRows is how many rows a task over a table has: fewer when otherwise parts would be uneven.
func (c *country) taskRows() int {
	if c.parts == 1 {
		return taskRows
	}
	return max(min(taskRows, c.n/(4*c.parts)), 1)
}

// inPart reports whether the row at a place of the file is of the part.
func (c *country) inPart(i int) bool { return i/c.taskRows()%c.parts == c.part }

// isMeasured reports whether a task over a table, which begins at a place of the file, is measured.
func (c *country) isMeasured(from int) bool { return !c.ofKeys || c.inPart(from) }

// isMine reports whether a row is of the part.
func (c *country) isMine(row int32) bool { return c.mine[row] }

// partRows marks the rows of the part, and returns how many they are.
func (c *country) partRows() (n int) {
	c.mine = make([]bool, c.n)
	for i, row := range c.rank {
		if c.inPart(i) {
			c.mine[row] = true
			n++
		}
	}
	return n
}

// partitions is in how many tasks so many rows are brought together.
func partitions(rows int) int { return 6 + rows/50_000 }

// learnOfSome has `link` learn the model of the first rows, and returns its linkage when they are all.
func (c *country) learnOfSome() *linkage.Run {
	f, err := os.Open(c.people)
	if err != nil {
		c.t.Fatal(err)
	}
	defer f.Close()
	n := min(sampleRows, c.n)
	raw, err := io.ReadAll(io.LimitReader(f, int64(n+1)*200))
	if err != nil {
		c.t.Fatal(err)
	}
	end := 0
	for range n + 1 {
		end += 1 + bytes.IndexByte(raw[end:], '\n')
	}
	some := filepath.Join(c.dir, "some.csv")
	c.keep(some, raw[:end])
	settings := filepath.Join(c.dir, "some.yaml")
	text := bytes.ReplaceAll([]byte(readFile(c.t, c.settings)), []byte("model: model.json\n"), nil)
	c.keep(settings, bytes.ReplaceAll(text, fmt.Appendf(nil, "%q", c.people), fmt.Appendf(nil, "%q", some)))
	s, err := linkage.LoadSettings(settings)
	if err != nil {
		c.t.Fatal(err)
	}
	out := filepath.Join(c.dir, "some")
	whole, err := linkage.Link(c.t.Context(), s, linkage.Options{Out: out, Clock: time.Now})
	if err != nil {
		c.t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(out, linkage.ModelFile), c.model()); err != nil {
		c.t.Fatal(err)
	}
	if n < c.n {
		return nil
	}
	return whole
}

func (c *country) model() string { return filepath.Join(c.dir, "model.json") }

// planned returns a worker with what is known of the whole by now.
func (c *country) planned() *worker {
	w := &worker{ctx: c.t.Context()}
	if err := w.prepare(Options{Settings: c.settings, Frame: c.frame}); err != nil {
		c.t.Fatal(err)
	}
	return w
}

// unmarshal reads what a verb sends as JSON.
func (c *country) unmarshal(raw string, into any) {
	if err := json.Unmarshal([]byte(raw), into); err != nil {
		c.t.Error(err)
	}
}

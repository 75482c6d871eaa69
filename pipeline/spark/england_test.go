//go:build linux

package spark

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/bits"
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
func TestCostOfACountry(t *testing.T) {
	people := os.Getenv("ROLLCALL_PEOPLE")
	if os.Getenv("ROLLCALL_ENGLAND") == "" || people == "" {
		t.Skip("make england runs it")
	}
	dir := t.TempDir()
	c := &country{t: t, dir: dir, binary: filepath.Join(dir, "rollcall"), settings: filepath.Join(dir, "link.yaml"), costs: map[string]*cost{}}
	if out, err := exec.Command("go", "build", "-o", c.binary, "rollcall/cmd/rollcall").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	c.readPeople(people)
	whole := c.learnOfSome(people)
	c.settle()
	c.gatherSums()
	c.siftRules()
	c.findHomes()
	c.findBlocks()
	c.score()
	c.correct()
	c.resolve()
	if whole != nil && (whole.Edges.Len() != len(c.edges) || whole.Clusters.N != len(c.sizes())) {
		t.Errorf("%d edges, %d clusters (link finds %d, %d)", len(c.edges), len(c.sizes()), whole.Edges.Len(), whole.Clusters.N)
	}
	c.report()
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
type country struct {
	t                     *testing.T
	dir, binary, settings string
	frame                 string
	cells                 [][]string // by row, in the order of keys, until they are packed
	packed                [][]byte
	found                 *homesFound
	places                spill // by block
	start                 []int64
	placesOf              []uint64 // of row i from start[i] on
	edges                 []countryEdge
	joins                 parts
	costs                 map[string]*cost
	verbs                 []string // in the order of their first tasks
	reports               []matchers.RuleReport
	labels                []int32
}

type countryEdge struct {
	l, r                int32
	weight, probability float32
	gamma               int64
	rule                int32
}

func (e countryEdge) values() []any { return []any{e.l, e.r, e.weight, e.probability, e.gamma, e.rule} }

// learn takes what a verb sends of the whole.
func (c *country) learn(verb string, feed func(send)) {
	c.do(verb, feed, func(row []any) {
		c.frame = filepath.Join(c.dir, "frame.json")
		c.keep(c.frame, []byte(row[0].(string)))
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

// eachTask calls do with the rows of each task over a table.
func (c *country) eachTask(do func(from, to int)) {
	for from := 0; from < c.rows(); from += taskRows {
		do(from, min(from+taskRows, c.rows()))
	}
}

func (c *country) rows() int { return max(len(c.cells), len(c.packed)) }

// addUp adds up what the tasks of a verb count.
func (c *country) addUp(verb string, feed func(from, to int, s send)) func(send) {
	sums := map[[4]string]int64{}
	c.eachTask(func(from, to int) {
		c.do(verb, func(s send) { feed(from, to, s) }, func(row []any) {
			sums[[4]string{strconv.Itoa(int(row[0].(int32))), row[1].(string), row[2].(string), row[3].(string)}] += row[4].(int64)
		})
	})
	return func(s send) {
		for k, n := range sums {
			kind, _ := strconv.Atoi(k[0])
			s(int32(kind), k[1], k[2], k[3], n)
		}
	}
}

// cellsOf returns a row as its table has it.
func (c *country) cellsOf(i int, placed bool) []any {
	out := []any{"people"}
	if placed {
		out = append(out, int32(i))
	}
	for _, v := range c.cells[i] {
		out = append(out, v)
	}
	return out
}

// readPeople reads the file into cells, in the order of keys.
func (c *country) readPeople(path string) {
	most, err := strconv.Atoi(os.Getenv("ROLLCALL_ENGLAND"))
	if err != nil {
		c.t.Fatal("ROLLCALL_ENGLAND says how many rows")
	}
	c.keep(c.settings, fmt.Appendf(nil, countrySettings, path))
	var raw bytes.Buffer
	if err := Plan(c.settings, &raw); err != nil {
		c.t.Fatal(err)
	}
	var plan struct{ Columns []string }
	if err := json.Unmarshal(raw.Bytes(), &plan); err != nil {
		c.t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		c.t.Fatal(err)
	}
	defer f.Close()
	lines := csv.NewReader(f)
	header, err := lines.Read()
	if err != nil {
		c.t.Fatal(err)
	}
	var file [][]string
	for len(file) < most {
		line, err := lines.Read()
		if err != nil {
			break
		}
		var row []string
		for _, name := range plan.Columns {
			row = append(row, line[slices.Index(header, name)])
		}
		file = append(file, row)
	}
	var visit func(id int)
	visit = func(id int) { // ids are numbers from 0 on, and in order as texts
		if id < len(file) {
			c.cells = append(c.cells, file[id])
			for next := max(10*id, 1); next < 10*id+10; next++ {
				visit(next)
			}
		}
	}
	visit(0)
}

// learnOfSome has `link` learn the model of the first rows, and returns its linkage when they are all.
func (c *country) learnOfSome(path string) *linkage.Run {
	raw, err := os.ReadFile(path)
	if err != nil {
		c.t.Fatal(err)
	}
	end, n := 0, min(sampleRows, len(c.cells))
	for range n + 1 {
		end += 1 + bytes.IndexByte(raw[end:], '\n')
	}
	some := filepath.Join(c.dir, "some.csv")
	c.keep(some, raw[:end])
	settings := filepath.Join(c.dir, "some.yaml")
	c.keep(settings, bytes.ReplaceAll(fmt.Appendf(nil, countrySettings, some), []byte("model: model.json\n"), nil))
	s, err := linkage.LoadSettings(settings)
	if err != nil {
		c.t.Fatal(err)
	}
	out := filepath.Join(c.dir, "some")
	whole, err := linkage.Link(c.t.Context(), s, linkage.Options{Out: out, Clock: time.Now})
	if err != nil {
		c.t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(out, linkage.ModelFile), filepath.Join(c.dir, "model.json")); err != nil {
		c.t.Fatal(err)
	}
	if n < len(c.cells) {
		return nil
	}
	return whole
}

// settle reads the tables.
func (c *country) settle() {
	c.learn("settle", c.addUp("values", func(from, to int, s send) {
		for i := from; i < to; i++ {
			s(c.cellsOf(i, false)...)
		}
	}))
	packed := make([][]byte, c.rows())
	c.eachTask(func(from, to int) {
		c.do("rows", func(s send) {
			for i := from; i < to; i++ {
				s(c.cellsOf(i, true)...)
			}
		}, func(row []any) { packed[row[0].(int32)] = row[1].([]byte) })
	})
	c.cells, c.packed = nil, packed
}

// sendPacked sends some rows as they are packed.
func (c *country) sendPacked(from, to, step int, s send) {
	for i := from; i < to; i += step {
		s(int32(i), c.packed[i])
	}
}

// gatherSums tells what rows add up to.
func (c *country) gatherSums() {
	c.learn("gather", c.addUp("terms", func(from, to int, s send) { c.sendPacked(from, to, 1, s) }))
}

// siftRules leaves out rules that make too many pairs.
func (c *country) siftRules() {
	f, err := readFrame(c.frame)
	if err != nil {
		c.t.Fatal(err)
	}
	if f.SampleStep > 0 {
		c.learn("sift", func(s send) { c.sendPacked(0, c.rows(), f.SampleStep, s) })
	}
}

// partitions is in how many tasks rows are brought together.
func (c *country) partitions() int { return 6 + c.rows()/50_000 }

// findHomes finds out who bears out whom.
func (c *country) findHomes() {
	keys := c.newSpill(c.partitions(), []column{{"list", integer}, {"key", long}, {"row", integer}})
	c.eachTask(func(from, to int) {
		c.do("homes", func(s send) { c.sendPacked(from, to, 1, s) }, func(row []any) {
			keys.add(bucketOf(int64(row[0].(int32)), row[1].(int64), len(keys.outs)), row[:3]...)
		})
	})
	c.found = newHomesFound(c.rows())
	keys.eachSorted(func(rows rows) {
		c.do("bear", func(s send) {
			for _, r := range rows {
				s(r[0], r[1], r[2], c.packed[r[2].(int32)])
			}
		}, c.found.take)
	})
	moves := c.found.end()
	c.changeFrame(func(f *frame) { f.Sums.Moves = moves })
}

// findBlocks finds the blocks of rules, one rule a task.
func (c *country) findBlocks() {
	f, err := readFrame(c.frame)
	if err != nil {
		c.t.Fatal(err)
	}
	bits := min(bits.Len(uint(c.rows()/60_000)), 6)
	ranges := 1 << bits
	w := &worker{ctx: c.t.Context()}
	if err := w.prepare(Options{Settings: c.settings, Model: filepath.Join(c.dir, "model.json")}); err != nil {
		c.t.Fatal(err)
	}
	rules := len(w.plan.Spec.Blocking)
	entries := c.newSpill(rules*ranges, verbs["keys"].out)
	c.eachTask(func(from, to int) {
		c.do("keys", func(s send) { c.sendPacked(from, to, 1, s) }, func(row []any) {
			entries.add(int(row[0].(int32))<<bits+int(asKey(row[1].(int64))>>(64-bits)), row...)
		})
	})
	c.reports = slices.Grow(f.Sums.Rules, rules)[:rules]
	c.places = c.newSpill(c.partitions(), verbs["blocks"].out[:4])
	c.start = make([]int64, c.rows()+1)
	for r := range rules {
		if c.reports[r].Dropped || entries.count(r*ranges, (r+1)*ranges) == 0 {
			continue
		}
		c.do("blocks", func(s send) {
			for k := r * ranges; k < (r+1)*ranges; k++ {
				for _, e := range entries.sorted(k) {
					s(e...)
				}
			}
		}, func(row []any) {
			if row[1].(int32) >= 0 {
				c.start[row[2].(int32)+1]++
				c.places.add(bucketOf(int64(row[0].(int32)), int64(row[1].(int32)), len(c.places.outs)), row[:4]...)
			} else if err := json.Unmarshal([]byte(row[4].(string)), &c.reports[r]); err != nil {
				c.t.Error(err)
			}
		})
	}
	c.changeFrame(func(f *frame) { f.Sums.Rules = c.reports })
	for i := range c.rows() {
		c.start[i+1] += c.start[i]
	}
	c.placesOf = make([]uint64, c.start[c.rows()])
	next := slices.Clone(c.start)
	c.places.eachSorted(func(rows rows) {
		for _, p := range rows {
			i := p[2].(int32)
			c.placesOf[next[i]] = uint64(p[3].(int64))
			next[i]++
		}
	})
}

// known returns what is known of a row: its packed values, and its home.
func (c *country) known(i int32) []any {
	h := c.found.home.of(i)
	return []any{c.packed[i], c.found.borne[i], h, c.found.size[h]}
}

// score scores the pairs in blocks.
func (c *country) score() {
	c.places.eachSorted(func(rows rows) {
		c.do("score", func(s send) {
			for _, p := range rows {
				i := p[2].(int32)
				s(append(append(slices.Clone(p[:3]), c.known(i)...), c.placesOf[c.start[i]:c.start[i+1]])...)
			}
		}, c.takeEdge)
	})
}

func (c *country) takeEdge(r []any) {
	c.edges = append(c.edges, countryEdge{r[0].(int32), r[1].(int32), r[2].(float32), r[3].(float32), r[4].(int64), r[5].(int32)})
}

// both returns an edge with what is known of its rows.
func (c *country) both(e countryEdge) []any {
	return slices.Concat(e.values(), c.known(e.l), c.known(e.r))
}

// correct sets the probabilities of edges right.
func (c *country) correct() {
	perTask := max(len(c.edges)/c.partitions(), 1000)
	eachSome := func(edges []countryEdge, do func(feed func(send))) {
		for some := range slices.Chunk(edges, perTask) {
			do(func(s send) {
				for _, e := range some {
					s(c.both(e)...)
				}
			})
		}
	}
	sums := map[[4]string]int64{}
	eachSome(c.edges, func(feed func(send)) {
		c.do("copies", feed, func(row []any) {
			sums[[4]string{strconv.Itoa(int(row[0].(int32))), row[1].(string), row[2].(string), row[3].(string)}] += row[4].(int64)
		})
	})
	c.learn("gather", func(s send) {
		for k, n := range sums {
			kind, _ := strconv.Atoi(k[0])
			s(int32(kind), k[1], k[2], k[3], n)
		}
	})
	edges := c.edges
	c.edges, c.joins = nil, newParts(c.rows())
	eachSome(edges, func(feed func(send)) {
		c.do("refine", feed, func(row []any) {
			c.takeEdge(row)
			if row[6].(bool) {
				c.joins.join(row[0].(int32), row[1].(int32))
			}
		})
	})
	edges, c.edges = c.edges, nil
	slices.SortFunc(edges, func(a, b countryEdge) int { return compareRows([]any{a.l, a.r}, []any{b.l, b.r}) })
	c.do("calibrate", func(s send) {
		for _, e := range edges {
			s(e.values()...)
		}
	}, c.takeEdge)
}

// resolve joins rows into clusters, first to count their sizes.
func (c *country) resolve() {
	tasks := make([][]countryEdge, c.partitions())
	for _, e := range c.edges {
		if at := c.joins.of(e.l); at == c.joins.of(e.r) {
			k := bucketOf(0, int64(at), len(tasks))
			tasks[k] = append(tasks[k], e)
		}
	}
	for range 2 {
		c.labels = newParts(c.rows())
		for _, edges := range tasks {
			slices.SortFunc(edges, func(a, b countryEdge) int {
				return compareRows([]any{c.joins.of(a.l), a.l, a.r}, []any{c.joins.of(b.l), b.l, b.r})
			})
			c.do("resolve", func(s send) {
				for _, e := range edges {
					s(append(c.both(e), c.joins.of(e.l))...)
				}
			}, func(row []any) { c.labels[row[0].(int32)] = row[1].(int32) })
		}
		sizes := map[int]int64{}
		for _, n := range c.sizes() {
			sizes[n]++
		}
		c.changeFrame(func(f *frame) { f.Sizes = sizes })
	}
}

// sizes returns how many rows each cluster has.
func (c *country) sizes() []int {
	of := make([]int, c.rows())
	for _, l := range c.labels {
		of[l]++
	}
	return slices.DeleteFunc(of, func(n int) bool { return n == 0 })
}

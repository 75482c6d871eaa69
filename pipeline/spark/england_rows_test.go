//go:build linux

package spark

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"encoding/csv"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/sourcegraph/conc/pool"

	"rollcall/matchers"
	"rollcall/pipeline/linkage"
)

// ranksOf returns the places of so many rows in the order of keys: their ids are numbers from 0 on, and in order as texts.
func ranksOf(n int) []int32 {
	rank, at := make([]int32, n), int32(0)
	var visit func(id int)
	visit = func(id int) {
		if id < n {
			rank[id] = at
			at++
			for next := max(10*id, 1); next < 10*id+10; next++ {
				visit(next)
			}
		}
	}
	visit(0)
	return rank
}

// peopleFile reads the file of people once, from its beginning.
type peopleFile struct {
	c     *country
	file  *os.File
	lines *csv.Reader
	place []int // of the plan's columns in a line
	next  int   // row
	cells []string
}

// openPeople opens the file.
func (c *country) openPeople() *peopleFile {
	f, err := os.Open(c.people)
	if err != nil {
		c.t.Fatal(err)
	}
	p := &peopleFile{c: c, file: f, lines: csv.NewReader(bufio.NewReaderSize(f, 1<<20))}
	p.lines.ReuseRecord = true
	header, err := p.lines.Read()
	if err != nil {
		c.t.Fatal(err)
	}
	for _, name := range c.w.plan.Columns() {
		p.place = append(p.place, slices.Index(header, name))
	}
	p.cells = make([]string, len(p.place))
	return p
}

// eachUpTo calls take with each further row up to a place of the file: its rank, and its cells, which are the reader's own.
func (p *peopleFile) eachUpTo(to int, take func(row int32, cells []string)) {
	for ; p.next < to; p.next++ {
		line, err := p.lines.Read()
		if err != nil {
			p.c.t.Errorf("row %d of people: %v", p.next, err)
			return
		}
		if take == nil {
			continue
		}
		for k, at := range p.place {
			p.cells[k] = line[at]
		}
		take(p.c.rank[p.next], p.cells)
	}
}

// sums are what tasks of a verb count, by kind, name, value and what stands beside it.
type sums map[string]int64

// take takes a row of sumColumns.
func (x sums) take(in *input) {
	b := append(make([]byte, 0, 200), byte(in.integer(0)))
	for k := 1; k <= 3; k++ {
		b = append(append(b, value[*array.String](in, k).Value(in.row)...), 0)
	}
	x[string(b)] += in.long(4)
}

// feed sends them, so many times each.
func (x sums) feed(times int64) func(send) {
	return func(s send) {
		for k, n := range x {
			parts := strings.Split(k[1:], "\x00")
			s(int32(k[0]), parts[0], parts[1], parts[2], times*n)
		}
	}
}

// timesPart is how often what is counted on the rows that verbs over rows are measured on stands for the whole.
func (c *country) timesPart() int64 {
	if c.ofKeys {
		return int64(c.parts)
	}
	return 1
}

// settle reads the table and packs its rows.
func (c *country) settle() {
	counts, p := sums{}, c.openPeople()
	c.eachTask(func(from, to int) {
		if !c.isMeasured(from) {
			p.eachUpTo(to, nil)
			return
		}
		c.do("values", func(s send) {
			p.eachUpTo(to, func(_ int32, cells []string) { s(append([]any{"people"}, boxed(cells)...)...) })
		}, counts.take)
	})
	p.file.Close()
	c.learn("settle", counts.feed(c.timesPart()))
	c.packed, p = c.newPackedRows(), c.openPeople()
	w, alone := c.planned(), newAlone()
	c.eachTask(func(from, to int) {
		if !c.isMeasured(from) {
			c.packAlone(alone, w, p, to)
			return
		}
		c.do("rows", func(s send) {
			p.eachUpTo(to, func(row int32, cells []string) { s(append([]any{"people", row}, boxed(cells)...)...) })
		}, func(in *input) { c.packed.add(in.integer(0), in.packed(1)) })
	})
	alone.Wait()
	p.file.Close()
	c.packed.end()
	c.shareOf(c.rowShare(), "values", "rows")
}

// rowShare is the share of rows that verbs over rows are measured on.
func (c *country) rowShare() float64 {
	if !c.ofKeys {
		return 1
	}
	return float64(c.partRows()) / float64(c.n)
}

func boxed(cells []string) (out []any) {
	for _, v := range cells {
		out = append(out, v)
	}
	return out
}

// packAlone has rows up to a place of the file packed without a task, as `rows` does.
func (c *country) packAlone(all *pool.Pool, w *worker, p *peopleFile, to int) {
	var lot []linkage.RowCells
	p.eachUpTo(to, func(row int32, cells []string) {
		lot = append(lot, linkage.RowCells{Row: row, Values: slices.Clone(cells)})
	})
	all.Go(func() {
		rows, err := w.plan.Rows(lot, w.frame.Readings)
		if err != nil {
			c.t.Error(err)
		}
		var b []byte
		for _, r := range rows {
			b = r.AppendTo(b[:0])
			c.packed.add(r.Row, b)
		}
	})
}

// packedRows are rows as `rows` packs them, in a file that is read as memory.
type packedRows struct {
	t    *testing.T
	file *os.File
	out  *bufio.Writer
	one  sync.Mutex
	size int64
	at   []int64 // by row
	raw  []byte
}

func (c *country) newPackedRows() *packedRows {
	f, err := os.CreateTemp(c.dir, "packed")
	if err != nil {
		c.t.Fatal(err)
	}
	return &packedRows{t: c.t, file: f, out: bufio.NewWriterSize(f, 1<<20), at: make([]int64, c.n)}
}

func (p *packedRows) add(row int32, packed []byte) {
	p.one.Lock()
	defer p.one.Unlock()
	p.at[row] = p.size
	head := binary.AppendUvarint(nil, uint64(len(packed)))
	p.out.Write(head)
	p.out.Write(packed)
	p.size += int64(len(head) + len(packed))
}

// end makes the rows readable.
func (p *packedRows) end() {
	err := p.out.Flush()
	if err == nil {
		p.raw, err = syscall.Mmap(int(p.file.Fd()), 0, int(p.size), syscall.PROT_READ, syscall.MAP_SHARED)
	}
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { syscall.Munmap(p.raw) })
}

func (p *packedRows) of(row int32) []byte {
	length, n := binary.Uvarint(p.raw[p.at[row]:])
	from := p.at[row] + int64(n)
	return p.raw[from : from+int64(length)]
}

// sendPacked sends the rows between two places of the file as they are packed.
func (c *country) sendPacked(from, to int) func(send) {
	return func(s send) {
		for _, row := range c.rank[from:to] {
			s(row, c.packed.of(row))
		}
	}
}

// gatherSums tells what rows add up to.
func (c *country) gatherSums() {
	counts := sums{}
	c.eachTask(func(from, to int) {
		if c.isMeasured(from) {
			c.do("terms", c.sendPacked(from, to), counts.take)
		}
	})
	c.learn("gather", counts.feed(c.timesPart()))
	c.changeFrame(func(f *frame) { // where they were counted on a part
		f.Sums.Rows, f.Sums.Datasets, f.SampleStep = c.n, []int{c.n}, matchers.SampleStep(c.n)
	})
	c.shareOf(c.rowShare(), "terms")
}

// siftRules leaves out rules that make too many pairs.
func (c *country) siftRules() {
	f, err := readFrame(c.frame)
	if err != nil {
		c.t.Fatal(err)
	}
	if f.SampleStep > 0 {
		c.learn("sift", func(s send) {
			for row := 0; row < c.n; row += f.SampleStep {
				s(int32(row), c.packed.of(int32(row)))
			}
		})
	}
}

// newAlone returns who works on what is no task: as many at a time as there are processors.
func newAlone() *pool.Pool { return pool.New().WithMaxGoroutines(runtime.GOMAXPROCS(0)) }

// entriesAlone calls take with the entries of the rows between two places of the file without a task, as `keys` does.
func (c *country) entriesAlone(w *worker, from, to int, take func(rule int, e matchers.Entry)) {
	var rows []matchers.ShardRow
	for _, row := range c.rank[from:to] {
		r, err := matchers.ReadShardRow(c.packed.of(row), len(w.plan.Fields))
		if err != nil {
			c.t.Error(err)
			return
		}
		r.Row, r.Home, r.AtHome = row, row, 1
		rows = append(rows, r)
	}
	slices.SortFunc(rows, func(a, b matchers.ShardRow) int { return cmp.Compare(a.Row, b.Row) })
	s, err := matchers.NewShard(w.plan.Fields, w.plan.Spec, w.frame.Sums, rows)
	if err != nil {
		c.t.Error(err)
		return
	}
	s.EachEntry(take)
}

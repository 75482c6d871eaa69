//go:build linux

package spark

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// cost is what a verb has cost so far.
type cost struct {
	tasks                              int
	rowsIn, rowsOut, bytesIn, bytesOut int64
	cpu, longest                       time.Duration // longest of a task
	most                               int64         // rows in of a task
	peak                               int64         // bytes, of a task
}

// measured counts bytes that pass.
type measured struct {
	io.Reader
	io.Writer
	n int64
}

func (m *measured) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	m.n += int64(n)
	return n, err
}

func (m *measured) Write(p []byte) (int, error) {
	n, err := m.Writer.Write(p)
	m.n += int64(n)
	return n, err
}

// send sends a row to a task.
type send func(values ...any)

// do does one task of a verb in a process of its own.
func (c *country) do(verb string, feed func(send), take func(row []any)) {
	c.t.Helper()
	command := exec.Command(c.binary, "worker", verb, "-c", c.settings)
	if c.frame != "" {
		command.Args = append(command.Args, "--frame", c.frame)
	}
	if _, err := os.Stat(filepath.Join(c.dir, "model.json")); err == nil {
		command.Args = append(command.Args, "--model", filepath.Join(c.dir, "model.json"))
	}
	var said strings.Builder
	command.Stderr = &said
	in, err := command.StdinPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		c.t.Fatal(err)
	}
	peak := watchPeak(command.Process.Pid)
	columns, n := verbs[verb].in, int64(0)
	if columns == nil {
		w := &worker{ctx: c.t.Context()}
		if err := w.prepare(Options{Verb: verb, Settings: c.settings}); err != nil {
			c.t.Fatal(err)
		}
		columns = w.tableColumns(verb == "rows")
	}
	from, to := &measured{Reader: out}, &measured{Writer: in}
	fed := make(chan error, 1)
	go func() {
		stream := openOutput(to, columns)
		var failed error
		feed(func(values ...any) {
			n++
			if failed == nil {
				failed = stream.add(values...)
			}
		})
		if failed == nil {
			failed = stream.close()
		}
		in.Close()
		fed <- failed
	}()
	x := c.costOf(verb)
	failed := eachRowOf(from, verbs[verb].out, func(row []any) error { x.rowsOut++; take(row); return nil })
	if err := <-fed; err != nil || failed != nil {
		c.t.Errorf("%s: %v %v", verb, err, failed)
	}
	if err := command.Wait(); err != nil {
		c.t.Fatalf("%s: %v: %s", verb, err, said.String())
	}
	x.add(command.ProcessState, n, to.n, from.n)
	x.peak = max(x.peak, peak())
}

func (c *country) costOf(verb string) *cost {
	if c.costs[verb] == nil {
		if n := len(c.verbs); n > 0 {
			c.t.Log(c.lineOf(c.verbs[n-1])) // long before the end
		}
		c.costs[verb] = &cost{}
		c.verbs = append(c.verbs, verb)
	}
	return c.costs[verb]
}

// add adds a task that is done.
func (x *cost) add(p *os.ProcessState, rows, in, out int64) {
	took := p.UserTime() + p.SystemTime()
	x.tasks++
	x.cpu += took
	x.longest, x.most = max(x.longest, took), max(x.most, rows)
	x.rowsIn, x.bytesIn, x.bytesOut = x.rowsIn+rows, x.bytesIn+in, x.bytesOut+out
}

// report prints what verbs cost, for each row of the tables.
func (c *country) report() {
	n, edges := float64(c.rows()), float64(len(c.edges))
	var b strings.Builder
	fmt.Fprintf(&b, "%d rows, %.2f edges and %.1f places in blocks a row, %d clusters\n", c.rows(), edges/n, float64(len(c.placesOf))/n, len(c.sizes()))
	if f, err := os.Stat(c.frame); err == nil {
		fmt.Fprintf(&b, "the frame, which each task reads: %.1f MB\n", float64(f.Size())/1e6)
	}
	fmt.Fprintf(&b, "\n%-10s %5s %8s %9s %9s %8s %9s %9s %7s\n", "verb", "tasks", "rows in", "bytes in", "bytes out", "CPU s", "longest", "most rows", "peak MB")
	fmt.Fprintf(&b, "%-10s %5s %8s %9s %9s %8s %9s %9s %7s\n", "", "", "a row", "a row", "a row", "a M rows", "of mean", "of mean", "")
	all := time.Duration(0)
	for _, verb := range c.verbs {
		all += c.costs[verb].cpu
		fmt.Fprintln(&b, c.lineOf(verb))
	}
	fmt.Fprintf(&b, "all verbs: %.1f CPU s a million rows\n\n%-40s %9s %9s %9s\n", all.Seconds()/n*1e6, "rule", "pairs", "blocks", "")
	fmt.Fprintf(&b, "%-40s %9s %9s\n", "", "a row", "a row")
	pairs := int64(0)
	for _, r := range c.reports {
		note := ""
		if r.Dropped {
			note = "left out: too many pairs"
		}
		pairs += r.Pairs
		fmt.Fprintf(&b, "%-40s %9.2f %9.3f %s\n", r.Rule, float64(r.Pairs)/n, float64(r.Blocks)/n, note)
	}
	fmt.Fprintf(&b, "%-40s %9.2f\n", "all rules", float64(pairs)/n)
	c.t.Logf("\n%s", b.String())
}

// lineOf returns the line of a verb.
func (c *country) lineOf(verb string) string {
	x, n := c.costs[verb], float64(c.rows())
	return fmt.Sprintf("%-10s %5d %8.2f %9.1f %9.1f %8.2f %9.2f %9.2f %7.0f", verb, x.tasks, float64(x.rowsIn)/n, float64(x.bytesIn)/n, float64(x.bytesOut)/n,
		x.cpu.Seconds()/n*1e6, x.longest.Seconds()/x.cpu.Seconds()*float64(x.tasks), float64(x.most)/max(float64(x.rowsIn), 1)*float64(x.tasks), float64(x.peak)/1e6)
}

// watchPeak returns what the most memory is that a process has held, in bytes, once it has ended. Its usage says the same of a child of a
// larger process, but not less than that one had when it began.
func watchPeak(pid int) func() int64 {
	done, most := make(chan bool), make(chan int64)
	go func() {
		peak := int64(0)
		for {
			raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
			if _, after, ok := strings.Cut(string(raw), "VmHWM:"); ok {
				if kb, err := strconv.ParseInt(strings.Fields(after)[0], 10, 64); err == nil {
					peak = kb << 10
				}
			}
			select {
			case <-done:
				most <- peak
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() int64 { close(done); return <-most }
}

// bucketOf returns to which of so many tasks rows of a key go.
func bucketOf(a, b int64, n int) int {
	mixed := (uint64(a)*0x9e3779b97f4a7c15 ^ uint64(b)) * 0xbf58476d1ce4e5b9
	return int((mixed ^ mixed>>32) * 0x94d049bb133111eb >> 32 % uint64(n))
}

// spill keeps rows in files, one for each task that they are for.
type spill struct {
	t       *testing.T
	columns []column
	files   []*os.File
	outs    []*output
	n       []int
}

func (c *country) newSpill(n int, columns []column) spill {
	x := spill{t: c.t, columns: columns, n: make([]int, n)}
	for range n {
		f, err := os.CreateTemp(c.dir, "spill")
		if err != nil {
			c.t.Fatal(err)
		}
		x.files, x.outs = append(x.files, f), append(x.outs, openOutput(f, columns))
	}
	return x
}

func (x spill) add(k int, values ...any) {
	if err := x.outs[k].add(values...); err != nil {
		x.t.Fatal(err)
	}
	if x.n[k]++; x.n[k]%1000 == 0 { // many files wait at a time
		if err := x.outs[k].flush(); err != nil {
			x.t.Fatal(err)
		}
	}
}

func (x spill) count(from, to int) (n int) {
	for _, some := range x.n[from:to] {
		n += some
	}
	return n
}

// sorted returns the rows for a task in their order. Nothing can be added to them from then on.
func (x spill) sorted(k int) rows {
	if x.outs[k] != nil {
		if err := x.outs[k].close(); err != nil {
			x.t.Fatal(err)
		}
		x.outs[k] = nil
	}
	if _, err := x.files[k].Seek(0, io.SeekStart); err != nil {
		x.t.Fatal(err)
	}
	out := readRows(x.t, x.files[k], x.columns)
	slices.SortFunc(out, compareRows)
	return out
}

func (x spill) eachSorted(do func(rows)) {
	for k := range x.files {
		do(x.sorted(k))
	}
}

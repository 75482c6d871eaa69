//go:build linux

package spark

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// cost is what a verb has cost so far.
type cost struct {
	task
	tasks   int
	longest time.Duration // of a task
	most    int64         // rows in of a task
	share   float64       // of the whole that was seen
}

// task is what a task has cost.
type task struct {
	rowsIn, rowsOut, bytesIn, bytesOut int64
	cpu                                time.Duration
	peak                               int64 // bytes
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
func (c *country) do(verb string, feed func(send), take func(in *input)) {
	c.t.Helper()
	c.doIf(true, verb, feed, take)
}

// doIf does one task of a verb, and counts its cost if it is measured.
func (c *country) doIf(measured bool, verb string, feed func(send), take func(in *input)) {
	c.t.Helper()
	if x := c.costOf(verb); measured {
		x.add(c.run(verb, feed, take))
	} else {
		c.run(verb, feed, take)
	}
}

// run runs a task.
func (c *country) run(verb string, feed func(send), take func(in *input)) (x task) {
	c.t.Helper()
	columns := verbs[verb].in
	if columns == nil {
		columns = c.w.tableColumns(verb == "rows")
	}
	in, out, wait := c.start(verb)
	from, to := &measured{Reader: out}, &measured{Writer: in}
	fed := make(chan error, 1)
	go func() {
		stream := openOutput(to, columns)
		var failed error
		feed(func(values ...any) {
			x.rowsIn++
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
	rows, failed := openInput(from, verbs[verb].out)
	for failed == nil {
		var more bool
		if more, failed = rows.next(); !more {
			break
		}
		x.rowsOut++
		take(rows)
	}
	if failed != nil {
		in.Close()
	}
	if err := <-fed; err != nil || failed != nil {
		c.t.Errorf("%s: %v %v", verb, err, failed)
	}
	x.cpu, x.peak = wait()
	x.bytesIn, x.bytesOut = to.n, from.n
	return x
}

// start starts a worker, in a process of its own if there is a program, and returns how to wait until it has ended.
func (c *country) start(verb string) (in io.WriteCloser, out io.Reader, wait func() (cpu time.Duration, peak int64)) {
	o := Options{Verb: verb, Settings: c.settings, Frame: c.frame}
	if _, err := os.Stat(c.model()); err == nil {
		o.Model = c.model()
	}
	if c.binary == "" {
		out, in, done := c.startHere(o)
		return in, out, func() (time.Duration, int64) {
			if err := <-done; err != nil {
				c.t.Fatal(err)
			}
			return 0, 0
		}
	}
	command := exec.Command(c.binary, "worker", verb, "-c", o.Settings)
	if o.Frame != "" {
		command.Args = append(command.Args, "--frame", o.Frame)
	}
	if o.Model != "" {
		command.Args = append(command.Args, "--model", o.Model)
	}
	var said strings.Builder
	command.Stderr = &said
	in, err := command.StdinPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	if out, err = command.StdoutPipe(); err != nil {
		c.t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		c.t.Fatal(err)
	}
	peak := watchPeak(command.Process.Pid)
	return in, out, func() (time.Duration, int64) {
		if err := command.Wait(); err != nil {
			c.t.Fatalf("%s: %v: %s", verb, err, said.String())
		}
		p := command.ProcessState
		return p.UserTime() + p.SystemTime(), peak()
	}
}

// startHere does a verb in this process.
func (c *country) startHere(o Options) (out io.Reader, in io.WriteCloser, done chan error) {
	from, in := io.Pipe()
	out, to := io.Pipe()
	done = make(chan error, 1)
	go func() {
		err := Work(c.t.Context(), o, from, to)
		to.CloseWithError(err)
		from.CloseWithError(io.ErrClosedPipe)
		done <- err
	}()
	return out, in, done
}

func (c *country) costOf(verb string) *cost {
	if c.costs[verb] == nil {
		if n := len(c.verbs); n > 0 {
			c.t.Logf("%s  %s", time.Now().Format(time.TimeOnly), c.lineOf(c.verbs[n-1])) // long before the end
		}
		c.costs[verb] = &cost{share: 1}
		c.verbs = append(c.verbs, verb)
	}
	return c.costs[verb]
}

// shareOf says of what share of the whole the cost of verbs is.
func (c *country) shareOf(share float64, verbs ...string) {
	for _, v := range verbs {
		c.costOf(v).share = share
	}
}

// add adds a task that is done.
func (x *cost) add(t task) {
	x.tasks++
	x.cpu += t.cpu
	x.longest, x.most, x.peak = max(x.longest, t.cpu), max(x.most, t.rowsIn), max(x.peak, t.peak)
	x.rowsIn, x.rowsOut, x.bytesIn, x.bytesOut = x.rowsIn+t.rowsIn, x.rowsOut+t.rowsOut, x.bytesIn+t.bytesIn, x.bytesOut+t.bytesOut
}

// report prints what verbs cost, for each row of the tables.
func (c *country) report() {
	n, part := float64(c.n), float64(c.partRows())
	var b strings.Builder
	fmt.Fprintf(&b, "%d rows; a part of %.0f: %.2f edges a row among its rows, %d clusters\n", c.n, part, float64(len(c.edges))/part, c.clusters)
	score := c.costOf("score")
	fmt.Fprintf(&b, "%.1f rows in blocks and %.2f edges a row, in the part's blocks\n", float64(score.rowsIn)/n/score.share, float64(len(c.partEdges))/n/score.share)
	if f, err := os.Stat(c.frame); err == nil {
		fmt.Fprintf(&b, "the frame, which each task reads: %.1f MB; this test, which stands for Spark, held %.1f GB\n", float64(f.Size())/1e6, float64(peakOf("self"))/1e9)
	}
	fmt.Fprintf(&b, "\n%-10s %5s %8s %9s %9s %8s %9s %9s %7s %6s\n", "verb", "tasks", "rows in", "bytes in", "bytes out", "CPU s", "longest", "most rows", "peak MB", "seen")
	fmt.Fprintf(&b, "%-10s %5s %8s %9s %9s %8s %9s %9s\n", "", "", "a row", "a row", "a row", "a M rows", "of mean", "of mean")
	all, here := 0., 0.
	for _, verb := range c.verbs {
		x := c.costs[verb]
		here, all = here+x.cpu.Seconds(), all+x.cpu.Seconds()/x.share
		fmt.Fprintln(&b, c.lineOf(verb))
	}
	fmt.Fprintf(&b, "all verbs: %.1f CPU s a million rows, %.0f s; %.0f s of them were measured\n\n%-40s %9s %9s %9s\n", all/n*1e6, all, here, "rule", "pairs", "blocks", "")
	fmt.Fprintf(&b, "%-40s %9s %9s\n", "", "a row", "a row")
	pairs, seen := int64(0), n/float64(c.timesPart())
	for _, r := range c.reports {
		note := ""
		if r.Dropped {
			note = "left out: too many pairs"
		} else {
			pairs += r.Pairs
		}
		fmt.Fprintf(&b, "%-40s %9.2f %9.3f %s\n", r.Rule, float64(r.Pairs)/n, float64(r.Blocks)/seen, note)
	}
	fmt.Fprintf(&b, "%-40s %9.2f\n", "all rules", float64(pairs)/n)
	c.t.Logf("\n%s", b.String())
}

// lineOf returns the line of a verb.
func (c *country) lineOf(verb string) string {
	x := c.costs[verb]
	n := float64(c.n) * x.share
	return fmt.Sprintf("%-10s %5d %8.2f %9.1f %9.1f %8.2f %9.2f %9.2f %7.0f %6.3f", verb, x.tasks, float64(x.rowsIn)/n, float64(x.bytesIn)/n, float64(x.bytesOut)/n,
		x.cpu.Seconds()/n*1e6, x.longest.Seconds()/x.cpu.Seconds()*float64(x.tasks), float64(x.most)/max(float64(x.rowsIn), 1)*float64(x.tasks), float64(x.peak)/1e6, x.share)
}

// watchPeak returns what the most memory is that a process has held, in bytes, once it has ended. Its usage says the same of a child of a
// larger process, but not less than that one had when it began.
func watchPeak(pid int) func() int64 {
	done, most := make(chan bool), make(chan int64)
	go func() {
		peak := int64(0)
		for {
			peak = max(peak, peakOf(strconv.Itoa(pid)))
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

// peakOf returns the most memory that a process has held, in bytes; 0 when there is no such process.
func peakOf(process string) int64 {
	raw, _ := os.ReadFile("/proc/" + process + "/status")
	if _, after, ok := strings.Cut(string(raw), "VmHWM:"); ok {
		if kb, err := strconv.ParseInt(strings.Fields(after)[0], 10, 64); err == nil {
			return kb << 10
		}
	}
	return 0
}

// bucketOf returns to which of so many tasks rows of a key go.
func bucketOf(a, b int64, n int) int {
	mixed := (uint64(a)*0x9e3779b97f4a7c15 ^ uint64(b)) * 0xbf58476d1ce4e5b9
	return int((mixed ^ mixed>>32) * 0x94d049bb133111eb >> 32 % uint64(n))
}

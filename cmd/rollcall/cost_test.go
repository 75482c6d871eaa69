package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"rollcall/pipeline/journal"
)

// TestCostByStage invents an authority of each of the sizes that ROLLCALL_SIZES names, in children, runs on each from extracts to
// everything published, and prints what each stage costs, in seconds and in millionths of a second for each input row: a stage that is
// not linear shows as a figure that grows along its line. `make cost`.
func TestCostByStage(t *testing.T) {
	sizes := strings.Fields(os.Getenv("ROLLCALL_SIZES"))
	if len(sizes) == 0 {
		t.Skip("wants sizes: make cost")
	}
	var costs []*runCost
	for _, size := range sizes {
		dir := inventSized(t, size)
		costs = append(costs, costOfRun(t, dir, "2026-10-15", "out"))
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	}
	t.Logf("%d cores\n%s", runtime.NumCPU(), costTable(sizes, costs))
}

// TestCostOfANight invents an authority of as many children as ROLLCALL_NIGHT says, whose model stays, runs on it, and runs again a day
// later when schools have sent a day's marks and some changes of their rolls of children whom they had told of before, and nothing else has
// changed; on the same once more by reading and comparing everything; and on a third night on which one row names somebody as no row did
// before, so that all are matched anew. It prints what each cost. `make night`.
func TestCostOfANight(t *testing.T) {
	size := os.Getenv("ROLLCALL_NIGHT")
	if size == "" {
		t.Skip("wants a size: make night")
	}
	dir := inventSized(t, size)
	changeFile(t, filepath.Join(dir, "rollcall.yaml"), func(text string) string { return text + "model: model.json\n" })
	costs := []*runCost{costOfRun(t, dir, "2026-10-15", "out")}
	if out, err := exec.Command("cp", "-a", filepath.Join(dir, "out"), filepath.Join(dir, "whole")).CombinedOutput(); err != nil { // both nights remember the first
		t.Fatalf("%v\n%s", err, out)
	}
	comeNextDay(t, dir)
	costs = append(costs, costOfRun(t, dir, "2026-10-16", "out"), costOfRun(t, dir, "2026-10-16", "whole", "--whole"))
	nameSomebody(t, dir)
	costs = append(costs, costOfRun(t, dir, "2026-10-17", "out"))
	t.Logf("%s children, %d cores\n%s", size, runtime.NumCPU(), costTable([]string{"first night", "second night", "second, --whole", "third, a new name"}, costs))
}

// nameSomebody has a school tell of a pupil by another name than any before.
func nameSomebody(t *testing.T, dir string) {
	t.Helper()
	changeFile(t, filepath.Join(dir, "inbox", "roll_changes.csv"), func(text string) string {
		lines := slices.Collect(strings.Lines(text))
		cells := strings.SplitN(lines[1], ",", 3)
		cells[1] = "Quillfeather"
		return text + strings.Join(cells, ",")
	})
}

// comeNextDay has schools send the marks of one more day, as the last was but for some, and some pupils leave.
func comeNextDay(t *testing.T, dir string) {
	t.Helper()
	changeFile(t, filepath.Join(dir, "inbox", "attendance", "marks.csv"), func(text string) string {
		more := strings.Builder{}
		for line := range strings.Lines(text) {
			if strings.Contains(line, ",2026-10-14,") {
				more.WriteString(strings.Replace(line, ",2026-10-14,", ",2026-10-15,", 1))
			}
		}
		if more.Len() == 0 {
			t.Fatal("no marks of the day before")
		}
		return text + more.String()
	})
	changeFile(t, filepath.Join(dir, "inbox", "roll_changes.csv"), func(text string) string {
		more, n := strings.Builder{}, 0
		for line := range strings.Lines(text) {
			if !strings.Contains(line, ",added,") {
				continue
			}
			if n++; n%50 == 0 {
				more.WriteString(strings.Replace(line, ",added,", ",removed,", 1))
			}
		}
		return text + more.String()
	})
}

func changeFile(t *testing.T, path string, change func(string) string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(change(string(raw))), 0o600); err != nil {
		t.Fatal(err)
	}
}

func inventSized(t *testing.T, children string) string {
	t.Helper()
	dir := t.TempDir()
	made := exec.Command(binary, "fixtures", "--children", children, "--seed", "1", "--as-of", "2026-10-15", "--out", dir)
	if out, err := made.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir
}

// runCost is what one run cost.
type runCost struct {
	stages         []journal.StageReport
	seconds        map[string]float64 // by stage, as the run printed them: its manifest cannot say how long it took to publish itself
	rows           int
	whole          time.Duration
	user, system   time.Duration
	peak           float64 // MB
	records, pairs int
	lasted         int // verdicts of an earlier night
}

// stageSeconds finds stages and their seconds in the line that a run prints of them.
var stageSeconds = regexp.MustCompile(`(?:^|· )([a-z ]+) ([0-9.]+) s`)

func costOfRun(t *testing.T, dir, asOf, folder string, options ...string) *runCost {
	t.Helper()
	out := filepath.Join(dir, folder)
	c := exec.Command(binary, append([]string{"run", "-c", filepath.Join(dir, "rollcall.yaml"), "--as-of", asOf, "--out", out}, options...)...)
	began := time.Now()
	printed, err := c.CombinedOutput()
	cost := &runCost{whole: time.Since(began), seconds: map[string]float64{}}
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != exitHeld) {
		t.Fatalf("%v\n%s", err, printed)
	}
	for line := range strings.Lines(string(printed)) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "ingest ") {
			continue
		}
		for _, m := range stageSeconds.FindAllStringSubmatch(line, -1) {
			if cost.seconds[m[1]], err = strconv.ParseFloat(m[2], 64); err != nil {
				t.Fatal(err)
			}
		}
	}
	published, err := journal.LatestRun(out)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(published, journal.ManifestFile))
	if err != nil {
		t.Fatal(err)
	}
	var m journal.Manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	cost.stages = m.Stages
	for _, s := range m.Stages {
		cost.lasted += s.Lasted
		for _, n := range s.Counts {
			switch {
			case s.Name == "ingest" && n.Name == "rows":
				cost.rows = n.N
			case s.Name == "ingest" && n.Name == "records":
				cost.records = n.N
			case n.Name == "pairs compared":
				cost.pairs = n.N
			}
		}
	}
	if cost.rows == 0 || len(cost.seconds) != len(m.Stages) {
		t.Fatalf("%d rows, seconds of %d stages (want %d)\n%s", cost.rows, len(cost.seconds), len(m.Stages), printed)
	}
	if usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
		cost.user, cost.system, cost.peak = time.Duration(usage.Utime.Nano()), time.Duration(usage.Stime.Nano()), float64(usage.Maxrss)/1024
	}
	return cost
}

func costTable(heads []string, costs []*runCost) string {
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	line := func(name string, of func(*runCost) string) {
		fmt.Fprint(w, name, "\t")
		for _, c := range costs {
			fmt.Fprint(w, of(c), "\t")
		}
		fmt.Fprintln(w)
	}
	fmt.Fprint(w, "\t", strings.Join(heads, "\t"), "\t\n")
	for _, s := range costs[0].stages {
		line(s.Name+", s (µs a row)", func(c *runCost) string {
			return fmt.Sprintf("%.2f (%.2f)", c.seconds[s.Name], 1e6*c.seconds[s.Name]/float64(c.rows))
		})
	}
	line("whole, s (µs a row)", func(c *runCost) string {
		return fmt.Sprintf("%.2f (%.2f)", c.whole.Seconds(), 1e6*c.whole.Seconds()/float64(c.rows))
	})
	line("of processors, s", func(c *runCost) string { return fmt.Sprintf("%.1f", (c.user + c.system).Seconds()) })
	line("of them for the system, s", func(c *runCost) string { return fmt.Sprintf("%.1f", c.system.Seconds()) })
	line("peak memory, MB", func(c *runCost) string { return fmt.Sprintf("%.0f", c.peak) })
	line("rows", func(c *runCost) string { return fmt.Sprint(c.rows) })
	line("records", func(c *runCost) string { return fmt.Sprint(c.records) })
	line("pairs compared", func(c *runCost) string { return fmt.Sprint(c.pairs) })
	line("verdicts that lasted", func(c *runCost) string { return fmt.Sprint(c.lasted) })
	w.Flush()
	return b.String()
}

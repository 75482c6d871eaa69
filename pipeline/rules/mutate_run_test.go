package rules

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// trial is one mutant put to cases: those of one provision, or when that is not given those of all.
type trial struct {
	Mutant int
	Of     ID
}

// verdictOn is what became of a trial.
type verdictOn struct {
	noticed bool
	by      string // the case that noticed
}

// heard stands in for the testing.T of a case: it hears the first thing that the case complains of, and stops it there.
type heard struct {
	testing.TB
}

func (heard) Helper() {}

func (heard) Errorf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }

func (heard) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }

func (heard) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

// noticed puts a case, read anew, to its provision; a case that cannot even be asked has noticed as well.
func noticed(path string, skip int) (name string, n int) {
	defer func() {
		if r := recover(); r != nil && name == "" {
			name = "reading"
		}
	}()
	id := ID(strings.TrimSuffix(filepath.Base(path), ".txt"))
	all := readCases(heard{}, path)
	for _, x := range all[skip:] {
		if complains(x, id) {
			return x.name, len(all)
		}
	}
	return "", len(all)
}

func complains(x *caseText, id ID) (yes bool) {
	defer func() { yes = recover() != nil }()
	x.check(heard{}, id)
	return false
}

// aliveNow makes one mutant alive in this process. The program with the mutants in it sets it; in any other there is none.
var aliveNow func(k int)

// TestTrials puts mutants to cases in the program that has them in it, one after another, and says what came of each on a line
// of its own. It is run by TestMutants. A mutant that does not come to an end has been noticed, and ends the process.
func TestTrials(t *testing.T) {
	path := os.Getenv("MUTANT_TRIALS")
	if path == "" {
		t.Skip("make mutate runs it")
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var trials []trial
	if err := json.Unmarshal(raw, &trials); err != nil {
		t.Fatal(err)
	}
	from, err := strconv.Atoi(os.Getenv("MUTANT_FROM"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(casesDir, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range trials[from:] {
		endless := time.AfterFunc(20*time.Second, func() {
			fmt.Printf("\ntrial %d noticed endless\n", from+i)
			os.Exit(1)
		})
		aliveNow(x.Mutant)
		by := tryAll(files, x.Of)
		endless.Stop()
		if by != "" {
			fmt.Printf("\ntrial %d noticed %s\n", from+i, by)
		} else {
			fmt.Printf("\ntrial %d survives\n", from+i)
		}
	}
}

// tryAll returns the case that notices what is alive; empty when none does. The file that noticed last is asked first.
func tryAll(files []string, of ID) string {
	if of != "" {
		name, _ := noticed(filepath.Join(casesDir, string(of)+".txt"), 0)
		return name
	}
	for i, f := range files {
		if name, _ := noticed(f, 0); name != "" {
			copy(files[1:i+1], files[:i])
			files[0] = f
			return filepath.Base(f) + ": " + name
		}
	}
	return ""
}

var trialLine = regexp.MustCompile(`^trial (\d+) (noticed|survives) ?(.*)$`)

// try puts trials to cases in one process after another: when one dies of a mutant, the next goes on after it.
func (p *program) try(dir string, trials []trial) ([]verdictOn, error) {
	raw, err := json.Marshal(trials)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, fmt.Sprintf("trials-%p.json", &trials[0]))
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		return nil, err
	}
	out := make([]verdictOn, 0, len(trials))
	for len(out) < len(trials) {
		cmd := exec.Command(p.tests, "-test.run", "^TestTrials$", "-test.timeout", "0")
		cmd.Env = append(os.Environ(), "MUTANT_TRIALS="+path, fmt.Sprintf("MUTANT_FROM=%d", len(out)))
		said, _ := cmd.CombinedOutput()
		before := len(out)
		for lines := bufio.NewScanner(bytes.NewReader(said)); lines.Scan(); {
			if f := trialLine.FindStringSubmatch(lines.Text()); f != nil {
				out = append(out, verdictOn{f[2] == "noticed", f[3]})
			}
		}
		if len(out) < len(trials) && !slices.ContainsFunc(out[before:], func(v verdictOn) bool { return v.by == "endless" }) {
			out = append(out, verdictOn{true, "the program stopped"})
		}
	}
	return out, nil
}

// alone runs tests in a process of their own, in which one mutant is alive from the start, and reports whether they notice.
func (p *program) alone(k int, tests string) bool {
	cmd := exec.Command(p.tests, append([]string{"-test.run", tests, "-test.failfast", "-test.short", "-test.timeout", "60s"}, p.flags...)...)
	cmd.Dir = p.dir
	cmd.Env = append(os.Environ(), fmt.Sprintf("MUTANT=%d", k))
	return cmd.Run() != nil
}

// inParallel does n pieces of work, as many at a time as there are workers.
func inParallel(n, workers int, do func(i int)) {
	work := make(chan int)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := range work {
				do(i)
			}
		})
	}
	for i := range n {
		work <- i
	}
	close(work)
	wg.Wait()
}

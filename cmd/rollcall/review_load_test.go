package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"rollcall/pipeline/candidates"
)

// What an office of officers asks of the page, all of them together, and how long they wait: `make load`.
const (
	asksASecond = 20
	waitedMost  = 200 * time.Millisecond // by nineteen of twenty
)

// TestThePageUnderLoad asks the page of an authority that ROLLCALL_LOAD names, for as long as ROLLCALL_LOAD_FOR says, what officers
// ask: lists, any children, finds, pairs, decisions. It wants nineteen of twenty answers in time, none that failed, and a memory that
// does not grow.
func TestThePageUnderLoad(t *testing.T) {
	dir := os.Getenv("ROLLCALL_LOAD")
	if dir == "" {
		t.Skip("wants an authority with a published run: make load")
	}
	long, err := time.ParseDuration(os.Getenv("ROLLCALL_LOAD_FOR"))
	if err != nil {
		long = time.Minute
	}
	k := keptAuthority{dir: dir}
	children, listed := k.someChildren(t, 3000)
	p := k.servePage(t)
	p.http.Timeout = 30 * time.Second
	kinds := []struct {
		name  string
		share int // of a hundred
		ask   func(r *rand.Rand) (int, string)
	}{
		{"today", 20, func(r *rand.Rand) (int, string) {
			return p.ask(http.MethodGet, "/?show=all&page="+strconv.Itoa(1+r.IntN(10)), nil)
		}},
		{"child", 50, func(r *rand.Rand) (int, string) {
			return p.open(children[r.IntN(len(children))])
		}},
		{"decide", 5, func(r *rand.Rand) (int, string) { return p.decide(listed[r.IntN(len(listed))]) }},
		{"pairs", 10, func(r *rand.Rand) (int, string) { return p.ask(http.MethodGet, "/pairs", nil) }},
		{"find", 13, func(r *rand.Rand) (int, string) {
			p.ask(http.MethodPost, "/find", url.Values{"sought": {foundBy[r.IntN(len(foundBy))]}, "purpose": {"a test of load"}})
			return p.ask(http.MethodGet, "/find", nil)
		}},
		{"quality", 2, func(r *rand.Rand) (int, string) { return p.ask(http.MethodGet, "/quality", nil) }},
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	waited, failed := map[string][]time.Duration{}, map[string]int{}
	memory, busy := []int{residentKB(p.cmd.Process.Pid)}, busyFor(t, p.cmd.Process.Pid)
	tick := time.NewTicker(time.Second / asksASecond)
	defer tick.Stop()
	for n, began := 0, time.Now(); time.Since(began) < long; n++ {
		<-tick.C
		if n%(asksASecond*10) == 0 {
			memory = append(memory, residentKB(p.cmd.Process.Pid))
		}
		r := rand.New(rand.NewPCG(1, uint64(n)))
		x, at := r.IntN(100), 0
		for x >= kinds[at].share {
			x -= kinds[at].share
			at++
		}
		wg.Go(func() {
			asked := time.Now()
			status, _ := kinds[at].ask(r)
			mu.Lock()
			defer mu.Unlock()
			waited[kinds[at].name] = append(waited[kinds[at].name], time.Since(asked))
			if status >= 400 && status != http.StatusUnprocessableEntity { // decided before, and told so
				failed[fmt.Sprintf("%s: %d", kinds[at].name, status)]++
			}
		})
	}
	wg.Wait()
	var all []time.Duration
	for _, kind := range kinds {
		w := waited[kind.name]
		all = append(all, w...)
		t.Logf("%-8s %5d asked; half in %v, 95 %% in %v, all in %v", kind.name, len(w), quantile(w, .5), quantile(w, .95), quantile(w, 1))
	}
	busy = busyFor(t, p.cmd.Process.Pid) - busy
	t.Logf("all      %5d asked; half in %v, 95 %% in %v; %v of a processor each; resident %v KB", len(all), quantile(all, .5), quantile(all, .95),
		(busy / time.Duration(len(all))).Round(100*time.Microsecond), memory)
	if late := quantile(all, .95); late > waitedMost {
		t.Errorf("95 %% of answers take %v, want %v", late, waitedMost)
	}
	if len(failed) > 0 {
		t.Errorf("failed: %v", failed)
	}
	if half, end := memory[len(memory)/2], memory[len(memory)-1]; end > half+half/5 {
		t.Errorf("memory grows: %d KB half way, %d KB in the end", half, end)
	}
}

// foundBy is what officers type to find a child.
var foundBy = []string{"collins", "noah smith", "sophie 4 May 2017", "12/03/2014", "mohamed fw1", "high road", "07100 000000", "smith"}

// open opens any child, and says what for where it is asked.
func (p *pageOf) open(child string) (int, string) {
	status, page := p.ask(http.MethodGet, "/child/"+child, nil)
	if strings.Contains(page, `action="/purpose"`) {
		p.ask(http.MethodPost, "/purpose", url.Values{"purpose": {"a test of load"}})
		status, page = p.ask(http.MethodGet, "/child/"+child, nil)
	}
	return status, page
}

// decide decides on the line of a child, as an officer who opens it does.
func (p *pageOf) decide(child string) (int, string) {
	status, page := p.ask(http.MethodGet, "/child/"+child, nil)
	if status != http.StatusOK {
		return status, page
	}
	form := marksOn(page)
	form.Set("outcome", "Suspected")
	form.Set("reason", "enquiries under way")
	return p.ask(http.MethodPost, "/child/"+child+"/decide", form)
}

// someChildren are some of all children of the newest run, and those on the list of candidates.
func (k keptAuthority) someChildren(t *testing.T, most int) (some, listed []string) {
	t.Helper()
	n, last := 0, ""
	for row, err := range candidates.ReadChildren(filepath.Join(k.file("latest"), candidates.ChildrenFile)) {
		if err != nil {
			t.Fatal(err)
		}
		if row.ChildID == last {
			continue
		}
		last = row.ChildID
		if n++; len(some) < most {
			some = append(some, row.ChildID)
		} else if i := rand.New(rand.NewPCG(2, uint64(n))).IntN(n); i < most {
			some[i] = row.ChildID
		}
	}
	for row, err := range candidates.ReadList(filepath.Join(k.file("latest"), candidates.CMEFile), candidates.CME) {
		if err != nil {
			t.Fatal(err)
		}
		if row.Reason != candidates.SealedReason {
			listed = append(listed, row.ChildID)
		}
	}
	t.Logf("%d children, of whom %d are asked for; %d candidates", n, len(some), len(listed))
	return some, listed
}

// residentKB is how much memory a process has.
func residentKB(pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmRSS:")
	n, _ := strconv.Atoi(strings.Fields(after)[0])
	return n
}

// busyFor is how long a process has had a processor: what it needs on a machine however busy others keep it.
func busyFor(t *testing.T, pid int) time.Duration {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Skip("wants Linux: ", err)
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond // of a hundred ticks a second
}

// quantile is a quantile of what was waited.
func quantile(of []time.Duration, q float64) time.Duration {
	if len(of) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(of))
	return sorted[int(q*float64(len(sorted)-1))].Round(time.Millisecond)
}

//go:build unix

package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"rollcall/pipeline/health"
	"rollcall/pipeline/journal"
)

// soakNights is how many nights the soak lasts, for make soak; a few when it is not set.
const soakNights = "ROLLCALL_SOAK"

// What a night may add for good, in bytes, once retention has begun to take away as much as nights bring. The register is a
// ledger and keeps that a run was made and what went; of the rest no file is to be left behind, and those that stay differ with the lists.
const (
	mostRegisterANight = 4 << 10
	mostOtherANight    = 2 << 10
	mostHeapANight     = 1 << 10 // of the schedule's memory
)

// TestSoak has a schedule make night after night of every kind of job, with retention on, and measures what is left of them: in the
// memory of the schedule, in that of the largest process that it started, and on the disk.
func TestSoak(t *testing.T) {
	nights, _ := strconv.Atoi(os.Getenv(soakNights))
	if nights == 0 {
		nights = 4
	}
	w := newWeek(t, 60, 3, `jobs:
  - {name: nightly, cron: "15 2 * * *"}
  - {name: census, kind: census, cron: "0 21 * * *"}
  - {name: retention, kind: retention, cron: "0 3 * * *", by: soak}
  - {name: copy, kind: backup, cron: "30 3 * * *", to: copies, keep: 3}
  - {name: verify, kind: verify, cron: "0 4 * * *"}
  - {name: schools, kind: compliance, cron: "0 6 * * mon", to: outgoing}
  - {name: evening, kind: check, cron: "0 17 * * *"}
schedule: {metrics: rollcall.prom}
`)
	w.change = func(settings string) string { // each night's inbox comes with settings of its own
		const key = "register: {key: register.key"
		if !strings.Contains(settings, key+"}") {
			t.Fatalf("the settings do not say %q", key)
		}
		return strings.Replace(settings, key, key+", keep: {list_days: 28, run_days: 1, runs: 5}", 1)
	}
	w.fillInbox()
	w.startSchedule()
	var at []measure
	for night := 1; night <= nights; night++ {
		w.fillInbox()
		w.clock.at = nil
		w.until(w.at("09:00"))
		for _, word := range []string{"failed", "refused", "killed", "held,"} {
			if strings.Contains(w.printed.String(), ": "+word) {
				t.Errorf("night %d: a job is %s\n%s", night, word, w.printed.String())
			}
		}
		w.printed.Reset()
		w.hook.taken, w.mail.taken, w.hook.all, w.mail.all = nil, nil, nil, nil
		if night%max(nights/4, 1) == 0 {
			at = append(at, w.measure(night))
			if os.Getenv(soakNights) != "" {
				fmt.Println(at[len(at)-1])
			}
		}
		w.day++
	}
	w.endSchedule()
	if len(at) < 4 || nights < 40 {
		return // too few for retention to have begun
	}
	half, end := at[1], at[3]
	span := int64(end.night - half.night)
	for _, x := range []struct {
		what      string
		from, to  int64
		mostNight int64
	}{
		{"the register", half.register, end.register, mostRegisterANight},
		{"the disk without the register and its copies", half.other(), end.other(), mostOtherANight},
		{"the memory of the schedule", half.heap, end.heap, mostHeapANight},
	} {
		if (x.to-x.from)/span > x.mostNight {
			t.Errorf("%s grows by %d bytes a night (more than %d)", x.what, (x.to-x.from)/span, x.mostNight)
		}
	}
	if half, end := at[2], at[3]; end.files > half.files+1 {
		t.Errorf("%d files stood on night %d and %d on night %d", half.files, half.night, end.files, end.night)
	}
	if end.child > half.child*13/10 {
		t.Errorf("the largest process took %d MiB by night %d and %d by night %d", half.child>>20, half.night, end.child>>20, end.night)
	}
}

// measure is what is left of the nights so far, in bytes.
type measure struct {
	night                       int
	heap, child, disk, register int64
	copies                      int64
	files, routines             int
}

// other is the disk without the register and its copies.
func (m measure) other() int64 { return m.disk - m.register - m.copies }

// String is a line of the table.
func (m measure) String() string {
	const kib = 1 << 10
	return fmt.Sprintf("night %3d  schedule %5d KiB in memory, %d goroutines  largest process %6d KiB  disk %6d KiB in %d files  of it the register %5d KiB, copies %5d KiB",
		m.night, m.heap/kib, m.routines, m.child/kib, m.disk/kib, m.files, m.register/kib, m.copies/kib)
}

func (w *week) measure(night int) measure {
	m := measure{night: night, routines: runtime.NumGoroutine()}
	w.inbox = nil // an invented year keeps every day that was asked of it
	runtime.GC()
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	m.heap = int64(memory.HeapAlloc)
	w.inventInbox()
	r, err := health.Read(filepath.Join(w.out, "health.json"))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, j := range r.Jobs {
		m.child = max(m.child, j.Peak)
	}
	for _, part := range []string{"out", "copies", "outgoing"} {
		_ = filepath.WalkDir(filepath.Join(w.dir, part), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil
			}
			st, err := d.Info()
			if err != nil {
				return nil
			}
			m.files++
			m.disk += st.Size()
			switch {
			case part == "copies":
				m.copies += st.Size()
			case strings.HasPrefix(d.Name(), "register.db"):
				m.register += st.Size()
			}
			return nil
		})
	}
	if runs, err := os.ReadDir(filepath.Join(w.out, journal.RunsFolder)); err == nil && len(runs) > 8 {
		w.t.Errorf("night %d: %d folders of runs stay", night, len(runs))
	}
	return m
}

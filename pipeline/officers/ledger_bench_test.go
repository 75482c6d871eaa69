package officers

import (
	"encoding/binary"
	"fmt"
	"maps"
	"testing"
	"time"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
)

// A county: children whom the register knows, of whom some are on the list, and entries that officers have made.
const benchChildren, benchLines, benchEntries = 250_000, 4_000, 50_000

// fillCounty fills a register as one of a county is after some years.
func fillCounty(b *testing.B) (string, []string) {
	b.Helper()
	out := b.TempDir()
	reg, err := past.OpenRegister(b.Context(), out)
	if err != nil {
		b.Fatal(err)
	}
	ids, known := make([]string, benchChildren), map[register.Fingerprint]string{}
	var shown []register.Shown
	for i := range ids {
		ids[i] = fmt.Sprintf("C%011d", i)
		var f register.Fingerprint
		binary.BigEndian.PutUint64(f[:], uint64(i+1))
		known[f] = ids[i]
		if i < benchLines {
			line := lineOf(candidates.CME, ids[i], "left the roll of "+ids[i])
			line.Evidence.Prints = []register.Fingerprint{f}
			shown = append(shown, line)
		}
	}
	if err := reg.RecordRun(b.Context(), register.Run{ID: "n1", AsOf: deskDay.Midnight(), Folder: "runs/n1", Published: true, Identities: maps.All(known), Shown: shown}); err != nil {
		b.Fatal(err)
	}
	for at := 0; at < benchEntries; at += 5000 {
		head, err := reg.LedgerEnd(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		var w register.Work
		for k := at; k < at+5000; k++ {
			i := k * 5 % benchChildren
			if mark := fmt.Sprint(k); k%2 == 0 {
				line := lineOf(candidates.CME, ids[i], "left the roll of "+ids[i])
				w.Decisions = append(w.Decisions, register.Decision{Child: ids[i], Run: "n1", List: "cme_candidates", Outcome: "suspected", Ground: "enquiries", Made: "2026-10-01", Until: "2026-11-01",
					By: "AB", Note: "a note of some length, as officers write them", Mark: mark, Evidence: line.Evidence, Line: line})
			} else {
				w.Steps = append(w.Steps, register.Step{Child: ids[i], Run: "n1", Kind: "wrote", To: "parent", Made: "2026-10-12", Due: "2026-10-19", By: "AB", Note: "a note", Mark: mark})
			}
		}
		if _, err := reg.RecordWork(b.Context(), head.Entries, w); err != nil {
			b.Fatal(err)
		}
	}
	if err := reg.Close(); err != nil {
		b.Fatal(err)
	}
	return out, ids
}

// BenchmarkOffice measures the office of a county: opening it, the state when nothing came in, the state after each entry, and decisions
// a second by four officers at once, each acknowledged on disk.
func BenchmarkOffice(b *testing.B) {
	out, ids := fillCounty(b)
	s := &settings.Settings{Output: out}
	open := func(b *testing.B) *Ledger {
		l, err := OpenLedger(b.Context(), s, journal.Options{AsOf: deskDay, Clock: time.Now})
		if err == nil {
			_, err = l.State(b.Context())
		}
		if err != nil {
			b.Fatal(err)
		}
		return l
	}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			l := open(b)
			l.unput = false
			_ = l.Close()
		}
	})
	l := open(b)
	form := 0
	step := func(b *testing.B, child string) {
		form++
		if receipt, err := l.RecordSteps(b.Context(), anna, office.NewStep{Run: "n1", Child: child, Kind: "note", Form: fmt.Sprint(form)}); err != nil || receipt.Recorded != 1 {
			b.Fatal(receipt, err)
		}
	}
	b.Run("state, nothing new", func(b *testing.B) {
		for b.Loop() {
			_, _ = l.State(b.Context())
		}
	})
	b.Run("state, after an entry", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			b.StopTimer()
			step(b, ids[form%benchLines])
			b.StartTimer()
			_, _ = l.State(b.Context())
		}
	})
	b.Run("steps", func(b *testing.B) {
		for b.Loop() {
			step(b, ids[form%benchLines])
		}
	})
	b.Run("decisions", func(b *testing.B) {
		n := 0
		for b.Loop() {
			n++
			state, _ := l.State(b.Context())
			filled := decide("n1", ids[n%benchLines], "Confirmed", "enquiries under way", state.Head.Entries, fmt.Sprint(n))
			if receipt, err := l.Record(b.Context(), anna, filled); err != nil || receipt.Recorded != 1 {
				b.Fatal(receipt, err)
			}
		}
	})
	b.Run("a look", func(b *testing.B) {
		for b.Loop() {
			if err := l.Note(b.Context(), anna, "", register.ActOpened, ids[0]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("quality", func(b *testing.B) {
		for b.Loop() {
			if _, err := l.Quality(b.Context(), nil); err != nil {
				b.Fatal(err)
			}
		}
	})
}

package rehearsal

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
)

// Honest is what extracts did in a year in which nothing was wrong with them: what a gate has to let pass. Shares are the
// greatest of any night, and the least of those with another extract.
type Honest struct {
	Shrunk               float64 // rows fewer than on the best of the last sixty days
	Lost, Eroded         float64 // members lost since the extract before, and in sixty days
	LostN, ErodedN       int     // how many they were
	Changed              [4]float64
	ChangedN             [4]int
	Births, Names, Sexes float64 // least agreement with another extract
	With                 int     // children in the smallest agreement
	Old                  float64 // births that are of nobody from four to eighteen
	rows                 map[calendar.Date]int
}

// seeExtracts takes in what the extracts of a night are like beside the ones before.
func (w *watch) seeExtracts(d calendar.Date, r *pipeline.Result) {
	rows := map[string]int{}
	for _, in := range r.Manifest.Inputs {
		rows[in.Kind] += in.Records
	}
	for kind, n := range rows {
		h := w.honest(kind)
		best := 0
		for day, had := range h.rows {
			if d-day <= 60 {
				best = max(best, had)
			}
		}
		h.rows[d] = n
		if best > 0 {
			h.Shrunk = max(h.Shrunk, shareOf(best-n, best))
		}
	}
	for kind, like := range r.Portraits {
		h := w.honest(string(kind))
		if s := shareOf(like.Lost, like.Of); s > h.Lost {
			h.Lost, h.LostN = s, like.Lost
		}
		if s := shareOf(like.Eroded, like.Of); s > h.Eroded {
			h.Eroded, h.ErodedN = s, like.Eroded
		}
		for i := range like.Changed {
			if s := shareOf(like.Changed[i], like.Met[i]); s > h.Changed[i] {
				h.Changed[i], h.ChangedN[i] = s, like.Changed[i]
			}
		}
		for _, a := range like.Agrees {
			if a.Births >= 20 {
				h.Births = min(h.Births, shareOf(a.BirthsSame, a.Births))
			}
			if a.Names >= 20 {
				h.Names = min(h.Names, shareOf(a.NamesSame, a.Names))
			}
			if a.Sexes >= 20 {
				h.Sexes = min(h.Sexes, shareOf(a.SexesSame, a.Sexes))
			}
		}
		of := 0
		for age := 4; age <= 18; age++ {
			of += like.Ages[age]
		}
		if like.Births > 0 {
			h.Old = max(h.Old, shareOf(like.Births-of, like.Births))
		}
	}
	for _, g := range r.Manifest.Gates {
		if g.Held && !g.LetPass() {
			w.HeldBack = append(w.HeldBack, fmt.Sprintf("%s: %s %s: %s", d, g.Kind, g.Gate, g.Why))
		}
	}
}

func (w *watch) honest(kind string) *Honest {
	if w.Honest[kind] == nil {
		w.Honest[kind] = &Honest{Births: 1, Names: 1, Sexes: 1, rows: map[calendar.Date]int{}}
	}
	return w.Honest[kind]
}

// writeHonest writes what extracts did in the year, and which of them a gate held back although nothing was wrong.
func (r *Report) writeHonest(b *strings.Builder) {
	fmt.Fprintf(b, "\nextracts that were held back on a night: %d\n", len(r.HeldBack))
	for _, line := range r.HeldBack[:min(len(r.HeldBack), 20)] {
		fmt.Fprintf(b, "  %s\n", line)
	}
	fmt.Fprintf(b, "what honest extracts did, the most of any night, in hundredths: rows below the best of 60 days; children gone without a reason since the\n"+
		"last, and in 60 days; birth, name, sex, postcode changed; and the least agreement with another extract on birth, surname, sex\n")
	for _, kind := range slices.Sorted(maps.Keys(r.Honest)) {
		h := r.Honest[kind]
		fmt.Fprintf(b, "  %-22s rows %5.1f  gone %5.1f (%d) %5.1f (%d)  changed %5.1f %5.1f %5.1f %5.1f  agree %5.1f %5.1f %5.1f  other ages %5.1f\n", kind,
			100*h.Shrunk, 100*h.Lost, h.LostN, 100*h.Eroded, h.ErodedN, 100*h.Changed[0], 100*h.Changed[1], 100*h.Changed[2], 100*h.Changed[3],
			100*h.Births, 100*h.Names, 100*h.Sexes, 100*h.Old)
	}
}

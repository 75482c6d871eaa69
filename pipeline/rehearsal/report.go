package rehearsal

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
)

// Report is what a rehearsal showed.
type Report struct {
	From, To         calendar.Date
	Children, Nights int

	Made, Judged int            // decisions and judgements that officers made
	Entries      int64          // of the register's ledger, each as it was written
	Lost         []string       // what is wrong with a decision, and on which night
	Flickers     map[string]int // children who left a list and came back without a new fact, by why they had left
	Brief        map[string]int // lines of one night, by why they went

	Candidates, Open        []int            // lines of the list of candidates, and of those open cases, by night
	Lines, Right, Justified int              // lines of all nights; of children truly missing; of children of whom nobody told the authority
	Waits                   map[string][]int // nights that truly missing children waited to be listed, by the true reason
	Early                   int              // listed, and missing since before the first night
	Never                   int              // truly missing for patience nights or more and never listed
	Unlisted                map[string]int   // those of Never, by the true reason and what the last run said of them
	Short                   int              // truly missing for fewer nights and never listed
	Seconds                 []float64
}

// finish counts the children who are still missing on the last night.
func (w *watch) finish() {
	for _, x := range w.missing {
		w.close(x)
	}
}

// Flickered is how many times a child came back to a list without a new fact.
func (r *Report) Flickered() int {
	n := 0
	for _, k := range r.Flickers {
		n += k
	}
	return n
}

// String writes the report without what depends on the machine.
func (r *Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d children, %d nights from %s to %s\n\n", r.Children, r.Nights, r.From, r.To)
	fmt.Fprintf(&b, "decisions made %d, judgements made %d, entries of the register %d, each as it was written\n", r.Made, r.Judged, r.Entries)
	fmt.Fprintf(&b, "decisions lost or overridden: %d\n", len(r.Lost))
	for _, l := range r.Lost[:min(len(r.Lost), 20)] {
		fmt.Fprintf(&b, "  %s\n", l)
	}
	counts(&b, fmt.Sprintf("back on a list without a new fact: %d", r.Flickered()), r.Flickers)
	counts(&b, "lines of one night, by why they went", r.Brief)
	per := make([]float64, len(r.Candidates))
	fresh := make([]float64, len(r.Candidates))
	for i, n := range r.Candidates {
		per[i] = float64(n) * 10_000 / float64(max(r.Children, 1))
		fresh[i] = float64(n-r.Open[i]) * 10_000 / float64(max(r.Children, 1))
	}
	fmt.Fprintf(&b, "\nlines on the list of candidates per 10,000 children: median %.1f, 90th %.1f\n", quantile(per, .5), quantile(per, .9))
	fmt.Fprintf(&b, "  of those not held open by an officer: median %.1f, 90th %.1f\n", quantile(fresh, .5), quantile(fresh, .9))
	fmt.Fprintf(&b, "lines truly missing education: %.3f of %d; of whom nobody told the authority: %.3f\n", part(r.Right, r.Lines), r.Lines, part(r.Justified, r.Lines))
	r.waits(&b)
	fmt.Fprintf(&b, "  never listed: %d missing for %d nights or more, %d for fewer\n", r.Never, patience, r.Short)
	counts(&b, "", r.Unlisted)
	return b.String()
}

// waits writes how long truly missing children waited to be listed, in all and by the true reason.
func (r *Report) waits(b *strings.Builder) {
	var all []float64
	for _, nights := range r.Waits {
		all = append(all, floats(nights)...)
	}
	fmt.Fprintf(b, "truly missing and listed: %d since before the first night; of the %d whose time began later, nights until listed: median %.0f, 90th %.0f\n",
		r.Early, len(all), quantile(all, .5), quantile(all, .9))
	for _, why := range slices.Sorted(maps.Keys(r.Waits)) {
		w := floats(r.Waits[why])
		fmt.Fprintf(b, "  %5d  %s: median %.0f, 90th %.0f\n", len(w), why, quantile(w, .5), quantile(w, .9))
	}
}

func floats(n []int) []float64 {
	out := make([]float64, len(n))
	for i := range n {
		out[i] = float64(n[i])
	}
	return out
}

// Timings writes how long the runs took on this machine.
func (r *Report) Timings() string {
	return fmt.Sprintf("seconds a run: median %.2f, 90th %.2f, most %.2f\n", quantile(r.Seconds, .5), quantile(r.Seconds, .9), quantile(r.Seconds, 1))
}

func counts(b *strings.Builder, title string, n map[string]int) {
	if title != "" {
		fmt.Fprintf(b, "%s\n", title)
	}
	var keys []string
	for k := range n {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(x, y string) int {
		if n[x] != n[y] {
			return n[y] - n[x]
		}
		return strings.Compare(x, y)
	})
	for _, k := range keys {
		fmt.Fprintf(b, "  %5d  %s\n", n[k], k)
	}
}

// quantile returns the value below which a share of the values lies, the nearest rank; 0 of none.
func quantile(values []float64, share float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}

func part(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

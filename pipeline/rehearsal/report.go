package rehearsal

import (
	"cmp"
	"fmt"
	"iter"
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
	Held         []string       // nights that were held before publication, and why: each is honest, so none should be
	Back         map[string]int // lines that came back to a list, by what is new
	Flickers     map[string]int // those of which nothing is, by why they had left
	Returns      []Return
	Receded      []string       // lines whose due day became later though no officer had acted: none should
	Brief        map[string]int // lines of one night, by why they went

	Candidates, Open, Right, Justified []int // by night: lines of the list of candidates; open cases; truly missing; nobody told the authority
	Missing                            []int // by night: children truly missing education
	Spells                             []Spell
	Honest                             map[string]*Honest // by kind of extract
	HeldBack                           []string           // extracts that a gate held back, and on which night
	Seconds                            []float64
}

// CountFlickers is how many times a child came back to a list without a new fact.
func (r *Report) CountFlickers() int { return sum(maps.Values(r.Flickers)) }

// String writes the report without what depends on the machine.
func (r *Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d children, %d nights from %s to %s\n\n", r.Children, r.Nights, r.From, r.To)
	fmt.Fprintf(&b, "decisions made %d, judgements made %d, entries of the register %d, each as it was written\n", r.Made, r.Judged, r.Entries)
	fmt.Fprintf(&b, "decisions lost or overridden: %d\n", len(r.Lost))
	for _, l := range r.Lost[:min(len(r.Lost), 20)] {
		fmt.Fprintf(&b, "  %s\n", l)
	}
	fmt.Fprintf(&b, "honest nights held before publication: %d\n", len(r.Held))
	for _, h := range r.Held {
		fmt.Fprintf(&b, "  %s\n", h)
	}
	writeCounts(&b, fmt.Sprintf("lines that came back: %d", sum(maps.Values(r.Back))), r.Back)
	writeCounts(&b, fmt.Sprintf("back on a list without a new fact, day or file: %d", r.CountFlickers()), r.Flickers)
	fmt.Fprintf(&b, "due days that became later without an act: %d\n", len(r.Receded))
	for _, l := range r.Receded[:min(len(r.Receded), 20)] {
		fmt.Fprintf(&b, "  %s\n", l)
	}
	writeCounts(&b, "lines of one night, by why they went", r.Brief)
	r.writeLengths(&b)
	r.writeWaits(&b)
	r.writeHonest(&b)
	return b.String()
}

// CountLines is how many lines all nights had on the list of candidates.
func (r *Report) CountLines() int { return sum(slices.Values(r.Candidates)) }

// writeLengths writes how long the list was beside how many children were truly missing, and how much of it was right.
func (r *Report) writeLengths(b *strings.Builder) {
	n := len(r.Candidates)
	per, fresh, missing, right := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range n {
		share := 10_000 / float64(max(r.Children, 1))
		per[i], missing[i] = float64(r.Candidates[i])*share, float64(r.Missing[i])*share
		fresh[i] = float64(r.Candidates[i]-r.Open[i]) * share
		right[i] = shareOf(r.Right[i], r.Candidates[i]-r.Justified[i])
	}
	fmt.Fprintf(b, "\na night, for each 10,000 children: truly missing education, median %.1f, 90th %.1f\n", quantile(missing, .5), quantile(missing, .9))
	fmt.Fprintf(b, "  lines on the list of candidates: median %.1f, 90th %.1f\n", quantile(per, .5), quantile(per, .9))
	fmt.Fprintf(b, "  of those not held open by an officer: median %.1f, 90th %.1f\n", quantile(fresh, .5), quantile(fresh, .9))
	fmt.Fprintf(b, "  of a night's lines truly missing: median %.3f, in the worst tenth of nights %.3f at most; of all %d lines %.3f\n",
		quantile(right, .5), quantile(right, .1), r.CountLines(), shareOf(sum(slices.Values(r.Right)), r.CountLines()-sum(slices.Values(r.Justified))))
	fmt.Fprintf(b, "  left out of that: lines of children of whom nobody told the authority, %.3f of all\n", shareOf(sum(slices.Values(r.Justified)), r.CountLines()))
}

// writeWaits writes how long truly missing children waited to be listed, in all and by the true reason: from the first night of it,
// and from the first night on which an extract could show it.
func (r *Report) writeWaits(b *strings.Builder) {
	var truth, evident []float64
	by := map[string][][2]float64{}
	unlisted := map[string]int{}
	early, short, never := 0, 0, 0
	for i := range r.Spells {
		switch x := &r.Spells[i]; {
		case x.Listed > 0 && x.Early:
			early++
		case x.Listed > 0:
			from, since := float64(x.Listed-1), float64(x.sinceEvident())
			truth, evident = append(truth, from), append(evident, since)
			by[x.Why] = append(by[x.Why], [2]float64{from, since})
		case x.Nights >= patience:
			never++
			unlisted[x.Why+": "+x.lastSaid()]++
		default:
			short++
		}
	}
	fmt.Fprintf(b, "\ntruly missing and listed: %d since before the first night, and %d whose time began later\n", early, len(truth))
	fmt.Fprintf(b, "  nights until listed, from the truth: median %.0f, 90th %.0f; from the first extract that could show it: median %.0f, 90th %.0f\n",
		quantile(truth, .5), quantile(truth, .9), quantile(evident, .5), quantile(evident, .9))
	for _, why := range slices.Sorted(maps.Keys(by)) {
		var t, e []float64
		for _, x := range by[why] {
			t, e = append(t, x[0]), append(e, x[1])
		}
		fmt.Fprintf(b, "  %5d  %s: %.0f, 90th %.0f; from the first extract %.0f, 90th %.0f. It waits for %s\n", len(t), why,
			quantile(t, .5), quantile(t, .9), quantile(e, .5), quantile(e, .9), cmp.Or(waitsFor[why].what, "a report"))
	}
	fmt.Fprintf(b, "  never listed: %d missing for %d nights or more, %d for fewer; of the former, what the last run said\n", never, patience, short)
	writeCounts(b, "", unlisted)
}

func sum(n iter.Seq[int]) (total int) {
	for x := range n {
		total += x
	}
	return total
}

// Timings writes how long the runs took on this machine.
func (r *Report) Timings() string {
	return fmt.Sprintf("seconds a run: median %.2f, 90th %.2f, most %.2f\n", quantile(r.Seconds, .5), quantile(r.Seconds, .9), quantile(r.Seconds, 1))
}

func writeCounts(b *strings.Builder, title string, n map[string]int) {
	if title != "" {
		fmt.Fprintf(b, "%s\n", title)
	}
	for _, k := range slices.SortedFunc(maps.Keys(n), func(x, y string) int { return cmp.Or(n[y]-n[x], cmp.Compare(x, y)) }) {
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

// shareOf is a share, 0 of none.
func shareOf(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

package evaluate

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rollcall/pipeline/candidates/reports"
)

// String writes the quality as the text that quality.txt keeps: shares to three places, with the counts behind them.
func (q *Quality) String() string {
	var b strings.Builder
	b.WriteString(q.Headline())
	writeScores(&b, "candidate CME by rule", q.CMERules)
	writeScores(&b, "at risk by rule", q.RiskRules)
	writeExactDays(&b, q.Days)
	writeScores(&b, "candidate CME by true reason", q.Why)
	writeScores(&b, "pairs by extract but attendance", q.PairsBySource)
	writeShares(&b, "grey by extract", q.GreyBySource)
	writeGroups(&b, q.Groups)
	writeTally(&b, "missing education and not listed, because", q.MissedBecause)
	writeTally(&b, "listed and not missing education: rule and truth", q.WrongBecause)
	return b.String()
}

// Headline writes the figures that tell whether the lists can be worked with.
func (q *Quality) Headline() string {
	var b strings.Builder
	in := func(n, of, whole int) float64 { return float64(whole) * float64(n) / float64(max(of, 1)) }
	fmt.Fprintf(&b, "true children %d, of compulsory school age %d, missing education %d: %.1f in 10,000 of age\n\n", q.Children, q.OfAge, q.Missing, in(q.Missing, q.OfAge, 10000))
	writeHeader(&b, "lists")
	writeScore(&b, "candidate CME", q.CME)
	writeScore(&b, "untold counted wrong", Score{Right: q.CME.Right, Wrong: q.CME.Wrong + q.Justified, Missed: q.CME.Missed})
	if c01 := q.CMERules["C01"]; c01 != nil {
		writeScore(&b, "C01 alone", *c01)
	}
	writeScore(&b, "at risk", q.Risk)
	fmt.Fprintf(&b, "%-34s lines %.1f, wrong %.1f, untold %.1f (not missing, and nobody told the authority), missed %.1f\n", "in 10,000 children of age",
		in(q.CME.Right+q.CME.Wrong+q.Justified, q.OfAge, 10000), in(q.CME.Wrong, q.OfAge, 10000), in(q.Justified, q.OfAge, 10000), in(q.CME.Missed, q.OfAge, 10000))
	fmt.Fprintf(&b, "%-34s %.4f (%d of %d missing education are said to be explained, elsewhere or not of age)\n", "hidden", in(q.Hidden, q.Missing, 1), q.Hidden, q.Missing)
	if q.Untold.Of > 0 {
		fmt.Fprintf(&b, "%-34s %d children, %d of them missing education; %d with a reason to look first, %d of them missing\n", "not known", q.Untold.Of, q.Untold.N,
			q.UntoldFirst.Of, q.UntoldFirst.N)
	}
	fmt.Fprintf(&b, "%-34s %.4f (%d of %d children of age); %d possible matches to judge\n\n", "grey", ratioOf(q.Grey, q.PlacedOfAge), q.Grey, q.PlacedOfAge, q.Possible)
	writeNearness(&b, q)
	writeHeader(&b, "links")
	writeScore(&b, "pairs of records but attendance", q.Pairs)
	fmt.Fprintf(&b, "%-34s split %d (%.2f in 1,000), mixed %d (%.2f in 1,000), of those twins %d\n\n", "children", q.Split, in(q.Split, q.Found, 1000), q.Mixed,
		in(q.Mixed, q.Placed, 1000), q.TwinsMerged)
	q.writeLowest(&b)
	return b.String()
}

// writeNearness writes how near the days of right lines are to the true ones, by each convention.
func writeNearness(b *strings.Builder, q *Quality) {
	if q.FromSchoolDay.Of == 0 {
		return
	}
	fmt.Fprintf(b, "%-34s %9s %11s %7s\n", "since, counted from", "a day", "five days", "of")
	for _, c := range []struct {
		name string
		n    Nearness
	}{{"the next school day", q.FromSchoolDay}, {"the last day of education", q.FromEducation}} {
		fmt.Fprintf(b, "  %-32s %9.3f %11.3f %7d\n", c.name, ratioOf(c.n.Day, c.n.Of), ratioOf(c.n.Five, c.n.Of), c.n.Of)
	}
	fmt.Fprintf(b, "  %d say no more than when the child was first seen\n\n", q.FirstSeen)
}

// writeLowest writes of each share the group that fares worst.
func (q *Quality) writeLowest(b *strings.Builder) {
	all, told := Group{Lines: q.CME, Pairs: q.Pairs}, false
	for _, c := range []struct {
		what  string
		share func(*Group) (float64, int)
	}{{"lowest precision of lines", linePrecision}, {"lowest recall of lines", lineRecall}, {"lowest recall of pairs", pairRecall}} {
		if name, value := q.lowest(c.share); name != "" {
			told = true
			whole, _ := c.share(&all)
			fmt.Fprintf(b, "%-34s %9.3f of %s, where all have %.3f\n", c.what, value, name, whole)
		}
	}
	if told {
		fmt.Fprintln(b)
	}
}

func writeHeader(b *strings.Builder, title string) {
	fmt.Fprintf(b, "%-34s %9s %7s %7s   %7s %6s %6s\n", title, "precision", "recall", "F1", "right", "wrong", "missed")
}

func writeScore(b *strings.Builder, name string, s Score) {
	fmt.Fprintf(b, "%-34s %9.3f %7.3f %7.3f   %7d %6d %6d\n", "  "+name, s.Precision(), s.Recall(), s.F1(), s.Right, s.Wrong, s.Missed)
}

func writeScores(b *strings.Builder, title string, scores map[string]*Score) {
	writeHeader(b, title)
	for _, k := range slices.Sorted(maps.Keys(scores)) {
		writeScore(b, k, *scores[k])
	}
	fmt.Fprintln(b)
}

// writeExactDays writes how right the days are of the lines that each rule leads; a dash where no truth has the day.
func writeExactDays(b *strings.Builder, of map[string]*Exact) {
	if len(of) == 0 {
		return
	}
	fmt.Fprintf(b, "%-34s %9s %10s   %9s %10s\n", "days by leading rule", "since", "of", "due", "of")
	for _, k := range slices.Sorted(maps.Keys(of)) {
		fmt.Fprintf(b, "%-34s %9s %10d   %9s %10d\n", "  "+k, partWords(of[k].Since, of[k].OfSince), of[k].OfSince, partWords(of[k].Due, of[k].OfDue), of[k].OfDue)
	}
	fmt.Fprintln(b)
}

func partWords(k, n int) string {
	if n == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f", ratioOf(k, n))
}

func writeShares(b *strings.Builder, title string, of map[string]*Share) {
	fmt.Fprintf(b, "%-34s %9s   %7s %7s\n", title, "share", "grey", "of age")
	for _, k := range slices.Sorted(maps.Keys(of)) {
		fmt.Fprintf(b, "%-34s %9.4f   %7d %7d\n", "  "+k, ratioOf(of[k].N, of[k].Of), of[k].N, of[k].Of)
	}
	fmt.Fprintln(b)
}

// writeGroups writes how each group fares, with an interval where there is enough to tell.
func writeGroups(b *strings.Builder, of map[string]*Group) {
	fmt.Fprintf(b, "%-42s %-21s %-21s %6s %6s %6s  %9s %7s  %7s %7s\n", "by group: candidate CME, pairs, grey", "precision", "recall", "right", "wrong", "missed", "pairs: P", "R", "grey", "of age")
	for _, k := range slices.Sorted(maps.Keys(of)) {
		g := of[k]
		fmt.Fprintf(b, "  %-40s %-21s %-21s %6d %6d %6d  %9.3f %7.3f  %7.4f %7d\n", k, intervalWords(g.Lines.Right, g.Lines.Right+g.Lines.Wrong),
			intervalWords(g.Lines.Right, g.Lines.Right+g.Lines.Missed), g.Lines.Right, g.Lines.Wrong, g.Lines.Missed, g.Pairs.Precision(), g.Pairs.Recall(), ratioOf(g.Grey.N, g.Grey.Of), g.Grey.Of)
	}
	fmt.Fprintln(b)
}

// intervalWords writes a share, with its interval at 95 % where there is enough to tell.
func intervalWords(k, n int) string {
	if n < enough {
		return fmt.Sprintf("%.3f", ratioOf(k, n))
	}
	low, high := reports.WilsonInterval(k, n)
	return fmt.Sprintf("%.3f (%.3f to %.3f)", ratioOf(k, n), low, high)
}

func writeTally(b *strings.Builder, title string, n map[string]int) {
	if len(n) == 0 {
		return
	}
	fmt.Fprintln(b, title)
	keys := slices.Sorted(maps.Keys(n))
	slices.SortStableFunc(keys, func(x, y string) int { return n[y] - n[x] })
	for _, k := range keys {
		fmt.Fprintf(b, "  %5d  %s\n", n[k], k)
	}
	fmt.Fprintln(b)
}

package evaluate

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// String writes the quality as the text that quality.txt keeps: shares to three places, with the counts behind them.
func (q *Quality) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "true children %d, of compulsory school age %d, missing education %d\n\n", q.Children, q.OfAge, q.Missing)
	writeHeader(&b, "lists")
	writeScore(&b, "candidate CME", q.CME)
	writeScore(&b, "at risk", q.Risk)
	fmt.Fprintf(&b, "%-34s %d lines, counted neither way; %.3f precision if counted wrong\n", "  not missing, and nobody told", q.Justified,
		ratioOf(q.CME.Right, q.CME.Right+q.CME.Wrong+q.Justified))
	if q.SinceWithin[1] > 0 {
		fmt.Fprintf(&b, "%-34s %.3f (%d of %d); %d say no more than when the child was first seen\n", "  since within a day", ratioOf(q.SinceWithin[0], q.SinceWithin[1]), q.SinceWithin[0],
			q.SinceWithin[1], q.FirstSeen)
	}
	if q.Untold.Of > 0 {
		fmt.Fprintf(&b, "%-34s %d children, %d of them missing education; %d with a reason to look first, %d of them missing\n", "not known", q.Untold.Of, q.Untold.N,
			q.UntoldFirst.Of, q.UntoldFirst.N)
	}
	fmt.Fprintf(&b, "%-34s %.4f (%d of %d children of age); %d possible matches to judge\n\n", "grey", ratioOf(q.Grey, q.PlacedOfAge), q.Grey, q.PlacedOfAge, q.Possible)
	writeHeader(&b, "links")
	writeScore(&b, "pairs of records", q.Pairs)
	fmt.Fprintf(&b, "%-34s split %d, mixed %d, of those twins %d\n\n", "children", q.Split, q.Mixed, q.TwinsMerged)
	writeScores(&b, "candidate CME by rule", q.CMERules)
	writeScores(&b, "at risk by rule", q.RiskRules)
	writeExactDays(&b, q.Days)
	writeScores(&b, "candidate CME by true reason", q.Why)
	writeScores(&b, "candidate CME by naming tradition", q.Traditions)
	writeScores(&b, "pairs by extract", q.PairsBySource)
	writeScores(&b, "pairs by naming tradition", q.PairsByTradition)
	writeShares(&b, "grey by extract", q.GreyBySource)
	writeShares(&b, "grey by naming tradition", q.GreyByTradition)
	writeTally(&b, "missing education and not listed, because", q.MissedBecause)
	writeTally(&b, "listed and not missing education: rule and truth", q.WrongBecause)
	return b.String()
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

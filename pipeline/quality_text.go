package pipeline

import (
	"fmt"
	"slices"
	"strings"
)

// String writes the quality as the text that quality.txt keeps: shares to three places, with the counts behind them.
func (q *Quality) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "true children %d, of compulsory school age %d, missing education %d\n\n", q.Children, q.OfAge, q.Missing)
	header(&b, "lists")
	line(&b, "candidate CME", q.CME)
	line(&b, "at risk", q.Risk)
	fmt.Fprintf(&b, "%-34s %d lines, counted neither way; %.3f precision if counted wrong\n", "  not missing, and nobody told", q.Justified,
		share(q.CME.Right, q.CME.Right+q.CME.Wrong+q.Justified))
	if q.SinceWithin[1] > 0 {
		fmt.Fprintf(&b, "%-34s %.3f (%d of %d); %d say no more than when the child was first seen\n", "  since within a day", share(q.SinceWithin[0], q.SinceWithin[1]), q.SinceWithin[0],
			q.SinceWithin[1], q.FirstSeen)
	}
	fmt.Fprintf(&b, "%-34s %.4f (%d of %d children of age); %d possible matches to judge\n\n", "grey", share(q.Grey, q.PlacedOfAge), q.Grey, q.PlacedOfAge, q.Possible)
	header(&b, "links")
	line(&b, "pairs of records", q.Pairs)
	fmt.Fprintf(&b, "%-34s split %d, mixed %d, of those twins %d\n\n", "children", q.Split, q.Mixed, q.TwinsMerged)
	table(&b, "candidate CME by rule", q.CMERules)
	table(&b, "at risk by rule", q.RiskRules)
	exact(&b, q.Days)
	table(&b, "candidate CME by true reason", q.Why)
	table(&b, "candidate CME by naming tradition", q.Traditions)
	table(&b, "pairs by extract", q.PairsBySource)
	table(&b, "pairs by naming tradition", q.PairsByTradition)
	shares(&b, "grey by extract", q.GreyBySource)
	shares(&b, "grey by naming tradition", q.GreyByTradition)
	tally(&b, "missing education and not listed, because", q.MissedBecause)
	tally(&b, "listed and not missing education: rule and truth", q.WrongBecause)
	return b.String()
}

func header(b *strings.Builder, title string) {
	fmt.Fprintf(b, "%-34s %9s %7s %7s   %7s %6s %6s\n", title, "precision", "recall", "F1", "right", "wrong", "missed")
}

func line(b *strings.Builder, name string, s Score) {
	fmt.Fprintf(b, "%-34s %9.3f %7.3f %7.3f   %7d %6d %6d\n", "  "+name, s.Precision(), s.Recall(), s.F1(), s.Right, s.Wrong, s.Missed)
}

func table(b *strings.Builder, title string, scores map[string]*Score) {
	header(b, title)
	for _, k := range sortedKeys(scores) {
		line(b, k, *scores[k])
	}
	fmt.Fprintln(b)
}

// exact writes how right the days are of the lines that each rule leads; a dash where no truth has the day.
func exact(b *strings.Builder, of map[string]*Exact) {
	if len(of) == 0 {
		return
	}
	fmt.Fprintf(b, "%-34s %9s %10s   %9s %10s\n", "days by leading rule", "since", "of", "due", "of")
	for _, k := range sortedKeys(of) {
		fmt.Fprintf(b, "%-34s %9s %10d   %9s %10d\n", "  "+k, part(of[k].Since, of[k].OfSince), of[k].OfSince, part(of[k].Due, of[k].OfDue), of[k].OfDue)
	}
	fmt.Fprintln(b)
}

func part(k, n int) string {
	if n == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f", share(k, n))
}

func shares(b *strings.Builder, title string, of map[string]*Share) {
	fmt.Fprintf(b, "%-34s %9s   %7s %7s\n", title, "share", "grey", "of age")
	for _, k := range sortedKeys(of) {
		fmt.Fprintf(b, "%-34s %9.4f   %7d %7d\n", "  "+k, share(of[k].N, of[k].Of), of[k].N, of[k].Of)
	}
	fmt.Fprintln(b)
}

func tally(b *strings.Builder, title string, n map[string]int) {
	if len(n) == 0 {
		return
	}
	fmt.Fprintln(b, title)
	keys := sortedKeys(n)
	slices.SortStableFunc(keys, func(x, y string) int { return n[y] - n[x] })
	for _, k := range keys {
		fmt.Fprintf(b, "  %5d  %s\n", n[k], k)
	}
	fmt.Fprintln(b)
}

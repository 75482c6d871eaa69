package pipeline

import (
	"slices"
	"strings"

	"rollcall/pipeline/breaker"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/lists"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// compareFirst holds a night before which none was published to what the other extracts say of its lists, and says at the top of every
// list what is beyond the limits. It is published all the same: no lists stand that could be left standing, an authority may be so, and
// officers who are told which register to doubt are better served than officers without a list.
func compareFirst(j *journal.Journal, asked lists.Asked, night *lists.Night, changed *settingsChanges) {
	f := countFirst(asked, night)
	trips := breaker.FindFirstTrips(f, asked.Settings.BreakerLimits())
	for _, why := range breaker.FirstWords(f, trips, breaker.Context{Why: func(kind string) string { return oddOf(kind, j.Manifest, asked.Past, changed) }}) {
		tellOnLists(j, night, journal.Notice{Kind: "first lists", Grave: true, Text: "these are the first lists, and they say that an extract came short: " + why})
	}
}

// tellOnLists notes what was found out of lists that are made, and puts it at their top.
func tellOnLists(j *journal.Journal, night *lists.Night, n journal.Notice) {
	j.Notice(n)
	night.TellOnTop(n)
}

// countFirst counts the candidates of whom no register speaks, and those who are said to be on one that does not have them. Where the
// settings name not every register, the former are many for that reason, and each line says where nobody looked.
func countFirst(asked lists.Asked, night *lists.Night) breaker.First {
	f := breaker.First{Registers: rules.LastRegisters(), Awaited: map[string]int{}, Explained: map[string]int{}}
	named := asked.Settings.Expectations()
	if slices.ContainsFunc(f.Registers, func(kind string) bool { _, is := named[sources.Kind(kind)]; return !is }) {
		f.Registers = nil
	}
	for row := range candidates.EachPrinted(night.Lists.CME) {
		child, known := asked.Judged.Heirs.Number(row.ChildID)
		if !known || row.Case != "" {
			continue
		}
		findings := judge.FindingsOn(&asked.Judged.Verdicts[child], candidates.CME)
		if len(findings) > 0 && !slices.ContainsFunc(findings, func(x rules.Finding) bool { return !rules.IsLastResort(x.Rule) && !rules.AddsToLine(x.Rule) }) {
			f.Unknown++
		}
		for _, x := range findings {
			if kind := rules.AwaitedIn(x.Rule); kind != "" {
				f.Awaited[kind]++
			}
		}
	}
	for i := range asked.Judged.Verdicts {
		v := &asked.Judged.Verdicts[i]
		if v.Status == rules.NotOfAge || asked.Judged.IsSealed(i) {
			continue
		}
		f.OfAge++
		if kind, _, _ := strings.Cut(v.ExplainedOn(), ":"); kind != "" {
			f.Explained[kind]++
		}
	}
	return f
}

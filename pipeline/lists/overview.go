package lists

import (
	"cmp"
	"context"
	"slices"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// overview is what a manager asks first of lists that are made.
func (m *maker) overview(ctx context.Context, l *candidates.Lists, warnings []candidates.Banner) (candidates.Overview, error) {
	o := candidates.Overview{
		Last: m.Past.Last.AsOf, Warnings: warnings,
		Clocks: []candidates.Split{m.splitByClock(candidates.CME, l.CME), m.splitByClock(candidates.AtRisk, l.AtRisk)},
		Splits: m.splitLines(candidates.PrintedRows(l.CME), candidates.PrintedRows(l.AtRisk)),
		Duties: countDuties(candidates.PrintedRows(l.Tasks)), Refused: m.countRefused(), Figures: m.sayFigures(l),
	}
	for _, row := range candidates.PrintedRows(l.CME) {
		if row.InHand != "" {
			o.InHand++
		}
	}
	var err error
	o.Trend, err = m.tellTrend(ctx, candidates.PrintedRows(l.CME), len(l.AtRisk))
	return o, err
}

// managersWarnings are the notices that a manager is told: what is said of seals may count very few children.
func managersWarnings(notices []journal.Notice) (all []candidates.Banner) {
	for _, n := range notices {
		if n.Kind != journal.MatchingNotice && (n.Grave || n.Kind != string(sources.Protected)) {
			all = append(all, bannerOf(n))
		}
	}
	return all
}

// tellTrend is how long the lists of earlier runs were and those of this one, and what was new and decided from one to the next.
func (m *maker) tellTrend(ctx context.Context, cme []candidates.Row, risks int) ([]candidates.Point, error) {
	nights, err := m.Past.Nights(ctx)
	if err != nil {
		return nil, err
	}
	var points []candidates.Point
	for _, n := range nights {
		points = append(points, candidates.Point{AsOf: n.AsOf.Midnight(), CME: n.CME, AtRisk: n.AtRisk})
	}
	points = append(points, candidates.Point{AsOf: m.asOf.Midnight(), CME: len(cme), AtRisk: risks})
	pointOf := func(day string) *candidates.Point {
		at := slices.IndexFunc(points, func(p candidates.Point) bool { return !p.AsOf.Before(parseDay(day)) })
		if at < 1 {
			return &candidates.Point{} // before the first or after the last
		}
		return &points[at]
	}
	for _, s := range m.Past.Spans {
		if s.List == string(candidates.CME) && s.First != isoDay(m.asOf.Midnight()) {
			pointOf(s.First).New++
		}
	}
	for _, row := range cme {
		if first := row.News == candidates.New || row.News == candidates.Held; first && len(points) > 1 {
			points[len(points)-1].New++
		}
	}
	for _, d := range m.Past.Decisions {
		pointOf(d.Made).Decided++
	}
	return points, nil
}

// countDuties counts what the clocks ask, by whose it is and by rule, the most late first.
func countDuties(tasks []candidates.Task) (all []candidates.Duty) {
	for _, t := range tasks {
		if t.ChildID == "" {
			continue // it is about a date, an extract or a list to send
		}
		title := cmp.Or(rules.Title(rules.ID(t.Rule)), "Of a sealed child")
		at := slices.IndexFunc(all, func(d candidates.Duty) bool { return d.Of == t.Of && d.Title == title })
		if at < 0 {
			at, all = len(all), append(all, candidates.Duty{Of: t.Of, Title: title})
		}
		if t.Late {
			all[at].Late++
		} else {
			all[at].Open++
		}
	}
	slices.SortFunc(all, func(a, b candidates.Duty) int {
		return cmp.Or(cmp.Compare(b.Late, a.Late), cmp.Compare(b.Open, a.Open), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Of, b.Of))
	})
	return all
}

// countRefused counts the rows that are no records by kind of extract and reason, the most first.
func (m *maker) countRefused() (all []candidates.Refusal) {
	if m.Passed.Ingested == nil {
		return nil
	}
	at := map[candidates.Refusal]int{}
	for _, x := range m.Passed.Ingested.Rejections {
		if x.Whole && x.Kind != sources.Protected {
			at[candidates.Refusal{Kind: string(x.Kind), Reason: x.Reason, InOrder: x.Rest}]++
		}
	}
	for r, n := range at {
		r.Rows = n
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b candidates.Refusal) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Reason, b.Reason))
	})
	return all
}

package overview

import (
	"cmp"
	"context"
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/past"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Night is what an overview is made from besides the lists.
type Night struct {
	Judged *judge.Judged
	Passed *intake.Passed
	Past   *past.Past
	AsOf   calendar.Date
}

// Describe is what a manager asks first of lists that are made.
func (n *Night) Describe(ctx context.Context, l *candidates.Lists) (candidates.Overview, error) {
	cme, risk := slices.Collect(candidates.EachPrinted(l.CME)), slices.Collect(candidates.EachPrinted(l.AtRisk))
	o := candidates.Overview{
		Last:   n.Past.Last.AsOf,
		Clocks: []candidates.Split{n.splitByClock(candidates.CME, l.CME), n.splitByClock(candidates.AtRisk, l.AtRisk)},
		Splits: n.splitLines(cme, risk),
		Duties: countDuties(candidates.PrintedRows(l.Tasks)), Refused: n.countRefused(), Figures: n.sayFigures(l.Measures),
	}
	for _, row := range cme {
		if row.InHand != "" {
			o.InHand++
		}
	}
	var err error
	o.Trend, err = n.tellTrend(ctx, cme, len(l.AtRisk))
	return o, err
}

// tellTrend is how long the lists of earlier runs were and those of this one, and what was new and decided from one to the next.
func (n *Night) tellTrend(ctx context.Context, cme []*candidates.Row, risks int) ([]candidates.Point, error) {
	nights, err := n.Past.Nights(ctx)
	if err != nil {
		return nil, err
	}
	var points []candidates.Point
	for _, was := range nights {
		points = append(points, candidates.Point{AsOf: was.AsOf.Midnight(), CME: was.CME, AtRisk: was.AtRisk})
	}
	points = append(points, candidates.Point{AsOf: n.AsOf.Midnight(), CME: len(cme), AtRisk: risks})
	pointOf := func(day string) *candidates.Point {
		on, _ := calendar.Parse(day)
		at := slices.IndexFunc(points, func(p candidates.Point) bool { return !p.AsOf.Before(on.Midnight()) })
		if at < 1 {
			return &candidates.Point{} // before the first or after the last
		}
		return &points[at]
	}
	for _, s := range n.Past.Spans {
		if s.List == string(candidates.CME) && s.First != n.AsOf.String() {
			pointOf(s.First).New++
		}
	}
	for _, row := range cme {
		if first := row.News == candidates.New || row.News == candidates.Held; first && len(points) > 1 {
			points[len(points)-1].New++
		}
	}
	for _, d := range n.Past.Decisions {
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
func (n *Night) countRefused() (all []candidates.Refusal) {
	if n.Passed.Ingested == nil {
		return nil
	}
	at := map[candidates.Refusal]int{}
	for _, x := range n.Passed.Ingested.Rejections {
		if x.Whole && x.Kind != sources.Protected {
			at[candidates.Refusal{Kind: string(x.Kind), Reason: x.Reason, InOrder: x.Rest}]++
		}
	}
	for r, rows := range at {
		r.Rows = rows
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b candidates.Refusal) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Reason, b.Reason))
	})
	return all
}

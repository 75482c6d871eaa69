package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"rollcall/pipeline/breaker"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/lists"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// compared is a night's lists held to those that stand.
type compared struct {
	last  *past.LastLists
	step  breaker.Step
	trips []breaker.Trip
	why   []string // what is over, in words that name no child
}

// compareNight holds a night's lists to the last published ones, and notes with what the run records how they differ.
func compareNight(j *journal.Journal, reg *register.Register, asked lists.Asked, night *lists.Night, changed *settingsChanges) (*compared, error) {
	ctx := j.Context()
	last, err := asked.Past.LastLists(ctx)
	if err != nil {
		return nil, err
	}
	c := &compared{last: last}
	noted := &register.Compared{Settings: changed.noted(j.Manifest.Gates)}
	night.Recorded.Compared = noted
	if !last.Run.IsKnown() {
		compareFirst(j, asked, night, changed)
		return c, nil
	}
	before, err := recallBefore(j, asked, night, last)
	if err != nil {
		return nil, err
	}
	went := map[breaker.LineKey]string{}
	for g := range candidates.EachPrinted(night.Lists.Gone) {
		went[breaker.LineKey{List: string(g.List), Child: asked.Judged.Heirs.HeirOf(g.ChildID)}] = g.Why
	}
	c.step = breaker.Compare(string(candidates.CME), linesOfNight(asked.Judged, night.Lists), went, *before)
	if noted.Step, err = json.Marshal(c.step); err != nil {
		return nil, err
	}
	earlier, err := stepsSinceRelease(ctx, reg, j.AsOf)
	if err != nil {
		return nil, err
	}
	for _, x := range changed.all {
		if x.Authority {
			c.trips = append(c.trips, breaker.Trip{About: breaker.OfAuthority, Which: x.What})
		}
	}
	c.trips = append(c.trips, breaker.FindTrips(string(candidates.CME), string(candidates.AtRisk), c.step, earlier, asked.Settings.BreakerLimits())...)
	if len(c.trips) > 0 {
		c.why = breaker.Words(c.step, c.trips, breaker.Context{
			Day: calendar.On(last.Run.AsOf.Date()).Words(), Candidates: string(candidates.CME),
			Why: func(kind string) string { return oddOf(kind, j.Manifest, asked.Past, changed) },
		})
	}
	if before.Untold {
		tellOnLists(j, night, journal.Notice{Kind: "register", Text: fmt.Sprintf(
			"the run for %s is gone from the folder: the lists are compared with what the register remembers of it, and nobody can tell what explained the children then", calendar.On(last.Run.AsOf.Date()).Words())})
	}
	return c, nil
}

// linesOfNight are the lines of a night's lists with the extract that each hangs on: that of the first record of its first finding.
func linesOfNight(judged *judge.Judged, l *candidates.Lists) []breaker.Line {
	var out []breaker.Line
	for _, lines := range [...][]candidates.Line[candidates.Row]{l.CME, l.AtRisk} {
		for row := range candidates.EachPrinted(lines) {
			line := breaker.Line{List: string(row.List), Child: row.ChildID, ByOfficer: row.Case != ""}
			if len(row.Rules) > 0 {
				line.Rule = row.Rules[0]
			}
			if child, known := judged.Heirs.Number(row.ChildID); known {
				line.ByOfficer = line.ByOfficer || hasEnded(judged, int(child))
				if f := judge.FindingsOn(&judged.Verdicts[child], row.List); len(f) > 0 {
					line.Rule = string(f[0].Rule) // a sealed child's line does not say it
					if len(f[0].Records) > 0 {
						line.Source, _, _ = strings.Cut(f[0].Records[0], ":")
					}
				}
			}
			out = append(out, line)
		}
	}
	return out
}

// hasEnded reports whether a decision that kept the child off the lists has come to its day: many are made on one day, and come back on one.
func hasEnded(judged *judge.Judged, child int) bool {
	m := judged.Decisions.Of(child)
	return m != nil && slices.ContainsFunc(m.Current, func(s *judge.StandingDecision) bool { return s.State(judged.Authority.AsOf) == "ended" })
}

// recallBefore is what the last published run showed, by the ids that children have tonight, and how those stood in it who are newly
// listed.
func recallBefore(j *journal.Journal, asked lists.Asked, night *lists.Night, last *past.LastLists) (*breaker.Before, error) {
	heirs := asked.Judged.Heirs
	b := &breaker.Before{Days: int(j.AsOf - calendar.On(last.Run.AsOf.Date())), Lines: map[breaker.LineKey]breaker.Line{}, Stood: map[string]breaker.Stood{}}
	for key, was := range last.Lines {
		line := breaker.Line{List: key.List, Child: heirs.HeirOf(key.Child), ByOfficer: was.Case != ""}
		if len(was.Rules) > 0 {
			line.Rule = was.Rules[0]
		}
		b.Lines[breaker.LineKey{List: line.List, Child: line.Child}] = line
	}
	former, wanted := map[string][]string{}, map[string]bool{}
	for row := range candidates.EachPrinted(night.Lists.CME) {
		id := row.ChildID
		child, known := heirs.Number(id)
		if _, had := b.Lines[breaker.LineKey{List: string(candidates.CME), Child: id}]; had || !known {
			continue
		}
		former[id] = append(asked.Judged.Children.FormerIDs(int(child)), id)
		for _, x := range former[id] {
			wanted[x] = true
		}
	}
	folder := filepath.Join(j.Out, last.Folder)
	if b.Untold = !journal.FileExists(folder); b.Untold || len(wanted) == 0 {
		return b, nil
	}
	stood, explained, err := asked.Past.ReadStood(folder, wanted)
	if err != nil {
		return nil, err
	}
	b.Explained = explained
	b.Lasting = lastingKinds
	placeStood(b, former, stood)
	return b, lookFurther(j, asked.Past, last, b, former)
}

// lastingKinds are the kinds whose word that a child has education lasts, and that no other has. An offer is over by itself, and what the
// authority's own schools report the census says again or ends, of many children in one night.
var lastingKinds = func() map[string]bool {
	lasting := map[string]bool{}
	for _, kind := range sources.Kinds() {
		d, _ := sources.DeclarationOf(kind)
		lasting[string(kind)] = d.Explains && (d.BySchool || !sources.ExpectationOf(kind).Own)
	}
	return lasting
}()

// placeStood notes how children stood, each by the first of its former ids that stood explained, else by any.
func placeStood(b *breaker.Before, former map[string][]string, stood map[string]past.Stood) {
	for id, all := range former {
		for _, x := range all {
			if s, there := stood[x]; there && b.Stood[id].By == "" {
				b.Stood[id] = breaker.Stood{Status: s.Status, By: s.Kind}
			}
		}
	}
}

// lookFurther finds what explained the children whom the last published run could not decide, as one that withheld them for an extract:
// in the runs that last accepted extracts, the newest first.
func lookFurther(j *journal.Journal, memory *past.Past, last *past.LastLists, b *breaker.Before, former map[string][]string) error {
	open, wanted := map[string][]string{}, map[string]bool{}
	for id, all := range former {
		if b.Stood[id].Status == string(rules.Undecided) {
			open[id] = all
			for _, x := range all {
				wanted[x] = true
			}
		}
	}
	folders := map[string]bool{}
	for _, a := range memory.Accepted {
		if folder := filepath.Join(j.Out, a.Folder); a.Folder != last.Folder && journal.FileExists(folder) {
			folders[folder] = true
		}
	}
	if len(open) == 0 {
		return nil
	}
	for _, folder := range slices.Backward(slices.Sorted(maps.Keys(folders))) {
		stood, explained, err := memory.ReadStood(folder, wanted)
		if err != nil {
			return err
		}
		for kind, n := range explained {
			b.Explained[kind] = max(b.Explained[kind], n)
		}
		placeStood(b, open, stood)
	}
	return nil
}

// stepsSinceRelease are the steps of the published runs of the last fourteen days, from the last one that a person released: that one is
// the new normal.
func stepsSinceRelease(ctx context.Context, reg *register.Register, on calendar.Date) ([]breaker.Step, error) {
	all, err := reg.ComparedSince(ctx, on.AddDays(1-breaker.FortnightDays).Midnight(), on.Midnight())
	if err != nil {
		return nil, err
	}
	var steps []breaker.Step
	for _, c := range all {
		if c.Released {
			steps = nil
			continue
		}
		var s breaker.Step
		if len(c.Step) == 0 {
			continue
		}
		if err := json.Unmarshal(c.Step, &s); err != nil {
			return nil, fmt.Errorf("register: run %s: step: %w", c.Run, err)
		}
		steps = append(steps, s)
	}
	return steps, nil
}

// oddOf says what is odd about an extract tonight: what the settings say otherwise of it, why it is held back, how many rows came.
func oddOf(kind string, m *journal.Manifest, memory *past.Past, changed *settingsChanges) string {
	var odd []string
	if why := changed.whyOf(kind); why != "" {
		odd = append(odd, why)
	}
	for i := range m.Gates {
		if g := &m.Gates[i]; g.Kind == kind && g.School == "" && g.Gate != journal.SettingsGate {
			odd = append(odd, g.Fault())
		}
	}
	rows, came := 0, false
	for _, in := range m.Inputs {
		if in.Kind == kind {
			rows, came = rows+in.Records, true
		}
	}
	if before, had := memory.Accepted[kind]; had && came && rows != before.Rows {
		odd = append(odd, fmt.Sprintf("%d rows came, and %d in the run for %s", rows, before.Rows, calendar.On(before.AsOf.Date()).Words()))
	}
	return strings.Join(odd, "; ")
}

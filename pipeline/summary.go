package pipeline

import (
	"fmt"
	"rollcall/matchers"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"strings"
)

// errorTable is the table of estimates of errors that rollcall link prints, off the measures of a run.
func errorTable(measures []candidates.Measure) string {
	var rates []matchers.ErrorRate
	for _, m := range measures {
		if m.Measure == matchers.FalsePairs || m.Measure == matchers.MissedPairs {
			rates = append(rates, matchers.ErrorRate{Of: m.Measure, By: m.Group, Value: m.Value, Low: m.Low, High: m.High})
		}
	}
	if len(rates) == 0 {
		return ""
	}
	return matchers.ErrorTable(rates) + "\n"
}

// Summary is what a run found, in under a screen, for the person who started it. It names no child.
func Summary(res *Result) string {
	var b strings.Builder
	s := res.Lists.Summary
	fmt.Fprintf(&b, "%s, as of %s\n\n", s.Authority, dayWords(s.AsOf))
	for _, step := range s.Waterfall {
		mark := "  − "
		if step.Total {
			mark = "  = "
		}
		fmt.Fprintf(&b, "%s%-58s %9s\n", mark, step.Title, journal.Grouped(step.Children))
	}
	if n := len(res.Lists.Untold); n > 0 {
		fmt.Fprintf(&b, "    %-58s %9s\n", "Not known, for want of extracts that were never had", journal.Grouped(n))
		for _, x := range s.Lacking {
			fmt.Fprintf(&b, "      %-56s %9s\n", "would be answered by the "+x.Name, journal.Grouped(x.Children))
		}
	}
	fmt.Fprintf(&b, "    %-58s %9s\n", "At risk (on a roll or in provision)", journal.Grouped(len(res.Lists.AtRisk)))
	for _, road := range candidates.Roads {
		if n := res.Lists.CountRoad(road); n > 0 {
			fmt.Fprintf(&b, "      %-56s %9s\n", road.Title(), journal.Grouped(n))
		}
	}
	fmt.Fprintf(&b, "    %-58s %9s\n", "Possible matches for a person to judge", journal.Grouped(len(candidates.PrintedRows(res.Lists.Possible))))
	for _, x := range []struct {
		title string
		n     int
	}{
		{"Candidates whose day has passed", s.Overview.CountOverdue(string(candidates.CME))}, {"At risk, and the day has passed", s.Overview.CountOverdue(string(candidates.AtRisk))},
		{"Owed by schools, officers or senders of extracts, and late", s.Overview.CountLate()},
	} {
		if x.n > 0 {
			fmt.Fprintf(&b, "    %-58s %9s\n", x.title, journal.Grouped(x.n))
		}
	}
	fmt.Fprintln(&b, "\n  Top reasons")
	for _, c := range s.Reasons[:min(5, len(s.Reasons))] {
		fmt.Fprintf(&b, "    %-58s %9s\n", c.Title, journal.Grouped(c.N))
	}
	fmt.Fprintln(&b)
	b.WriteString(errorTable(res.Lists.Measures))
	var stages []string
	var total float64
	for _, stage := range res.Manifest.Stages {
		stages = append(stages, fmt.Sprintf("%s %.2f s", stage.Name, stage.Seconds))
		total += stage.Seconds
	}
	fmt.Fprintf(&b, "  %s (%.2f s)\n", strings.Join(stages, " · "), total)
	for _, n := range res.Manifest.Notices {
		if n.Grave {
			fmt.Fprintf(&b, "  ! %s\n", n.Text)
		}
	}
	fmt.Fprintf(&b, "  %s\n", res.Folder)
	return b.String()
}

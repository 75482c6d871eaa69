package pipeline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
)

// summary gathers what the report and the front of the workbook say of the run.
func (r *run) summary(j *Judged, l *Lists) candidates.Summary {
	s := candidates.Summary{
		Authority: r.settings.Authority.Name, AsOf: day(r.options.AsOf), RunID: string(r.id), Guidance: rules.Guidance,
		Waterfall: j.waterfall(l.CME), Reasons: byFirstRule(l.CME), Risks: byFirstRule(l.AtRisk), Measures: l.Measures,
	}
	if s.Authority == "" {
		s.Authority = "Authority " + r.settings.Authority.Code
	}
	for _, n := range r.manifest.Notices {
		if n.Kind == matchingNotice {
			s.Limits = append(s.Limits, n.Text)
			continue
		}
		s.Banners = append(s.Banners, candidates.Banner{Grave: n.Grave, Text: sentence(n.Text)})
	}
	for _, in := range r.manifest.Inputs {
		asOf, _ := time.Parse("2006-01-02", in.AsOf)
		s.Inputs = append(s.Inputs, candidates.Input{
			Kind: in.Kind, File: in.File, AsOf: asOf, Rows: in.Rows, Records: in.Records, Rejects: in.Rejects,
			Values: in.Values, Note: inputNote(in),
		})
	}
	for _, stage := range r.manifest.Stages {
		s.Stages = append(s.Stages, candidates.Stage{Name: stage.Name, Seconds: stage.Seconds, Counts: stage.Counts.String()})
	}
	return s
}

// sentence begins a notice with a capital letter, as a reader of the lists expects; the log and the terminal keep it small.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// inputNote says what is odd about a file.
func inputNote(in Input) string {
	notes := slices.Clone(in.Notes)
	if in.NotUsed != "" {
		notes = append(notes, "not used: "+in.NotUsed)
	}
	if len(in.Unknown) > 0 {
		notes = append(notes, "not known, not read: "+strings.Join(in.Unknown, ", "))
	}
	for _, code := range sortedKeys(in.Codes) {
		notes = append(notes, fmt.Sprintf("unknown code %s, %d times", code, in.Codes[code]))
	}
	return strings.Join(notes, "; ")
}

// waterfall takes children away step by step, from all seen to the lines of the list of candidates. A child who is on the list
// because an officer holds the case open, or because what would tell anew did not come, is not taken away by what explains it.
func (j *Judged) waterfall(cme []candidates.Row) []candidates.Step {
	listed := make(map[string]bool, len(cme))
	for _, row := range cme {
		listed[row.ChildID] = true
	}
	by, old := map[rules.ID]int{}, map[rules.ID]int{}
	status := map[rules.Status]int{}
	for i := range j.Verdicts {
		v := &j.Verdicts[i]
		switch {
		case listed[string(v.Child)]:
			delete(listed, string(v.Child))
		case v.Status == rules.Explained || v.Status == rules.NotOfAge:
			if v.Stale() {
				old[v.ExplainedBy]++
			} else {
				by[v.ExplainedBy]++
			}
		default:
			status[v.Status]++
		}
	}
	seen, unseen := "Children seen in any extract", len(listed)
	if unseen > 0 {
		seen += ", or held open by an officer"
	}
	left := j.Len() + unseen
	steps := []candidates.Step{{Title: seen, Children: left, Total: true}}
	take := func(title, source string, n int) {
		if n > 0 {
			left -= n
			steps = append(steps, candidates.Step{Title: title, Source: source, Children: n})
		}
	}
	notOfAge := map[rules.ID]bool{"U06": true, "U08": true}
	for _, id := range sortedKeys(by) {
		if notOfAge[id] || id == "" {
			take(rules.Title(id), string(id), by[id])
			delete(by, id)
		}
	}
	steps = append(steps, candidates.Step{Title: "Of compulsory school age", Children: left, Total: true})
	ids := sortedKeys(by)
	slices.SortStableFunc(ids, func(a, b rules.ID) int { return cmp.Compare(by[b], by[a]) })
	for _, id := range ids {
		take(rules.Title(id), string(id), by[id])
	}
	for _, id := range sortedKeys(old) {
		take(rules.Title(id)+" (stale)", string(id)+", U27", old[id])
	}
	take("Not shown to be in the area", "residence", status[rules.Elsewhere])
	take("Could not be decided", "unknown", status[rules.Undecided])
	take(rules.Title(rules.Remembered), string(rules.Remembered), status[rules.Decided])
	take("A possible match may explain them: on the grey list", "grey", status[rules.Grey])
	return append(steps, candidates.Step{Title: "Candidate CME", Children: left, Total: true})
}

// byFirstRule counts the lines of a list by the gravest rule of each, most first.
func byFirstRule(rows []candidates.Row) []candidates.Count {
	n := map[string]int{}
	for _, r := range rows {
		n[r.Rules[0]]++
	}
	var out []candidates.Count
	for _, id := range sortedKeys(n) {
		out = append(out, candidates.Count{Title: id + " " + rules.Title(rules.ID(id)), N: n[id]})
	}
	slices.SortStableFunc(out, func(a, b candidates.Count) int { return cmp.Compare(b.N, a.N) })
	return out
}

// Summary is what a run found, in under a screen, for the person who started it. It names no child.
func Summary(res *Result) string {
	var b strings.Builder
	s := res.Lists.Summary
	fmt.Fprintf(&b, "%s, as of %s\n\n", s.Authority, calendarWords(s.AsOf))
	for _, step := range s.Waterfall {
		mark := "  − "
		if step.Total {
			mark = "  = "
		}
		fmt.Fprintf(&b, "%s%-58s %9s\n", mark, step.Title, grouped(step.Children))
	}
	fmt.Fprintf(&b, "    %-58s %9s\n", "At risk (on a roll or in provision)", grouped(len(res.Lists.AtRisk)))
	fmt.Fprintf(&b, "    %-58s %9s\n\n", "Possible matches for a person to judge", grouped(len(res.Lists.Possible)))
	fmt.Fprintln(&b, "  Top reasons")
	for _, c := range s.Reasons[:min(5, len(s.Reasons))] {
		fmt.Fprintf(&b, "    %-58s %9s\n", c.Title, grouped(c.N))
	}
	fmt.Fprintln(&b)
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

func calendarWords(t time.Time) string { return calendar.On(t.Date()).Words() }

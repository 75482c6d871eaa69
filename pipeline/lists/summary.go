package lists

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// summarise gathers what the report and the front of the workbook say of the run.
func (m *maker) summarise(manifest *journal.Manifest, measures []candidates.Measure, cme, risk []line) candidates.Summary {
	s := candidates.Summary{
		Authority: m.Settings.Authority.Name, AsOf: m.asOf.Midnight(), RunID: string(manifest.Run), Code: m.Settings.Authority.Code, Program: manifest.Rollcall, Guidance: rules.Guidance,
		Waterfall: m.makeWaterfall(cme), Reasons: countFirstRules(cme), Risks: countFirstRules(risk), Measures: measures,
	}
	if s.Authority == "" {
		s.Authority = "Authority " + m.Settings.Authority.Code
	}
	for _, n := range manifest.Notices {
		if n.Kind == journal.MatchingNotice {
			s.Limits = append(s.Limits, n.Text)
			continue
		}
		s.Banners = append(s.Banners, bannerOf(n))
	}
	for _, in := range manifest.Inputs {
		asOf, _ := time.Parse("2006-01-02", in.AsOf)
		s.Inputs = append(s.Inputs, candidates.Input{
			Kind: in.Kind, File: in.File, AsOf: asOf, Rows: in.Rows, Records: in.Records, Rejects: in.Rejects,
			Values: in.Values, Note: InputNote(in),
		})
	}
	for _, stage := range manifest.Stages {
		s.Stages = append(s.Stages, candidates.Stage{Name: stage.Name, Seconds: stage.Seconds})
	}
	return s
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

// TellOnTop puts a notice at the top of lists that are made already.
func (n *Night) TellOnTop(x journal.Notice) {
	s := &n.Lists.Summary
	s.Banners = append(s.Banners, bannerOf(x))
	s.Overview.Warnings = append(s.Overview.Warnings, bannerOf(x))
}

func bannerOf(n journal.Notice) candidates.Banner {
	return candidates.Banner{Grave: n.Grave, Text: capitalise(n.Text)}
}

// capitalise begins a notice with a capital letter, as a reader of the lists expects; the log and the terminal keep it small.
func capitalise(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// InputNote says what is odd about a file.
func InputNote(in journal.Input) string {
	notes := slices.Clone(in.Notes)
	if in.NotUsed != "" {
		notes = append(notes, "not used: "+in.NotUsed)
	}
	if len(in.Unknown) > 0 {
		notes = append(notes, "not known, not read: "+strings.Join(in.Unknown, ", "))
	}
	for _, code := range slices.Sorted(maps.Keys(in.Codes)) {
		notes = append(notes, fmt.Sprintf("unknown code %s, %d times", code, in.Codes[code]))
	}
	return strings.Join(notes, "; ")
}

// makeWaterfall takes children away step by step, from all seen to the lines of the list of candidates. A child who is on the list
// because an officer holds the case open, or because what would tell anew did not come, is not taken away by what explains it.
func (m *maker) makeWaterfall(cme []line) []candidates.Step {
	listed := make(map[string]bool, len(cme))
	for i := range cme {
		listed[cme[i].row.ChildID] = true
	}
	by, old := map[rules.ID]int{}, map[rules.ID]int{}
	status := map[rules.Status]int{}
	for i := range m.Judged.Verdicts {
		v := &m.Judged.Verdicts[i]
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
	left := m.children.Len() + unseen
	steps := []candidates.Step{{Title: seen, Children: left, Total: true}}
	take := func(title, source string, n int) {
		if n > 0 {
			left -= n
			steps = append(steps, candidates.Step{Title: title, Source: source, Children: n})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(by)) {
		if rules.SuppressorOf(id).Part == rules.OfAge || id == "" {
			take(rules.Title(id), string(id), by[id])
			delete(by, id)
		}
	}
	steps = append(steps, candidates.Step{Title: "Of compulsory school age", Children: left, Total: true})
	ids := slices.Sorted(maps.Keys(by))
	slices.SortStableFunc(ids, func(a, b rules.ID) int { return cmp.Compare(by[b], by[a]) })
	for _, id := range ids {
		take(rules.Title(id), string(id), by[id])
	}
	for _, id := range slices.Sorted(maps.Keys(old)) {
		take(rules.Title(id)+" (stale)", string(id)+", U27", old[id])
	}
	take("Not shown to be in the area", "residence", status[rules.Elsewhere])
	take("Could not be decided", "unknown", status[rules.Undecided])
	take(rules.Title(rules.Remembered), string(rules.Remembered), status[rules.Decided])
	take("A possible match may explain them: on the grey list", "grey", status[rules.Grey])
	return append(steps, candidates.Step{Title: "Candidate CME", Children: left, Total: true})
}

// countFirstRules counts the lines of a list by the gravest rule of each, most first.
func countFirstRules(lines []line) []candidates.Count {
	n := map[string]int{}
	for i := range lines {
		n[lines[i].row.Rules[0]]++
	}
	var out []candidates.Count
	for _, id := range slices.Sorted(maps.Keys(n)) {
		out = append(out, candidates.Count{Title: id + " " + rules.Title(rules.ID(id)), N: n[id]})
	}
	slices.SortStableFunc(out, func(a, b candidates.Count) int { return cmp.Compare(b.N, a.N) })
	return out
}

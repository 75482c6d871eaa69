package review

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/officers/office"
)

// blindChild is what a second look at a decision sees: what the extracts say of the child, and why the line was there. What explains the
// child now, the case and the decisions are no part of it: they are what the first look came to.
type blindChild struct {
	Name   string
	Person candidates.Person
	Reason string
	Rows   []row
	Events []candidates.Event
}

// mostEvents is how many of the newest events are shown.
const mostEvents = 8

// lookBlind is a child as a second look sees it; nil where the child may not be shown.
func lookBlind(v *visit, task *office.SecondTask) (*blindChild, error) {
	story, err := v.Desk.Child(v.Context(), task.Child)
	if errors.Is(err, desk.ErrUnknown) || errors.Is(err, desk.ErrSealed) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	b := &blindChild{Name: strings.TrimSpace(story.Person.Forename + " " + story.Person.Surname), Person: story.Person, Events: story.Events}
	b.Events = slices.Clone(b.Events[max(0, len(b.Events)-mostEvents):])
	slices.Reverse(b.Events)
	lines, _, err := v.Desk.Lines(v.Context(), desk.LineFilter{Child: task.Child})
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		if string(l.List) == task.List && l.Row != nil && !l.Sealed {
			b.Reason = l.Row.Reason
		}
	}
	b.Rows = []row{{"Born", born(story.Person.DOB, v.Desk.Run().AsOf)}, {"Address", firstSaid(story.Addresses)}, {"School", schoolWords(story.Schools)},
		{"Others at home", siblingWords(story.Siblings)}, {"Safeguarding", careWords(story.Care)}, {"Not found in", searchedWords(story.Searched)}}
	return b, nil
}

func firstSaid(all []candidates.Said) string {
	if len(all) == 0 {
		return ""
	}
	return withSource(all[0].Text, all[0].Source, day(all[0].On))
}

func withSource(text, source, on string) string {
	if said := strings.Trim(source+", "+on, ", "); said != "" {
		return text + " (" + said + ")"
	}
	return text
}

// schoolWords says the newest school and what became of the child there.
func schoolWords(all []candidates.Attended) string {
	if len(all) == 0 {
		return ""
	}
	s := all[0]
	return withSource(strings.Trim(cmp.Or(s.Name, s.LAESTAB)+", "+s.Words, ", "), s.Source, day(s.On))
}

func careWords(all []candidates.Care) string {
	var parts []string
	for _, c := range all {
		parts = append(parts, strings.TrimSpace(c.Fact+" "+day(c.Since)))
	}
	return strings.Join(parts, "; ")
}

func searchedWords(all []candidates.Searched) string {
	var parts []string
	for _, s := range all {
		if !s.Found {
			parts = append(parts, s.Source)
		}
	}
	return strings.Join(parts, ", ")
}

func sortSettled(all []toSettle) {
	slices.SortFunc(all, func(a, b toSettle) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Href, b.Href)) })
}

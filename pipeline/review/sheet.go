package review

import (
	"slices"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/register"
)

// sheetPage is the evidence sheet: the child on one A4, for a visit or a file. That it was made is noted.
var _ = addPage(&page{Path: "/child/{child}/sheet", Title: "Evidence sheet", Roles: workers, show: showSheet})

func showSheet(v *visit) (*view, error) {
	c, err := readChild(v, register.ActPrinted)
	if err != nil {
		return nil, err
	}
	if c.Sealed {
		return nil, desk.ErrSealed
	}
	return showPage("sheet", c.sheetOf()), nil
}

// sheetOf is a child as the evidence sheet tells of it: what fits one A4. References, and what happened before the newest
// moments, stay on the page.
func (c *child) sheetOf() *child {
	s, story := *c, *c.Story
	story.Numbers = c.MainNumbers()
	story.Addresses = story.Addresses[:min(len(story.Addresses), 4)]
	story.Phones = story.Phones[:min(len(story.Phones), 4)]
	story.Parents = story.Parents[:min(len(story.Parents), 4)]
	story.Emails = nil
	story.Siblings = story.Siblings[:min(len(story.Siblings), 4)]
	story.Schools = story.Schools[:min(len(story.Schools), 4)]
	s.Story = &story
	state := *c.State
	state.Decisions, state.Steps = lastOf(standingOnes(state.Decisions), 2), lastOf(state.Steps, 5)
	s.State, s.Tasks = &state, s.Tasks[:min(len(s.Tasks), 3)]
	s.Timeline.Recent = s.Timeline.Recent[:min(len(s.Timeline.Recent), 8)]
	story.Records = nil // side by side they want a page of their own
	s.Timeline.Earlier, s.Timeline.Sightings = nil, nil
	return &s
}

// standingOnes are the decisions that no other took the place of.
func standingOnes(all []office.Decision) []office.Decision {
	return slices.DeleteFunc(slices.Clone(all), func(d office.Decision) bool { return d.SupersededBy != 0 })
}

// lastOf are the last of some, at most so many.
func lastOf[T any](all []T, most int) []T { return all[max(len(all)-most, 0):] }

// MainNumbers are the numbers by which a child is known everywhere: the UPN and the NHS number.
func (c *child) MainNumbers() []candidates.Said { return c.numbers(true) }

// References are the numbers by which single services know the child.
func (c *child) References() []candidates.Said { return c.numbers(false) }

func (c *child) numbers(main bool) []candidates.Said {
	return slices.DeleteFunc(slices.Clone(c.Story.Numbers), func(n candidates.Said) bool { return (n.Title == "UPN" || n.Title == "NHS number") != main })
}

package lists

import (
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/reports"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/stories"
)

// lettersOf gathers what a letter needs, for each line of the list of candidates whose next action is one. A line that is kept for want
// of an extract asks for none, and no letter goes to the home that an open case has had.
func (m *maker) lettersOf(lines []line) []candidates.Line[reports.Letter] {
	var out []candidates.Line[reports.Letter]
	for i := range lines {
		row := &lines[i].row
		child, here := m.Judged.Heirs.Number(row.ChildID)
		if lines[i].kept || !here || len(row.Rules) == 0 {
			continue
		}
		k := m.Judged.Cases.CaseOf(int(child))
		for _, kind := range rules.LettersOf(rules.ID(row.Rules[0])) {
			if kind != rules.LetterSchool && wasWrittenTo(k) {
				continue
			}
			x := reports.Letter{Kind: string(kind), Child: row.ChildID, Person: row.Person, YearGroup: row.YearGroup, Rule: row.Rules[0],
				Last: m.lastSchool(int(child)), FirstListed: row.FirstListed, Due: row.Due}
			out = append(out, candidates.NewLine(x, lines[i].sealed))
		}
	}
	return out
}

// wasWrittenTo reports whether an open case of the child has a letter to the last address.
func wasWrittenTo(k *rules.Case) bool {
	return slices.ContainsFunc(k.Claims, func(c rules.Claim) bool {
		return c.Kind == rules.OpenCase && c.Expected != 0 && (c.To == 0 || c.To > k.AsOf)
	})
}

// lastSchool is the school that had the child last, by what schools say.
func (m *maker) lastSchool(child int) candidates.Schooling {
	k := m.Judged.Cases.CaseOf(child)
	var last candidates.Schooling
	var seen, left calendar.Date
	for _, c := range k.Claims {
		if c.Kind == rules.Roll && c.From <= k.AsOf && stories.IsSchoolNumber(c.Place) {
			on := c.From
			if c.Status != "added" && c.AsOf <= k.AsOf {
				on = max(on, c.AsOf)
			}
			if on >= seen {
				seen, last = on, candidates.Schooling{School: c.Place, Entry: c.From.Midnight()}
			}
		}
	}
	for _, c := range k.Claims {
		if c.Kind == rules.LeftRoll && c.From <= k.AsOf && stories.IsSchoolNumber(c.Place) && (c.Place == last.School || c.From > seen) {
			if c.Place != last.School {
				seen, last = c.From, candidates.Schooling{School: c.Place}
			}
			left = max(left, c.From)
		}
	}
	last.Left = left.Midnight()
	if last.School != "" {
		last.Name = m.Judged.Authority.Name(last.School)
	}
	return last
}

// isWithLostPupils reports whether a transfer file of the child to an unknown destination lies with the lost pupils.
func isWithLostPupils(k *rules.Case) bool {
	return slices.ContainsFunc(k.Claims, func(c rules.Claim) bool { return c.Kind == rules.Lost && strings.HasPrefix(c.Toward, "X") })
}

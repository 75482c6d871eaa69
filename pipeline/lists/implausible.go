package lists

import (
	"slices"

	"rollcall/pipeline/people"
	"rollcall/sources"
)

// What one child cannot be: a child of whom it is found is two children, or an extract is wrong. Nothing in matching keeps all of it
// apart, so that it tells how many joins are false without anybody's truth.
var implausible = []struct {
	name string
	is   func(records []people.Placed) bool
}{
	{"on two rolls in one return", onTwoRolls},
	{"on a roll after death", onARollAfterDeath},
	{"two unique pupil numbers", hasTwoNumbers},
}

// measureImplausible says of how many of the children with several identities it is found.
func (m *maker) measureImplausible(out *measurer) {
	joined, found := 0, make([]int, len(implausible))
	for child := range m.children.Len() {
		if len(m.children.IdentitiesOf(child)) < 2 {
			continue
		}
		joined++
		records := m.children.RecordsOf(child)
		for k, what := range implausible {
			if what.is(records) {
				found[k]++
			}
		}
	}
	for k, what := range implausible {
		out.addShare("joined and implausible", what.name, found[k], joined)
	}
}

// onTwoRolls reports whether one return has the child on the rolls of two schools, and neither says that the other is a second one.
func onTwoRolls(records []people.Placed) bool {
	type roll struct {
		kind sources.Kind
		asOf sources.Date
	}
	at := map[roll]string{}
	for _, r := range records {
		for _, c := range r.Claims {
			if c.Kind != sources.Roll || c.Status != "C" || c.To.Known() {
				continue
			}
			key := roll{r.Kind, r.AsOf}
			if had, ok := at[key]; ok && had != c.Place {
				return true
			}
			at[key] = c.Place
		}
	}
	return false
}

// onARollAfterDeath reports whether a roll begins after the child is said to have died.
func onARollAfterDeath(records []people.Placed) bool {
	var died []sources.Date
	for _, r := range records {
		for _, c := range r.Claims {
			if c.Kind == sources.Death && c.From.Known() {
				died = append(died, c.From)
			}
		}
	}
	for _, r := range records {
		for _, c := range r.Claims {
			if c.Kind == sources.Roll && slices.ContainsFunc(died, func(d sources.Date) bool { return c.From > d }) {
				return true
			}
		}
	}
	return false
}

// hasTwoNumbers reports whether two records have different unique pupil numbers, neither of which is the other's former one.
func hasTwoNumbers(records []people.Placed) bool {
	for y, b := range records {
		for _, a := range records[:y] {
			x, z := a.Who, b.Who
			if x.UPN != "" && z.UPN != "" && x.UPN != z.UPN && x.FormerUPN != z.UPN && z.FormerUPN != x.UPN {
				return true
			}
		}
	}
	return false
}

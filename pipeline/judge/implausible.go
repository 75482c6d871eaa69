package judge

import (
	"slices"

	"rollcall/pipeline/people"
	"rollcall/sources"
)

// Implausible is what one child cannot be: a child of whom it is found is two children, or an extract is wrong. Nothing in matching keeps
// all of it apart, so that it tells how many joins are false without anybody's truth.
var Implausible = []struct {
	Name string
	is   func(records []people.Placed) bool
}{
	{"on two rolls in one return", onTwoRolls},
	{"on a roll after death", onARollAfterDeath},
	{"two unique pupil numbers", hasTwoNumbers},
}

// findImplausible says which of them are found, by their places.
func findImplausible(records []people.Placed) (found uint8) {
	for i := range Implausible {
		if Implausible[i].is(records) {
			found |= 1 << i
		}
	}
	return found
}

// onTwoRolls reports whether one return has the child on the rolls of two schools, and neither says that the other is a second one.
func onTwoRolls(records []people.Placed) bool {
	type roll struct {
		kind  sources.Kind
		asOf  sources.Date
		place string
	}
	var room [8]roll
	seen := room[:0]
	for i := range records {
		r := records[i].Record
		for k := range r.Claims {
			c := &r.Claims[k]
			if c.Kind != sources.Roll || c.Status != "C" || c.To.Known() {
				continue
			}
			at := slices.IndexFunc(seen, func(x roll) bool { return x.kind == r.Kind && x.asOf == r.AsOf })
			switch {
			case at < 0:
				seen = append(seen, roll{r.Kind, r.AsOf, c.Place})
			case seen[at].place != c.Place:
				return true
			}
		}
	}
	return false
}

// onARollAfterDeath reports whether a roll begins after the child is said to have died.
func onARollAfterDeath(records []people.Placed) bool {
	var first sources.Date // a roll after any death is one after the first
	for i := range records {
		for k := range records[i].Claims {
			if c := &records[i].Claims[k]; c.Kind == sources.Death && c.From.Known() && (first == 0 || c.From < first) {
				first = c.From
			}
		}
	}
	if first == 0 {
		return false
	}
	for i := range records {
		if slices.ContainsFunc(records[i].Claims, func(c sources.Claim) bool { return c.Kind == sources.Roll && c.From > first }) {
			return true
		}
	}
	return false
}

// hasTwoNumbers reports whether two records have different unique pupil numbers, neither of which is the other's former one.
func hasTwoNumbers(records []people.Placed) bool {
	type numbers struct{ upn, former string }
	var room [8]numbers
	seen := room[:0]
	for i := range records {
		x := numbers{records[i].Who.UPN, records[i].Who.FormerUPN}
		if x.upn == "" || slices.Contains(seen, x) {
			continue
		}
		if slices.ContainsFunc(seen, func(z numbers) bool { return x.upn != z.upn && x.former != z.upn && z.former != x.upn }) {
			return true
		}
		seen = append(seen, x)
	}
	return false
}

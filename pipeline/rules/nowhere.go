package rules

import (
	"cmp"
	"slices"
	"strings"
)

// A rule may say of a child that no register has it only where every register was searched: absence from one that was not had
// proves nothing. Such a rule declares the kinds that it must have searched (Rule.Nowhere). It is asked all the same where one
// was not had, and says Unknown of the children of whom it would have said Yes, with what would settle it: so the run can say
// how many children each extract not had would answer for, and which of them to look at first.

// registersOfEducation are the kinds that hold the education of a child who is on no roll of the authority.
var registersOfEducation = []string{"home_education", "independent_schools", "other_authorities", "alternative_provision"}

// lackedOf returns those of some kinds that never came, in their order. One that came and is held back tonight is another matter:
// earlier nights went by it, and say whom it explains.
func (a *Authority) lackedOf(kinds []string) []string {
	return slices.DeleteFunc(slices.Clone(kinds), func(kind string) bool { return a.Extracts[kind].Came })
}

// leaveUntold makes the Yes of a rule that rests on "nowhere else" what it is without some registers: an Unknown that keeps since
// when it would hold and on what it rests.
func (h *history) leaveUntold(r *Rule, f Finding, lacks []string) Finding {
	since, basis := h.withoutSince()
	reason := "It cannot be told whether another register has the child: " + h.lackWords(lacks) + "."
	if !r.RestsOnNothing { // what it says besides is on record
		reason = f.Reason + " " + reason
	}
	return Finding{Reason: reason, Since: cmp.Or(f.Since, since), Basis: cmp.Or(f.Basis, basis), Records: f.Records, Lacks: lacks}
}

// lackWords says which kinds never came.
func (a *Authority) lackWords(kinds []string) string {
	if len(kinds) == 1 {
		_, why := a.trusted(kinds[0])
		return why
	}
	names := inWords(kinds, func(kind string) string { return "the " + a.registerName(kind) })
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last] + " were not received"
}

// Untold returns the findings of the rules that would say Yes of the child but for registers that were not had.
func (v *Verdict) Untold() []Finding {
	var out []Finding
	for _, f := range v.Unknown {
		if len(f.Lacks) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// censusAlone reports whether no kind but the census, and the rolls that it is taken from, was had that may hold a child's
// education or show the child here.
func (a *Authority) censusAlone() bool {
	for kind, x := range a.Extracts {
		if x.Came && x.Looked > 0 && kind != "school_census" && kind != nightlyRolls {
			return false
		}
	}
	return true
}

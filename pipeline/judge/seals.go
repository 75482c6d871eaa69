package judge

import (
	"strings"

	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
)

// IsSealed reports whether nothing of a child may be printed: by a seal of one of its identities, by the home of a sealed child or
// a refuge, by what a service says of its family, or because a record that may be its own is of a sealed child. When in doubt,
// sealed.
func (d *Judged) IsSealed(child int) bool {
	if d.Cases.sealsAlone(child) {
		return true
	}
	for _, near := range d.Children.NearTo(child) {
		if max(near.Probability, near.Together) >= people.GreyFrom && d.Cases.sealsAlone(int(near.Child)) {
			return true
		}
	}
	return false
}

// sealsAlone reports whether a child is sealed by what is its own. A child who has been judged is not looked at again.
func (c *Cases) sealsAlone(child int) bool {
	if c.sealed[child] || c.children.IsSealed(child) {
		return true
	}
	return !c.judged && sealsCase(c.CaseOf(child))
}

// sealsCase reports whether what is said of a child, or what may be said of it, seals it.
func sealsCase(k *rules.Case) bool {
	for _, claims := range [...][]rules.Claim{k.Claims, k.Possible} {
		for i := range claims {
			claim := &claims[i]
			if claim.Kind == rules.Seal || claim.Kind == rules.Flag && (claim.Status == "refuge" || claim.Status == "family_risk") ||
				claim.Band != rules.M3 && strings.Contains(claim.Marks, "refuge") {
				return true
			}
		}
	}
	return false
}

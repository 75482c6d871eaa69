package judge

import (
	"strings"

	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
)

// SealOf says what of a child must not be printed: by a seal of one of its identities, or one that may be its, by a refuge,
// or by an address at which somebody is sealed.
func (d *Judged) SealOf(child int) people.Seal {
	what, k := d.Children.SealOf(child), d.Cases.CaseOf(child)
	for _, claims := range [...][]rules.Claim{k.Claims, k.Possible} {
		for i := range claims {
			claim := &claims[i]
			if claim.Kind == rules.Seal || claim.Kind == rules.Flag && (claim.Status == "refuge" || claim.Status == "family_risk") ||
				claim.Band != rules.M3 && strings.Contains(claim.Marks, "refuge") {
				what |= people.AddressSealed
			}
			if claim.Kind == rules.Seal && claim.Status != "refuge" && claim.Status != "court" {
				what |= people.NameSealed
			}
		}
	}
	return what
}

package judge

import (
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Noted is what is kept of a child's records when the child is judged, since the lists ask it of every child and reading all records
// again is dearer than keeping it.
type Noted struct {
	Facets  candidates.Facets
	Born    calendar.Date // zero when it is not known
	LastOn  string        // the school whose roll the child was last seen on
	OffRoll float64       // that none of the records of a roll is the child's: one where there is none

	Unlikely uint8 // which of Implausible are found of the child, by their places
}

// IsImplausible reports whether what stands at a place of Implausible is found of the child, which has several identities.
func (n *Noted) IsImplausible(k int) bool { return n.Unlikely>>k&1 > 0 }

// note notes what is kept of the child whose Case was built last.
func (b *builder) note(child int, k *rules.Case) Noted {
	b.asOf = calendar.NewAsOf(k.AsOf)
	n := Noted{Facets: b.facets(k.DOB), Born: k.DOB, LastOn: b.lastOn(k), OffRoll: offRoll(b.placed)}
	if len(b.children.IdentitiesOf(child)) > 1 {
		n.Unlikely = findImplausible(b.placed)
	}
	return n
}

// lastOn is the school whose roll the child of a Case was last seen on.
func (b *builder) lastOn(k *rules.Case) (school string) {
	for i := range k.Claims {
		if c := &k.Claims[i]; c.Kind == rules.Roll && !b.asOf.Before(c.From) {
			school = c.Place
		}
	}
	return school
}

// offRoll is the probability that none of the records of a roll is the child's.
func offRoll(records []people.Placed) float64 {
	p := 1.0
	for i := range records {
		if slices.ContainsFunc(records[i].Claims, isRoll) {
			p = min(p, 1-records[i].Link)
		}
	}
	return p
}

func isRoll(c sources.Claim) bool { return c.Kind == sources.Roll }

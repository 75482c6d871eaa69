package judge

import (
	"cmp"
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// builder builds one Case after another in the same memory, since a run builds one of every child and keeps few. One goroutine uses it.
type builder struct {
	*Cases
	own, other *people.Reader    // of the child, and of those who may be it
	placed     []people.Placed   // the records of the child
	who        []*sources.Record // the same
	homes      addresses
	survey     surveyor
	order      []claimAt
	schools    []attended
	asOf       calendar.AsOf // as what is noted asks of the day
	sheet      rules.Case
}

// claimAt is a claim of a record of the child, by place.
type claimAt struct {
	from       sources.Date
	rec, claim int32
}

func compareClaimsAt(a, b claimAt) int {
	switch {
	case a.from != b.from:
		return cmp.Compare(a.from, b.from)
	case a.rec != b.rec:
		return cmp.Compare(a.rec, b.rec)
	}
	return cmp.Compare(a.claim, b.claim)
}

func (c *Cases) newBuilder() *builder {
	return &builder{Cases: c, survey: surveyor{boundary: c.boundary}, own: c.children.NewReader(), other: c.children.NewReader()}
}

// build assembles a child's Case from the records placed with the child. It stands until the next is built. What may be the child's is
// not in it.
func (b *builder) build(child int) *rules.Case {
	b.survey.startChild()
	b.placed = b.own.RecordsOf(child)
	b.who, b.order, b.homes = b.who[:0], b.order[:0], b.homes[:0]
	for i := range b.placed {
		rec := b.placed[i].Record
		b.who = append(b.who, rec)
		b.homes.numberOf(rec.Who.Postcode)
		for n := range rec.Claims {
			b.order = append(b.order, claimAt{rec.Claims[n].From, int32(i), int32(n)})
		}
	}
	// In order they are written down: a rules.Claim is a quarter of a kilobyte, and is moved once.
	slices.SortFunc(b.order, compareClaimsAt)
	claims := slices.Grow(b.sheet.Claims[:0], len(b.order))
	for _, at := range b.order {
		p := &b.placed[at.rec]
		claims = appendClaim(claims, &p.Claims[at.claim], p.Record, p.Band, p.Link, b.homes.numberOf(p.Who.Postcode))
		b.survey.placeHome(&claims[len(claims)-1], p.Record)
	}
	k := &b.sheet
	*k = rules.Case{Authority: b.authority, Child: b.children.IDs[child], Claims: rules.PutInOrder(claims), Possible: k.Possible[:0]}
	k.DOB, k.OtherDOBs = BirthDate(b.who)
	k.Surnames = countSurnames(b.who)
	return k
}

// addPossible adds to a Case what would hold of the child if an open match were judged the same.
func (b *builder) addPossible(k *rules.Case, child int) {
	for _, near := range b.children.NearTo(child) {
		k.Possible = b.possibleClaims(k.Possible, near)
	}
	k.Possible = rules.PutInOrder(k.Possible)
}

// possibleClaims adds what would hold of a child by one open match.
func (b *builder) possibleClaims(to []rules.Claim, near people.Near) []rules.Claim {
	for _, rec := range b.other.RecordsOf(int(near.Child)) {
		link := linkIfSame(near, &rec)
		if link < people.GreyFrom {
			continue
		}
		for n := range rec.Claims {
			to = appendClaim(to, &rec.Claims[n], rec.Record, rules.M3, link, 0)
			b.survey.placeHome(&to[len(to)-1], rec.Record)
		}
	}
	return to
}

// linkIfSame is how surely a record of a near child is a child's own. The nearest row may have been placed with the wrong child: then what
// it says holds. Or the two children are one: then all that the other's records say does. A match that can be neither, by numbers or because
// the row fits its own child far better, says nothing of the child.
func linkIfSame(near people.Near, rec *people.Placed) float64 {
	if rec.Identity == near.Identity {
		return max(near.Whole, near.Row)
	}
	return near.Whole
}

// judge asks the rules about a child, notes what its records say until when both stand, and keeps the Case of one whom nothing explains and the facts of one at
// risk. What may be the child's is read only where it counts.
func (b *builder) judge(child int) (rules.Verdict, Noted) {
	k := b.build(child)
	v := rules.Judge(k)
	if len(b.children.NearTo(child)) > 0 && v.Status.WeighsPossible() {
		b.addPossible(k, child)
		v = rules.Judge(k)
	}
	if unexplained(v.Status) || v.Status == rules.Grey {
		b.keep(child, k)
	}
	if len(v.AtRisk) > 0 {
		b.atRisk[child] = factsAtRisk(k)
	}
	n := b.note(child, k)
	v.Until = min(v.Until, b.asOf.Until())
	return v, n
}

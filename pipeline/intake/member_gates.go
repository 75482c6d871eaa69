package intake

import (
	"fmt"
	"slices"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/members"
	"rollcall/pipeline/register"
	"rollcall/sources"
)

// references are the extracts to whose children those of others are held, the surest first: a school writes what it says of a
// pupil from a birth certificate, in a form that the Department fixes, so that no column of it can be another; and the health
// list has nearly every child.
var references = []sources.Kind{sources.SchoolCensus, sources.Health}

const (
	// leastGone is how many children must be gone before a share of them counts: two of a list of twenty leave in a week.
	leastGone = 3
	// eroded is how much more children may go in sixty days than from one extract to the next. In an invented year of honest extracts
	// it is 2.7 in a hundred at most (22 of 812 applications for school places; 10 of 218 in a smaller authority), and of
	// lists that explain children 1.2 (one of 85).
	eroded = 1.2
	// leastBirths is from how many dates of birth on their ages are looked at, and oddAges the greatest share of those that are of
	// nobody from three to eighteen: 16 in a hundred of the honest health list, which has babies.
	leastBirths = 20
	oddAges     = 0.5
)

// changedMost is the greatest share of children known by a number who may have another date of birth, name, sex or postcode than
// in the extract before. In an invented year of honest extracts no birth and no sex of twenty or more changed for two in a
// hundred, no name for two and no postcode, of families who move, for five.
var changedMost = [...]float64{members.BirthColumn: 0.05, members.NameColumn: 0.15, members.SexColumn: 0.05, members.PostcodeColumn: 0.25}

// askedOfMembers says what the portraits of extracts are drawn for.
func (k *gatekeeper) askedOfMembers(workers int) (members.Asked, error) {
	asked := members.Asked{Key: members.Key(k.Past.MembersKey), AsOf: k.asOf, Workers: workers, Before: map[sources.Kind]*members.Sample{},
		Held: map[sources.Kind]bool{}, References: references, Whole: func(kind sources.Kind) bool { return k.expect[kind].Whole }}
	for _, kind := range sources.Kinds() {
		asked.Held[kind] = k.whyHeld(string(kind)) != ""
		if raw := k.Past.Members[string(kind)]; raw != nil {
			sample, err := members.Decode(raw)
			if err != nil {
				return asked, fmt.Errorf("%s: %w", kind, err)
			}
			asked.Before[kind] = sample
		}
	}
	return asked, nil
}

// askMembers asks of every extract that is not held back whether it is of the children of the one before it, and says of them what that
// and other extracts say.
func (k *gatekeeper) askMembers(held map[sources.Kind]bool) {
	for _, kind := range sources.Kinds() {
		if like := k.likes[kind]; like != nil && !held[kind] {
			k.askSameColumns(like)
			if !slices.Contains(k.letPass(kind), string(journal.RowsGate)) { // who lets a shorter list pass knows that children are gone
				k.askSameChildren(like)
			}
		}
	}
}

// askSameChildren asks whether the children of the extract before are still there. Those who left for a reason do not count.
func (k *gatekeeper) askSameChildren(p *members.Portrait) {
	most, before := k.expect[p.Kind].Gone, k.Past.Accepted[string(p.Kind)]
	switch {
	case goneChildren(p.Lost, p.Of, most):
		k.holdKind(journal.MembersGate, p.Kind, "%s of the children who were in it in the run for %s are gone without a reason (at most %s)",
			percentWords(float64(p.Lost)/float64(p.Of)), dayWords(before.AsOf), percentWords(most))
	case goneChildren(p.Eroded, p.Of, eroded*most):
		k.holdKind(journal.MembersGate, p.Kind, "%s of its children are gone without a reason since %d days ago (at most %s)",
			percentWords(float64(p.Eroded)/float64(p.Of)), members.Days, percentWords(eroded*most))
	}
}

func goneChildren(n, of int, most float64) bool {
	return n >= leastGone && float64(n) > most*float64(of)
}

// askSameColumns asks whether the columns that name a child say what they said of the same children, what other extracts say, and
// what a date of birth can be. The files of a kind that does not pass are not used: with another date in the place of the birth every
// row of them is a new child.
func (k *gatekeeper) askSameColumns(p *members.Portrait) {
	why := ""
	for i := range p.Changed {
		if n, of := p.Changed[i], p.Met[i]; why == "" && goneChildren(n, of, changedMost[i]) {
			why = fmt.Sprintf("%d of %d children known by a number have another %s than in the run for %s", n, of, members.ColumnWords[i],
				dayWords(k.Past.Accepted[string(p.Kind)].AsOf))
		}
	}
	if why == "" {
		text, doubted := p.Disagrees()
		if doubted == "" {
			why = text
		} else {
			k.doubt(doubted, p.Kind, text)
		}
	}
	if of := p.Births; why == "" && of >= leastBirths && float64(p.OddAges()) > oddAges*float64(of) {
		why = fmt.Sprintf("%d of %d dates of birth are of nobody from three to eighteen: it may be another date", p.OddAges(), of)
	}
	if why == "" {
		return
	}
	for i := range k.in.Reports {
		if f := &k.in.Reports[i]; f.Kind == p.Kind {
			k.fail(journal.GateReport{Gate: journal.ColumnGate, Kind: string(p.Kind), File: f.File, Why: why, Unused: true, Held: true})
		}
	}
}

// doubt notes that a reference stands alone against two other extracts. It is told and not held back: which schools' it is, nobody
// can say.
func (k *gatekeeper) doubt(reference, by sources.Kind, why string) {
	k.doubts = append(k.doubts, journal.Notice{Kind: string(reference), Grave: true, Text: fmt.Sprintf(
		"%s: %s: %s, and agrees with the other lists; look at the column", reference, by, why)})
}

// rememberMembers notes who was in an accepted extract, and what a person let pass. Children whose being gone was let pass are
// remembered no more.
func (k *gatekeeper) rememberMembers(x *register.Extract) {
	x.LetPass = k.letPass(sources.Kind(x.Kind))
	if like := k.likes[sources.Kind(x.Kind)]; like != nil {
		if len(x.LetPass) > 0 {
			like.Sample.ForgetLost(k.asOf)
		}
		x.Members = like.Sample.Encode()
	}
}

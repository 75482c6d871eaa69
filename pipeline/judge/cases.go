package judge

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Cases gives each child's Case. Of a child whom nothing explains it is built once and kept; of the others, who are most, it
// is let go as soon as they are judged, since a Case holds all that was ever said of a child, and built again for whoever asks. Whoever is
// given one reads it: a Case that is to say something besides is a copy.
type Cases struct {
	children  *people.Children
	authority *rules.Authority
	boundary  *boundary
	kept      []atomic.Pointer[rules.Case] // by child
	atRisk    []rules.Facts                // by child: what extracts give of one at risk, of whom no Case is kept
	builders  sync.Pool
}

func newCases(children *people.Children, passed *intake.Passed) *Cases {
	c := &Cases{children: children, authority: passed.Authority, boundary: newBoundary(passed.Ingested.Addresses),
		kept: make([]atomic.Pointer[rules.Case], children.Len()), atRisk: make([]rules.Facts, children.Len())}
	c.builders.New = func() any { return c.newBuilder() }
	return c
}

// CaseOf returns the Case of a child, and keeps it.
func (c *Cases) CaseOf(child int) *rules.Case {
	if k := c.kept[child].Load(); k != nil {
		return k
	}
	k := c.buildCase(child)
	c.kept[child].Store(k)
	return k
}

// Look has the Case of a child looked at, and keeps none: what is given stands until the look is over. What may be the child's is not
// always in it.
func (c *Cases) Look(child int, look func(*rules.Case)) {
	if k := c.kept[child].Load(); k != nil {
		look(k)
		return
	}
	b := c.builders.Get().(*builder)
	look(b.build(child))
	c.builders.Put(b)
}

// factsAtRisk are the facts that extracts give of a child, as a line at risk rests on them; they are read and never changed.
func (c *Cases) factsAtRisk(child int) (facts rules.Facts) {
	if facts = c.atRisk[child]; facts == nil {
		c.Look(child, func(k *rules.Case) { facts = factsAtRisk(k) })
	}
	return facts
}

func factsAtRisk(k *rules.Case) rules.Facts { return k.Facts([]rules.Finding{}) }

// Release lets go of every Case that is kept and of all that one is built of, the list of addresses first of all: the lines are made, and
// what is left is to write them. None may be asked for from then on.
func (c *Cases) Release() { *c = Cases{} }

// keep keeps a Case of whom more will be asked. What is given stands in the memory of a builder, so that what is kept is a copy.
func (c *Cases) keep(child int, k *rules.Case) {
	kept := *k
	kept.Claims, kept.Possible = slices.Clone(k.Claims), slices.Clone(k.Possible)
	c.kept[child].Store(&kept)
}

// buildCase assembles one child's Case.
func (c *Cases) buildCase(child int) *rules.Case {
	b := c.newBuilder()
	k := b.build(child)
	b.addPossible(k, child)
	return k
}

// ClaimWord is what rules call a kind of claim.
func ClaimWord(k sources.ClaimKind) string { return claimKinds[k].String() }

// claimKinds is the seam between what extracts say and what rules read: the same words on both sides.
var claimKinds = [...]rules.Kind{
	sources.Roll: rules.Roll, sources.LeftRoll: rules.LeftRoll, sources.Application: rules.Application,
	sources.Offer: rules.Offer, sources.Residence: rules.Residence, sources.HomeEducated: rules.HomeEducated,
	sources.Alternative: rules.Alternative, sources.Exclusion: rules.Exclusion, sources.Absence: rules.Absence,
	sources.Attendance: rules.Attendance, sources.Lost: rules.Lost, sources.Departure: rules.Departure,
	sources.Referral: rules.Referral, sources.Flag: rules.Flag, sources.Death: rules.Death,
	sources.Case: rules.OpenCase, sources.EarlyYearsPlace: rules.EarlyYearsPlace, sources.Seal: rules.Seal,
	sources.AttendanceOrder: rules.AttendanceOrder,
}

// appendClaim maps a claim of a record to what rules read of it, with where it comes from and how surely it is the
// child's; home numbers the address of the record among those of the child. Strings still point to where the record is read from, which outlives the run.
func appendClaim(to []rules.Claim, c *sources.Claim, rec *sources.Record, band rules.Band, link float64, home uint8) []rules.Claim {
	to = append(to, rules.Claim{
		Kind: claimKinds[c.Kind], From: c.From, To: c.To, Place: c.Place,
		Status: c.Status, Reason: c.Reason, Year: c.Year, Decided: c.Decided,
		Expected: c.Expected, Toward: c.Toward, Ref: c.Ref, Count: int(c.Count), Marks: c.Marks, Sessions: c.Sessions, Home: home,
		Provenance: rules.Provenance{
			Source: string(rec.Kind), Record: string(rec.ID), AsOf: rec.AsOf, Band: band, Link: link,
		},
	})
	markBlanks(&to[len(to)-1], rec)
	return to
}

// addresses are those of a child, numbered, by postcode: an address is typed in many ways, and a rule may know no more of it
// than whether two are the same.
type addresses []string

func (h *addresses) numberOf(postcode string) uint8 {
	if postcode == "" {
		return 0
	}
	i := slices.Index(*h, postcode)
	if i < 0 {
		i, *h = len(*h), append(*h, postcode)
	}
	return uint8(min(i+1, 255))
}

// dobTrust says how much a date of birth in an extract counts when the extracts disagree.
var dobTrust = sources.FactByKind(func(d sources.Declaration) int { return d.BirthTrust })

// BirthDate chooses the child's date of birth among those of its records: the one with most trust behind it, a kind of extract
// counting once for each date it gives; ties go to the earlier date. The others are returned beside it.
func BirthDate(recs []*sources.Record) (calendar.Date, []calendar.Date) {
	type vote struct {
		kind sources.Kind
		dob  sources.Date
	}
	var roomVotes [8]vote
	var roomDates [4]trusted
	votes, dates := roomVotes[:0], roomDates[:0]
	for _, rec := range recs {
		v := vote{rec.Kind, rec.Who.DOB}
		if v.dob == 0 || slices.Contains(votes, v) {
			continue
		}
		votes = append(votes, v)
		i := slices.IndexFunc(dates, func(d trusted) bool { return d.dob == v.dob })
		if i < 0 {
			i, dates = len(dates), append(dates, trusted{dob: v.dob})
		}
		dates[i].trust += dobTrust[rec.Kind]
	}
	if len(dates) == 0 {
		return 0, nil
	}
	slices.SortFunc(dates, func(a, b trusted) int { return cmp.Or(b.trust-a.trust, cmp.Compare(a.dob, b.dob)) })
	var others []calendar.Date
	for _, d := range dates[1:] {
		others = append(others, d.dob)
	}
	return dates[0].dob, others
}

// trusted is a date of birth with the trust behind it.
type trusted struct {
	dob   sources.Date
	trust int
}

// countSurnames counts the surnames that the records of a child give, however they are written.
func countSurnames(recs []*sources.Record) int {
	var seen []string
	for _, rec := range recs {
		if n := rec.Who.Surname; n != "" && !slices.ContainsFunc(seen, func(s string) bool { return strings.EqualFold(s, n) }) {
			seen = append(seen, n)
		}
	}
	return len(seen)
}

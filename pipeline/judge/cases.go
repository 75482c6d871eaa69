package judge

import (
	"maps"
	"slices"
	"strings"
	"sync/atomic"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Cases gives each child's Case. Of a child of whom lines are made it is built once and kept; of the others, who are most, it
// is let go as soon as they are judged, since a Case holds all that was ever said of a child. Whoever is given one reads it:
// a Case that is to say something besides is a copy.
type Cases struct {
	children  *people.Children
	authority *rules.Authority
	boundary  *boundary
	kept      []atomic.Pointer[rules.Case] // by child
}

func newCases(children *people.Children, passed *intake.Passed) *Cases {
	return &Cases{children: children, authority: passed.Authority, boundary: newBoundary(passed.Ingested.Addresses),
		kept: make([]atomic.Pointer[rules.Case], children.Len())}
}

// CaseOf returns the Case of a child.
func (c *Cases) CaseOf(child int) *rules.Case {
	if k := c.kept[child].Load(); k != nil {
		return k
	}
	k := c.buildCase(child)
	c.kept[child].Store(k)
	return k
}

// Release lets go of every Case that is kept: the lines are made, and what is left is to write them.
func (c *Cases) Release() {
	for i := range c.kept {
		c.kept[i].Store(nil)
	}
}

// judgeCase asks the rules about a child, and keeps the Case of one of whom more will be asked.
func (c *Cases) judgeCase(child int) rules.Verdict {
	k := c.buildCase(child)
	v := rules.Judge(k)
	if unexplained(v.Status) || v.Status == rules.Grey || len(v.CME)+len(v.AtRisk) > 0 ||
		slices.ContainsFunc(v.OwnLists, isListed) {
		c.kept[child].Store(k)
	}
	return v
}

// isListed reports whether a finding has a list of its own: others are only watched.
func isListed(f rules.Finding) bool { return !rules.AddsToLine(f.Rule) }

// buildCase assembles one child's Case from the records placed with the child and those that may be the child's.
func (c *Cases) buildCase(child int) *rules.Case {
	k := &rules.Case{Authority: c.authority, Child: c.children.IDs[child]}
	recs := c.children.RecordsOf(child)
	who := make([]*sources.Record, len(recs))
	n := 0
	for _, rec := range recs {
		n += len(rec.Claims)
	}
	k.Claims = make([]rules.Claim, 0, n) // of a child with a year of marks a slice that grows holds twice as much
	seen := make(addresses, 0, 4)
	for i, rec := range recs {
		who[i] = rec.Record
		k.Claims = c.boundary.placeHomes(appendClaims(k.Claims, rec.Record, rec.Band, rec.Link, seen.numberOf(rec.Who.Postcode)), rec.Record)
	}
	k.DOB, k.OtherDOBs = BirthDate(who)
	k.Surnames = countSurnames(who)
	k.Claims = rules.InOrder(k.Claims)
	for _, near := range c.children.NearTo(child) {
		k.Possible = c.PossibleClaims(k.Possible, near)
	}
	k.Possible = rules.InOrder(k.Possible)
	return k
}

// PossibleClaims adds what would hold of a child if an open match were judged the same. The nearest row may have been placed
// with the wrong child: then what it says holds. Or the two children are one: then all that the other's records say does. A match
// that can be neither, by numbers or because the row fits its own child far better, says nothing of the child.
func (c *Cases) PossibleClaims(to []rules.Claim, near people.Near) []rules.Claim {
	for _, rec := range c.children.RecordsOf(int(near.Child)) {
		link := near.Whole
		if rec.Identity == near.Identity {
			link = max(link, near.Row)
		}
		if link >= people.GreyFrom {
			to = c.boundary.placeHomes(appendClaims(to, rec.Record, rules.M3, link, 0), rec.Record)
		}
	}
	return to
}

// ClaimWord is what rules call a kind of claim.
func ClaimWord(k sources.ClaimKind) string { return string(claimKinds[k]) }

// claimKinds is the seam between what extracts say and what rules read: the same words on both sides.
var claimKinds = map[sources.ClaimKind]rules.Kind{
	sources.Roll: rules.Roll, sources.LeftRoll: rules.LeftRoll, sources.Application: rules.Application,
	sources.Offer: rules.Offer, sources.Residence: rules.Residence, sources.HomeEducated: rules.HomeEducated,
	sources.Alternative: rules.Alternative, sources.Exclusion: rules.Exclusion, sources.Absence: rules.Absence,
	sources.Attendance: rules.Attendance, sources.Lost: rules.Lost, sources.Departure: rules.Departure,
	sources.Referral: rules.Referral, sources.Flag: rules.Flag, sources.Death: rules.Death,
	sources.Case: rules.OpenCase, sources.EarlyYearsPlace: rules.EarlyYearsPlace, sources.Seal: rules.Seal,
	sources.AttendanceOrder: rules.AttendanceOrder,
}

// appendClaims maps the claims of a record to what rules read of them, with where they come from and how surely they are the
// child's; home numbers the address of the record among those of the child. Strings still point into the record's batch, which outlives the run.
func appendClaims(to []rules.Claim, rec *sources.Record, band rules.Band, link float64, home uint8) []rules.Claim {
	for _, c := range rec.Claims {
		to = append(to, rules.Claim{
			Kind: claimKinds[c.Kind], From: c.From, To: c.To, Place: c.Place,
			Status: c.Status, Reason: c.Reason, Year: c.Year, Decided: c.Decided,
			Expected: c.Expected, Toward: c.Toward, Ref: c.Ref, Count: int(c.Count), Marks: c.Marks, Home: home,
			Provenance: rules.Provenance{
				Source: string(rec.Kind), Record: string(rec.ID), AsOf: rec.AsOf, Band: band, Link: link,
			},
		})
		markBlanks(&to[len(to)-1], rec)
	}
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
	seen := map[vote]bool{}
	trust := map[sources.Date]int{}
	for _, rec := range recs {
		v := vote{rec.Kind, rec.Who.DOB}
		if v.dob == 0 || seen[v] {
			continue
		}
		seen[v] = true
		trust[v.dob] += dobTrust[rec.Kind]
	}
	dobs := slices.Sorted(maps.Keys(trust))
	slices.SortStableFunc(dobs, func(a, b sources.Date) int { return trust[b] - trust[a] })
	if len(dobs) == 0 {
		return 0, nil
	}
	return dobs[0], append([]calendar.Date(nil), dobs[1:]...)
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

package pipeline

import (
	"cmp"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// claimKinds is the seam between what extracts say and what rules read: the same words on both sides.
var claimKinds = map[sources.ClaimKind]rules.Kind{
	sources.Roll: rules.Roll, sources.LeftRoll: rules.LeftRoll, sources.Application: rules.Application,
	sources.Offer: rules.Offer, sources.Residence: rules.Residence, sources.HomeEducated: rules.HomeEducated,
	sources.Alternative: rules.Alternative, sources.Exclusion: rules.Exclusion, sources.Absence: rules.Absence,
	sources.Attendance: rules.Attendance, sources.Lost: rules.Lost, sources.Departure: rules.Departure,
	sources.Referral: rules.Referral, sources.Flag: rules.Flag, sources.Death: rules.Death,
	sources.Case: rules.OpenCase, sources.EarlyYearsPlace: rules.EarlyYearsPlace, sources.Seal: rules.Seal,
}

// claims maps the claims of a record to what rules read of them, with where they come from and how surely they are the
// child's; home numbers the address of the record among those of the child. Strings still point into the record's batch, which outlives the run.
func claims(to []rules.Claim, rec *sources.Record, band rules.Band, link float64, home uint8) []rules.Claim {
	for _, c := range rec.Claims {
		to = append(to, rules.Claim{
			Kind: claimKinds[c.Kind], From: calendar.Date(c.From), To: calendar.Date(c.To), Place: c.Place,
			Status: c.Status, Reason: c.Reason, Year: c.Year, Decided: calendar.Date(c.Decided),
			Expected: calendar.Date(c.Expected), Toward: c.Toward, Ref: c.Ref, Count: int(c.Count), Marks: c.Marks, Home: home,
			Provenance: rules.Provenance{
				Source: string(rec.Kind), Record: string(rec.ID), AsOf: calendar.Date(rec.AsOf), Band: band, Link: link,
			},
		})
		wanting(&to[len(to)-1], rec)
	}
	return to
}

// addresses are those of a child, numbered, by postcode: an address is typed in many ways, and a rule may know no more of it
// than whether two are the same.
type addresses []string

func (h *addresses) number(postcode string) uint8 {
	if postcode == "" {
		return 0
	}
	i := slices.Index(*h, postcode)
	if i < 0 {
		i, *h = len(*h), append(*h, postcode)
	}
	return uint8(min(i+1, 255))
}

// inOrder compares days first, and all else only where they are the same.
func inOrder(a, b rules.Claim) int {
	if a.From != b.From {
		return cmp.Compare(a.From, b.From)
	}
	return cmp.Or(cmp.Compare(a.Record, b.Record), cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(a.Place, b.Place), cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.Reason, b.Reason))
}

// dobTrust says how much a date of birth in an extract counts when the extracts disagree.
var dobTrust = declared(func(d sources.Declared) int { return d.BirthTrust })

// birth chooses the child's date of birth among those of its records: the one with most trust behind it, a kind of extract
// counting once for each date it gives; ties go to the earlier date. The others are returned beside it.
func birth(recs []*sources.Record) (calendar.Date, []calendar.Date) {
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
	dobs := sortedKeys(trust)
	slices.SortStableFunc(dobs, func(a, b sources.Date) int { return trust[b] - trust[a] })
	if len(dobs) == 0 {
		return 0, nil
	}
	var others []calendar.Date
	for _, d := range dobs[1:] {
		others = append(others, calendar.Date(d))
	}
	return calendar.Date(dobs[0]), others
}

// surnames counts the surnames that the records of a child give, however they are written.
func surnames(recs []*sources.Record) int {
	var seen []string
	for _, rec := range recs {
		if n := rec.Who.Surname; n != "" && !slices.ContainsFunc(seen, func(s string) bool { return strings.EqualFold(s, n) }) {
			seen = append(seen, n)
		}
	}
	return len(seen)
}

package intake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/sources"
)

// A return whose dates of birth have slipped by a row, or were sorted apart from the pupils, says of every pupil that it is another
// age: leavers over age look as if they were to be in a secondary school. What a school's other returns, and other extracts that give
// pupil numbers, say of the same pupils tells it, on a first night too. No column of a census can be checked for the whole of it: one
// office prints one school's.
const (
	// oddBirths is the greatest share of a return's pupils whose birth others know otherwise, and leastOdd the fewest that count. In
	// invented returns of the usual slips it is one in five hundred.
	oddBirths = 0.2
	leastOdd  = 5
)

// birthSources are the extracts that give a birth date with a pupil number and take it from nobody's census.
var birthSources = []sources.Kind{sources.SchoolCensus, sources.Admissions, sources.SocialCare}

// bornOn is how often a date of birth is given of a pupil, each return and each extract once, and in which of them first.
type bornOn struct {
	dob   sources.Date
	first sources.Date
	votes int
}

// birthsOf are the dates of birth given of one pupil, the most often given first.
type birthsOf []bornOn

// oneReturn is a school's return as it lies in one file.
type oneReturn struct {
	file, place string
	on          sources.Date
}

// askReturnBirths does not use a file of returns whose births are not those of its pupils, and distrusts such a return where it lies in a
// file with others'.
func (k *gatekeeper) askReturnBirths(records *Records) {
	known := map[string]birthsOf{}
	eachBirth(records, func(kind sources.Kind, at oneReturn, upn string, dob sources.Date) {
		known[upn] = known[upn].add(dob, at.on)
	})
	type tally struct{ odd, of int }
	returns := map[oneReturn]tally{}
	eachBirth(records, func(kind sources.Kind, at oneReturn, upn string, dob sources.Date) {
		if kind != sources.SchoolCensus || len(known[upn]) == 1 && known[upn][0].votes == 1 {
			return
		}
		t := returns[at]
		t.of++
		if known[upn].isOdd(dob, at.on) {
			t.odd++
		}
		returns[at] = t
	})
	bad := func(t tally) bool { return t.odd >= leastOdd && float64(t.odd) > oddBirths*float64(t.of) }
	good := map[string]bool{} // files in which a return is as it should be
	for at, t := range returns {
		good[at.file] = good[at.file] || !bad(t)
	}
	told := map[string]bool{}
	for _, at := range slices.SortedFunc(maps.Keys(returns), func(a, b oneReturn) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.place, b.place), cmp.Compare(a.on, b.on))
	}) {
		t := returns[at]
		if !bad(t) || told[at.file] {
			continue
		}
		why := fmt.Sprintf("%d of %d dates of birth are not those that other returns and extracts give of the same pupils: a column may have slipped", t.odd, t.of)
		if good[at.file] {
			k.failReturn(sources.SchoolCensus, at.place, at.on, why)
			continue
		}
		told[at.file] = true
		k.fail(journal.GateReport{Gate: journal.ColumnGate, Kind: string(sources.SchoolCensus), File: at.file, Why: why, Unused: true})
	}
}

// eachBirth reads the birth of every pupil of the extracts that are asked, by pupil number; each pupil of a return once.
func eachBirth(records *Records, read func(sources.Kind, oneReturn, string, sources.Date)) {
	for _, kind := range birthSources {
		for _, rec := range records.OfKind(kind, sources.WhoPart|sources.ClaimPart) {
			upn, dob := rec.Who.UPN, rec.Who.DOB
			if upn == "" || dob == 0 {
				continue
			}
			at := oneReturn{file: rec.File, on: rec.AsOf}
			if kind == sources.SchoolCensus {
				i := slices.IndexFunc(rec.Claims, func(c sources.Claim) bool { return c.Kind == sources.Roll })
				if i < 0 {
					continue
				}
				at.place = rec.Claims[i].Place
			}
			read(kind, at, upn, dob)
		}
	}
}

func (b birthsOf) add(dob sources.Date, on calendar.Date) birthsOf {
	i := slices.IndexFunc(b, func(x bornOn) bool { return x.dob == dob })
	if i < 0 {
		return append(b, bornOn{dob, on, 1})
	}
	b[i].votes++
	b[i].first = min(b[i].first, on)
	return b
}

// isOdd reports whether another date is given more often, or as often and sooner.
func (b birthsOf) isOdd(dob sources.Date, on calendar.Date) bool {
	i := slices.IndexFunc(b, func(x bornOn) bool { return x.dob == dob })
	return slices.ContainsFunc(b, func(x bornOn) bool {
		return x.dob != dob && (x.votes > b[i].votes || x.votes == b[i].votes && x.first < on)
	})
}

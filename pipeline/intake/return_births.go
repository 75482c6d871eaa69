package intake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/zeebo/xxh3"

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

// birthTally is how many births of a return were held to what others give of the same pupils, and how many of them are odd.
type birthTally struct{ odd, of int }

// askReturnBirths does not use a file of returns whose births are not those of its pupils, and distrusts such a return where it lies in a
// file with others'.
func (k *gatekeeper) askReturnBirths(returns map[oneReturn]birthTally) {
	bad := func(t birthTally) bool { return t.odd >= leastOdd && float64(t.odd) > oddBirths*float64(t.of) }
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

// births are those of all pupils of the extracts that are asked.
type births struct {
	pupils  map[uint64]int32 // by a digest of the pupil number, which is at hand: the numbers lie all over memory
	returns []oneReturn
	all     []toldBirth
}

// toldBirth is the birth of a pupil as a row of a return, or of another extract, tells it.
type toldBirth struct {
	pupil, at int32 // in pupils and in returns
	dob       sources.Date
	census    bool
}

// gatherBirths reads the birth of every pupil of the extracts that are asked, each row once.
func gatherBirths(records *Records) *births {
	b := &births{pupils: map[uint64]int32{}}
	at := map[oneReturn]int32{}
	asked := func(kind sources.Kind) bool { return slices.Contains(birthSources, kind) }
	for _, rec := range records.SpanOf(asked, 0, records.Len(), sources.WhoPart|sources.ClaimPart) {
		upn, dob, from := rec.Who.UPN, rec.Who.DOB, oneReturn{file: rec.File, on: rec.AsOf}
		if upn == "" || dob == 0 {
			continue
		}
		if rec.Kind == sources.SchoolCensus {
			i := slices.IndexFunc(rec.Claims, func(c sources.Claim) bool { return c.Kind == sources.Roll })
			if i < 0 {
				continue
			}
			from.place = rec.Claims[i].Place
		}
		digest := xxh3.HashString(upn)
		pupil, known := b.pupils[digest]
		if !known {
			pupil = int32(len(b.pupils))
			b.pupils[digest] = pupil
		}
		number, known := at[from]
		if !known {
			number = int32(len(b.returns))
			at[from], b.returns = number, append(b.returns, from)
		}
		b.all = append(b.all, toldBirth{pupil, number, dob, rec.Kind == sources.SchoolCensus})
	}
	return b
}

// tallyReturns counts the odd births of every census return, of the pupils whom more than one row tells of.
func (b *births) tallyReturns() map[oneReturn]birthTally {
	slices.SortFunc(b.all, func(x, y toldBirth) int { return cmp.Compare(x.pupil, y.pupil) })
	counts := make([]birthTally, len(b.returns))
	var given birthsOf
	for from, to := 0, 0; from < len(b.all); from = to {
		given = given[:0]
		for ; to < len(b.all) && b.all[to].pupil == b.all[from].pupil; to++ {
			given = given.add(b.all[to].dob, b.returns[b.all[to].at].on)
		}
		if to == from+1 {
			continue
		}
		for _, told := range b.all[from:to] {
			if !told.census {
				continue
			}
			t := &counts[told.at]
			t.of++
			if given.isOdd(told.dob, b.returns[told.at].on) {
				t.odd++
			}
		}
	}
	returns := map[oneReturn]birthTally{}
	for i, t := range counts {
		if t.of > 0 {
			returns[b.returns[i]] = t
		}
	}
	return returns
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

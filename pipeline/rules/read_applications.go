package rules

import (
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
)

// gatherApplications puts the rows of applications together.
func (h *history) gatherApplications() {
	for c := range eachOf(h.claims) { // in the order of days, for the first row of a reference stands for it until a better comes
		if c.Kind != Application && c.Kind != Offer || h.AsOf.Before(c.From) {
			continue
		}
		h.applyRow(c)
	}
	slices.SortFunc(h.applications, func(a, b application) int {
		return strings.Compare(a.applicationKey(), b.applicationKey())
	})
}

// applyRow adds one row. A row without a reference is an application of its own.
func (h *history) applyRow(c *Claim) {
	for a := range eachOf(h.applications) {
		if c.Ref != "" && a.ref == c.Ref || c.Ref == "" && c.Record != "" && a.claim.Record == c.Record {
			h.mergeRow(a, c)
			return
		}
	}
	h.applications = append(h.applications, h.newApplication(c))
}

func (h *history) newApplication(c *Claim) application {
	a := application{ref: c.Ref, entry: c.Reason, outcome: outcomeOf(c), school: h.schoolAt(c.Place), laestab: c.Place, claim: c}
	if c.Kind == Application {
		a.applied = c.From
		a.appeal = c.Decided != 0
		return a
	}
	a.offered, a.expected, a.answered = c.From, c.Expected, c.Decided
	a.appeal = c.hasMark("appeal")
	return a
}

// mergeRow keeps the row that decides: of the newest extract, then with the highest outcome, then the latest. The day of
// application and an appeal are kept from every row.
func (h *history) mergeRow(a *application, c *Claim) {
	b := h.newApplication(c)
	first := a.applied
	if first == 0 || b.applied != 0 && b.applied < first {
		first = b.applied
	}
	appeal := a.appeal || b.appeal
	if a.claim.AsOf < c.AsOf || a.claim.AsOf == c.AsOf && (a.outcome < b.outcome ||
		a.outcome == b.outcome && comesBefore(a.claim.From, a.claim, c.From, c)) {
		*a = b
	}
	a.applied, a.appeal = first, appeal
}

// startOf is the day on which the place begins: the agreed day, or for a main round without one the first school day of the
// autumn term for which it is meant, or for a move in the year ten school days after the offer was made or answered.
func (h *history) startOf(a *application) calendar.Date {
	if a.expected != 0 {
		return a.expected
	}
	from := max(a.offered, a.answered)
	if from == 0 {
		return 0
	}
	years, main := roundYears[a.entry]
	if !main {
		if _, m, _ := from.Split(); a.entry == "" && m >= time.March && m <= time.August {
			// Another authority's message does not say for which round: an offer of these months is for September.
			return h.Calendar.TermStart(a.laestab, calendar.SchoolYear(from)+1, calendar.Autumn)
		}
		return h.Calendar.AddSchoolDays(a.laestab, from, 10)
	}
	year := calendar.SchoolYear(h.DOB) + years
	if from > calendar.On(year, time.December, 31) {
		// Deferred for a year, or held back: the next September.
		year = calendar.SchoolYear(from) + 1
	}
	return max(h.Calendar.TermStart(a.laestab, year, calendar.Autumn), a.offered)
}

// askedAgain reports whether, after the place of a main round had begun, somebody asked for one in the year at the same school:
// nobody does who has it.
func (h *history) askedAgain(a *application, start calendar.Date) bool {
	return h.hasApplication(func(b *application) bool {
		return !b.isMainRound() && b.appliedOn() >= start && b.outcome >= waiting && b.school.root == a.school.root
	})
}

// roundStart is the first day of the autumn term for which a main round admits, when a place in it was asked for on a day.
func (h *history) roundStart(entry string, asked calendar.Date) calendar.Date {
	year := calendar.SchoolYear(h.DOB) + roundYears[entry]
	if next := calendar.SchoolYear(asked) + 1; next > year+1 {
		year = next
	}
	return h.Calendar.TermStart(h.Home, year, calendar.Autumn)
}

// unplacedFrom is the day from which an application says that the child wants a school. One to go up to a junior or secondary
// school is made from another school, in time for September.
func (h *history) unplacedFrom(c *Claim) calendar.Date {
	if (c.Reason == "year_3" || c.Reason == "year_7") && h.DOB != 0 {
		if start := h.roundStart(c.Reason, c.From); !h.AsOf.Before(start) {
			return max(c.From, start)
		}
	}
	return c.From
}

// isCurrent reports whether an application is of the last days, or for a start in that time, and no school has had the
// child since it was made.
func (h *history) isCurrent(a *application, days int) bool {
	if h.AsOf.After(a.appliedOn().AddDays(days)) && h.AsOf.After(h.startOf(a).AddDays(days)) {
		return false
	}
	return a.isMainRound() || !h.enteredAfter(a.appliedOn())
}

// noShowDays is how many school days after the agreed start a child has not come: so many by the roll, fewer where a nightly
// roll is had of so many days later, or where the school's register has the child since and marks it present at no session.
func (h *history) noShowDays(a *application, start calendar.Date, byRoll, byRegister int) int {
	days := byRoll
	if h.registerWithout(a.school, start) || a.school.nightly && a.school.trusted >= h.Calendar.AddSchoolDays(a.laestab, start, byRegister) {
		days = byRegister
	}
	for _, m := range h.marksAt(a.laestab) {
		switch {
		case m.on < start:
		case presentCode(m.code):
			return byRoll
		default:
			days = byRegister
		}
	}
	return days
}

// placeToBegin is the accepted application whose place begins first on a day still to come, or nil.
func (h *history) placeToBegin() *application {
	return bestOf(h.applications, func(a *application) bool { return a.outcome == accepted && h.AsOf.Before(h.startOf(a).AddDays(3)) },
		func(a, than *application) bool { return h.startOf(a) < h.startOf(than) })
}

// placeToConfirm is the accepted place in the year, with an agreed day that has come, of which it is too early to say that the child
// did not come to it; and the day on which it is not. Nil for none.
func (h *history) placeToConfirm() (*application, calendar.Date) {
	for a := range eachOf(h.applications) {
		start := h.startOf(a)
		if a.outcome != accepted || a.isMainRound() || a.expected == 0 || h.AsOf.Before(start) || !a.school.returns || h.endedAfter(start) {
			continue
		}
		if until := h.noShowDay(a, start); h.AsOf.Before(until) {
			return a, until
		}
	}
	return nil, 0
}

// noShowDay is the day from which a child has not come to a place that was to begin on another.
func (h *history) noShowDay(a *application, start calendar.Date) calendar.Date {
	return h.Calendar.AddSchoolDays(a.laestab, start, h.noShowDays(a, start, h.facts.amounts.NoShow, h.facts.amounts.NoShowMarked))
}

func (h *history) nearestApplication() *application {
	return bestOf(h.applications, func(a *application) bool { return a.outcome >= offered },
		func(a, than *application) bool { return comesBefore(than.offered, than.claim, a.offered, a.claim) })
}

// wasToCome reports whether a place at a school was given to the child, and has begun: who is on its roll by nearly the child's
// particulars is likely to be the child.
func (h *history) wasToCome(laestab string) bool {
	root := h.schoolAt(laestab).root
	return h.hasApplication(func(a *application) bool {
		start := h.startOf(a)
		return a.outcome >= offered && a.school.root == root && start != 0 && !h.AsOf.Before(start)
	})
}

// earliestApplication is the wanted application that was made first, or nil.
func (h *history) earliestApplication(wanted func(*application) bool) *application {
	return bestOf(h.applications, wanted, func(a, than *application) bool { return a.appliedOn() < than.appliedOn() })
}

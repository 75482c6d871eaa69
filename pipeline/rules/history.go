package rules

import (
	"iter"

	"rollcall/pipeline/calendar"
)

// history is a Case read once: the same claims, put together by school, application and register, so that each rule need not.
type history struct {
	*Case
	// These stand before what the Authority has by the same names: what is asked of them shortens how long the answer stands.
	AsOf      *calendar.AsOf
	Extracts  extracts
	Registers registers

	facts  *facts
	claims []Claim // those it is made of: Case.Claims, or those and the possible ones
	byKind claimsByKind

	start, end calendar.Date // compulsory school age
	due        calendar.Date // the day from which education is due

	schools      []enrolment
	applications []application
	permanent    *Claim // the newest permanent exclusion that stands

	explained *Suppression // what explains the child; nil until asked
	tried     []Suppression
	home      *residence // where the child lives on the evidence; nil until asked

	since calendar.Date // the first day without education; zero until asked
	basis Basis

	sessions []sessions // by school and school year; added says whether they have been added up
	added    bool
	marks    []mark   // of registers, by school and day; marked says whether they have been gathered
	places   []string // the schools of marks, in order
	marked   bool

	signal    []Finding // what other rules see; signalled says whether they have been asked
	signalled bool

	room [2]enrolment
}

// openNow reports whether a claim holds on the as-of date by its own dates.
func (h *history) openNow(c *Claim) bool {
	return !h.AsOf.Before(c.From) && (c.To == 0 || !h.AsOf.After(c.To))
}

// isOver reports whether the last day of a claim is past.
func (h *history) isOver(c *Claim) bool { return c.To != 0 && h.AsOf.After(c.To) }

// yearOn returns the expected National Curriculum year on a day.
func (h *history) yearOn(on calendar.Date) int { return calendar.ExpectedYear(h.DOB, on) }

// eachOf goes over a list by the places of its members, which are too large to copy.
func eachOf[T any](all []T) iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for i := range all {
			if !yield(&all[i]) {
				return
			}
		}
	}
}

// findFirst returns the first of a list that is such, or nil.
func findFirst[T any](all []T, is func(*T) bool) *T {
	for i := range all {
		if is(&all[i]) {
			return &all[i]
		}
	}
	return nil
}

// bestOf returns the best of those of a list that are wanted, the first of several as good; or nil.
func bestOf[T any](all []T, wanted func(*T) bool, better func(x, than *T) bool) *T {
	var at *T
	for i := range all {
		if x := &all[i]; wanted(x) && (at == nil || better(x, at)) {
			at = x
		}
	}
	return at
}

// hasEnrolment reports whether any enrolment is such.
func (h *history) hasEnrolment(is func(*enrolment) bool) bool { return findFirst(h.schools, is) != nil }

// hasApplication reports whether any application is such.
func (h *history) hasApplication(is func(*application) bool) bool {
	return findFirst(h.applications, is) != nil
}

// schoolAt returns what is known of a place; a place that nobody lists has a top year of -1 and no returns.
func (h *history) schoolAt(laestab string) *establishment {
	if p := h.facts.places[laestab]; p != nil {
		return p
	}
	return &establishment{laestab: laestab, name: h.Name(laestab), root: laestab, top: -1}
}

// inArea reports whether a place is the number of a school of the authority.
func (h *history) inArea(place string) bool { return isNumber(place, 7) && place[:3] == h.Home }

// isRecent reports whether a day is not so long past that a task about it helps nobody.
func (h *history) isRecent(d calendar.Date) bool {
	return d != 0 && h.isOfLast(d, h.facts.amounts.ComplianceDays)
}

// isOfLast reports whether a day is one of the last so many, the as-of date and the day so many before it included.
func (h *history) isOfLast(d calendar.Date, days int) bool {
	return !h.AsOf.Before(d) && !h.AsOf.After(d.AddDays(days))
}

// havePassed reports whether more than so many school days of a place have gone by since a day.
func (h *history) havePassed(place string, since calendar.Date, days int) bool {
	next := h.Calendar.AddSchoolDays(place, since, days+1)
	return next != 0 && !h.AsOf.Before(next)
}

// schoolYearNow is the school year of the as-of date, as schools count it.
func (h *history) schoolYearNow() int {
	year := h.AsOf.SchoolYear()
	if !h.AsOf.Before(calendar.SchoolYearStart(year + 1).AddDays(-earlyStart)) {
		year++
	}
	return year
}

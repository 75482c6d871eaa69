package rules

import (
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
)

// history is a Case read once: the same claims, put together by school, application and register, so that each rule need not.
type history struct {
	*Case
	facts  *facts
	claims []Claim // those it is made of: Case.Claims, or those and the possible ones

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
	marks    []*Claim // single marks of registers, by school and day; marked says whether they have been gathered
	marked   bool

	signal    []Finding // what other rules see; signalled says whether they have been asked
	signalled bool

	room [2]enrolment
}

// newHistory reads claims of a Case: those of the records joined to the child, or with the possible ones beside them.
func newHistory(c *Case, claims []Claim) *history {
	claims = inOrder(claims)
	h := &history{Case: c, facts: c.known(), claims: claims}
	h.schools = h.room[:0]
	h.start, h.end = calendar.CompulsorySchoolAge(c.DOB)
	if c.DOB != 0 {
		h.due = c.Calendar.EducationDue(c.Home, c.DOB)
	}
	var applied bool
	for i := range claims {
		switch k := &claims[i]; k.Kind {
		case Roll:
			h.enrol(k)
		case Exclusion:
			h.exclude(k)
		case Application, Offer:
			applied = true
		}
	}
	for i := range claims {
		if claims[i].Kind == LeftRoll {
			h.leave(&claims[i])
		}
	}
	if len(h.schools) > 1 {
		slices.SortFunc(h.schools, func(a, b enrolment) int { return strings.Compare(a.root, b.root) })
	}
	for i := range h.schools {
		h.settle(&h.schools[i])
	}
	if applied {
		h.gather()
	}
	return h
}

// exclude keeps the newest permanent exclusion that was not undone and for which the home authority answers.
func (h *history) exclude(k *Claim) {
	if k.Status != "permanent" || k.From == 0 || k.From > h.AsOf || k.has("reinstated") || k.has("overturned") {
		return
	}
	if h.permanent == nil || k.From > h.permanent.From || k.From == h.permanent.From && k.Record < h.permanent.Record {
		h.permanent = k
	}
}

// has reports whether a claim carries a mark, one of words separated by spaces.
func (c *Claim) has(mark string) bool {
	for rest := c.Marks; rest != ""; {
		word := rest
		if i := indexSpace(rest); i >= 0 {
			word, rest = rest[:i], rest[i+1:]
		} else {
			rest = ""
		}
		if word == mark {
			return true
		}
	}
	return false
}

func indexSpace(s string) int {
	for i := range len(s) {
		if s[i] == ' ' {
			return i
		}
	}
	return -1
}

// open reports whether a claim holds on the as-of date by its own dates.
func (h *history) open(c *Claim) bool {
	return c.From <= h.AsOf && (c.To == 0 || c.To >= h.AsOf)
}

// over reports whether the last day of a claim is past.
func (h *history) over(c *Claim) bool { return c.To != 0 && c.To < h.AsOf }

// year returns the expected National Curriculum year on a day.
func (h *history) year(on calendar.Date) int { return calendar.ExpectedYear(h.DOB, on) }

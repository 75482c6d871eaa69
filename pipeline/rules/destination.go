package rules

import (
	"slices"
	"strings"
)

// destination says where a school wrote that a leaver was going.
type destination uint8

const (
	destinationUnknown destination = iota
	destinationOurs                // a school whose returns the run has
	destinationOutside             // a school, place or country outside what the run can see
	destinationHome                // home education
)

// destinationOf reads the destination that a leaving names. The words are the school's own and are never printed.
func destinationOf(h *history, c *Claim) destination {
	switch {
	case c.Reason == "F" || c.Reason == "E":
		return destinationHome
	case saysNothing(c.Toward):
		return destinationUnknown
	case h.schoolToward(c).returns:
		return destinationOurs
	case saysHome(c.Toward):
		return destinationHome
	}
	return destinationOutside
}

// schoolToward is the school that a leaving names, by its number or by its name as the list of schools has it.
func (h *history) schoolToward(c *Claim) *establishment {
	if isNumber(c.Toward, 7) {
		return h.schoolAt(c.Toward)
	}
	if laestab := h.facts.named[strings.ToLower(strings.TrimSpace(c.Toward))]; laestab != "" {
		return h.schoolAt(laestab)
	}
	return &establishment{laestab: c.Toward, name: h.Name(c.Toward), root: c.Toward, top: -1}
}

// saysNothing reports whether a destination is one of the ways in which schools say that they do not know. XXXXXXX is the
// destination that the Department asks for in a transfer file when it is not known.
func saysNothing(to string) bool {
	return slices.Contains([]string{"", "unknown", "not known", "destination unknown", "n/k", "nk", "none", "not given", "tbc", "?", "xxxxxxx", "xxx", "-"}, strings.ToLower(strings.TrimSpace(to)))
}

func saysHome(to string) bool {
	return slices.Contains([]string{"ehe", "home education", "elective home education", "home educated", "educated at home"}, strings.ToLower(strings.TrimSpace(to)))
}

// namesOutside reports whether the word that ended an enrolment says that the child was to go to a place outside what the run can see.
func (h *history) namesOutside(e *enrolment) bool {
	return e.leaver != nil && e.state != movedUp && mayMove(e.leaver.Reason) && destinationOf(h, e.leaver) == destinationOutside
}

// wordHolds reports whether a school's word of a place outside is to be gone by still. It confirms nothing: a country is looked into
// by other means (U12), an authority or a school has as long as a file takes to follow the child, and a setting that is no known
// school is asked about at once (C25).
func (h *history) wordHolds(c *Claim) bool {
	switch {
	case saysAbroad(c.Toward):
		return true
	case h.namesSetting(c.Toward):
		return false
	}
	return h.AsOf.Before(h.Calendar.AddSchoolDays(h.schoolAt(c.Place).root, c.From, transferDay.n))
}

// wordUnconfirmed is the enrolment that ended last, when it ended by a school's word of a place outside that nobody has confirmed in
// the time that a file takes; or nil. Who has been seen here since is looked for by another rule.
func (h *history) wordUnconfirmed() *enrolment {
	e := h.lastLeaving()
	if e == nil || isRollsWord(e.leaver) || !h.namesOutside(e) || h.wordHolds(e.leaver) || h.namesSetting(e.leaver.Toward) || h.seenSince(e.leaver) {
		return nil
	}
	return e
}

// settingNamed is the enrolment that ended last, when its school named a setting that is no known school; or nil.
func (h *history) settingNamed() *enrolment {
	if e := h.lastLeaving(); e != nil && h.namesOutside(e) && h.namesSetting(e.leaver.Toward) {
		return e
	}
	return nil
}

// seenSince reports whether a school or a service here had to do with the child more than two weeks after a school named a place
// outside as its destination.
func (h *history) seenSince(leaver *Claim) bool {
	r := h.residenceEvidence()
	return max(r.seen, r.told, r.registered, r.schooled).AddDays(-afterWord) > leaver.From
}

// afterWord is how many days after a school named a place outside the child may still be seen here.
const afterWord = 14

// sameMove is how many days apart two services may date one move.
const sameMove = 60

// saysAbroad reports whether the words of a destination are one of the ways to say that it is another country.
func saysAbroad(to string) bool {
	to = strings.ToLower(strings.TrimSpace(to))
	return slices.ContainsFunc([]string{"abroad", "overseas", "emigrat", "outside uk", "outside the uk", "left the uk", "left uk", "another country", "out of country"},
		func(w string) bool { return strings.Contains(to, w) })
}

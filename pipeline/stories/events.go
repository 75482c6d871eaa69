package stories

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// eventsOf is what happened to a child by its records, by day, oldest first; of one day what may be another child's comes last. What
// several records of an extract say alike is one event, told by the newest.
func (t *Teller) eventsOf(recs, near []*sources.Record) []candidates.Event {
	l := timeline{Teller: t, at: map[eventKey]int{}}
	for _, r := range recs {
		l.addRecord(r, false)
	}
	for _, r := range near {
		l.addRecord(r, true)
	}
	for i := range l.events {
		if a := l.sessions[i]; a != nil {
			l.events[i].Words = a.words(t.placeOf(l.events[i].Place).Name)
		}
	}
	slices.SortStableFunc(l.events, func(a, b candidates.Event) int {
		return cmp.Or(a.From.Compare(b.From), judge.CompareBools(a.Possible, b.Possible), a.On.Compare(b.On), cmp.Compare(a.Record, b.Record))
	})
	return l.events
}

// timeline gathers events.
type timeline struct {
	*Teller
	events   []candidates.Event
	at       map[eventKey]int
	sessions []*sessionsMissed // of an event of attendance
}

// eventKey tells what is one event: of a home all days together, of absence a run however long it was by then, of attendance a month.
type eventKey struct {
	kind         sources.ClaimKind
	source       sources.Kind
	words, place string
	day          int // or month
	possible     bool
}

func (l *timeline) addRecord(r *sources.Record, possible bool) {
	for i := range r.Claims {
		c := &r.Claims[i]
		if c.Kind == sources.Seal || c.Kind == sources.NoClaim {
			continue
		}
		e := candidates.Event{From: cmp.Or(c.From, c.Decided, r.AsOf).Midnight(), To: c.To.Midnight(), Kind: judge.ClaimWord(c.Kind), Place: c.Place, Source: sourceWords(r.Kind),
			On: r.AsOf.Midnight(), Record: string(r.ID), Possible: possible}
		key := eventKey{kind: c.Kind, source: r.Kind, place: c.Place, day: int(e.From.Unix() / (24 * 60 * 60)), possible: possible}
		switch c.Kind {
		case sources.Attendance:
			key.day = 12*e.From.Year() + int(e.From.Month())
		case sources.Residence:
			e.Words = l.claimWords(r.Kind, c) + prefixed(": ", cmp.Or(r.Who.Address, r.Who.Postcode))
			key.words, key.day = c.Status+" "+cmp.Or(judge.HomeKey(&r.Who), r.Who.Address, r.Who.Postcode), 0
		case sources.Absence:
			e.Words = l.claimWords(r.Kind, c)
		default:
			e.Words = l.claimWords(r.Kind, c)
			key.words = e.Words
		}
		l.addEvent(key, e, c)
	}
}

// addEvent adds an event, or what it adds to one that is there.
func (l *timeline) addEvent(key eventKey, e candidates.Event, c *sources.Claim) {
	i, had := l.at[key]
	if !had {
		i = len(l.events)
		l.at[key] = i
		l.events, l.sessions = append(l.events, e), append(l.sessions, nil)
	}
	was := &l.events[i]
	if c.Kind == sources.Attendance {
		if l.sessions[i] == nil {
			l.sessions[i] = &sessionsMissed{of: map[string]int{}}
		}
		l.sessions[i].add(c)
	}
	switch {
	case !had:
		return
	case c.Kind == sources.Absence:
		if e.To.After(was.To) {
			*was = e
		}
		return
	case c.Kind == sources.Attendance:
		was.To = latest(was.To, e.To)
	}
	if e.From.Before(was.From) {
		was.From = e.From
	}
	if e.On.After(was.On) {
		was.On, was.Record, was.To, was.Words = e.On, e.Record, e.To, e.Words
	}
}

// claimWords says a claim as a caseworker would.
func (t *Teller) claimWords(kind sources.Kind, c *sources.Claim) string {
	at := t.placeOf(c.Place).Name
	toward := c.Toward
	if IsSchoolNumber(toward) || len(toward) == 3 && toward[0] >= '0' && toward[0] <= '9' {
		toward = t.placeOf(toward).Name
	}
	status, reason := plainWords(c.Status), plainWords(c.Reason)
	switch c.Kind {
	case sources.Roll:
		return withDetail("on the roll of "+at, rollWords[c.Status])
	case sources.LeftRoll:
		return withDetail("left the roll of "+at+prefixed(", to ", toward), prefixed("ground ", reason))
	case sources.Application:
		return withDetail("applied for a place at "+at, status)
	case sources.Offer:
		return withDetail("offered a place at "+at, status)
	case sources.Residence:
		if c.Status == "contact" && kind != sources.Health {
			return "seen by " + sourceWords(kind)
		}
		return cmp.Or(residenceWords[c.Status], "an address on record")
	case sources.HomeEducated:
		return withDetail("home education", status)
	case sources.Alternative:
		return withDetail("arranged education"+prefixed(" at ", named(at, c.Place)), status)
	case sources.Exclusion:
		return withDetail("excluded from "+at, status)
	case sources.Absence:
		return withDetail("absent from "+at, absenceWords(c))
	case sources.Lost:
		return "a transfer file from " + at + " to " + cmp.Or(strings.Trim(toward, "XM"), "an unknown destination")
	case sources.Departure:
		return strings.TrimSpace(cmp.Or(status, "a message about a move") + prefixed(", ", named(at, c.Place)))
	case sources.Referral:
		return withDetail("referred", reason)
	case sources.Flag:
		return strings.TrimSpace(cmp.Or(rules.ServiceOf(c.Status).Fact, status, "a service") + prefixed(", ", plainWords(c.Toward)))
	case sources.Death:
		return "died"
	case sources.Case:
		return withDetail("the authority's own case of a child missing education", status)
	case sources.EarlyYearsPlace:
		return "at an early years setting"
	case sources.AttendanceOrder:
		return withDetail("school attendance", status)
	}
	return sourceWords(kind)
}

// rollWords say how a child is on a roll, where it is not the plain way.
var rollWords = map[string]string{
	"M": "main of two schools", "S": "second of two schools", "F": "further education", "O": "other provider", "G": "guest", "added": "new pupil return",
	"independent": "independent school", "other_authority": "says another authority",
}

var residenceWords = map[string]string{
	"registration": "registered with a general practice", "contact": "seen by the health service", "tenancy": "a tenancy", "temporary": "temporary housing",
	"application": "address on an application", "school": "address that a school has", "service": "address that a service has", "moved_in": "moved in",
	"moved_out": "moved out", "birth": "born here",
}

func absenceWords(c *sources.Claim) string {
	var parts []string
	if c.Status != "" && c.Status != "run" {
		parts = append(parts, plainWords(c.Status))
	}
	if c.Count > 0 {
		parts = append(parts, CountWords(int(c.Count), "school day"))
	}
	if c.Reason != "" {
		parts = append(parts, plainWords(c.Reason))
	}
	return strings.Join(parts, ", ")
}

// CountWords says how many of a thing there are.
func CountWords(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}

// plainWords writes a canonical word as words.
func plainWords(word string) string { return strings.ReplaceAll(word, "_", " ") }

func withDetail(text, detail string) string {
	if detail == "" {
		return text
	}
	return text + " (" + detail + ")"
}

func prefixed(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

// named is what a place is called, and nothing where there is none.
func named(name, place string) string {
	if place == "" {
		return ""
	}
	return name
}

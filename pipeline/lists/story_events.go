package lists

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// eventsOf is what happened to a child by its records, by day, oldest first; and at the end of a day what records say that may be another
// child's.
func (m *maker) eventsOf(child int, recs []*sources.Record) (all []candidates.Event) {
	for _, r := range recs {
		all = m.addEvents(all, r, false)
	}
	for _, near := range m.children.NearTo(child) {
		if m.Judged.IsSealed(int(near.Child)) || max(near.Row, near.Whole) < people.GreyFrom {
			continue
		}
		for _, r := range m.children.People.IdentityRecords(near.Identity) {
			all = m.addEvents(all, r, true)
		}
	}
	slices.SortStableFunc(all, func(a, b candidates.Event) int {
		return cmp.Or(a.From.Compare(b.From), judge.CompareBools(a.Possible, b.Possible), a.On.Compare(b.On), cmp.Compare(a.Record, b.Record))
	})
	return all
}

func (m *maker) addEvents(to []candidates.Event, r *sources.Record, possible bool) []candidates.Event {
	var attendance []*sources.Claim
	for i := range r.Claims {
		c := &r.Claims[i]
		switch c.Kind {
		case sources.Attendance:
			attendance = append(attendance, c)
			continue
		case sources.Seal, sources.NoClaim:
			continue
		}
		to = append(to, candidates.Event{From: cmp.Or(c.From, c.Decided, r.AsOf).Midnight(), To: c.To.Midnight(), Kind: judge.ClaimWord(c.Kind), Words: m.claimWords(r.Kind, c),
			Place: c.Place, Source: sourceWords(r.Kind), On: r.AsOf.Midnight(), Record: string(r.ID), Possible: possible})
	}
	if len(attendance) > 0 {
		to = append(to, m.attendanceEvent(r, attendance, possible))
	}
	return to
}

// attendanceEvent makes one event of what a record counts of each code.
func (m *maker) attendanceEvent(r *sources.Record, of []*sources.Claim, possible bool) candidates.Event {
	c := of[0]
	e := candidates.Event{From: cmp.Or(c.From, r.AsOf).Midnight(), To: c.To.Midnight(), Kind: judge.ClaimWord(sources.Attendance), Place: c.Place,
		Source: sourceWords(r.Kind), On: r.AsOf.Midnight(), Record: string(r.ID), Possible: possible}
	var codes []string
	for _, c := range of {
		if c.Status != "" && c.Reason != "" {
			codes = append(codes, c.Reason+" of code "+c.Status)
		}
	}
	e.Words = fmt.Sprintf("attendance at %s: %d sessions possible", m.Judged.Authority.Name(c.Place), c.Count)
	if len(codes) > 0 {
		e.Words += ", " + strings.Join(codes, ", ")
	}
	return e
}

// claimWords says a claim as a caseworker would.
func (m *maker) claimWords(kind sources.Kind, c *sources.Claim) string {
	at := m.Judged.Authority.Name(c.Place)
	toward := c.Toward
	if isSchoolNumber(toward) || len(toward) == 3 && toward[0] >= '0' && toward[0] <= '9' {
		toward = m.Judged.Authority.Name(toward)
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
		parts = append(parts, fmt.Sprintf("%d school days", c.Count))
	}
	if c.Reason != "" {
		parts = append(parts, plainWords(c.Reason))
	}
	return strings.Join(parts, ", ")
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

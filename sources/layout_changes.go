package sources

import (
	"strings"

	"rollcall/pipeline/calendar"
)

// layoutChange is a name or code of the school census that was replaced. Returns of earlier years are read under the old
// one, and so are those of systems that never changed it; a return made since that still has it is noted.
type layoutChange struct {
	was, now string // in lower case
	since    Date   // reference date of the first census with the new one
}

// censusChanges is the changes of what is read. What is never read has changed as well and is known by both names.
var censusChanges = []layoutChange{
	{"gender", "sex", calendar.On(2023, 10, 5)},
	{"absencesessions", "sessions", calendar.On(2021, 1, 21)}, // with it, the codes of presence came into the table
	{"reason", "reason1", calendar.On(2021, 1, 21)},           // up to three reasons since
	{"fixd", "susp", calendar.On(2021, 1, 21)},
}

// namesOf returns a name of the census and those that it had before.
func namesOf(now string) []string {
	names := []string{now}
	for _, c := range censusChanges {
		if c.now == now {
			names = append(names, c.was)
		}
	}
	return names
}

var (
	sexNames      = namesOf("sex")
	sessionsNames = namesOf("sessions")
	reason1Names  = namesOf("reason1")
	suspNames     = namesOf("susp")
)

// noteOldLayout notes the columns of a table that had been renamed before the census of a day.
func (t *collectTable) noteOldLayout(on Date) {
	for _, c := range censusChanges {
		if _, has := t.at[c.was]; has && on >= c.since {
			t.part.out.addNote("the column %s has been %s since the census of %s", c.was, c.now, c.since)
		}
	}
}

// exclusionCategories is the words of a claim by the codes of the census.
var exclusionCategories = func() map[string]string {
	m := map[string]string{"PERM": "permanent", "LNCH": "lunchtime"}
	for _, code := range suspNames {
		m[strings.ToUpper(code)] = "suspension"
	}
	return m
}()

// retiredSessions is columns of older exports that are known and not read: sessions missed in the pandemic, and what became
// of an exclusion, which the exclusions team knows better.
var retiredSessions = strings.Fields(`termlysessionscoronavirus termlysessionseducational termlysessionsexceptional
	reinstatementdate reviewdate reviewresult senexpert`)

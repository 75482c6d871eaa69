package rules

import "rollcall/pipeline/calendar"

// A termly census reaches an authority some four weeks after its day, and from May to October there are 19 weeks without
// one: older than this and a census has been missed.
const censusDays = 165

// freshness is how many days old an extract of a kind may be before what rests on it is off or marked as old. Where the
// rule book counts school days (attendance: five) the days of a half-term holiday are added.
var freshness = map[string]int{
	"school_census":         censusDays,
	"roll_changes":          14,
	"attendance":            16,
	"admissions":            14,
	"home_education":        30,
	"alternative_provision": 30,
	"ehc_plans":             30,
	"exclusions":            30,
	"social_care":           30,
	"youth_justice":         30,
	"other_authorities":     120,
	"health":                120,
	"early_years":           120,
	"lost_pupils":           120,
	"housing":               60,
}

// Freshness returns how many days old an extract of a kind may be on the as-of date before it is stale. Zero means that
// the kind does not grow stale by the calendar.
func Freshness(kind string) int { return freshness[kind] }

// trusted reports whether the run has an extract of a kind that no gate holds back, and else why not, in words.
func (a *Authority) trusted(kind string) (ok bool, why string) {
	x, had := a.Extracts[kind]
	switch {
	case !had:
		return false, "the " + registerName(kind) + " was not had"
	case x.Held != "":
		return false, "the " + registerName(kind) + " is held back: " + x.Held
	}
	return true, ""
}

// stale reports whether the run has the extract, but too old a one.
func (a *Authority) stale(kind string) bool { return a.Extracts[kind].Stale }

// asOfWords says for which day an extract speaks.
func asOfWords(d calendar.Date) string {
	if d == 0 {
		return "date not given"
	}
	return "as of " + d.Words()
}

package rules

import "rollcall/pipeline/calendar"

// application is one application for a school place and how it stands: its rows put together by their reference, the newest
// extract of it only. A main-round application has a row for each preference.
type application struct {
	ref      string
	entry    string // reception, year_3, year_7, in_year
	outcome  outcome
	applied  calendar.Date
	offered  calendar.Date
	answered calendar.Date
	expected calendar.Date // the agreed start
	appeal   bool
	school   *establishment
	laestab  string // of the school offered, or preferred first
	claim    *Claim // the row that decides
}

// outcome is how an application stands; of several rows of one application the highest counts.
type outcome uint8

const (
	withdrawn outcome = iota
	refused           // by the authority, or no school of those named could be offered
	declined          // by the parents
	waiting           // undecided, or on a waiting list
	offered           // not yet answered
	accepted
)

func outcomeOf(c *Claim) outcome {
	if c.Kind == Offer {
		switch c.Status {
		case "accepted":
			return accepted
		case "refused_by_parent":
			return declined
		}
		return offered
	}
	switch c.Status {
	case "refused", "no_offer":
		return refused
	case "withdrawn":
		return withdrawn
	}
	return waiting
}

func (a *application) applicationKey() string {
	if a.ref != "" {
		return a.ref
	}
	return a.claim.Record
}

// roundYears is how many years after the school year of birth a main round admits.
var roundYears = map[string]int{"reception": 5, "year_3": 8, "year_7": 12}

// isMainRound reports whether an application is for a normal round.
func (a *application) isMainRound() bool { _, ok := roundYears[a.entry]; return ok }

// appliedOn is the day on which the application began, as near as is known.
func (a *application) appliedOn() calendar.Date {
	if a.applied != 0 {
		return a.applied
	}
	return a.offered
}

// whyNotProvision says why an offer explains nobody: one that is not accepted is no place yet, and one that is shows on a roll
// once the child has come.
func (a *application) whyNotProvision() string {
	if a.outcome < accepted {
		return "A place at " + a.school.name + " was offered and has not been accepted."
	}
	return "Has a place at " + a.school.name + ", whose roll does not show the child."
}

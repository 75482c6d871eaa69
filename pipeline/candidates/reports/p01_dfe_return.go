package reports

import (
	"cmp"
	"slices"
	"strconv"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
)

// ReasonsEdition names the edition of the department's list of reasons.
const ReasonsEdition = "autumn 2025"

const (
	notRecorded = "Not recorded"
	unknownYear = "Year group unknown"

	// The halves of the collection.
	missingHalf = "Missing education"
	homeHalf    = "Home education"
)

// WaitingStart is the department's reason of a child who has a place that has not begun.
const WaitingStart = "Waiting school start"

// reasonOf is the reason that a rule pre-selects; an officer's own stands above it.
var reasonOf = map[string]string{
	"C02": WaitingStart, "C03": "Did not apply for school place at compulsory school age",
	"C06": "Believed to have moved to another local authority", "C08": "Believed to have moved to another local authority",
	"C10": WaitingStart, "C11": "Offered school place but not yet accepted", "C12": "Did not get school preference",
	"C13": "School application awaiting outcome", "C14": "Unsuitable elective home education",
	"C18": "Moved in from another local authority", "K15": "Challenging school attendance order",
}

// ReasonOf returns the reason of the department's list that the first of the rules pre-selects, or nothing when none does: an
// officer sets the reason.
func ReasonOf(rules []string) string {
	for _, r := range rules {
		if reason := reasonOf[r]; reason != "" {
			return reason
		}
	}
	return ""
}

// durations are the bands of the collection: from a number of weeks to below the next. The guide read says no more of the
// bounds, so the lower one is taken to be in the band.
var durations = []struct {
	below int // weeks; 0: no bound
	title string
}{
	{2, "Less than 2 weeks"}, {4, "2 to 4 weeks"}, {8, "4 to 8 weeks"}, {12, "8 to 12 weeks"}, {26, "12 to 26 weeks"},
	{52, "26 to 52 weeks"}, {0, "Over 52 weeks"},
}

const unknownDuration = "Unknown"

// durationBand is the band of the time between two days.
func durationBand(since, on calendar.Date) string {
	if !since.Known() || since > on {
		return unknownDuration
	}
	weeks := int(on-since) / 7
	for _, d := range durations {
		if d.below == 0 || weeks < d.below {
			return d.title
		}
	}
	return unknownDuration
}

// RoundedCount is a count as it may leave the team: to the nearest ten, and "low" when that is nought (the department's own
// practice for counts of an authority). A true nought is 0.
func RoundedCount(n int) string {
	switch r := (n + 5) / 10 * 10; {
	case n == 0:
		return "0"
	case r == 0:
		return "low"
	default:
		return strconv.Itoa(r)
	}
}

var topics = []string{"Total", "Sex", "Year group", "Duration", "Reason"}

// dfeReturn is the working file of the return: separate margins, never crossed, on each census day of the school year and
// at any time in the last one, in which a child is counted once.
func dfeReturn(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "P01", File: "p01_dfe_return", Title: "Return to the department",
		About: "Missing education: children whose case an officer holds as confirmed, untraced or moving, on each census day and at any time in the last " +
			"school year. Candidates are not counted. Reasons of the list of " + ReasonsEdition + ", as officers recorded them; the last " +
			"column is what there would be to send if every candidate of tonight were confirmed, each by the reason that an officer recorded or else the one that the rules propose. " +
			"Home education: children on the register of it, while their education is not found wanting, on the same days and over the year, with what happened in it. Termly and yearly.",
		Columns: []candidates.TableColumn{
			textColumn("collection", "Half", 18), textColumn("period", "Period", 36), dayColumn("census_day", "Census day"), textColumn("breakdown_topic", "Breakdown", 14),
			textColumn("breakdown", "Of", 52), numberColumn("child_count", "Children"), textColumn("published", "Rounded, to share", 12),
			{Name: "with_proposed", Title: "With candidates, as proposed", Is: candidates.NumberCell, Width: 12},
		},
	}
	if !f.CountSuspected {
		t.Notes = append(t.Notes, "Suspected children are not counted. To count them, set count_suspected under reports: in the settings.")
	}
	if !f.HomeKnown {
		t.Notes = append(t.Notes, "No register of home education came: that half is not counted, which is not nought.")
	}
	year := calendar.SchoolYear(f.AsOf)
	for _, census := range calendar.CensusDays(year) {
		if census <= f.AsOf {
			t.Rows = append(t.Rows, f.countMissing("on census day", census, census, census)...)
		}
	}
	from, to := calendar.SchoolYearStart(year-1), calendar.SchoolYearStart(year)-1
	t.Rows = append(t.Rows, f.countMissing("at any time in the school year before", 0, from, to)...)
	if f.HomeKnown {
		t.Notes = append(t.Notes, "A reason of religion is never read and counts as Other.")
		t.Rows = append(t.Rows, f.homeReturn()...)
	}
	return t
}

// countMissing counts by each topic who was missing education on any day of a period, each child as on the last such day, in the order
// of the form: those whom officers hold, and these with the candidates.
func (f *Facts) countMissing(period string, census, from, to calendar.Date) [][]any {
	by, with := f.newMargins(), f.newMargins()
	for i := range f.counted {
		c := &f.counted[i]
		if day, was := f.lastCounted(c, from, to); was {
			by.addCase(c, day, c.Reason)
			with.addCase(c, day, cmp.Or(c.Reason, c.Proposed))
		} else if day, was := c.lastListed(from, to); was {
			with.addCase(c, day, cmp.Or(c.Reason, c.Proposed))
		}
	}
	var rows [][]any
	for _, topic := range topics {
		for _, word := range with[topic].order { // whoever is counted is counted with the candidates
			rows = append(rows, []any{missingHalf, period, dayCell(census), topic, word, by[topic].n[word], RoundedCount(by[topic].n[word]), with[topic].n[word]})
		}
	}
	return rows
}

// lastListed is the last day of a period on which a candidate of tonight was without education and of age.
func (c *Figures) lastListed(from, to calendar.Date) (calendar.Date, bool) {
	day := to
	if c.Born.Known() {
		_, over := calendar.CompulsorySchoolAge(c.Born)
		day = min(day, over)
	}
	return day, c.Listed.Known() && day >= max(c.Listed, from) && c.ofAge(day)
}

// lastCounted is the last day of a period on which the case is counted.
func (f *Facts) lastCounted(c *Figures, from, to calendar.Date) (calendar.Date, bool) {
	for i := len(c.Spells) - 1; i >= 0; i-- {
		s, end := c.Spells[i], to
		if i+1 < len(c.Spells) {
			end = min(end, c.Spells[i+1].From-1)
		}
		if c.Born.Known() {
			_, over := calendar.CompulsorySchoolAge(c.Born)
			end = min(end, over)
		}
		if f.countsStatus(s.Status) && end >= max(s.From, from) && c.ofAge(end) {
			return end, true
		}
	}
	return 0, false
}

// margins are tallies of cases by topic.
type margins map[string]*tally

func (f *Facts) newMargins() margins {
	return margins{"Total": newTally("All"), "Sex": newTally("Female", "Male", "Sex unknown"), "Year group": newTally(yearTitles()...),
		"Duration": newTally(durationTitles()...), "Reason": f.tallyReasons()}
}

// addCase counts a case as it stands on a day, by a reason that may be empty.
func (m margins) addCase(c *Figures, day calendar.Date, reason string) {
	m["Total"].add("All")
	m["Sex"].add(sexTitle(c.Sex))
	m["Year group"].add(yearGroup(c.Born, day))
	m["Duration"].add(durationBand(c.Since, day))
	m["Reason"].add(cmp.Or(reason, notRecorded))
}

// tallyReasons are the department's, in its order, and at the end that none was recorded.
func (f *Facts) tallyReasons() *tally {
	return newTally(append(slices.Clone(f.Reasons), notRecorded)...)
}

func sexTitle(sex string) string {
	switch sex {
	case "F":
		return "Female"
	case "M":
		return "Male"
	}
	return "Sex unknown"
}

func yearTitles() []string {
	all := []string{"Reception"}
	for y := 1; y <= 11; y++ {
		all = append(all, "Year "+calendar.YearName(y))
	}
	return append(all, unknownYear)
}

func durationTitles() []string {
	var all []string
	for _, d := range durations {
		all = append(all, d.title)
	}
	return append(all, unknownDuration)
}

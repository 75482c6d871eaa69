package lists

import (
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/reports"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// weighing is what the measure of fairness is given: what became of every child and, from nowhere else in a run, what is
// held apart.
type weighing struct {
	judged *judge.Judged
	apart  *intake.Apart
}

// Fairness measures whether groups of children fare alike: how many are found on a roll, left grey, or listed, and how many
// of those that officers decided on were so. It changes no verdict, and what it returns names groups only.
func Fairness(j *journal.Journal, judged *judge.Judged, apart *intake.Apart) ([]candidates.Measure, error) {
	w := weighing{judged, apart}
	known := 0
	var children []reports.Child
	doubles := w.findDoubles()
	for child := range judged.Children.Len() {
		v, decided := &judged.Verdicts[child], judged.Decisions.Of(child)
		if v.Status == rules.NotOfAge {
			continue
		}
		c := reports.Child{
			OnRoll: judged.OnRoll(child), Grey: hasGreyMatter(judged, child), Listed: v.Status == rules.Candidate || decided.OpenCase() != nil,
			Alone: len(judged.Children.KindsOf(child)) == 1, Double: len(doubles[child]) > 0, Groups: w.groupsOf(child),
		}
		c.Decided, c.Confirmed = decided.LastWord()
		group := w.ethnicityOf(child)
		for _, other := range doubles[child] {
			if group == sources.EthnicityNotKnown { // part of one child, perhaps, whose other part says
				group = w.ethnicityOf(other)
			}
		}
		if group != sources.EthnicityNotKnown {
			known++
			c.Groups = append(c.Groups, "ethnicity: "+group.String())
		}
		children = append(children, c)
	}
	measures, alarms := reports.MeasureFairness(children)
	for _, text := range alarms {
		j.Notice(journal.Notice{Kind: journal.MatchingNotice, Text: text})
	}
	j.Count("children of age whose ethnic group is known", known)
	return measures, nil
}

// ethnicityOf is the group that most records of a child give; when two are given as often, it is not known.
func (w *weighing) ethnicityOf(child int) sources.EthnicGroup {
	var said [sources.EthnicGroups]int
	for _, row := range w.judged.Children.IdentitiesOf(child) {
		for _, record := range w.judged.Children.People.RecordsOf(row) {
			said[w.apart.Ethnicity(int(record))]++
		}
	}
	said[sources.EthnicityNotKnown] = 0
	most, tied := sources.EthnicityNotKnown, false
	for group, n := range said {
		switch {
		case n > said[most]:
			most, tied = sources.EthnicGroup(group), false
		case n > 0 && n == said[most] && sources.EthnicGroup(group) != most:
			tied = true
		}
	}
	if tied {
		return sources.EthnicityNotKnown
	}
	return most
}

// findDoubles finds, for children of age, others of the same birth date, sex and postcode whom no extract has too. Twins are in one census and
// on one list of a practice; one child found as two is once in some extracts and once in others.
func (w *weighing) findDoubles() map[int][]int {
	type birth struct {
		dob           calendar.Date
		sex, postcode string
	}
	there := map[birth][]int{}
	for child := range w.judged.Children.Len() {
		if w.judged.Verdicts[child].Status == rules.NotOfAge {
			continue
		}
		for _, row := range w.judged.Children.IdentitiesOf(child) {
			who := w.judged.Children.People.Who(row)
			at := birth{who.DOB, who.Sex, plainPostcode(who.Postcode)}
			if who.DOB.Known() && who.Sex != "" && who.Postcode != "" && !slices.Contains(there[at], child) {
				there[at] = append(there[at], child)
			}
		}
	}
	doubles := map[int][]int{}
	for _, all := range there {
		for i, a := range all {
			for _, b := range all[:i] {
				if !slices.Contains(doubles[a], b) && w.inNoneTogether(a, b) {
					doubles[a], doubles[b] = append(doubles[a], b), append(doubles[b], a)
				}
			}
		}
	}
	for _, others := range doubles {
		slices.Sort(others)
	}
	return doubles
}

// inNoneTogether reports whether no extract has both children.
func (w *weighing) inNoneTogether(a, b int) bool {
	other := w.judged.Children.KindsOf(b)
	for kind := range w.judged.Children.KindsOf(a) {
		if other[kind] > 0 {
			return false
		}
	}
	return true
}

func plainPostcode(p string) string { return strings.ReplaceAll(strings.ToUpper(p), " ", "") }

// moved is from how many postcodes on a child counts as one who moves.
const moved = 3

// groupsOf are those that a child's own records tell: sex, age, how the name is written, how often the child moved, and whether
// any record has a postcode.
func (w *weighing) groupsOf(child int) []string {
	postcodes := map[string]bool{}
	sex, dob := "not known", w.judged.Verdicts[child].CSAStart
	var written []*sources.Identity
	for _, row := range w.judged.Children.IdentitiesOf(child) {
		who := w.judged.Children.People.Who(row)
		written = append(written, who)
		if who.Postcode != "" {
			postcodes[plainPostcode(who.Postcode)] = true
		}
		if who.Sex != "" {
			sex = who.Sex
		}
	}
	all := []string{"sex: " + sex}
	if dob.Known() {
		all = append(all, "age: "+ageBand(int(w.judged.Authority.AsOf-dob)/365))
	}
	all = append(all, nameGroups(written)...)
	switch n := len(postcodes); {
	case n == 0:
		all = append(all, "postcode: none on any record")
	case n >= moved:
		all = append(all, "postcode: three or more")
	}
	return all
}

// ageBand names the years of schooling since compulsory school age began.
func ageBand(years int) string {
	switch {
	case years < 3:
		return "up to Year 2"
	case years < 7:
		return "Years 3 to 6"
	case years < 10:
		return "Years 7 to 9"
	}
	return "Years 10 and 11"
}

package lists

import (
	"strings"
	"unicode"

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
	for child := range judged.Children.Len() {
		v, decided := &judged.Verdicts[child], judged.Decisions.Of(child)
		if v.Status == rules.NotOfAge {
			continue
		}
		c := reports.Child{
			OnRoll: judged.OnRoll(child), Grey: hasGreyMatter(judged, child), Listed: v.Status == rules.Candidate || decided.OpenCase() != nil,
			Groups: w.groupsOf(child),
		}
		c.Decided, c.Confirmed = decided.LastWord()
		if group := w.ethnicityOf(child); group != sources.EthnicityNotKnown {
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

// moved is from how many postcodes on a child counts as one who moves.
const moved = 3

// groupsOf are those that a child's own records tell: sex, age, how the name is written, how often the child moved, and whether
// any record has a postcode. How a name is written stands for the tradition it comes from, of which nothing is known.
func (w *weighing) groupsOf(child int) []string {
	var words, marks int
	postcodes := map[string]bool{}
	sex, dob := "not known", w.judged.Verdicts[child].CSAStart
	for _, row := range w.judged.Children.IdentitiesOf(child) {
		who := w.judged.Children.People.Who(row)
		words = max(words, len(strings.Fields(who.Forename+" "+who.Surname)))
		marks += strings.IndexFunc(who.Forename+who.Surname, isMark) + 1
		if who.Postcode != "" {
			postcodes[strings.ReplaceAll(strings.ToUpper(who.Postcode), " ", "")] = true
		}
		if who.Sex != "" {
			sex = who.Sex
		}
	}
	all := []string{"sex: " + sex}
	if dob.Known() {
		all = append(all, "age: "+ageBand(int(w.judged.Authority.AsOf-dob)/365))
	}
	switch {
	case words <= 2:
		all = append(all, "names: one word each")
	case words == 3:
		all = append(all, "names: three words")
	default:
		all = append(all, "names: four words or more")
	}
	if marks > 0 {
		all = append(all, "names: letters beyond the English alphabet, apostrophe or hyphen")
	}
	switch n := len(postcodes); {
	case n == 0:
		all = append(all, "postcode: none on any record")
	case n >= moved:
		all = append(all, "postcode: three or more")
	}
	return all
}

// isMark reports whether a letter or sign of a name is one that another system may drop.
func isMark(r rune) bool { return r == '\'' || r == '’' || r == '-' || r > unicode.MaxASCII }

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

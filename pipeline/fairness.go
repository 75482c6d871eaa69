package pipeline

import (
	"strings"
	"unicode"

	"rollcall/pipeline/candidates/reports"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Weighing is what the measure of fairness is given: what became of every child and, from nowhere else in a run, what is
// held apart.
type Weighing struct {
	*Judged
	Apart *Apart
}

// fairness measures whether groups of children fare alike: how many are found on a roll, left grey, or listed, and how many
// of those that officers decided on were so. It changes no verdict, and what it adds names groups only.
func fairness(r *run, w Weighing) (*Judged, error) {
	known := 0
	var children []reports.Child
	for child := range w.Len() {
		if !w.ofAge(child) {
			continue
		}
		c := reports.Child{
			OnRoll: w.onRoll(child), Grey: w.greyMatters(child), Listed: w.Verdicts[child].Status == rules.Candidate || w.of[int32(child)].openCase() != nil,
			Groups: w.groups(child),
		}
		c.Decided, c.Confirmed = w.of[int32(child)].verdict()
		if group := w.ethnicity(child); group != sources.EthnicityNotKnown {
			known++
			c.Groups = append(c.Groups, "ethnicity: "+group.String())
		}
		children = append(children, c)
	}
	var alarms []string
	w.Fairness, alarms = reports.Fairness(children)
	for _, text := range alarms {
		r.manifest.Notices = append(r.manifest.Notices, Notice{Kind: matchingNotice, Text: text})
	}
	r.count("children of age whose ethnic group is known", known)
	return w.Judged, nil
}

// ethnicity is the group that most records of a child give; when two are given as often, it is not known.
func (w *Weighing) ethnicity(child int) sources.EthnicGroup {
	var said [sources.EthnicGroups]int
	for _, row := range w.Rows(child) {
		for _, record := range w.members[w.start[row]:w.start[row+1]] {
			said[w.Apart.Ethnicity(int(record))]++
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

// groups are those that a child's own records tell: sex, age, how the name is written, how often the child moved, and whether
// any record has a postcode. How a name is written stands for the tradition it comes from, of which nothing is known.
func (w *Weighing) groups(child int) []string {
	var words, marks int
	postcodes := map[string]bool{}
	sex, dob := "not known", w.Verdicts[child].CSAStart
	for _, row := range w.Rows(child) {
		who := w.rowRecords(int(row))[0].Who
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
		all = append(all, "age: "+ageBand(int(w.Authority.AsOf-dob)/365))
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

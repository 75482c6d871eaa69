package lists

import (
	"cmp"
	"slices"
	"strings"
	"sync"

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
	parts  sync.Map // of names, with the scripts that they are spelt as from
}

// weighed is a child of age as it is measured, with what is settled only when all are known.
type weighed struct {
	reports.Child
	number    int
	ethnicity sources.EthnicGroup
}

// Fairness measures whether groups of children fare alike: how many are found on a roll, left grey, or listed, and how many
// of those that officers decided on were so. It changes no verdict, and what it returns names groups only.
func Fairness(j *journal.Journal, judged *judge.Judged, apart *intake.Apart) ([]candidates.Measure, error) {
	w := weighing{judged: judged, apart: apart}
	known := 0
	all, doubles := w.weighAll()
	children := make([]reports.Child, len(all))
	for i := range all {
		c, group := all[i].Child, all[i].ethnicity
		c.Double = len(doubles[all[i].number]) > 0
		for _, other := range doubles[all[i].number] {
			if group == sources.EthnicityNotKnown { // part of one child, perhaps, whose other part says
				group = w.ethnicityOf(other)
			}
		}
		if group != sources.EthnicityNotKnown {
			known++
			c.Groups = append(c.Groups, "ethnicity: "+group.String())
		}
		children[i] = c
	}
	measures, alarms := reports.MeasureFairness(children)
	for _, text := range alarms {
		j.Notice(journal.Notice{Kind: journal.MatchingNotice, Text: text})
	}
	j.Count("children of age whose ethnic group is known", known)
	return measures, nil
}

// weighAll describes every child of age, in order, and finds the doubles among them.
func (w *weighing) weighAll() (all []weighed, doubles map[int][]int) {
	weighers := make([]weigher, countShares())
	parts := make([][]weighed, len(weighers))
	eachShare(w.judged.Children.Len(), func(share, from, to int) {
		weighers[share] = w.newWeigher()
		for child := from; child < to; child++ {
			if w.judged.Verdicts[child].Status != rules.NotOfAge {
				parts[share] = append(parts[share], weighers[share].weigh(child))
			}
		}
	})
	var births []bornAt
	for i := range weighers {
		births = append(births, weighers[i].births...)
	}
	return slices.Concat(parts...), w.findDoubles(births)
}

// weigher describes children one after the other; one goroutine uses it.
type weigher struct {
	*weighing
	names     *nameReader
	postcodes map[string]string // as they are compared, by how they are written
	who       sources.Identity  // read anew of every identity
	lived     []string          // postcodes of one child
	births    []bornAt          // of all children
}

func (w *weighing) newWeigher() weigher {
	return weigher{weighing: w, names: newNameReader(&w.parts), postcodes: map[string]string{}}
}

// weigh describes a child, and notes where it was born by each of its records.
func (w *weigher) weigh(child int) weighed {
	v, decided := &w.judged.Verdicts[child], w.judged.Decisions.Of(child)
	c := weighed{number: child, ethnicity: w.ethnicityOf(child), Child: reports.Child{
		OnRoll: w.judged.OnRoll(child), Grey: hasGreyMatter(w.judged, child), Listed: v.Status == rules.Candidate || decided.OpenCase() != nil,
		Alone: w.judged.Children.IsOfOneExtract(child), Groups: w.groupsOf(child),
	}}
	c.Decided, c.Confirmed = decided.LastWord()
	return c
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

// bornAt is a birth as a record tells of it, with the child whose record it is.
type bornAt struct {
	dob           calendar.Date
	postcode, sex string
	child         int
}

func compareBirths(a, b bornAt) int {
	if a.dob != b.dob { // of most
		return cmp.Compare(a.dob, b.dob)
	}
	return cmp.Or(strings.Compare(a.postcode, b.postcode), strings.Compare(a.sex, b.sex))
}

// findDoubles finds, for children of age, others of the same birth date, sex and postcode whom no extract has too. Twins are in one census and
// on one list of a practice; one child found as two is once in some extracts and once in others.
func (w *weighing) findDoubles(births []bornAt) map[int][]int {
	found := make([][][2]int, countShares())
	eachShare(len(found), func(share, _, _ int) {
		var own []bornAt
		for _, b := range births {
			if int(uint32(b.dob))%len(found) == share { // a day before 1970 is less than nought
				own = append(own, b)
			}
		}
		found[share] = w.findPairs(own)
	})
	doubles := map[int][]int{}
	for _, pair := range slices.Concat(found...) {
		if a, b := pair[0], pair[1]; !slices.Contains(doubles[a], b) {
			doubles[a], doubles[b] = append(doubles[a], b), append(doubles[b], a)
		}
	}
	for _, others := range doubles {
		slices.Sort(others)
	}
	return doubles
}

// findPairs finds the pairs of such children among some births, one or more times each.
func (w *weighing) findPairs(births []bornAt) (pairs [][2]int) {
	slices.SortFunc(births, func(a, b bornAt) int { return cmp.Or(compareBirths(a, b), cmp.Compare(a.child, b.child)) })
	for from, to := 0, 0; from < len(births); from = to {
		for to < len(births) && compareBirths(births[from], births[to]) == 0 {
			to++
		}
		same := slices.CompactFunc(births[from:to], func(a, b bornAt) bool { return a.child == b.child })
		for i := range same {
			for k := range i {
				if a, b := same[i].child, same[k].child; !w.judged.Children.ShareExtract(a, b) {
					pairs = append(pairs, [2]int{a, b})
				}
			}
		}
	}
	return pairs
}

func plainPostcode(p string) string { return strings.ReplaceAll(strings.ToUpper(p), " ", "") }

// moved is from how many postcodes on a child counts as one who moves.
const moved = 3

// groupsOf are those that a child's own records tell: sex, age, how the name is written, how often the child moved, and whether
// any record has a postcode. Where and when the child was born is noted of each of its records.
func (w *weigher) groupsOf(child int) []string {
	sex, dob := "not known", w.judged.Verdicts[child].CSAStart
	var like likeness
	w.lived = w.lived[:0]
	folk, first := w.judged.Children.People, len(w.births)
	for _, row := range w.judged.Children.IdentitiesOf(child) {
		who := &w.who
		folk.ReadWho(row, who)
		w.names.addName(&like, who)
		if who.Sex != "" {
			sex = who.Sex
		}
		if who.Postcode == "" {
			continue
		}
		postcode := w.comparedPostcode(who.Postcode)
		if !slices.Contains(w.lived, postcode) {
			w.lived = append(w.lived, postcode)
		}
		if at := (bornAt{who.DOB, postcode, who.Sex, child}); who.DOB.Known() && who.Sex != "" && !slices.Contains(w.births[first:], at) {
			w.births = append(w.births, at)
		}
	}
	all := append(make([]string, 0, 8), "sex: "+sex)
	if dob.Known() {
		all = append(all, "age: "+ageBand(int(w.judged.Authority.AsOf-dob)/365))
	}
	all = like.appendGroups(all)
	switch n := len(w.lived); {
	case n == 0:
		all = append(all, "postcode: none on any record")
	case n >= moved:
		all = append(all, "postcode: three or more")
	}
	return all
}

// comparedPostcode is a postcode as postcodes are compared.
func (w *weigher) comparedPostcode(written string) string {
	p, known := w.postcodes[written]
	if !known {
		p = plainPostcode(written)
		w.postcodes[written] = p
	}
	return p
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

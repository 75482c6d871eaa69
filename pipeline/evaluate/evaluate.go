package evaluate

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
)

// Score counts what was said against what is true.
type Score struct {
	Right  int // said and true
	Wrong  int // said and not true
	Missed int // true and not said
}

// Precision is the share of what was said that is true, and 1 when nothing was said.
func (s Score) Precision() float64 { return ratioOf(s.Right, s.Right+s.Wrong) }

// Recall is the share of what is true that was said, and 1 when nothing is true.
func (s Score) Recall() float64 { return ratioOf(s.Right, s.Right+s.Missed) }

// F1 is the harmonic mean of precision and recall.
func (s Score) F1() float64 { return ratioOf(2*s.Right, 2*s.Right+s.Wrong+s.Missed) }

func ratioOf(k, n int) float64 {
	if n == 0 {
		return 1
	}
	return float64(k) / float64(n)
}

// Quality is a published run held against the truth.
type Quality struct {
	Children, OfAge, Missing int // in truth

	CME, Risk                    Score
	Justified                    int // lines for children who are not missing and of whom nobody told the authority: counted neither way
	CMERules                     map[string]*Score
	RiskRules                    map[string]*Score
	Why                          map[string]*Score // recall of the list by the true reason
	Groups                       map[string]*Group // how the children of a group fare, such as "naming tradition: welsh"
	Hidden                       int               // children missing education and not listed, of whom the run says that something explains them
	MissedBecause                map[string]int    // status of the children who are missing and not on the list
	WrongBecause                 map[string]int    // what truly explains the children wrongly listed
	Pairs                        Score             // pairs of records placed with one child, but of attendance
	PairsBySource                map[string]*Score // pairs of which one record at least is of the extract
	Grey                         int               // children of age whom the run leaves to a person: a possible match may explain them
	Possible                     int               // possible matches that a person is asked about
	GreyBySource                 map[string]*Share // of children of age
	Untold, UntoldFirst          Share             // children of whom the run could not tell, and those with a reason to look first: missing in truth, of all
	PlacedOfAge                  int               // children of age in the run
	Found, Placed                int               // true children of whom the run has a record; children of the run who are a true one
	Split                        int               // true children found as more than one
	Mixed                        int               // children in the run that are more than one truly
	TwinsMerged                  int               // of those, twins
	Days                         map[string]*Exact // of the right lines of both lists, by the rule that leads the line
	FromSchoolDay, FromEducation Nearness          // since of the right lines, held to the next school day without education, and to its last day
	FirstSeen                    int               // of those, lines that say no more than since when the child is known here
}

// HoldAgainstTruth holds the lists and links of a published run against the truth.
func HoldAgainstTruth(run, truth string) (*Quality, error) {
	t, err := LoadTruth(truth)
	if err != nil {
		return nil, err
	}
	e := &evaluation{truth: t, of: map[string]string{}, Quality: Quality{
		CMERules: map[string]*Score{}, RiskRules: map[string]*Score{}, Why: map[string]*Score{}, Groups: map[string]*Group{},
		MissedBecause: map[string]int{}, WrongBecause: map[string]int{}, PairsBySource: map[string]*Score{},
		GreyBySource: map[string]*Share{}, Days: map[string]*Exact{},
	}, kinds: map[string][]string{}}
	if err := e.comparePlacement(run); err != nil {
		return nil, err
	}
	if err := e.readStatuses(run); err != nil {
		return nil, err
	}
	for _, list := range []candidates.List{candidates.CME, candidates.AtRisk} {
		if err := e.scoreList(run, list); err != nil {
			return nil, err
		}
	}
	if err := e.scoreOwnLists(run); err != nil {
		return nil, err
	}
	if err := e.scoreUntold(run); err != nil {
		return nil, err
	}
	for _, c := range t.Children {
		e.Children++
		if c.OfAge {
			e.OfAge++
		}
		if c.Missing {
			e.Missing++
		}
	}
	return &e.Quality, nil
}

// Share is a number out of another.
type Share struct{ N, Of int }

type evaluation struct {
	Quality
	kinds  map[string][]string // extracts that hold a child, by child id
	truth  *Truth
	of     map[string]string   // true child of most of a child's records, by child id
	found  map[string][]string // child ids in which a true child was found
	status map[string]string   // by child id
	sealed map[string]candidates.SealedChild
}

// comparePlacement compares the children of the run with the true ones, by pairs of records.
func (e *evaluation) comparePlacement(run string) error {
	rows, err := candidates.CollectRows(candidates.ReadChildren(filepath.Join(run, candidates.ChildrenFile)))
	if err != nil {
		return err
	}
	if e.sealed, err = candidates.ReadSealed(run); err != nil {
		return err
	}
	for id, x := range e.sealed {
		for _, record := range x.Records {
			kind, _, _ := strings.Cut(record, ":")
			rows = append(rows, candidates.Placed{ChildID: id, RecordID: record, Source: kind})
		}
	}
	slices.SortFunc(rows, func(a, b candidates.Placed) int {
		return cmp.Or(cmp.Compare(a.ChildID, b.ChildID), cmp.Compare(a.RecordID, b.RecordID))
	})
	e.found = map[string][]string{}
	whole := newPairCounter()
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].ChildID == rows[0].ChildID {
			n++
		}
		e.countCluster(rows[:n], whole)
		rows = rows[n:]
	}
	e.Found, e.Placed = len(e.found), len(e.of)
	for _, ids := range e.found {
		if len(ids) > 1 {
			e.Split++
		}
	}
	e.Pairs = whole.scorePairs("")
	for _, kind := range slices.Sorted(maps.Keys(whole.kinds)) {
		s := whole.scorePairs(kind)
		e.PairsBySource[kind] = &s
	}
	e.scoreGroupPairs(whole)
	return nil
}

// attendance is the extract whose rows make no pairs: a child has hundreds, all under one number, and beside them nothing else would count.
const attendance = "attendance"

// countCluster counts the pairs of one child of the run.
func (e *evaluation) countCluster(rows []candidates.Placed, pairs *pairCounter) {
	by := map[string]int{}
	for _, r := range rows {
		child := e.truth.ChildOf[r.RecordID]
		if child == "" {
			continue // a row about nobody, such as a child not yet born
		}
		by[child] += r.RowCount()
		if r.Source != attendance {
			pairs.addRecord(r.Source, child, r.ChildID)
		}
	}
	children := slices.Sorted(maps.Keys(by))
	slices.SortStableFunc(children, func(a, b string) int { return by[b] - by[a] })
	if len(children) == 0 {
		return
	}
	id := rows[0].ChildID
	e.of[id] = children[0]
	for _, r := range rows {
		if !slices.Contains(e.kinds[id], r.Source) {
			e.kinds[id] = append(e.kinds[id], r.Source)
		}
	}
	for _, c := range children {
		e.found[c] = append(e.found[c], id)
	}
	if len(children) > 1 {
		e.Mixed++
		if e.truth.Children[children[0]].Twin && e.truth.Children[children[1]].Twin {
			e.TwinsMerged++
		}
	}
}

func (e *evaluation) readStatuses(run string) error {
	e.status = map[string]string{}
	for r, err := range candidates.ReadReconciliation(filepath.Join(run, candidates.ReconciliationFile)) {
		if err != nil {
			return err
		}
		e.PlacedOfAge++
		e.status[r.ChildID] = strings.TrimSpace(r.Status + " " + r.ExplainedBy)
		e.countGrey(r.ChildID, r.Status == string(rules.Grey))
	}
	possible, err := candidates.CollectRows(candidates.ReadPossible(filepath.Join(run, candidates.PossibleFile)))
	e.Possible = len(possible)
	return err
}

// countGrey counts a child of age among those left to a person, or among the rest.
func (e *evaluation) countGrey(id string, is bool) {
	n := 0
	if is {
		n = 1
	}
	e.Grey += n
	for _, k := range e.kinds[id] {
		shareOf(e.GreyBySource, k).addOne(n)
	}
	for _, g := range e.groupsOf(e.truth.Children[e.of[id]]) {
		g.Grey.addOne(n)
	}
}

func (s *Share) addOne(n int) {
	s.N += n
	s.Of++
}

func shareOf(m map[string]*Share, key string) *Share {
	if m[key] == nil {
		m[key] = &Share{}
	}
	return m[key]
}

// scoreList compares one list with the truth, as a whole and rule by rule.
func (e *evaluation) scoreList(run string, list candidates.List) error {
	score, byRule := &e.CME, e.CMERules
	if list == candidates.AtRisk {
		score, byRule = &e.Risk, e.RiskRules
	}
	said := map[string]map[string]bool{} // rules said, by true child
	for row, err := range candidates.ReadList(filepath.Join(run, string(list)+".parquet"), list) {
		if err != nil {
			return err
		}
		e.scoreLine(list, e.wholeLine(row), score, byRule, said)
	}
	for id, c := range e.truth.Children {
		holds, want := c.Missing, c.Rules
		if list == candidates.AtRisk {
			holds, want = c.AtRisk, c.Risks
		}
		for _, r := range want {
			if !said[id][r] && isScored(r, said[id] != nil) {
				scoreOf(byRule, r).Missed++
			}
		}
		if !holds {
			continue
		}
		if said[id] == nil {
			score.Missed++
		}
		if list == candidates.CME {
			e.scoreMissing(id, c, said[id] != nil)
		}
	}
	return nil
}

// wholeLine is a line of the list; of a sealed child the one that its own file has.
func (e *evaluation) wholeLine(row candidates.Row) candidates.Row {
	if i := slices.IndexFunc(e.sealed[row.ChildID].Lines, func(r candidates.Row) bool { return r.List == row.List }); i >= 0 {
		return e.sealed[row.ChildID].Lines[i]
	}
	return row
}

// isScored reports whether a rule that holds ought to be said on a nightly list: one that only adds to a line where there is one, one of
// last resort where there is none, for another may say more, and one with a list of its own not there.
func isScored(r string, listed bool) bool {
	id := rules.ID(r)
	if rules.IsLastResort(id) {
		return !listed
	}
	return listed && rules.AddsToLine(id) || !rules.AddsToLine(id) && !rules.HasOwnList(id)
}

// scoreLine scores one line of a list.
func (e *evaluation) scoreLine(list candidates.List, row candidates.Row, score *Score, byRule map[string]*Score, said map[string]map[string]bool) {
	id := e.of[row.ChildID]
	c := e.truth.Children[id]
	right, want := c.Missing, c.Rules
	if list == candidates.AtRisk {
		right, want = c.AtRisk, c.Risks
	}
	justified := list == candidates.CME && !right && c.Justified
	twice := said[id] != nil
	switch {
	case justified:
		e.Justified++
	case right && !twice:
		score.Right++
	default: // a second line for one child wastes a visit as much as a false one
		score.Wrong++
	}
	if list == candidates.CME && !justified {
		e.noteReason(row, c, right)
	}
	if right || justified {
		e.scoreDays(row, c)
	}
	if !twice {
		said[id] = map[string]bool{}
	}
	for _, r := range row.Rules {
		switch {
		case said[id][r]:
		case slices.Contains(want, r), right && rules.IsLastResort(rules.ID(r)): // no register has who is missing, whatever else is so
			scoreOf(byRule, r).Right++
		case justified:
		default:
			scoreOf(byRule, r).Wrong++
		}
		said[id][r] = true
	}
}

// noteReason notes why a line is wrong, or how exact its day is.
func (e *evaluation) noteReason(row candidates.Row, c TrueChild, right bool) {
	if !right {
		for _, g := range e.groupsOf(c) {
			g.Lines.Wrong++
		}
		e.WrongBecause[leadOf(row)+" "+cmp.Or(c.Explained, "not of age or not resident")]++
		return
	}
	e.scoreSince(row, c)
}

// scoreMissing notes whether a child who is missing education is on the list, and if not what the run thought.
func (e *evaluation) scoreMissing(id string, c TrueChild, listed bool) {
	why := scoreOf(e.Why, c.Why)
	for _, g := range e.groupsOf(c) {
		g.Lines.addFound(listed)
	}
	if why.addFound(listed); listed {
		return
	}
	ids := e.found[id]
	if len(ids) == 0 {
		e.MissedBecause["in no extract"]++
		return
	}
	if e.isHidden(ids) {
		e.Hidden++
	}
	status := cmp.Or(e.status[ids[0]], notOfAge)
	if e.of[ids[0]] != id {
		status += ", joined to another child"
	}
	e.MissedBecause[fmt.Sprintf("%s: %s", c.Why, status)]++
}

// notOfAge is said of children who are in no reconciliation.
const notOfAge = "not of age"

// isHidden reports whether nobody is told to look at any of the children that hold a missing child's records: of each the run says that
// something explains it, that it is elsewhere, or that it is not of age.
func (e *evaluation) isHidden(ids []string) bool {
	return !slices.ContainsFunc(ids, func(id string) bool {
		status, _, _ := strings.Cut(cmp.Or(e.status[id], notOfAge), " ")
		return slices.Contains([]string{string(rules.Grey), string(rules.Undecided), string(rules.Candidate)}, status)
	})
}

// addFound counts something true, as said or as missed.
func (s *Score) addFound(said bool) {
	if said {
		s.Right++
	} else {
		s.Missed++
	}
}

func scoreOf(m map[string]*Score, key string) *Score {
	if m[key] == nil {
		m[key] = &Score{}
	}
	return m[key]
}

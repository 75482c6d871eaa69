package pipeline

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// Diff is what is new, gone and changed between two published runs. It holds ids of children and no name.
type Diff struct {
	Then, Now *journal.Manifest
	Lines     []LineDiff // by list, and on it what is new, gone and changed, each by rank
	Counts    []CountDiff
	Extracts  []string // in words, a file or a kind each
	Settings  []string
	Notices   []string
}

// LineDiff is a line that one of two runs has, or that they have otherwise.
type LineDiff struct {
	List  candidates.List
	Child string
	News  candidates.News // New, Changed, or empty: gone
	What  string          // what the line says, or what is otherwise
}

// CountDiff is a number that two runs have otherwise.
type CountDiff struct {
	Name      string
	Then, Now int
}

// DiffRuns compares two published runs, the earlier first.
func DiffRuns(then, now string) (*Diff, error) {
	d := &Diff{}
	var err error
	if d.Then, err = openToCompare(then); err != nil {
		return nil, err
	}
	if d.Now, err = openToCompare(now); err != nil {
		return nil, err
	}
	why, err := whyGone(now)
	if err != nil {
		return nil, err
	}
	for _, list := range []struct {
		of   candidates.List
		read func(dir string) (map[string]linePlace, error)
	}{{candidates.CME, readsList(candidates.CMEFile, candidates.CME)}, {candidates.AtRisk, readsList(candidates.AtRiskFile, candidates.AtRisk)}, {desk.Untold, readUntoldLines}} {
		before, err := list.read(then)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", d.Then.Run, err)
		}
		after, err := list.read(now)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", d.Now.Run, err)
		}
		d.compareLines(list.of, before, after, why)
	}
	d.Counts = compareCounts(d.Then.Results, d.Now.Results)
	d.Extracts = compareInputs(d.Then.Inputs, d.Now.Inputs)
	d.Settings = compareMadeBy(d.Then, d.Now)
	d.Notices = compareNotices(d.Then.Notices, d.Now.Notices)
	return d, nil
}

// openToCompare reads what a run says of itself, and takes the identity that opens its files where its settings name one.
func openToCompare(dir string) (*journal.Manifest, error) {
	m, err := journal.ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	if s, err := settings.Load(m.SettingsFile); err == nil { // settings that are gone are not needed but for that
		return m, s.TakeIdentity()
	}
	return m, nil
}

// linePlace is a line as two runs are compared by it.
type linePlace struct {
	rank  int
	facts [][2]string // a name and what it says
}

func readsList(file string, list candidates.List) func(dir string) (map[string]linePlace, error) {
	return func(dir string) (map[string]linePlace, error) {
		lines := map[string]linePlace{}
		for r, err := range candidates.ReadList(filepath.Join(dir, file), list) {
			if err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			lines[r.ChildID] = linePlace{r.Rank, [][2]string{{"severity", r.Severity}, {"rules", strings.Join(r.Rules, " ")}, {"since", dayOrNone(r.Since)}, {"due", dayOrNone(r.Due)},
				{"case", r.Case}, {"reason", r.Reason}}}
		}
		return lines, nil
	}
}

func readUntoldLines(dir string) (map[string]linePlace, error) {
	lines := map[string]linePlace{}
	for u, err := range candidates.ReadUntold(filepath.Join(dir, candidates.UntoldFile)) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", candidates.UntoldFile, err)
		}
		lines[u.ChildID] = linePlace{u.Rank, [][2]string{{"rules", strings.Join(u.Rules, " ")}, {"lacks", strings.Join(u.Lacks, " ")}, {"reason", u.Reason}}}
	}
	return lines, nil
}

func dayOrNone(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return dayWords(t)
}

// childOn is a child on a list.
type childOn struct {
	list  candidates.List
	child string
}

// whyGone are the reasons for which lines went, as a run wrote them down.
func whyGone(dir string) (map[childOn]string, error) {
	why := map[childOn]string{}
	for g, err := range candidates.ReadGone(filepath.Join(dir, candidates.GoneFile)) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", candidates.GoneFile, err)
		}
		why[childOn{g.List, g.ChildID}] = g.Why + ": " + g.Reason
	}
	return why, nil
}

// compareLines compares the lines of a list.
func (d *Diff) compareLines(list candidates.List, then, now map[string]linePlace, why map[childOn]string) {
	var fresh, gone, changed []string
	for child, l := range now {
		if was, there := then[child]; !there {
			fresh = append(fresh, child)
		} else if !slices.Equal(was.facts, l.facts) {
			changed = append(changed, child)
		}
	}
	for child := range then {
		if _, there := now[child]; !there {
			gone = append(gone, child)
		}
	}
	byRank := func(lines map[string]linePlace, children []string) []string {
		slices.SortFunc(children, func(a, b string) int { return cmp.Or(lines[a].rank-lines[b].rank, cmp.Compare(a, b)) })
		return children
	}
	for _, child := range byRank(now, fresh) {
		d.Lines = append(d.Lines, LineDiff{list, child, candidates.New, now[child].says()})
	}
	for _, child := range byRank(then, gone) {
		d.Lines = append(d.Lines, LineDiff{List: list, Child: child, What: cmp.Or(why[childOn{list, child}], then[child].says())})
	}
	for _, child := range byRank(now, changed) {
		d.Lines = append(d.Lines, LineDiff{list, child, candidates.Changed, otherwise(then[child], now[child])})
	}
}

// says is a line in words.
func (l linePlace) says() string {
	var parts []string
	for _, f := range l.facts {
		if f[1] != "" {
			parts = append(parts, f[1])
		}
	}
	return strings.Join(parts, "; ")
}

// otherwise is what two lines say otherwise.
func otherwise(then, now linePlace) string {
	var parts []string
	for i, f := range now.facts {
		if was := then.facts[i][1]; was != f[1] {
			parts = append(parts, fmt.Sprintf("%s: %s, was %s", f[0], cmp.Or(f[1], "none"), cmp.Or(was, "none")))
		}
	}
	return strings.Join(parts, "; ")
}

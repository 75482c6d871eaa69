package lists

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/rules"
)

// findUntold gathers the children of whom no rule can tell for want of registers that were never had, ranked by what speaks for
// looking at each. A line that is kept from an earlier night, or a case that an officer holds open, is on its list already.
func (m *maker) findUntold(cme []line) []untold {
	listed := make(map[string]bool, len(cme))
	for i := range cme {
		listed[cme[i].row.ChildID] = true
	}
	var all []untold
	for child := range m.Judged.Verdicts {
		v := m.verdict(child)
		if findings := v.Untold(); v.Status == rules.Undecided && len(findings) > 0 && !listed[string(v.Child)] {
			all = append(all, untold{m.untoldRow(child, v, findings), v.Signs, m.Judged.IsSealed(child)})
		}
	}
	slices.SortFunc(all, compareUntold)
	for i := range all {
		all[i].row.Rank = i + 1
	}
	return all
}

func linesOfUntold(all []untold) []candidates.Line[candidates.Untold] {
	lines := make([]candidates.Line[candidates.Untold], len(all))
	for i, u := range all {
		lines[i] = candidates.NewLine(u.row, u.sealed)
	}
	return lines
}

// untold is a child of whom no rule can tell, with what it is ranked by.
type untold struct {
	row    candidates.Untold
	signs  []rules.Sign
	sealed bool
}

// compareUntold puts the child of the strongest sign first; of several, that of the more signs, then of the newest; a child of whom
// nothing speaks comes last, the longest without education first.
func compareUntold(a, b untold) int {
	strongest := func(u untold) rules.SignKind {
		if len(u.signs) == 0 {
			return rules.DroppedSign + 1
		}
		return u.signs[0].Kind
	}
	newest := func(u untold) (on int) {
		for _, s := range u.signs {
			on = max(on, int(s.On))
		}
		return on
	}
	return cmp.Or(cmp.Compare(strongest(a), strongest(b)), len(b.signs)-len(a.signs), newest(b)-newest(a),
		compareKnown(a.row.Since, b.row.Since), cmp.Compare(a.row.ChildID, b.row.ChildID))
}

func (m *maker) untoldRow(child int, v *rules.Verdict, findings []rules.Finding) candidates.Untold {
	// What happened to the child is said before that the child is nowhere.
	slices.SortStableFunc(findings, func(a, b rules.Finding) int {
		return judge.CompareBools(rules.SaysWhereNot(a.Rule), rules.SaysWhereNot(b.Rule))
	})
	draft := m.draftRow(child, candidates.CME)
	u := candidates.Untold{ChildID: draft.ChildID, Reason: findings[0].Reason, Since: findings[0].Since.Midnight(), SinceIs: string(findings[0].Basis),
		YearGroup: draft.YearGroup, Facets: draft.Facets, Person: draft.Person}
	for _, s := range v.Signs {
		u.Signs = append(u.Signs, s.Kind.String())
		u.Why = strings.TrimSpace(u.Why + " " + s.Words)
	}
	for _, f := range findings {
		u.Rules = append(u.Rules, string(f.Rule))
		for _, kind := range f.Lacks {
			if !slices.Contains(u.Lacks, kind) {
				u.Lacks = append(u.Lacks, kind)
			}
		}
	}
	return u
}

// countLacks counts what each extract that was never had would settle, the most children first.
func (m *maker) countLacks(all []untold) []candidates.Lack {
	by := map[string]*candidates.Lack{}
	for _, u := range all {
		for _, kind := range u.row.Lacks {
			x := by[kind]
			if x == nil {
				x = &candidates.Lack{Name: m.Judged.Authority.Extracts[kind].Name}
				by[kind] = x
			}
			x.Children++
			if len(u.row.Lacks) == 1 {
				x.Alone++
			}
			for _, id := range u.row.Rules {
				if !slices.Contains(x.Rules, id) && rules.RestsOn(rules.ID(id), kind) {
					x.Rules = append(x.Rules, id)
				}
			}
		}
	}
	var lacks []candidates.Lack
	for _, kind := range slices.Sorted(maps.Keys(by)) {
		slices.Sort(by[kind].Rules)
		lacks = append(lacks, *by[kind])
	}
	slices.SortStableFunc(lacks, func(a, b candidates.Lack) int { return b.Children - a.Children })
	return lacks
}

// tellUntold says at the top of a run how many children it cannot tell of, for want of what, and where they stand.
func tellUntold(all []untold, lacks []candidates.Lack) []journal.Notice {
	if len(all) == 0 {
		return nil
	}
	var of []string
	for _, x := range lacks {
		of = append(of, fmt.Sprintf("%s %s", x.Name, journal.Grouped(x.Children)))
	}
	first := 0
	for _, u := range all {
		if len(u.signs) > 0 {
			first++
		}
	}
	return []journal.Notice{{Kind: "register", Text: fmt.Sprintf(
		"%s of compulsory school age may be missing education or not: extracts that could tell were never had, and would answer for this many: %s. "+
			"These children are on no list; %s of them with a reason to look first are on the sheet of those not known", countChildren(len(all)), strings.Join(of, ", "), journal.Grouped(first))}}
}

func countChildren(n int) string {
	if n == 1 {
		return "1 child"
	}
	return journal.Grouped(n) + " children"
}

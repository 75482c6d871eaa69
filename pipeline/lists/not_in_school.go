package lists

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// findNotInSchool gathers who is to be on the register of children not in school, those first whose parents' days run out first; nil where
// it is not law.
func (m *maker) findNotInSchool() []candidates.Line[candidates.NotInSchool] {
	if !m.Judged.Authority.ListsNotInSchool() {
		return nil
	}
	var rows []candidates.NotInSchool
	sealed := map[string]bool{}
	for child := range m.Judged.Verdicts {
		if x := m.notInSchool(child); x != nil {
			row := m.notInSchoolRow(child, x)
			rows, sealed[row.ChildID] = append(rows, row), m.Judged.IsSealed(child)
		}
	}
	slices.SortFunc(rows, func(a, b candidates.NotInSchool) int {
		return cmp.Or(compareKnown(a.ParentsDue, b.ParentsDue), cmp.Compare(a.ChildID, b.ChildID))
	})
	lines := make([]candidates.Line[candidates.NotInSchool], 0, len(rows))
	for i := range rows {
		rows[i].Rank = i + 1
		lines = append(lines, candidates.NewLine(rows[i], sealed[rows[i].ChildID]))
	}
	return lines
}

// notInSchool is what the law said of a child, as far as it still stands: a candidate whom an officer decided on, or who was held back, is
// none unless the officer found the child taught at home or in other provision.
func (m *maker) notInSchool(child int) *rules.NotInSchool {
	v := m.verdict(child)
	x := v.NotInSchool
	if x == nil || x.Setting != rules.Nowhere || v.Status == rules.Candidate {
		return x
	}
	if v.Status != rules.Decided {
		return nil
	}
	var found rules.Setting
	for _, s := range m.Judged.Decisions.Of(child).Current {
		found = cmp.Or(rules.SettingFound(s.Law.Ground), found)
	}
	if found == "" {
		return nil
	}
	decided := *x
	decided.Setting, decided.Reason = found, v.Explanation
	return &decided
}

func (m *maker) notInSchoolRow(child int, x *rules.NotInSchool) candidates.NotInSchool {
	draft := m.draftRow(child, candidates.CME)
	row := candidates.NotInSchool{ChildID: draft.ChildID, Basis: x.Basis, Setting: string(x.Setting), Reason: x.Reason, Since: x.Since.Midnight(),
		ParentsDue: x.ParentsDue.Midnight(), ProvidersDue: x.ProvidersDue.Midnight(), YearGroup: draft.YearGroup, Person: draft.Person,
		Lacks: particularsLacking(draft.Person, x)}
	if m.Judged.Authority.PrintsIdentifier() {
		var recs []*sources.Record
		for _, rec := range m.children.RecordsOf(child) {
			recs = append(recs, rec.Record)
		}
		row.Identifier = identifierOf(recs)
	}
	return row
}

// particularsLacking are the particulars that section 436C asks of the register and that no extract holds, by name. No extract tells
// which parent teaches, and none has an address of a parent apart from the child's.
func particularsLacking(p candidates.Person, x *rules.NotInSchool) []string {
	var lacks []string
	for _, particular := range []struct {
		name string
		held bool
	}{
		{"name", p.Forename != "" && p.Surname != ""}, {"date of birth", !p.DOB.IsZero()}, {"home address", p.Address != ""},
		{"name of each parent", p.Parent != ""}, {"home address of each parent", false}, {"which parents educate the child", false},
		{"time for which parents educate the child", false}, {"time for which others do", x.Hours},
		{"names and addresses of those others", x.Provider},
	} {
		if !particular.held {
			lacks = append(lacks, particular.name)
		}
	}
	return lacks
}

// identifierOf is the one consistent identifier that the records of a child give, the NHS number; empty when they give none, or several.
func identifierOf(recs []*sources.Record) string {
	one := ""
	for _, r := range recs {
		switch n := r.Who.NHSNumber; {
		case n == "" || n == one:
		case one != "":
			return ""
		default:
			one = n
		}
	}
	return one
}

// tellNotInSchool says at the top what the list of children not in school cannot show: for want of a register, or because it cannot be told
// whether a school has a child.
func (m *maker) tellNotInSchool(lines []candidates.Line[candidates.NotInSchool]) []journal.Notice {
	if lines == nil {
		return nil
	}
	var told []journal.Notice
	untold := 0
	for i := range m.Judged.Verdicts {
		if s := m.Judged.Verdicts[i].Status; s == rules.Grey || s == rules.Undecided {
			untold++
		}
	}
	if untold > 0 {
		told = append(told, journal.Notice{Kind: "register", Text: fmt.Sprintf(
			"of %s it cannot be told whether they are to be on the register of children not in school; they are not on its list", countChildren(untold))})
	}
	var lacks []string
	for _, kind := range []sources.Kind{sources.HomeEducation, sources.AlternativeProvision} {
		if x := m.Judged.Authority.Extracts[string(kind)]; !x.Came || x.Held != "" {
			lacks = append(lacks, x.Name)
		}
	}
	if len(lacks) > 0 {
		told = append(told, journal.Notice{Kind: "register", Text: fmt.Sprintf("the list of children not in school is not whole: there is no %s to go by", strings.Join(lacks, " and no "))})
	}
	return told
}

package reports

import (
	"cmp"
	"iter"
	"strings"

	"rollcall/pipeline/candidates"
)

// sealedChild is what the designated officer is given of one sealed child.
type sealedChild struct {
	lines, todo, records [][]any
}

// ForDesignatedOfficer is what the designated officer needs of each sealed child of whom there is a line, a task or a case: who and
// where the child is, why there is a line, and what is to be done. Each child's tables are a file of their own, and other names of
// the child are left out: an old and a new identity never stand in one file.
func ForDesignatedOfficer(f *Facts, placed iter.Seq[candidates.Line[candidates.Placed]]) map[string][]candidates.Table {
	all := map[string]*sealedChild{}
	of := func(child string) *sealedChild {
		if all[child] == nil {
			all[child] = &sealedChild{}
		}
		return all[child]
	}
	for _, lines := range [...][]candidates.Line[candidates.Row]{f.CME, f.AtRisk} {
		for _, l := range lines {
			if r, is := l.ForOfficer(); is {
				of(r.ChildID).lines = append(of(r.ChildID).lines, sealedLine(r))
			}
		}
	}
	for _, l := range f.Untold {
		if u, is := l.ForOfficer(); is {
			of(u.ChildID).lines = append(of(u.ChildID).lines, sealedLine(candidates.Row{ChildID: u.ChildID, Rules: u.Rules, Person: u.Person,
				Reason: strings.TrimSpace(u.Why + " " + u.Reason), Since: u.Since, SinceIs: u.SinceIs, YearGroup: u.YearGroup, Label: "not known"}))
		}
	}
	for _, l := range f.NotInSchool {
		if n, is := l.ForOfficer(); is {
			of(n.ChildID).lines = append(of(n.ChildID).lines, sealedLine(candidates.Row{ChildID: n.ChildID, Person: n.Person, YearGroup: n.YearGroup, Label: "not in school",
				Reason: strings.TrimSpace(n.Reason + " Not held: " + strings.Join(n.Lacks, "; ") + "."), Since: n.Since, Due: n.ParentsDue}))
		}
	}
	for _, l := range f.cases {
		if c, is := l.ForOfficer(); is {
			s, _ := c.spellOn(f.AsOf)
			of(c.Child).lines = append(of(c.Child).lines, sealedLine(candidates.Row{ChildID: c.Child, Severity: c.Severity, Rules: c.Rules, Person: c.Person,
				Reason: "The case is " + cmp.Or(statusWords(s.Status), "open") + ": " + c.decisionLog(), Since: dayCell(c.Since), Label: "case"}))
		}
	}
	for _, tasks := range [...][]candidates.Line[candidates.Task]{f.Schools, f.Senders, f.Dates, f.Officers} {
		for _, l := range tasks {
			if x, is := l.ForOfficer(); is {
				of(x.ChildID).todo = append(of(x.ChildID).todo, []any{x.Rule, x.Reason, x.Missing, x.Due, x.NextAction, x.Who, x.SchoolName})
			}
		}
	}
	for _, l := range f.Apart {
		if x, is := l.ForOfficer(); is {
			of(x.Child).todo = append(of(x.Child).todo, []any{x.Rule, x.Reason, nil, dayCell(x.Due), x.Title, nil, x.SchoolName})
		}
	}
	for l := range placed {
		if p, is := l.ForOfficer(); is && all[p.ChildID] != nil && p.Source != protectedSource {
			of(p.ChildID).records = append(of(p.ChildID).records, []any{p.Source, p.File, p.Row, lineCell(p.Line), p.RecordID})
		}
	}
	tables := map[string][]candidates.Table{}
	for child, x := range all {
		tables[child] = x.tables()
	}
	return tables
}

// protectedSource is the kind of the list of seals, whose rows stand in no file.
const protectedSource = "protected"

// lineCell is the line of a file, nothing where it has none.
func lineCell(line int) any {
	if line == 0 {
		return nil
	}
	return line
}

// sealedLine is a line with all that it says of the child.
func sealedLine(r candidates.Row) []any {
	p := r.Person
	list := "case"
	if r.List != "" {
		list = candidates.ListName(r.List)
	}
	return append(append([]any{list, r.Severity}, personCells(r.ChildID, p)...), p.Sex, p.UPN, r.YearGroup, p.Address, p.Postcode, p.AddressSource, p.Parent, p.Phone,
		strings.TrimSpace(r.SchoolName+" "+r.OnRollAt), strings.Join(r.Rules, ", "), r.Reason, r.Since, r.SinceIs, r.Due, r.NextAction, r.NearestProvision, r.Decided)
}

// tables are the sheets of the child's file.
func (x *sealedChild) tables() []candidates.Table {
	return []candidates.Table{
		{ID: "Sealed", File: "sealed", Title: candidates.SealedLines, Rows: x.lines,
			About: "For the designated officer alone. Nothing of this child is printed anywhere else; a line elsewhere is the id only. Do not copy, forward or file it with other lists.",
			Columns: append(append([]candidates.TableColumn{textColumn("list", "On", 16), textColumn("severity", "Severity", 9)}, personColumns()...),
				textColumn("sex", "Sex", 6), textColumn("upn", "UPN", 15), textColumn("year_group", "Year group", 8), textColumn("address", "Last address", 34),
				textColumn("postcode", "Postcode", 10), textColumn("address_source", "Source of address", 24), textColumn("parent", "Parent or carer", 22),
				textColumn("phone", "Phone", 15), textColumn("school", "School", 34), textColumn("rules", "Rules", 14), textColumn("reason", "Why", 70), dayColumn("since", "Since"), textColumn("since_is", "Since is", 18),
				dayColumn("due", "Due"), textColumn("next_action", "Next action", 40), textColumn("nearest_provision", "Nearest provision", 40), textColumn("decided", "What was decided", 50))},
		{ID: "Sealed", File: "todo", Title: "To be done", Rows: x.todo, About: "What clocks and forecasts say of the child.",
			Columns: []candidates.TableColumn{textColumn("rule", "Rule", 7), textColumn("reason", "What", 70), textColumn("missing", "Wanting", 40), dayColumn("due", "Due"),
				textColumn("next_action", "Next action", 50), textColumn("who", "Who acts", 20), textColumn("school_name", "School", 30)}},
		{ID: "Sealed", File: "records", Title: candidates.SealedRecords, Rows: x.records, About: "Where the extracts name the child.",
			Columns: []candidates.TableColumn{textColumn("source", "Extract", 22), textColumn("file", "File", 50), numberColumn("row", "Row"), numberColumn("line", "Line"), textColumn("record_id", "Record", 50)}},
	}
}

package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
)

// personColumns are the columns that say of whom a line is: the id everywhere, the name on sheets only.
func personColumns() []candidates.TableColumn {
	return []candidates.TableColumn{
		{Name: "child_id", Title: "Child", Width: 18},
		{Name: "forenames", Title: "Forenames", Width: 18, SheetOnly: true},
		{Name: "surname", Title: "Surname", Width: 18, SheetOnly: true},
		{Name: "date_of_birth", Title: "Date of birth", Width: 12, Is: candidates.DayCell, SheetOnly: true},
	}
}

// sheetOnly keeps a column out of Parquet: it names a child, or says in words what another column says.
func sheetOnly(c candidates.TableColumn) candidates.TableColumn {
	c.SheetOnly = true
	return c
}

// parquetOnly keeps a column off the sheet: another says it in words.
func parquetOnly(c candidates.TableColumn) candidates.TableColumn {
	c.ParquetOnly = true
	return c
}

// nameOf is a name as a list is sorted by it.
func nameOf(p candidates.Person) string {
	forenames := strings.TrimSpace(p.Forename + " " + p.MiddleNames)
	if p.Surname == "" || forenames == "" {
		return p.Surname + forenames
	}
	return p.Surname + ", " + forenames
}

func personCells(child string, p candidates.Person) []any {
	return []any{child, strings.TrimSpace(p.Forename + " " + p.MiddleNames), p.Surname, p.DOB}
}

func textColumn(name, title string, width float64) candidates.TableColumn {
	return candidates.TableColumn{Name: name, Title: title, Width: width}
}

func dayColumn(name, title string) candidates.TableColumn {
	return candidates.TableColumn{Name: name, Title: title, Width: 12, Is: candidates.DayCell}
}

func numberColumn(name, title string) candidates.TableColumn {
	return candidates.TableColumn{Name: name, Title: title, Width: 10, Is: candidates.NumberCell}
}

// caseColumns are those of every list of cases.
func caseColumns() []candidates.TableColumn {
	return append(personColumns(),
		textColumn("year_group", "Year group", 12), textColumn("status", "Status", 16), textColumn("ground", "Ground", 34),
		dayColumn("since", "Without education since"), numberColumn("days_out", "Days without education"),
		textColumn("duration", "Duration", 18), textColumn("reason", "Reason", 40), textColumn("proposed_reason", "Reason proposed", 40), dayColumn("opened", "Opened"),
		dayColumn("last_action", "Last action"), numberColumn("working_days_idle", "Working days since then"),
		textColumn("severity", "Severity", 9), textColumn("rules", "Rules", 14), textColumn("log", "What was decided", 80))
}

// proposedReason is the reason that the rules propose where no officer recorded one.
func proposedReason(c *Case) string {
	if c.Reason != "" {
		return ""
	}
	return c.Proposed
}

func (f *Facts) caseRow(c *Case) []any {
	if c.Sealed {
		return []any{c.Child, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, c.Severity, nil, candidates.SealedReason}
	}
	s, _ := c.spellOn(f.AsOf)
	var idle any
	if c.Acted.Known() && c.Acted <= f.AsOf {
		idle = f.Calendar.WorkingDaysAfter(c.Acted, f.AsOf)
	}
	return append(personCells(c.Child, c.Person), yearGroup(c.Born, f.AsOf), statusWords(s.Status), s.Ground, dayCell(c.Since), daysBetween(c.Since, f.AsOf),
		durationBand(c.Since, f.AsOf), cmp.Or(c.Reason, notRecorded), proposedReason(c), dayCell(c.firstOpened()), dayCell(c.Acted), idle, c.Severity,
		strings.Join(c.Rules, ", "), c.decisionLog())
}

// byGravity is how lists of cases are ordered: the gravest first, then the longest without education, then by id.
func byGravity(a, b *Case) int {
	return cmp.Or(cmp.Compare(cmp.Or(a.Severity, "P9"), cmp.Or(b.Severity, "P9")), compareSince(a.Since, b.Since), cmp.Compare(a.Child, b.Child))
}

// compareSince puts what is not known last.
func compareSince(a, b calendar.Date) int {
	if a.Known() != b.Known() {
		if a.Known() {
			return -1
		}
		return 1
	}
	return cmp.Compare(a, b)
}

// cmeList is the authority's own list: the open cases, each with what was decided of it.
func cmeList(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "P02", File: "p02_cme_list", Title: "Children missing education",
		About: "Every case that an officer holds open, suspected, confirmed, untraced or moving, with what was decided of it. Every night. " +
			"Education Act 1996, section 436A.",
		Columns: caseColumns(),
	}
	cases := f.openCasesOn(f.AsOf)
	slices.SortFunc(cases, byGravity)
	for _, c := range cases {
		t.Rows = append(t.Rows, f.caseRow(c))
	}
	return t
}

// riskColumns are those of a list of lines at risk.
func riskColumns() []candidates.TableColumn {
	return slices.Concat([]candidates.TableColumn{
		textColumn("road", "Who takes it up", 20), textColumn("school", "School number", 12), textColumn("school_name", "School", 34)}, personColumns(), []candidates.TableColumn{
		textColumn("year_group", "Year group", 8), textColumn("severity", "Severity", 9), textColumn("rules", "Rules", 14),
		textColumn("reason", "Why", 70), dayColumn("since", "Since"), dayColumn("due", "Due"), textColumn("due_unit", "Deadline counted in", 14),
		textColumn("next_action", "Next action", 40), textColumn("who_acts", "Who acts", 22)})
}

func riskRow(r *candidates.Row) []any {
	p, road := r.Person, ""
	if r.Road != "" {
		road = r.Road.Title()
	}
	row := []any{road, r.OnRollAt, r.SchoolName}
	row = append(row, personCells(r.ChildID, p)...)
	return append(row, r.YearGroup, r.Severity, strings.Join(r.Rules, ", "), r.Reason, r.Since, r.Due, r.DueUnit, r.NextAction, r.Who)
}

func bySchool(a, b *candidates.Row) int {
	return cmp.Or(cmp.Compare(cmp.Or(a.OnRollAt, "~"), cmp.Or(b.OnRollAt, "~")), cmp.Compare(a.Rank, b.Rank))
}

// onlyWatched is the severity of a line on which nobody is to act.
const onlyWatched = "P5"

// atRiskBySchool is the list at risk as it goes to schools, each its own pupils only.
func atRiskBySchool(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "P03", File: "p03_at_risk_by_school", Title: "At risk, by school",
		About: "Children who have a school or other provision and may be about to lose it, by school. A school is given its own pupils " +
			"only: the folder schools has a file for each. Every night.",
		Columns: riskColumns(),
	}
	watched := 0
	for _, r := range slices.SortedFunc(candidates.EachPrinted(f.AtRisk), bySchool) {
		if r.Severity == onlyWatched {
			watched++
			continue
		}
		t.Rows = append(t.Rows, riskRow(r))
	}
	if watched > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("Left out: %d lines that are only watched (%s). at_risk.parquet has them, and the schools' workbooks those that a school works through.", watched, onlyWatched))
	}
	return t
}

// driftList is the cases in which nothing was done for too long, and the candidates whose day has passed.
func driftList(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "P09", File: "p09_drift", Title: "Cases without progress",
		About: "Open cases without an action for longer than their severity allows, and candidates whose day has passed with nothing decided. " +
			"Weekly, to the monitoring group.",
		Columns: append(personColumns(), textColumn("status", "Status", 16), textColumn("severity", "Severity", 9), dayColumn("due", "Was due"),
			numberColumn("working_days_late", "Working days late"), textColumn("who_acts", "Who acts", 22), textColumn("next_action", "Next action", 50)),
	}
	held := map[string]bool{}
	for _, c := range f.openCasesOn(f.AsOf) {
		held[c.Child] = true
	}
	drifts, who := map[string]bool{}, f.whoseCases()
	for x := range candidates.EachPrinted(f.Officers) {
		if x.Rule == "K10" && !drifts[x.ChildID] {
			drifts[x.ChildID] = true
			t.Rows = append(t.Rows, append(personCells(x.ChildID, who[x.ChildID]), "open case", nil, x.Due,
				f.Calendar.WorkingDaysAfter(calendar.On(x.Due.Date()), f.AsOf), x.Who, x.Reason))
		}
	}
	cases := f.openCasesOn(f.AsOf)
	slices.SortFunc(cases, byGravity)
	for _, c := range cases {
		if drifts[c.Child] || c.Severity == "" || c.Sealed { // of the authority's own list K10 speaks
			continue
		}
		s, _ := c.spellOn(f.AsOf)
		allowed, known := f.Drift[cmp.Or(c.Severity, "P4")]
		acted := c.Acted
		if !acted.Known() {
			acted = c.firstOpened()
		}
		if !known || !acted.Known() {
			continue
		}
		due := f.Calendar.AddWorkingDays(acted, allowed)
		if due < f.AsOf {
			t.Rows = append(t.Rows, append(personCells(c.Child, c.Person), statusWords(s.Status), c.Severity, dayCell(due),
				f.Calendar.WorkingDaysAfter(due, f.AsOf), "Case officer", "Act on the case, or record what you are waiting for"))
		}
	}
	for r := range candidates.EachPrinted(f.CME) {
		due := calendar.On(r.Due.Date())
		if held[r.ChildID] || r.Due.IsZero() || due >= f.AsOf {
			continue
		}
		t.Rows = append(t.Rows, append(personCells(r.ChildID, r.Person), "candidate", r.Severity, r.Due,
			f.Calendar.WorkingDaysAfter(due, f.AsOf), r.Who, r.NextAction))
	}
	return t
}

// whoseCases says who the child of each case is.
func (f *Facts) whoseCases() map[string]candidates.Person {
	who := map[string]candidates.Person{}
	for c := range candidates.EachPrinted(f.cases) {
		who[c.Child] = c.Person
	}
	return who
}

// untracedList is what an officer signs before it goes to other services. It goes to nobody by itself.
func untracedList(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "P13", File: "p13_untraced", Title: "Untraced, for signature",
		About: "Children not found after joint enquiries. The list goes to the police, to health or to the tax service only when an officer " +
			"has signed for each line. Untraced is not closed: each is matched again on every run.",
		Columns: append(caseColumns(), candidates.TableColumn{Name: "signed_by", Title: "Signed by", Width: 20, SheetOnly: true},
			candidates.TableColumn{Name: "signed_on", Title: "Signed on", Width: 12, SheetOnly: true}),
	}
	cases := f.openCasesOn(f.AsOf)
	slices.SortFunc(cases, byGravity)
	for _, c := range cases {
		if s, _ := c.spellOn(f.AsOf); s.Status == "untraced" {
			t.Rows = append(t.Rows, append(f.caseRow(c), nil, nil))
		}
	}
	return t
}

// yearEleven is for the careers service: who will leave Year 11 without a school to send them on.
func yearEleven(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "P07", File: "p07_year_11", Title: "Year 11 without a next step",
		About: "Children in Year 11 who are candidates, whose case is open, or whom a forecast or severe absence names. " +
			"Yearly by Easter, then as it changes, to the careers service.",
		Columns: append(personColumns(), textColumn("on_list", "On", 20), textColumn("rules", "Rules", 14), textColumn("reason", "Why", 70),
			textColumn("school", "School number", 12), textColumn("school_name", "School", 34)),
	}
	seen := map[string]bool{}
	for _, c := range f.openCasesOn(f.AsOf) {
		if yearGroup(c.Born, f.AsOf) == "Year 11" {
			s, _ := c.spellOn(f.AsOf)
			seen[c.Child] = true
			t.Rows = append(t.Rows, append(personCells(c.Child, c.Person), "open case", strings.Join(c.Rules, ", "),
				capitalise("the case is "+statusWords(s.Status)+"."), nil, nil))
		}
	}
	for _, list := range []struct {
		name  string
		lines []candidates.Line[candidates.Row]
	}{{"candidate CME", f.CME}, {"at risk", f.AtRisk}} {
		for r := range candidates.EachPrinted(list.lines) {
			if r.YearGroup != "11" || seen[r.ChildID] || list.name == "at risk" && !slices.Contains(r.Rules, "R31") && !slices.Contains(r.Rules, "R05") {
				continue
			}
			seen[r.ChildID] = true
			t.Rows = append(t.Rows, append(personCells(r.ChildID, r.Person), list.name, strings.Join(r.Rules, ", "), r.Reason, r.OnRollAt, r.SchoolName))
		}
	}
	for x := range candidates.EachPrinted(f.Apart) {
		if x.Rule == "R31" && !seen[x.Child] {
			t.Rows = append(t.Rows, append(personCells(x.Child, x.Person), "forecast", x.Rule, x.Reason, x.School, x.SchoolName))
		}
	}
	return t
}

func capitalise(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// transitionForecasts is who will be without a place one term ahead unless something is done.
func transitionForecasts(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "P14", File: "p14_forecasts", Title: "Transitions one term ahead",
		About: "Children who come to the start of compulsory school age, to Reception, Year 3 or Year 7, or whose school closes, and for whom " +
			"nothing is arranged on what is known. November, January, March and June.",
		Columns: append([]candidates.TableColumn{textColumn("transition", "Transition", 60)}, append(personColumns(),
			textColumn("year_group", "Year group", 8), textColumn("school_name", "School", 34), textColumn("reason", "Why", 70), dayColumn("due", "Due"))...),
	}
	for x := range candidates.EachPrinted(f.Apart) {
		switch x.Rule {
		case "R17", "R30", "R31":
			row := append([]any{x.Title}, personCells(x.Child, x.Person)...)
			t.Rows = append(t.Rows, append(row, x.YearGroup, x.SchoolName, x.Reason, dayCell(x.Due)))
		}
	}
	for r := range candidates.EachPrinted(f.AtRisk) {
		if slices.Contains(r.Rules, "R18") {
			row := append([]any{"Changes school next, and no application or place is known"}, personCells(r.ChildID, r.Person)...)
			t.Rows = append(t.Rows, append(row, r.YearGroup, r.SchoolName, r.Reason, r.Due))
		}
	}
	return t
}

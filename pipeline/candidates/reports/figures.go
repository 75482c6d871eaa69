package reports

import (
	"cmp"
	"fmt"
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
)

// countColumns are those of a table of counts: what is counted, of what, how many, and how many as others may read it.
func countColumns(first ...candidates.TableColumn) []candidates.TableColumn {
	return append(first, textColumn("breakdown_topic", "Breakdown", 20), textColumn("breakdown", "Of", 60),
		numberColumn("child_count", "Children"), textColumn("published", "Rounded, to share", 12))
}

// enteringAndLeaving counts cases opened and closed in each quarter of the calendar year, back to the start of the last
// school year.
func enteringAndLeaving(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "P04", File: "p04_entering_and_leaving", Title: "Entering and leaving",
		About:   "Cases opened, opened again and closed in each quarter, by ground, and how many stood open at its end. To the safeguarding partnership.",
		Columns: countColumns(textColumn("quarter", "Quarter", 22)),
	}
	from := calendar.SchoolYearStart(calendar.SchoolYear(f.AsOf) - 1)
	y, m, _ := from.Split()
	for start := calendar.On(y, m-(m-1)%3, 1); start <= f.AsOf; {
		y, m, _ := start.Split()
		next := calendar.On(y, m+3, 1)
		end := min(next-1, f.AsOf)
		moves := map[string]*tally{"Entering": newTally("First time", "Again"), "Leaving": newTally()}
		for i := range f.counted {
			for _, ch := range f.counted[i].changes() {
				switch {
				case ch.on < start || ch.on > end:
				case ch.opened && ch.again:
					moves["Entering"].add("Again")
				case ch.opened:
					moves["Entering"].add("First time")
				default:
					moves["Leaving"].add(statusWords(ch.ground))
				}
			}
		}
		title := start.Words() + " to " + end.Words()
		for _, topic := range []string{"Entering", "Leaving"} {
			t.Rows = append(t.Rows, tallyRows(moves[topic], title, topic)...)
		}
		n := len(f.openFiguresOn(end))
		t.Rows = append(t.Rows, []any{title, "Open at the end", "All", n, RoundedCount(n)})
		start = next
	}
	return t
}

// tallyRows are the rows of a tally.
func tallyRows(t *tally, head ...any) [][]any {
	var rows [][]any
	for _, word := range t.order {
		rows = append(rows, append(slices.Clone(head), word, t.n[word], RoundedCount(t.n[word])))
	}
	return rows
}

// annualCME is the year's report of cases.
func annualCME(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "P05", File: "p05_annual_cme", Title: "Annual: missing education",
		About:   "Children whose case was open at any time in the school year, each once, and how it ended. Yearly, to the safeguarding partnership.",
		Columns: countColumns(textColumn("school_year", "School year", 12)),
	}
	for _, year := range []int{calendar.SchoolYear(f.AsOf) - 1, calendar.SchoolYear(f.AsOf)} {
		from, to := calendar.SchoolYearStart(year), min(calendar.SchoolYearStart(year+1)-1, f.AsOf)
		by := f.newMargins()
		by["Opened in the year"], by["How it stands"] = newTally("First time", "Again"), newTally("open")
		for i := range f.counted {
			c := &f.counted[i]
			last, was := c.lastOpen(from, to)
			if !was {
				continue
			}
			by.addCase(c, last, c.Reason)
			stands := "open"
			for _, ch := range c.changes() {
				if ch.on < from || ch.on > to {
					continue
				}
				switch {
				case ch.opened && ch.again:
					by["Opened in the year"].add("Again")
				case ch.opened:
					by["Opened in the year"].add("First time")
				}
				stands = cmp.Or(ch.ground, "open")
			}
			by["How it stands"].add(statusWords(stands))
		}
		for _, topic := range append(slices.Clone(topics), "Opened in the year", "How it stands") {
			t.Rows = append(t.Rows, tallyRows(by[topic], schoolYear(year), topic)...)
		}
	}
	return t
}

func schoolYear(year int) string { return fmt.Sprintf("%d/%02d", year, (year+1)%100) }

// lastOpen is the last day of a period on which the case was open.
func (c *Figures) lastOpen(from, to calendar.Date) (calendar.Date, bool) {
	for i := len(c.Spells) - 1; i >= 0; i-- {
		end := to
		if i+1 < len(c.Spells) {
			end = min(end, c.Spells[i+1].From-1)
		}
		if holdsOpen(c.Spells[i].Status) && end >= max(c.Spells[i].From, from) {
			return end, true
		}
	}
	return 0, false
}

// annualRisk is the year's report of children at risk, from what the runs showed.
func annualRisk(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "P06", File: "p06_annual_at_risk", Title: "Annual: at risk of missing",
		About: "Children whom any run of the school year listed as at risk, each once, by the gravest rule when last listed, and how many of them " +
			"became candidates. Yearly, to the safeguarding children partnership.",
		Columns: countColumns(textColumn("school_year", "School year", 12)),
	}
	became := map[string]calendar.Date{}
	for _, s := range f.Shown {
		if s.List == string(candidates.CME) {
			became[s.Child] = s.First
		}
	}
	for _, year := range []int{calendar.SchoolYear(f.AsOf) - 1, calendar.SchoolYear(f.AsOf)} {
		from, to := calendar.SchoolYearStart(year), min(calendar.SchoolYearStart(year+1)-1, f.AsOf)
		if to < f.firstShown() {
			t.Rows = append(t.Rows, []any{schoolYear(year), "Total", "no run then", nil, nil})
			continue
		}
		all, rules, after := newTally("All"), newTally(), newTally("Listed as a candidate later")
		for _, s := range f.Shown {
			if s.List != string(candidates.AtRisk) || s.First > to || s.Last < from {
				continue
			}
			all.add("All")
			if len(s.Rules) > 0 {
				rules.add(s.Rules[0])
			}
			if on, was := became[s.Child]; was && on > s.First {
				after.add("Listed as a candidate later")
			}
		}
		slices.Sort(rules.order)
		t.Rows = append(t.Rows, tallyRows(all, schoolYear(year), "Total")...)
		t.Rows = append(t.Rows, tallyRows(rules, schoolYear(year), "Rule")...)
		t.Rows = append(t.Rows, tallyRows(after, schoolYear(year), "What came of it")...)
	}
	return t
}

// firstShown is the first day on which any run showed a line.
func (f *Facts) firstShown() calendar.Date {
	first := f.AsOf
	for _, s := range f.Shown {
		if s.First.Known() {
			first = min(first, s.First)
		}
	}
	return first
}

// forMembers is what councillors and senior officers see: rounded figures and no child.
func forMembers(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "P08", File: "p08_members", Title: "Members and senior officers",
		About:   "How things stand, rounded to the nearest ten; “low” is fewer than five. No line is a child.",
		Columns: []candidates.TableColumn{textColumn("measure", "Measure", 50), textColumn("measure_group", "Of", 30), textColumn("published", "Children", 12)},
	}
	add := func(measure string, by *tally) {
		for _, word := range by.order {
			t.Rows = append(t.Rows, []any{measure, word, RoundedCount(by.n[word])})
		}
	}
	severities := func(lines []candidates.Line[candidates.Row]) *tally {
		by := newTally("P1", "P2", "P3", "P4", "P5")
		for r := range candidates.EachPrinted(lines) {
			by.add(r.Severity)
		}
		return by
	}
	add("Candidates, by severity", severities(f.CME))
	add("At risk, by severity", severities(f.AtRisk))
	status, length := newTally("suspected", "confirmed", "untraced", "transfer pending"), newTally(durationTitles()...)
	for _, c := range f.openFiguresOn(f.AsOf) {
		s, _ := c.spellOn(f.AsOf)
		status.add(statusWords(s.Status))
		length.add(durationBand(c.Since, f.AsOf))
	}
	add("Open cases, by status", status)
	add("Open cases, by time without education", length)
	return t
}

// schoolDuties is what schools and other senders owe.
func schoolDuties(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "P11", File: "p11_school_compliance", Title: "Duties of schools not met",
		About: "Returns that are late or lack fields, grounds of removal that the data contradict, transfer files that did not arrive. " +
			"A line is a question to the school. Monthly.",
		Columns: []candidates.TableColumn{textColumn("school", "School number", 12), textColumn("school_name", "School", 34),
			textColumn("rule", "Rule", 8), textColumn("what", "What", 80), textColumn("missing", "Missing", 40), numberColumn("records", "Records"), dayColumn("since", "Since"), dayColumn("due", "Due"),
			sheetOnly(textColumn("name", "Name", 26)), sheetOnly(dayColumn("born", "Date of birth")), textColumn("child_id", "Child", 18)},
	}
	for x := range candidates.EachPrinted(f.Schools) {
		if x.Reason == candidates.SealedReason {
			continue // of a sealed child: no school learns which of its pupils is
		}
		t.Rows = append(t.Rows, []any{x.School, x.SchoolName, x.Rule, cmp.Or(x.Reason, x.Missing), x.Missing, len(x.Records), x.Since, x.Due, nameOf(x.Person), x.Person.DOB, x.ChildID})
	}
	for x := range candidates.EachPrinted(f.Apart) {
		if x.Rule == "R34" {
			t.Rows = append(t.Rows, []any{x.School, x.SchoolName, x.Rule, x.Reason, nil, 1, dayCell(x.Since), dayCell(x.Due), nameOf(x.Person), x.Person.DOB, x.Child})
		}
	}
	slices.SortStableFunc(t.Rows, func(a, b []any) int {
		return cmp.Or(cmp.Compare(a[0].(string), b[0].(string)), cmp.Compare(a[2].(string), b[2].(string)))
	})
	return t
}

// sourceCorrections is what the owners of extracts are asked to put right.
func sourceCorrections(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "P12", File: "p12_corrections", Title: "Corrections at source",
		About: "Records that other records of the same child contradict, and registers that still hold a child found elsewhere. Weekly, to each owner.",
		Columns: []candidates.TableColumn{textColumn("source", "Extract", 22), parquetOnly(textColumn("record_id", "Record", 50)), sheetOnly(textColumn("place", "Where it stands", 50)),
			sheetOnly(textColumn("name", "Name", 26)), sheetOnly(dayColumn("born", "Date of birth")), textColumn("field", "Field", 16), textColumn("what", "What", 90), textColumn("child_id", "Child", 18)},
	}
	for c := range candidates.EachPrinted(f.Corrections) {
		t.Rows = append(t.Rows, []any{c.Source, c.Record, c.Place, nameOf(c.Person), c.Person.DOB, c.Field, c.What, c.Child})
	}
	for x := range candidates.EachPrinted(f.Senders) {
		if x.Reason == candidates.SealedReason {
			continue // of a sealed child
		}
		t.Rows = append(t.Rows, []any{statusWords(x.Source), nil, nil, nil, nil, nil, x.Reason, nil})
	}
	return t
}

// agendaCheck answers for each child of an agenda that another service gave.
func agendaCheck(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "P10", File: "p10_agenda", Title: "Cross-check of an agenda",
		About: "Children on an agenda that another service supplied, and what the run says of each. Monthly, to the service that asked.",
		Columns: []candidates.TableColumn{parquetOnly(textColumn("record_id", "Record", 50)), sheetOnly(textColumn("place", "Line of the agenda", 50)),
			sheetOnly(textColumn("name", "Name", 26)), sheetOnly(dayColumn("born", "Date of birth")), textColumn("child_id", "Child", 18),
			textColumn("status", "Status", 20), textColumn("explanation", "What explains the child", 90)},
	}
	for x := range candidates.EachPrinted(f.Apart) {
		if x.Rule == "R32" {
			t.Rows = append(t.Rows, []any{x.Record, x.Place, nameOf(x.Person), x.Person.DOB, x.Child, statusWords(x.Status), x.Reason})
		}
	}
	return t
}

// fromAllSeen is every child seen, taken away register by register down to the candidates, and what the run could not do.
func fromAllSeen(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "P16", File: "p16_reconciliation", Title: "From all seen to the list",
		About:   "How many children each register explains, what a gate held back, and the dates that are coming. Each run.",
		Columns: []candidates.TableColumn{textColumn("step", "Step", 12), textColumn("title", "What", 110), textColumn("explained_by", "By", 12), numberColumn("child_count", "Children"), dayColumn("due", "Due")},
	}
	for _, s := range f.Waterfall {
		step := "taken away"
		if s.Total {
			step = "left"
		}
		t.Rows = append(t.Rows, []any{step, s.Title, s.Source, s.Children, nil})
	}
	gone := newTally()
	for _, g := range slices.SortedFunc(slices.Values(f.Gone), func(a, b Gone) int { return cmp.Compare(a.Why, b.Why) }) {
		gone.add(candidates.ListName(candidates.List(g.List)) + ": " + g.Why)
	}
	for _, why := range gone.order {
		t.Rows = append(t.Rows, []any{"gone", why, nil, gone.n[why], nil})
	}
	for _, b := range f.Banners {
		t.Rows = append(t.Rows, []any{"gate", b.Text, nil, nil, nil})
	}
	for x := range candidates.EachPrinted(f.Dates) {
		t.Rows = append(t.Rows, []any{"reminder", x.Reason, x.Rule, nil, x.Due})
	}
	return t
}

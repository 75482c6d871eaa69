package lists

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/stories"
	"rollcall/sources"
)

// line is a row of a list with what it rests on, for decisions on it.
type line struct {
	row      candidates.Row
	evidence register.Evidence
	sealed   bool          // the child is
	kept     bool          // from the last run, for want of what would tell anew
	hand     *rules.InHand // what is waited for; nil for nothing
	saidAs   string        // digest of what a kept line said when last made; empty: it is made of what the row says
}

// publishedLines are lines as they go to whatever writes them, which learns no more of a sealed child than it may print.
func publishedLines(lines []line) []candidates.Line[candidates.Row] {
	if len(lines) == 0 {
		return nil
	}
	rows := make([]candidates.Line[candidates.Row], len(lines))
	for i := range lines {
		rows[i] = candidates.NewLine(lines[i].row, lines[i].sealed)
	}
	return rows
}

func countKept(lines []line) int {
	n := 0
	for i := range lines {
		if lines[i].kept {
			n++
		}
	}
	return n
}

// makeList makes the lines of one list, ranked. A case that an officer holds open is on the list of candidates whatever the
// rules say.
func (m *maker) makeList(which candidates.List) []line {
	shares := make([][]line, countShares())
	eachShare(m.children.Len(), func(share, from, to int) {
		found := 0
		for child := from; child < to; child++ {
			found += min(1, len(judge.FindingsOn(m.verdict(child), which)))
		}
		shares[share] = make([]line, 0, found+found/16) // a line is a kilobyte, and is not to be moved again and again
		for child := from; child < to; child++ {
			if l, is := m.makeLine(child, which); is {
				shares[share] = append(shares[share], l)
			}
		}
	})
	lines := slices.Concat(shares...)
	if which == candidates.CME {
		lines = append(lines, m.unseenCases()...)
	}
	lines = append(lines, m.unseenLines(which)...)
	rankLines(lines, which, m.asOf)
	return lines
}

// makeLine is the line of a child on a list, if there is one: what the rules found, or the case that an officer holds open.
func (m *maker) makeLine(child int, which candidates.List) (l line, is bool) {
	findings, decided := judge.FindingsOn(m.verdict(child), which), m.Judged.Decisions.Of(child)
	open := decided.OpenCase()
	if which == candidates.AtRisk {
		open = nil
	}
	switch {
	case len(findings) > 0:
		l = line{row: m.foundRow(child, which, findings)}
		if open != nil {
			l.row.Case = string(open.Law.Outcome)
		}
	case open != nil:
		l = line{row: m.openCaseRow(child, open)}
	default:
		was, why := m.whyKept(child, which)
		if why == "" {
			return l, false
		}
		l = m.keptLine(child, which, was, why)
	}
	if len(findings) == 0 {
		tellWorker(&l.row)
	}
	l.sealed = m.Judged.IsSealed(child)
	l.row.Decided, l.row.Back = decided.History(), decided.WhyBack(which)
	m.tellInHand(&l, decided.LastClosed(), open, m.verdict(child).OpenCare)
	if l.row.Evidence == "" {
		facts := m.Judged.FactsFor(child, which)
		raw, err := json.Marshal(facts)
		if err != nil {
			panic(err) // plain data
		}
		l.evidence = register.Evidence{Hash: facts.Hash(), Facts: raw, Prints: m.children.PrintsOf(child)}
		l.row.Evidence = l.evidence.Hash
	}
	return l, true
}

// draftRow is what a line says of a child whatever the rules found.
func (m *maker) draftRow(child int, which candidates.List) candidates.Row {
	d := m.drafts[child].Load()
	if d == nil {
		d = m.describeChild(child)
		m.drafts[child].Store(d)
	}
	row := *d
	if row.List = which; which != candidates.AtRisk {
		row.OnRollAt, row.SchoolName = "", ""
	}
	return row
}

func (m *maker) describeChild(child int) *candidates.Row {
	v, noted := m.verdict(child), &m.Judged.Noted[child]
	reader := m.readers.Get().(*people.Reader)
	defer m.readers.Put(reader)
	recs := reader.RecordsOf(child)
	who := make([]*sources.Record, len(recs))
	for i, r := range recs {
		who[i] = r.Record
	}
	siblings := m.siblingsOf(child)
	row := &candidates.Row{
		Care: m.CareOf(who), Council: m.CouncilCaseOf(who), Facets: noted.Facets, Siblings: len(siblings), SiblingsAtSchool: countAtSchool(siblings), Sibling: firstAtSchool(siblings),
		ChildID: string(v.Child), POnNoRoll: m.Judged.OnNoRoll(child), NotAccepted: v.NotAccepted,
		Searched: m.searched, Grey: len(m.children.NearTo(child)), Records: len(recs), Seen: v.Seen, OpenCare: v.OpenCare,
		YearGroup: m.yearGroup(noted), Person: stories.DescribePerson(who, noted.Born),
	}
	if row.Council != nil {
		row.CouncilCase, row.CouncilSince = row.Council.Status, row.Council.Since
	}
	if n := v.Nearest; n != nil {
		row.NearestProvision, row.NearestRecord = provisionWords(n, m.Judged.Authority), n.Record
	}
	if school := noted.LastOn; school != "" {
		row.OnRollAt, row.SchoolName = school, m.Judged.Authority.Name(school)
	}
	return row
}

// foundRow maps findings to a line of a list.
func (m *maker) foundRow(child int, which candidates.List, findings []rules.Finding) candidates.Row {
	row, lead := m.draftRow(child, which), findings[0]
	row.Severity, row.Reason, row.Label = fmt.Sprintf("P%d", lead.Severity), lead.Reason, lead.Label
	row.Since, row.SinceIs = lead.Since.Midnight(), string(cmp.Or(lead.Basis, rules.OnRecord))
	row.Due, row.DueUnit = lead.Due.Midnight(), string(lead.DueUnit)
	row.Calendar = lead.Calendar
	row.NextAction, row.Who = lead.Next, lead.Who
	if which == candidates.CME {
		row.ReturnReason = proposedReason(findings)
	} else {
		row.Road = candidates.Road(rules.RoadOf(findings).String())
		if row.Road == candidates.OfficersRoad && len(row.Care) > 0 { // what goes to a school says nothing of other services
			row.NextAction, row.Who = rules.WorkerFirst(row.Care[0].Status, row.Care[0].Team, row.NextAction, row.Who)
		}
		row.Removable = m.verdict(child).Removable.Midnight()
	}
	for _, f := range findings {
		row.Rules = append(row.Rules, string(f.Rule))
		if f.Besides != "" {
			row.Sibling = m.siblingOf(child, f.Records, row.Sibling)
		}
	}
	return row
}

// yearGroup is the National Curriculum year to be expected of the child's age.
func (m *maker) yearGroup(noted *judge.Noted) string {
	if !noted.Born.Known() {
		return ""
	}
	return rules.YearGroup(noted.Born, m.asOf)
}

// provisionWords says in words what a provision record is.
func provisionWords(c *rules.Claim, a *rules.Authority) string {
	what := map[rules.Kind]string{
		rules.Roll: "on the roll of ", rules.LeftRoll: "left the roll of ", rules.Offer: "offered a place at ",
		rules.Application: "applied to ", rules.HomeEducated: "home education ", rules.Alternative: "alternative provision at ",
		rules.Lost: "transfer file from ", rules.Departure: "message about ",
	}[c.Kind]
	if what == "" {
		what = strings.ReplaceAll(c.Kind.String(), "_", " ") + " "
	}
	text := what + c.Status
	if c.Place != "" && c.Kind != rules.HomeEducated {
		text = what + a.Name(c.Place)
		if c.Status != "" && c.Kind != rules.Roll && c.Kind != rules.LeftRoll {
			text += " (" + strings.ReplaceAll(c.Status, "_", " ") + ")"
		}
	}
	if c.From.Known() {
		text += " from " + c.From.Words()
	}
	if c.To.Known() {
		text += " to " + c.To.Words()
	}
	return strings.TrimSpace(text) + ", in " + strings.ReplaceAll(c.Source, "_", " ")
}

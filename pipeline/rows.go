package pipeline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// list makes the lines of one list, ranked: the gravest severity first, then the longest without education, then the
// surest that no roll holds the child, then by id, so that the order never depends on chance.
func (j *Judged) list(which candidates.List) []candidates.Row {
	var rows []candidates.Row
	for child := range j.Verdicts {
		v := &j.Verdicts[child]
		findings := v.CME
		if which == candidates.AtRisk {
			findings = v.AtRisk
		}
		if len(findings) > 0 {
			rows = append(rows, j.row(child, which, findings))
		}
	}
	slices.SortFunc(rows, func(a, b candidates.Row) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), a.Since.Compare(b.Since),
			cmp.Compare(b.POnNoRoll, a.POnNoRoll), cmp.Compare(a.ChildID, b.ChildID))
	})
	for i := range rows {
		rows[i].Rank = i + 1
	}
	return rows
}

// row maps a verdict to a line of a list.
func (j *Judged) row(child int, which candidates.List, findings []rules.Finding) candidates.Row {
	v := &j.Verdicts[child]
	lead := findings[0]
	recs := j.Records(child)
	who := make([]*sources.Record, len(recs))
	for i, r := range recs {
		who[i] = r.Record
	}
	k := j.caseOf(child, j.Authority)
	row := candidates.Row{
		ChildID: string(v.Child), List: which, Severity: fmt.Sprintf("P%d", lead.Severity), Reason: lead.Reason,
		Label: lead.Label, Since: day(lead.Since), Due: day(lead.Due), DueUnit: string(lead.DueUnit),
		NextAction: lead.Next, Who: lead.Who, POnNoRoll: j.onNoRoll(child, k), NotAccepted: v.NotAccepted,
		Searched: searched(v.Searched), Grey: len(j.Near(child)), Records: len(recs),
		YearGroup: yearGroup(k), Sealed: sealed(k), Person: person(who, k.DOB),
	}
	for _, f := range findings {
		row.Rules = append(row.Rules, string(f.Rule))
	}
	if n := v.Nearest; n != nil {
		row.NearestProvision, row.NearestRecord = describe(n, j.Authority), n.Record
	}
	if school := onRollAt(k); which == candidates.AtRisk && school != "" {
		row.OnRollAt, row.SchoolName = school, j.Authority.Name(school)
	}
	return row
}

// searched says shortly which registers were looked in, and which the run did not have.
func searched(registers []string) string {
	var looked, lacked []string
	for _, r := range registers {
		if name, missing := strings.CutSuffix(r, ": not had"); missing {
			lacked = append(lacked, name)
			continue
		}
		looked = append(looked, strings.Replace(r, ": as of ", " ", 1))
	}
	text := strings.Join(looked, "; ")
	if len(lacked) > 0 {
		text += ". Not had: " + strings.Join(lacked, ", ")
	}
	return text
}

// yearGroup is the National Curriculum year to be expected of the child's age.
func yearGroup(k *rules.Case) string {
	if !k.DOB.Known() {
		return ""
	}
	return rules.YearGroup(k.DOB, k.AsOf)
}

// sealed reports whether the child's address must not be printed: a seal, or a refuge.
func sealed(k *rules.Case) bool {
	for _, c := range k.Claims {
		if c.Kind == rules.Seal && (!c.To.Known() || c.To >= k.AsOf) ||
			c.Kind == rules.Flag && c.Status == "refuge" || strings.Contains(c.Marks, "refuge") {
			return true
		}
	}
	return false
}

// onRollAt is the school whose roll the child was last seen on.
func onRollAt(k *rules.Case) string {
	var school string
	for _, c := range k.Claims {
		if c.Kind == rules.Roll && c.From <= k.AsOf {
			school = c.Place
		}
	}
	return school
}

// describe says in words what a provision record is.
func describe(c *rules.Claim, a *rules.Authority) string {
	what := map[rules.Kind]string{
		rules.Roll: "on the roll of ", rules.LeftRoll: "left the roll of ", rules.Offer: "offered a place at ",
		rules.Application: "applied to ", rules.HomeEducated: "home education ", rules.Alternative: "alternative provision at ",
		rules.Lost: "transfer file from ", rules.Departure: "message about ",
	}[c.Kind]
	if what == "" {
		what = strings.ReplaceAll(string(c.Kind), "_", " ") + " "
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

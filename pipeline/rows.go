package pipeline

import (
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"github.com/sourcegraph/conc"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// list makes the lines of one list, ranked. A case that an officer holds open is on the list of candidates whatever the rules
// say.
func (j *Judged) list(which candidates.List) []candidates.Row {
	shares := make([][]candidates.Row, runtime.GOMAXPROCS(0))
	var wait conc.WaitGroup
	for w := range shares {
		wait.Go(func() {
			for child := w * len(j.Verdicts) / len(shares); child < (w+1)*len(j.Verdicts)/len(shares); child++ {
				v := &j.Verdicts[child]
				findings, open := v.CME, j.of[int32(child)].openCase()
				if which == candidates.AtRisk {
					findings, open = v.AtRisk, nil
				}
				if row, is := j.row(child, which, findings, open); is {
					shares[w] = append(shares[w], row)
				}
			}
		})
	}
	wait.Wait()
	rows := slices.Concat(shares...)
	if which == candidates.CME {
		rows = append(rows, j.adrift()...)
	}
	rank(rows)
	return rows
}

// row is the line of a child on a list, if there is one: what the rules found, or the case that an officer holds open.
func (j *Judged) row(child int, which candidates.List, findings []rules.Finding, open *standing) (row candidates.Row, is bool) {
	switch {
	case len(findings) > 0:
		row = j.found(child, which, findings)
		if open != nil {
			row.Case = string(open.law.Outcome)
		}
	case open != nil:
		row = j.openRow(child, open)
		row.Proposal = j.proposal(child, open)
	default:
		was, why := j.keeps(child, which)
		if why == "" {
			return row, false
		}
		row = j.keptRow(child, which, was, why)
	}
	m := j.of[int32(child)]
	row.Decided, row.Back = m.history(), m.back(which)
	if row.Evidence == "" {
		j.rest(child, &row)
	}
	return row, true
}

// rest notes the facts that a line rests on, for decisions on it.
func (j *Judged) rest(child int, row *candidates.Row) {
	facts := j.factsFor(child, row.List)
	row.Evidence = facts.Hash()
	raw, err := json.Marshal(facts)
	if err != nil {
		panic(err) // plain data
	}
	j.restsOn(row, register.Evidence{Hash: row.Evidence, Facts: raw, Prints: j.printsOf(child)})
}

// restsOn notes what a line rests on. Lines are made side by side.
func (j *Judged) restsOn(row *candidates.Row, e register.Evidence) {
	j.noting.Lock()
	defer j.noting.Unlock()
	j.evidence[listed{string(row.List), row.ChildID}] = e
}

// printsOf returns the fingerprints of a child's identities, each once and in order.
func (c *Children) printsOf(child int) []Fingerprint {
	var prints []Fingerprint
	for _, row := range c.Rows(child) {
		prints = append(prints, c.print[row])
	}
	slices.SortFunc(prints, compareFingerprints)
	return slices.Compact(prints)
}

// line is what a line says of a child whatever the rules found.
func (j *Judged) line(child int, which candidates.List) candidates.Row {
	v := &j.Verdicts[child]
	recs := j.Records(child)
	who := make([]*sources.Record, len(recs))
	for i, r := range recs {
		who[i] = r.Record
	}
	k := j.caseOf(child, j.Authority)
	row := candidates.Row{
		ChildID: string(v.Child), List: which, POnNoRoll: j.onNoRoll(child, k), NotAccepted: v.NotAccepted,
		Searched: searched(v.Searched), Grey: len(j.Near(child)), Records: len(recs), Seen: v.Seen,
		YearGroup: yearGroup(k), Person: person(who, k.DOB),
	}
	what := j.sealedWhat(child, k)
	row.Sealed, row.Nameless = what&addressSealed != 0, what&nameSealed != 0
	if n := v.Nearest; n != nil {
		row.NearestProvision, row.NearestRecord = describe(n, j.Authority), n.Record
	}
	if school := onRollAt(k); which == candidates.AtRisk && school != "" {
		row.OnRollAt, row.SchoolName = school, j.Authority.Name(school)
	}
	return row
}

// found maps a verdict to a line of a list.
func (j *Judged) found(child int, which candidates.List, findings []rules.Finding) candidates.Row {
	row, lead := j.line(child, which), findings[0]
	row.Severity, row.Reason, row.Label = fmt.Sprintf("P%d", lead.Severity), lead.Reason, lead.Label
	row.Since, row.SinceIs = day(lead.Since), string(lead.Basis)
	row.Due, row.DueUnit = day(lead.Due), string(lead.DueUnit)
	row.Calendar = lead.Calendar
	row.NextAction, row.Who = lead.Next, lead.Who
	if which == candidates.CME {
		row.ReturnReason = proposedReason(findings)
	}
	for _, f := range findings {
		row.Rules = append(row.Rules, string(f.Rule))
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

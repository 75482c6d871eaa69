package judge

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// keepAnswered keeps off the lists what a register has answered before and has now forgotten. An extract such as the attendance
// register reaches back some weeks: a pupil reported as not to be found, and then marked present, would be on the list again
// once those marks are too old to be sent, though nobody learned anything. A line that went because its own rules said no,
// while no fact that a decision rests on had changed, does not come back word for word as long as the facts are the same. Any
// new fact, day or number brings it back. Of the list of candidates this holds only for rules that doubt a register which
// explains the child all the same.
func (d *Judged) keepAnswered(j *journal.Journal, spans []register.Span) {
	n := 0
	for _, s := range spans {
		if s.Answered == "" || s.Answered > d.Authority.AsOf.String() {
			continue
		}
		id := d.Heirs.HeirOf(s.Child)
		if _, shown := d.Was[past.Line{List: s.List, Child: id}]; shown {
			continue
		}
		if child, here := d.Heirs.Number(id); here && d.saidBefore(int(child), s) {
			n++
		}
	}
	j.Count("answered before", n)
	if n > 0 {
		j.Notice(journal.Notice{Kind: "register", Text: fmt.Sprintf(
			"%s kept off the lists: a register answered them on an earlier night, and nothing about them is new", CountLines(n))})
	}
}

// CountLines says how many lines.
func CountLines(n int) string {
	if n == 1 {
		return "1 line"
	}
	return journal.Grouped(n) + " lines"
}

// saidBefore takes a child off a list where tonight's findings are those that were answered.
func (d *Judged) saidBefore(child int, s register.Span) bool {
	which, v := candidates.List(s.List), &d.Verdicts[child]
	findings := FindingsOn(v, which)
	if len(findings) == 0 || DigestFindings(findings, d.FactsFor(child, which).Hash()) != s.Said {
		return false
	}
	k := *d.Cases.CaseOf(child)
	for _, f := range findings {
		k.Settled = append(k.Settled, f.Rule)
	}
	*v = rules.Judge(&k)
	return true
}

// FindingsOn are the findings of a verdict that put a child on a list.
func FindingsOn(v *rules.Verdict, which candidates.List) []rules.Finding {
	if which == candidates.AtRisk {
		return v.AtRisk
	}
	return v.CME
}

// DigestFindings is a digest of what a line says: by which rules, since when, in which words, and on which facts.
func DigestFindings(findings []rules.Finding, facts string) string {
	ids := make([]string, len(findings))
	for i, f := range findings {
		ids[i] = string(f.Rule)
	}
	return DigestLine(ids, findings[0].Since.String(), findings[0].Reason, facts)
}

// DigestLine is the digest of a line that rules, a day (YYYY-MM-DD), a reason and the hash of facts make.
func DigestLine(ruleIDs []string, since, reason, facts string) string {
	h := sha256.New()
	for _, text := range []string{strings.Join(ruleIDs, " "), since, reason, facts} {
		fmt.Fprintf(h, "%d %s\n", len(text), text)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// FactsFor are the facts that a child's line on a list rests on.
func (d *Judged) FactsFor(child int, which candidates.List) rules.Facts {
	known := d.KnownFacts(child, which)
	if which == candidates.AtRisk {
		return known.WithRules(d.Verdicts[child].AtRisk)
	}
	return known
}

// KnownFacts are the facts that extracts give of a child, as those of a line on a list are held against them.
func (d *Judged) KnownFacts(child int, which candidates.List) (facts rules.Facts) {
	if which == candidates.AtRisk {
		return d.Cases.factsAtRisk(child)
	}
	d.Cases.Look(child, func(k *rules.Case) { facts = k.Facts(nil) })
	return facts
}

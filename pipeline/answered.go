package pipeline

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// answered keeps off the lists what a register has answered before and has now forgotten. An extract such as the attendance
// register reaches back some weeks: a pupil reported as not to be found, and then marked present, would be on the list again
// once those marks are too old to be sent, though nobody learned anything. A line that went because its own rules said no,
// while no fact that a decision rests on had changed, does not come back word for word as long as the facts are the same. Any
// new fact, day or number brings it back. Of the list of candidates this holds only for rules that doubt a register which
// explains the child all the same.
func (r *run) answered(j *Judged) {
	at, asOf := j.knownChild(), r.options.AsOf.String()
	is := func(id string) bool { _, known := at[rules.ChildID(id)]; return known }
	n := 0
	for _, s := range r.memory.spans {
		if s.Answered == "" || s.Answered > asOf {
			continue
		}
		id := r.memory.heir(s.Child, is)
		if _, shown := j.was[listed{s.List, id}]; shown || !is(id) {
			continue
		}
		if j.saidBefore(int(at[rules.ChildID(id)]), s) {
			n++
		}
	}
	r.count("answered before", n)
	if n > 0 {
		r.manifest.Notices = append(r.manifest.Notices, Notice{Kind: "register", Text: fmt.Sprintf(
			"%s kept off the lists: a register answered what they say on an earlier night, and nothing of it is new", linesOf(n))})
	}
}

// saidBefore takes a child off a list where tonight's line is the one that was answered.
func (j *Judged) saidBefore(child int, s register.Span) bool {
	which, v := candidates.List(s.List), &j.Verdicts[child]
	findings := v.CME
	if which == candidates.AtRisk {
		findings = v.AtRisk
	}
	if len(findings) == 0 {
		return false
	}
	row := j.found(child, which, findings)
	row.Evidence = j.factsFor(child, which).Hash()
	if said(&row) != s.Said {
		return false
	}
	k := j.caseOf(child, j.Authority)
	for _, f := range findings {
		k.Settled = append(k.Settled, f.Rule)
	}
	*v = rules.Judge(k)
	return true
}

// said is a digest of what a line says: by which rules, since when, in which words, and on which facts.
func said(row *candidates.Row) string {
	h := sha256.New()
	for _, text := range []string{strings.Join(row.Rules, " "), isoDay(row.Since), row.Reason, row.Evidence} {
		fmt.Fprintf(h, "%d %s\n", len(text), text)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// factsFor are the facts that a child's line on a list rests on.
func (j *Judged) factsFor(child int, which candidates.List) rules.Facts {
	k := j.caseOf(child, j.Authority)
	if which == candidates.AtRisk {
		return k.Facts(append([]rules.Finding{}, j.Verdicts[child].AtRisk...))
	}
	return k.Facts(nil)
}

// went says of a line that is gone how it went: in words, and whether its own rules said no while no fact had changed.
func (j *Judged) went(g candidates.Gone, child int32, was register.Shown) register.Went {
	w := register.Went{List: string(g.List), Child: g.ChildID, Why: g.Why}
	if g.Reason != "" {
		w.Why += ": " + g.Reason
	}
	if g.New != "" || child < 0 {
		return w
	}
	v := &j.Verdicts[child]
	switch {
	case g.List == candidates.AtRisk:
		w.Answered = g.Why == "no longer so"
	case v.Status == rules.Explained:
		w.Answered = true
		for _, id := range was.Rules {
			w.Answered = w.Answered && rules.Doubts(rules.ID(id), v.ExplainedBy)
		}
	}
	return w
}

// newSince says in words which fact about a child is known that a line did not rest on, or is no longer; empty when none is,
// so that a day that came or an extract that did or did not is what changed.
func (j *Judged) newSince(child int32, list candidates.List, was register.Shown) string {
	now := j.caseOf(int(child), j.Authority).Facts(nil)
	then := factsOf(was.Evidence)
	if list == candidates.AtRisk {
		now = j.caseOf(int(child), j.Authority).Facts([]rules.Finding{})
		then = then.Extracted()
	}
	return then.Differs(now)
}

// backAgain says of a line that comes back when it was shown before, how it went, and what is new since.
func (r *run) backAgain(j *Judged, row *candidates.Row, at map[rules.ChildID]int32) (string, error) {
	text := "first listed on " + calendarWords(row.FirstListed)
	s, had := r.memory.spanOf(row)
	child, known := at[rules.ChildID(row.ChildID)]
	if !had || !known {
		return text + ", and not by the last run", nil
	}
	text += ", last on " + calendarWords(date(s.Last))
	if s.Went != "" {
		text += "; it went as " + strings.TrimSuffix(s.Went, ".")
	}
	was, had, err := r.register.LastLine(r.ctx, s.List, s.Child, day(r.options.AsOf))
	if err != nil || !had {
		return text, err
	}
	return text + "; " + cmp.Or(j.newSince(child, row.List, was), "no fact is new since it was last listed"), nil
}

// spanOf is what earlier runs showed of a line under its child's own id.
func (m *recollection) spanOf(row *candidates.Row) (register.Span, bool) {
	i, found := slices.BinarySearchFunc(m.spans, listed{string(row.List), row.ChildID}, func(s register.Span, x listed) int {
		return compareListed(listed{s.List, s.Child}, x)
	})
	if !found {
		return register.Span{}, false
	}
	return m.spans[i], true
}

// saidOf is the digest of what a line says; one that is kept for want of what would tell anew says what it said before.
func (r *run) saidOf(row *candidates.Row) string {
	if s, had := r.memory.spanOf(row); had && row.Label == keptLabel {
		return s.Said
	}
	return said(row)
}

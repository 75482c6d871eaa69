package pipeline

import (
	"cmp"
	"fmt"
	"strings"

	"rollcall/matchers"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
)

// matters reports whether a grey link of the child is worth an officer's time: whether what the run says of the child hangs
// on it. Two children who are both explained, or not of age, are told apart for nobody's good.
func (j *Judged) matters(child int) bool {
	switch j.Verdicts[child].Status {
	case rules.Candidate, rules.Grey, rules.Undecided:
		return true
	}
	return false
}

// possibleMatch maps a grey link to a line of the list of possible matches.
func (j *Judged) possibleMatch(rowL, rowR int32, l, r int, g matchers.PossibleLink) candidates.Possible {
	j.rowNamed[j.firstRecord(rowL)], j.rowNamed[j.firstRecord(rowR)] = rowL, rowR
	return candidates.Possible{
		RecordL: j.firstRecord(rowL), RecordR: j.firstRecord(rowR), ChildL: string(j.IDs[l]), ChildR: string(j.IDs[r]),
		Weight: g.Weight, Probability: g.Probability, Gap: g.Gap, Levels: j.levels(g.Gamma), Agreement: j.agreement(g.Gamma),
		Why: j.hangsOn(l, r, g.Why), PersonL: j.personOfRow(rowL), PersonR: j.personOfRow(rowR),
		Sealed: j.sealedWhat(l, j.caseOf(l, j.Authority)) != 0 || j.sealedWhat(r, j.caseOf(r, j.Authority)) != 0,
	}
}

// whyGrey says in words why the matcher left a pair to a person.
var whyGrey = map[matchers.Reason]string{
	matchers.Likely:   "neither sure enough to join nor to leave apart",
	matchers.Conflict: "alike, but their identifiers or returns contradict each other",
	matchers.Vetoed:   "alike, but never joined without a forename or an identifier that agrees",
	matchers.Rival:    "two records are almost equally good matches",
}

// hangsOn says what depends on the answer.
func (j *Judged) hangsOn(l, r int, why matchers.Reason) string {
	text := whyGrey[why]
	sl, sr := j.Verdicts[l].Status, j.Verdicts[r].Status
	for _, s := range []rules.Status{sl, sr} {
		if s == rules.Candidate || s == rules.Grey {
			return text + "; if they are the same child, a candidate may be explained"
		}
	}
	return text
}

func (j *Judged) personOfRow(row int32) candidates.Person {
	recs := j.rowRecords(int(row))
	dob, _ := birth(recs)
	return person(recs[:1:1], dob)
}

// levels names the level that each comparison reached, as a number.
func (c *Children) levels(v matchers.Vector) map[string]int32 {
	out := map[string]int32{}
	for k, comparison := range c.Model.Spec.Comparisons {
		out[comparison.Name] = int32(v.At(k))
	}
	return out
}

// agreement says in words how two records compare.
func (c *Children) agreement(v matchers.Vector) string {
	var parts []string
	for k, comparison := range c.Model.Spec.Comparisons {
		if g := v.At(k); g >= 0 {
			parts = append(parts, fmt.Sprintf("%s: %s", strings.ReplaceAll(comparison.Name, "_", " "), comparison.LevelName(g)))
		}
	}
	return strings.Join(parts, "; ")
}

// ruleName names the blocking rule that first compared a pair.
func (c *Children) ruleName(rule uint8) string { return c.Model.Spec.Blocking[rule].Name }

func comparePossible(a, b candidates.Possible) int {
	hangs := func(p candidates.Possible) int {
		if strings.Contains(p.Why, "candidate") {
			return 0
		}
		return 1
	}
	return cmp.Or(hangs(a)-hangs(b), cmp.Compare(b.Probability, a.Probability),
		cmp.Compare(a.ChildL, b.ChildL), cmp.Compare(a.ChildR, b.ChildR), cmp.Compare(a.RecordL, b.RecordL), cmp.Compare(a.RecordR, b.RecordR))
}

package pipeline

import (
	"math"

	"rollcall/matchers"
	"rollcall/pipeline/rules"
)

// byRoll is the suppressors that say that a child is on a roll now.
var byRoll = map[rules.ID]bool{"U01": true, "U02": true, "U03": true, "U20": true}

// onRoll reports whether a child is explained by a roll.
func (j *Judged) onRoll(child int) bool {
	v := &j.Verdicts[child]
	return v.Status == rules.Explained && byRoll[v.ExplainedBy]
}

// onNoRoll is the probability that no roll holds the child: that the roll's record is not the child's, when a roll explains
// the child, and otherwise that none of the children on a roll who came near is this one after all. A place on a roll belongs
// to one child: where several may be the one on it, they are weighed against each other.
func (j *Judged) onNoRoll(child int, k *rules.Case) float64 {
	p := 1.0
	if j.onRoll(child) {
		for _, c := range k.Claims {
			if c.Kind == rules.Roll {
				p = min(p, 1-c.Link)
			}
		}
		return p
	}
	j.assigned.Do(func() { j.none = matchers.Assign(j.rollClaims()).None })
	if none, ok := j.none[int32(child)]; ok {
		return none
	}
	return p
}

// rollClaims are the children on no roll who may be a child on one, each with how likely that is by itself.
func (j *Judged) rollClaims() []matchers.Claim {
	var list []matchers.Claim
	for child := range j.Verdicts {
		if j.onRoll(child) {
			continue
		}
		for _, n := range j.Near(child) {
			if !j.onRoll(int(n.Child)) {
				continue
			}
			var likely float64
			for _, c := range j.possibleClaims(nil, n) {
				if c.Kind == rules.Roll {
					likely = max(likely, c.Link)
				}
			}
			if likely > 0 {
				list = append(list, matchers.Claim{Claimant: int32(child), Record: n.Child, LogOdds: math.Log(likely) - math.Log(max(1-likely, 1e-9))})
			}
		}
	}
	return list
}

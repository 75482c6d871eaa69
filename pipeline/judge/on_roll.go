package judge

import (
	"math"
	"slices"

	"rollcall/matchers"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
)

// OnRoll reports whether a child is explained by a roll.
func (d *Judged) OnRoll(child int) bool {
	v := &d.Verdicts[child]
	return v.Status == rules.Explained && rules.SuppressorOf(v.ExplainedBy).Roll
}

// OnNoRoll is the probability that no roll holds the child: that the roll's record is not the child's, when a roll explains
// the child, and otherwise that none of the children on a roll who came near is this one after all. A place on a roll belongs
// to one child: where several may be the one on it, they are weighed against each other.
func (d *Judged) OnNoRoll(child int) float64 {
	if d.OnRoll(child) {
		return d.Noted[child].OffRoll
	}
	if none, weighed := d.onNoRoll[int32(child)]; weighed {
		return none
	}
	return 1
}

// weighRolls weighs the children on no roll who may be a child on one, each by how likely that is by itself, against each other.
func (d *Judged) weighRolls() map[int32]float64 {
	var list []matchers.Claim
	reader := d.Children.NewReader()
	for child := range d.Verdicts {
		if d.OnRoll(child) {
			continue
		}
		for _, n := range d.Children.NearTo(child) {
			if !d.OnRoll(int(n.Child)) {
				continue
			}
			var likely float64
			for _, rec := range reader.RecordsOf(int(n.Child)) {
				if link := linkIfSame(n, &rec); link >= people.GreyFrom && slices.ContainsFunc(rec.Claims, isRoll) {
					likely = max(likely, link)
				}
			}
			if likely > 0 {
				list = append(list, matchers.Claim{Claimant: int32(child), Record: n.Child, LogOdds: math.Log(likely) - math.Log(max(1-likely, 1e-9))})
			}
		}
	}
	return matchers.Assign(list).None
}

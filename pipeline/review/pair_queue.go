package review

import (
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/review/door"
)

// pairsAtOnce is how many pairs are read at a time in looking for the next: those that were judged since the run stand before it.
const pairsAtOnce = 50

// nextPair is the pair that comes next to a person: what a colleague asks of them first, then the first in the run's order that nobody has
// judged and that they have not asked about themselves.
func nextPair(v *visit) (pairPage, error) {
	state, err := v.state()
	if err != nil {
		return pairPage{}, err
	}
	asked := anyPairAsked(state, v.Person)
	var free *desk.Pair
	for from := 0; ; from += pairsAtOnce {
		pairs, n, err := v.Desk.Pairs(v.Context(), desk.PairFilter{From: from, Most: pairsAtOnce})
		if err != nil {
			return pairPage{}, err
		}
		for i := range pairs {
			p := &pairs[i]
			if !mayBeShown(p) {
				continue
			}
			of := state.OfPair(p.L.Record.RecordID, p.R.Record.RecordID)
			if q := questionOnPair(of, v.Person); q != nil {
				return pairPage{Pair: p, Asked: q, Left: leftOf(state, n)}, nil
			}
			if free == nil && len(of.Judgements) == 0 && !hasAsked(of, v.Person) {
				free = p
			}
		}
		if from+pairsAtOnce >= n || free != nil && !asked {
			return pairPage{Pair: free, Left: leftOf(state, n)}, nil
		}
	}
}

// mayBeShown reports whether a pair may be shown: both records are told of.
func mayBeShown(p *desk.Pair) bool { return p.L.Record.RecordID != "" && p.R.Record.RecordID != "" }

// pairByNumber is a pair of this run that may be shown.
func pairByNumber(v *visit, number int) (*desk.Pair, error) {
	pairs, _, err := v.Desk.Pairs(v.Context(), desk.PairFilter{Number: number})
	if err != nil {
		return nil, err
	}
	if number <= 0 || len(pairs) != 1 || !mayBeShown(&pairs[0]) {
		return nil, errNotThere
	}
	return &pairs[0], nil
}

// leftOf is how many of n pairs nobody has judged.
func leftOf(state *office.State, n int) int {
	for _, j := range state.Pairs {
		if len(j.Judgements) > 0 {
			n--
		}
	}
	return max(n, 1)
}

// isAskedOf reports whether a question waits for a person's answer: it is put to them, to their role or to anybody.
func isAskedOf(q office.Question, who door.Person) bool {
	return q.Answer == "" && q.From != who.Name && (q.To == "" || q.To == who.Name || who.Has(door.Role(q.To)))
}

func questionOnPair(of *office.Judged, who door.Person) *office.Question {
	for i := range of.Questions {
		if isAskedOf(of.Questions[i], who) {
			return &of.Questions[i]
		}
	}
	return nil
}

func anyPairAsked(state *office.State, who door.Person) bool {
	for _, of := range state.Pairs {
		if questionOnPair(of, who) != nil {
			return true
		}
	}
	return false
}

func hasAsked(of *office.Judged, who door.Person) bool {
	for _, q := range of.Questions {
		if q.From == who.Name {
			return true
		}
	}
	return false
}

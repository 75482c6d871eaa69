package judge

import (
	"sync/atomic"
	"testing"

	"rollcall/matchers"
	"rollcall/pipeline/rules"
)

// TestAPlaceOnARollBelongsToOneChild holds two children who may each be the one on a roll against each other.
func TestAPlaceOnARollBelongsToOneChild(t *testing.T) {
	j := &Judged{Verdicts: []rules.Verdict{
		{Status: rules.Candidate}, {Status: rules.Candidate}, {Status: rules.Explained, ExplainedBy: "U01"}, {Status: rules.Candidate},
	}, Cases: &Cases{kept: make([]atomic.Pointer[rules.Case], 4)}}
	j.onNoRoll = matchers.Assign([]matchers.Claim{{Claimant: 0, Record: 2, LogOdds: 1}, {Claimant: 1, Record: 2, LogOdds: 1}}).None
	first, second := j.OnNoRoll(0), j.OnNoRoll(1)
	alone := matchers.Assign([]matchers.Claim{{Claimant: 0, Record: 2, LogOdds: 1}}).None[0]
	if first != second || first <= alone {
		t.Errorf("with a rival %.3f and %.3f, alone %.3f: a rival makes it likelier that the roll is not the child's", first, second, alone)
	}
	if p := j.OnNoRoll(3); p != 1 {
		t.Errorf("a child whom nobody on a roll resembles is on no roll with %.3f (want 1)", p)
	}
	roll := &rules.Case{Claims: []rules.Claim{{Kind: rules.Roll, Provenance: rules.Provenance{Link: .9}}, {Kind: rules.Roll, Provenance: rules.Provenance{Link: .5}}, {Kind: rules.Offer, Provenance: rules.Provenance{Link: 1}}}}
	j.Cases.kept[2].Store(roll)
	if p := j.OnNoRoll(2); p < .099 || p > .101 {
		t.Errorf("a child on a roll by a link of .9 is on none with %.3f (want .1)", p)
	}
}

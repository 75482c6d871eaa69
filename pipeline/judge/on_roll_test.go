package judge

import (
	"testing"

	"rollcall/matchers"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// TestAPlaceOnARollBelongsToOneChild holds two children who may each be the one on a roll against each other.
func TestAPlaceOnARollBelongsToOneChild(t *testing.T) {
	j := &Judged{Verdicts: []rules.Verdict{
		{Status: rules.Candidate}, {Status: rules.Candidate}, {Status: rules.Explained, ExplainedBy: "U01"}, {Status: rules.Candidate},
	}, Noted: make([]Noted, 4)}
	j.onNoRoll = matchers.Assign([]matchers.Claim{{Claimant: 0, Record: 2, LogOdds: 1}, {Claimant: 1, Record: 2, LogOdds: 1}}).None
	first, second := j.OnNoRoll(0), j.OnNoRoll(1)
	alone := matchers.Assign([]matchers.Claim{{Claimant: 0, Record: 2, LogOdds: 1}}).None[0]
	if first != second || first <= alone {
		t.Errorf("with a rival %.3f and %.3f, alone %.3f: a rival makes it likelier that the roll is not the child's", first, second, alone)
	}
	if p := j.OnNoRoll(3); p != 1 {
		t.Errorf("a child whom nobody on a roll resembles is on no roll with %.3f (want 1)", p)
	}
	roll := func(kind sources.ClaimKind, link float64) people.Placed {
		return people.Placed{Record: &sources.Record{Claims: []sources.Claim{{Kind: kind}}}, Link: link}
	}
	j.Noted[2].OffRoll = offRoll([]people.Placed{roll(sources.Roll, .9), roll(sources.Roll, .5), roll(sources.Offer, 1)})
	if p := j.OnNoRoll(2); p < .099 || p > .101 {
		t.Errorf("a child on a roll by a link of .9 is on none with %.3f (want .1)", p)
	}
}

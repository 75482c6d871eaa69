package rules

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// askAll has every rule asked of every child, whatever claims there are, until the test is over.
func askAll(t *testing.T) {
	for _, r := range catalogue {
		if was := r.Reads; was != 0 {
			r.Reads = 0
			t.Cleanup(func() { r.Reads = was })
		}
	}
}

// TestWhatARuleReadsChangesNoVerdict compares verdicts with those of asking every rule.
func TestWhatARuleReadsChangesNoVerdict(t *testing.T) {
	var written []*Case
	var want []Verdict
	for _, x := range everyCase(t) {
		written = append(written, x.build.c)
		want = append(want, Judge(x.build.c))
	}
	var drawn []*Case
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		drawn, want = append(drawn, c), append(want, Judge(c))
	})
	askAll(t)
	for i, c := range append(written, drawn...) {
		if diff := cmp.Diff(want[i], Judge(c), append(verdicts, butUntil)...); diff != "" {
			t.Fatalf("a rule that was not asked would have said something of a child with %d claims:\n%s", len(c.Claims), diff)
		}
	}
}

// TestOnlyRulesAtRiskAreLeftOut holds that no rule says what it reads whose asking may end in Unknown before its own condition is looked at.
func TestOnlyRulesAtRiskAreLeftOut(t *testing.T) {
	said := 0
	for _, r := range catalogue {
		if r.Reads == 0 {
			continue
		}
		said++
		if own := r.For.hasOwnList(); r.listLetter() != atRiskList || own && r.For != Forecasts && r.For != Answers {
			t.Errorf("%s says what it reads, and is asked of children whom nothing explains", r.ID)
		}
	}
	if said == 0 {
		t.Error("no rule says what it reads")
	}
}

package linkage

import (
	"strings"
	"testing"

	"rollcall/matchers"
)

// TestModelsThatFoundNobodyAreRefused refuses a model that takes nobody for a match where many rows agree in everything, and takes
// one where none do, or where the settings allow it.
func TestModelsThatFoundNobodyAreRefused(t *testing.T) {
	nobody := func(alike float64) *matchers.Training {
		return &matchers.Training{Converged: true, Nobody: true, Alike: alike, ByChance: .2}
	}
	allowed := &Settings{Training: Training{Allow: []string{nobodyFound}}}
	for name, c := range map[string]struct {
		settings *Settings
		training *matchers.Training
		refused  bool
	}{
		"many alike": {&Settings{}, nobody(300), true},
		"allowed":    {allowed, nobody(300), false},
		"none alike": {&Settings{}, nobody(1), false},
		"found":      {&Settings{}, &matchers.Training{Converged: true, Alike: 300}, false},
	} {
		err := c.settings.trainingFault(matchers.Spec{}, c.training)
		if (err != nil) != c.refused || err != nil && !strings.Contains(err.Error(), "300 pairs") {
			t.Errorf("%s: %v (want refused %v)", name, err, c.refused)
		}
	}
}

// TestWhatTrainingRepairedIsPrinted wants it on the screen.
func TestWhatTrainingRepairedIsPrinted(t *testing.T) {
	r := &Run{Model: &matchers.Model{}, Training: &matchers.Training{Warnings: []string{"one"}, Repaired: []string{"surname", "birth"},
		LeftOut: []string{"postcode"}}}
	var b strings.Builder
	r.summariseTraining(&b)
	for _, want := range []string{"  ! one\n", "  levels that came out of order were pooled: surname, birth\n", "no new match: postcode\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in %q", want, b.String())
		}
	}
}

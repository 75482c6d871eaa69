package matchers

import (
	"fmt"
	"math"
	"strings"
)

// Waterfall is how the score of a pair comes about, step by step in bits. It holds no value of either row.
type Waterfall struct {
	Prior       float64 // log₂ of the odds before anything is compared
	Steps       []Step
	Household   float64 // bits taken off because the pair may be of one household: never above 0
	Weight      float64 // log₂ of the odds: prior, steps and Household together
	Probability float64 // that the pair is a match
	OneHouse    float64 // that it is two people of one household
	Veto        string  // the veto that keeps the pair apart, empty for none
}

// Step is what one comparison adds, against unrelated people.
type Step struct {
	Comparison    string
	Level         string
	M, H, U       float64
	Bits          float64 // log₂(M/U) of the level
	TermFrequency float64 // bits added because the value agreed on is rarer than most, or taken off because it is not
}

// Explain scores two rows step by step. It fails when the model does not fit the table.
func Explain(t *Table, m *Model, i, j int) (Waterfall, error) {
	s, err := newScorer(t, m)
	if err != nil {
		return Waterfall{}, err
	}
	return s.explainPair(int32(i), int32(j)), nil
}

// explainPair scores two rows step by step.
func (s *scorer) explainPair(i, j int32) Waterfall {
	pair, _ := s.scoreRows(i, j, math.Inf(-1))
	w := Waterfall{Prior: inBits(s.prior[classM] - s.prior[classU]), Weight: inBits(pair.logOdds), Probability: probabilityOf(pair.logOdds)}
	sum := w.Prior
	for k, c := range s.model.Spec.Comparisons {
		g := pair.vector.At(k)
		step := Step{Comparison: c.Name, Level: c.LevelName(g)}
		if g >= 0 {
			p := s.model.Parameters[k]
			step.M, step.H, step.U = p.M[g], p.H[g], p.U[g]
			step.Bits = math.Log2(step.M / step.U)
			add, _ := s.rarityOf(k, g)
			step.TermFrequency = -inBits(add[classU])
		}
		sum += step.Bits + step.TermFrequency
		w.Steps = append(w.Steps, step)
	}
	w.Household = w.Weight - sum
	all := logSum(pair.classes[classM], logSum(pair.classes[classH], pair.classes[classU]))
	w.OneHouse = math.Exp(pair.classes[classH] - all)
	if k := s.firstVeto(i, j, pair.vector); k >= 0 {
		w.Veto = s.model.Spec.Vetoes[k].Name
	}
	return w
}

// String lays the waterfall out as a table, one step a line.
func (w Waterfall) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-14s %-10s %9s %9s %9s %8s %8s\n", "comparison", "level", "m", "household", "u", "bits", "rarity")
	fmt.Fprintf(&b, "%-14s %-10s %9s %9s %9s %8.2f\n", "prior", "", "", "", "", w.Prior)
	for _, s := range w.Steps {
		if s.Level == "null" {
			fmt.Fprintf(&b, "%-14s %-10s %9s %9s %9s %8.2f\n", s.Comparison, s.Level, "", "", "", 0.0)
			continue
		}
		fmt.Fprintf(&b, "%-14s %-10s %9.3g %9.3g %9.3g %8.2f %8.2f\n", s.Comparison, s.Level, s.M, s.H, s.U, s.Bits, s.TermFrequency)
	}
	fmt.Fprintf(&b, "%-14s %-10s %9s %9s %9s %8.2f\n", "one household", "", "", "", "", w.Household)
	fmt.Fprintf(&b, "%-14s %-10s %9s %9s %9s %8.2f  probability %.6f", "weight", "", "", "", "", w.Weight, w.Probability)
	if w.Veto != "" {
		fmt.Fprintf(&b, "\nkept apart: %s", w.Veto)
	}
	return b.String() + "\n"
}

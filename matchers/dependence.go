package matchers

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Dependence is how much more often unrelated people reach two levels together than if the two comparisons had nothing to do
// with each other: who lives in a town was often born there.
type Dependence struct {
	A string `json:"a"` // comparisons
	B string `json:"b"`
	// Lift is the factor of each level of A with each level of B.
	Lift [][]float64 `json:"lift"`
}

// A dependence of two levels counts when it is this many standard errors, and what may be left of matches, from none. So many pairs
// draw it to none.
const (
	surely     = 4.0
	priorPairs = 20.0
)

// learnDependence returns the dependences of U between comparisons, as the tree that tells most of them (Chow and Liu,
// Approximating Discrete Probability Distributions with Dependence Trees, 1968). They are counted on the same random pairs as U,
// of which expected matches and households are taken out. A comparison that is learnt given another one is left out: that is how
// its dependence is told already.
func (x *mixture) learnDependence(random []cell) []Dependence {
	type edge struct {
		a, b int
		told float64 // mutual information
		lift [][]float64
	}
	var edges []edge
	for b, cb := range x.spec.Comparisons {
		for a, ca := range x.spec.Comparisons[:b] {
			if ca.Given == nil && cb.Given == nil {
				lift, told := x.liftOf(random, a, b)
				edges = append(edges, edge{a, b, told, lift})
			}
		}
	}
	slices.SortStableFunc(edges, func(p, q edge) int { return cmp.Compare(q.told, p.told) })
	var tree []Dependence
	part := newDisjoint(len(x.spec.Comparisons))
	for _, e := range edges {
		if e.told > 0 && part.find(int32(e.a)) != part.find(int32(e.b)) {
			part.join(int32(e.a), int32(e.b))
			tree = append(tree, Dependence{x.spec.Comparisons[e.a].Name, x.spec.Comparisons[e.b].Name, e.lift})
		}
	}
	return tree
}

// liftOf returns the factors of every two levels of comparisons a and b, and how much knowing one tells of the other.
func (x *mixture) liftOf(random []cell, a, b int) (lift [][]float64, told float64) {
	together, foreign := make([][]float64, len(x.theta[classU][a])), make([][]float64, len(x.theta[classU][a]))
	for g := range together {
		together[g], foreign[g] = make([]float64, len(x.theta[classU][b])), make([]float64, len(x.theta[classU][b]))
	}
	all := 0.0
	for _, c := range random {
		if g, h := c.vector.At(a), c.vector.At(b); g >= 0 && h >= 0 {
			together[g][h] += c.n
			all += c.n
		}
	}
	sumA, sumB, sum := make([]float64, len(together)), make([]float64, len(together[0])), 0.0
	for g, row := range together {
		for h := range row {
			foreign[g][h] = all * (x.lambda[classM]*x.theta[classM][a][g]*x.theta[classM][b][h] + x.lambda[classH]*x.theta[classH][a][g]*x.theta[classH][b][h])
			row[h] = max(row[h]-foreign[g][h], 0)
			sumA[g], sumB[h], sum = sumA[g]+row[h], sumB[h]+row[h], sum+row[h]
		}
	}
	for g, row := range together {
		for h, n := range row {
			chance := sumA[g] * sumB[h] / max(sum, 1)
			row[h] = 1
			if math.Abs(n-chance) > surely*math.Sqrt(chance+1)+foreign[g][h] {
				row[h] = (n + priorPairs) / (chance + priorPairs)
				told += n / max(sum, 1) * math.Log(row[h])
			}
		}
	}
	return together, told
}

// bindDependence returns, of each dependence, the places of its comparisons and its factors as natural logarithms.
func (m *Model) bindDependence() []boundDependence {
	var out []boundDependence
	for _, d := range m.Dependence {
		b := boundDependence{a: m.Spec.Index(d.A), b: m.Spec.Index(d.B)}
		for _, row := range d.Lift {
			b.lift = append(b.lift, logarithms(row))
		}
		out = append(out, b)
	}
	return out
}

// boundDependence is a Dependence at work.
type boundDependence struct {
	a, b int
	lift [][]float64
}

// liftOf returns what the dependence adds to the natural logarithm of U for a vector.
func (d boundDependence) liftOf(v Vector) float64 {
	g, h := v.At(d.a), v.At(d.b)
	if g < 0 || h < 0 {
		return 0
	}
	return d.lift[g][h]
}

// checkDependence says whether the dependences fit the comparisons and are above 0.
func (m *Model) checkDependence() error {
	for _, d := range m.Dependence {
		a, b := m.Spec.Index(d.A), m.Spec.Index(d.B)
		if a < 0 || b < 0 || len(d.Lift) != len(m.Spec.Comparisons[a].Levels()) {
			return fmt.Errorf("model: dependence of %s and %s: does not fit their levels", d.A, d.B)
		}
		for _, row := range d.Lift {
			if len(row) != len(m.Spec.Comparisons[b].Levels()) || slices.ContainsFunc(row, func(v float64) bool { return !(v > 0) || math.IsInf(v, 1) }) {
				return fmt.Errorf("model: dependence of %s and %s: want a factor above 0 for every two levels", d.A, d.B)
			}
		}
	}
	return nil
}

package matchers

import (
	"context"
	"fmt"
	"math"
)

// scorer scores pairs of rows of one table by one model. It belongs to one goroutine; forWorker makes one for another.
type scorer struct {
	*vectorer
	model  *Model
	prior  [classes]float64 // natural logarithms, as all here
	theta  [classes][][]float64
	terms  []*termFrequency // by comparison; nil without term frequencies
	crowds [][]float64      // by comparison, and value: what a crowd adds to H and U; nil without any
	// Of each comparison: what has term frequencies, nil without; its exact level; whether people of one household agree by chance.
	frequent []frequent
	exact    []int8
	personal []bool
	vetoes   []matcher
	bounds   *bounds
	days     birthdays
	// dataset is the dataset of each row.
	dataset []uint16
	// borneOut are those that a veto in force asks for; nil without one.
	borneOut *borneOut
	lnTold   float64 // of how few of two people such a veto leaves in doubt
}

// score is the outcome of one pair.
type score struct {
	vector  Vector
	logOdds float64 // ln of the odds of a match
	classes [classes]float64
}

// newScorer binds a model to a table. What was bound last is bound once.
func newScorer(t *Table, m *Model) (*scorer, error) {
	if err := m.checkModel(); err != nil {
		return nil, err
	}
	key := fingerprint(m)
	if had, ok := t.memo.preparedFor(&t.memo.scorer, key).(*scorer); ok {
		s := had.forWorker()
		s.model = m
		return s, nil
	}
	s, err := bindModel(t, m)
	if err != nil {
		return nil, err
	}
	t.memo.keepPrepared(&t.memo.scorer, key, s)
	return s.forWorker(), nil
}

// bindModel binds a model to a table.
func bindModel(t *Table, m *Model) (*scorer, error) {
	v, err := t.prepareVectors(m.Spec)
	if err != nil {
		return nil, err
	}
	v = v.forWorker()
	n := len(v.comparers)
	s := &scorer{vectorer: v, model: m, days: newBirthdays(m.Spec), dataset: t.dataset, terms: make([]*termFrequency, n),
		crowds: make([][]float64, n), exact: make([]int8, n), personal: make([]bool, n)}
	s.prior = [classes]float64{math.Log(m.Prior.Match), math.Inf(-1), math.Log(1 - m.Prior.Match - m.Prior.Household)}
	if m.Households && m.Prior.Household > 0 {
		s.prior[classH] = math.Log(m.Prior.Household)
	}
	for k, p := range m.Parameters {
		s.exact[k], s.personal[k] = int8(m.Spec.Comparisons[k].exactLevel()), m.Spec.Comparisons[k].Personal
		for c, probabilities := range [classes][]float64{p.M, p.H, p.U} {
			s.theta[c] = append(s.theta[c], logarithms(probabilities))
		}
		if f, ok := v.comparers[k].(frequent); ok && m.Spec.Comparisons[k].TermFrequency {
			s.terms[k] = t.termFrequencyOf(m.Spec.Comparisons[k].Name, f, p.U)
		}
		if c, ok := v.comparers[k].(crowded); ok {
			s.crowds[k] = t.crowdsOf(c)
		}
	}
	for _, veto := range m.Spec.Vetoes {
		when := m.Spec.compileConditions(veto.When)
		if veto.Households && !m.foundHouseholds() {
			when = nil
		}
		if (veto.BorneOut || veto.Kept) && when != nil {
			s.borneOut, s.lnTold = t.prepareBorneOut(m.Spec, v), math.Log1p(-m.Told)
		}
		s.vetoes = append(s.vetoes, when)
	}
	s.bounds = newBounds(s)
	return s, nil
}

// asFrequent returns the comparers that have term frequencies, nil for others.
func asFrequent(comparers []comparer) []frequent {
	out := make([]frequent, len(comparers))
	for k, c := range comparers {
		out[k], _ = c.(frequent)
	}
	return out
}

// forWorker returns the same for another goroutine.
func (s *scorer) forWorker() *scorer {
	g := *s
	g.vectorer = s.vectorer.forWorker()
	g.frequent = asFrequent(g.comparers)
	return &g
}

// logarithms returns the natural logarithms of p.
func logarithms(p []float64) []float64 {
	out := make([]float64, len(p))
	for k, v := range p {
		out[k] = math.Log(v)
	}
	return out
}

// scoreRows scores rows i and j; ok says whether they reach the floor (natural logarithm of odds).
func (s *scorer) scoreRows(i, j int32, floor float64) (out score, ok bool) {
	return s.scoreOf(s.packed.of(i), s.packed.of(j), floor)
}

// scoreOf is score for packed rows.
func (s *scorer) scoreOf(a, b []uint32, floor float64) (out score, ok bool) {
	s.lookAt(a, b)
	return s.scoreSeen(a, b, floor)
}

// scoreSeen is score for packed rows that have been looked at.
func (s *scorer) scoreSeen(a, b []uint32, floor float64) (out score, ok bool) {
	v := s.vectorSeen(a, b)
	out.vector = v
	lnM, lnH, lnU := s.prior[classM], s.prior[classH], s.prior[classU]
	for k := range s.comparers {
		g := v.At(k)
		if g < 0 {
			continue
		}
		lnM += s.theta[classM][k][g]
		lnH += s.theta[classH][k][g]
		lnU += s.theta[classU][k][g]
	}
	out.classes = [classes]float64{lnM, lnH, lnU}
	twice := s.days.isShared(v)
	for k := range s.comparers {
		d, personal := s.rarityOf(k, v.At(k))
		if d[classU] != 0 || personal {
			out.classes[classH] += d[classH]
			out.classes[classU] += d[classU]
		}
		if g := v.At(k); twice && k == s.days.personal && g >= 0 {
			out.classes[classH] += s.days.lnTwins(v) + lnWithoutNamesakes(s.model.Namesakes, math.Exp(s.theta[classM][k][g]), math.Exp(s.theta[classU][k][g]+d[classU]))
		}
	}
	if s.lnTold < 0 && s.borneOut.when.allHold(v) && !s.borneOut.tellNamesApart(int32(a[0]), int32(b[0])) {
		out.classes[classH] += s.lnTold
		out.classes[classU] += s.lnTold
	}
	out.logOdds = out.classes[classM] - logSum(out.classes[classH], out.classes[classU])
	return out, out.logOdds >= floor
}

// rarityOf returns what the term frequency of the values that reached level g of comparison k adds to H and U, and whether
// it adds anything to H: people of one household share a surname for the same reason as a match, and a forename by chance. Those
// who share a crowded address need be neither.
func (s *scorer) rarityOf(k int, g int8) (add [classes]float64, personal bool) {
	f := s.terms[k]
	val := s.values[k]
	if crowd := s.crowds[k]; crowd != nil && g > 0 && val.a != missing {
		d := min(crowd[val.a], crowd[val.b])
		return [classes]float64{classH: d, classU: d}, d > 0
	}
	if f == nil || g <= 0 || val.a == missing {
		return add, false
	}
	lnChance := f.lnChance(s.frequent[k], g, val.a, val.b)
	add[classU] = lnChance - s.theta[classU][k][g]
	if !s.personal[k] {
		return add, false
	}
	add[classH] = s.lnNamesakes(k, g, lnChance) - s.theta[classH][k][g]
	return add, true
}

// lnNamesakes returns the natural logarithm of the probability that two people of one household agree at level g of comparison k on
// values that unrelated people share by such a chance.
func (s *scorer) lnNamesakes(k int, g int8, lnChance float64) float64 {
	return math.Log((1-s.model.Namesakes)*math.Exp(lnChance) + s.model.Namesakes*math.Exp(s.theta[classM][k][g]))
}

// firstVeto returns the first veto that holds for rows i and j with the levels v, −1 for none.
func (s *scorer) firstVeto(i, j int32, v Vector) int {
	for k, m := range s.vetoes {
		if m == nil || !m.allHold(v) {
			continue
		}
		veto := s.model.Spec.Vetoes[k]
		if (!veto.BorneOut || s.borneOut.tellNamesApart(i, j)) && (!veto.Kept || s.borneOut.tellHomesApart(i, j, v)) &&
			(!veto.Repeated || s.model.Spec.mayRepeat(s.dataset[i], s.dataset[j])) {
			return k
		}
	}
	return -1
}

// logSum returns ln(eᵃ + eᵇ).
func logSum(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(a, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}

// probabilityOf returns the probability of a natural logarithm of odds.
func probabilityOf(logOdds float64) float64 { return 1 / (1 + math.Exp(-logOdds)) }

// inBits returns a natural logarithm in bits.
func inBits(nats float64) float64 { return nats / math.Ln2 }

// checkModel says whether a model can score: version, shape, and every probability above 0 and at most 1.
func (m *Model) checkModel() error {
	if m.Version != ModelVersion {
		return fmt.Errorf("model: version %d (want %d); train a new one", m.Version, ModelVersion)
	}
	if len(m.Parameters) != len(m.Spec.Comparisons) {
		return fmt.Errorf("model: parameters of %d comparisons (want %d)", len(m.Parameters), len(m.Spec.Comparisons))
	}
	if !(m.Prior.Match > 0 && m.Prior.Household >= 0 && m.Prior.Match+m.Prior.Household < 1) {
		return fmt.Errorf("model: prior out of range (want match above 0, and match and household below 1)")
	}
	for k, p := range m.Parameters {
		c := m.Spec.Comparisons[k]
		n := len(c.Levels())
		if p.Comparison != c.Name || len(p.M) != n || len(p.H) != n || len(p.U) != n {
			return fmt.Errorf("model: comparison %s: parameters do not fit its %d levels", c.Name, n)
		}
		for g := range n {
			if !(p.M[g] > 0 && p.M[g] <= 1 && p.H[g] > 0 && p.H[g] <= 1 && p.U[g] > 0 && p.U[g] <= 1) {
				return fmt.Errorf("model: comparison %s: level %s: a probability is not above 0 and at most 1", c.Name, c.LevelName(int8(g)))
			}
		}
	}
	if !(m.Told >= 0 && m.Told < 1) {
		return fmt.Errorf("model: told out of range (want at least 0, and below 1)")
	}
	return m.checkDependence()
}

// shareOut gives the pieces of work 0 to n−1 to workers, each with a scorer of its own, whoever is free taking the next. What a
// piece writes must be its own, so that nothing depends on who did it. It stops early with the error of ctx.
func (s *scorer) shareOut(ctx context.Context, workers, n int, do func(own *scorer, k int)) error {
	return shareOut(ctx, workers, n, func() func(int) {
		own := s.forWorker()
		return func(k int) { do(own, k) }
	})
}

// logOdds returns the natural logarithm of the odds of a probability.
func logOdds(p float64) float64 { return math.Log(p / (1 - p)) }

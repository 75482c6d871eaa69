package linkage

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rollcall/matchers"
)

// Evaluation is how a linkage stands against truth.
type Evaluation struct {
	Quality    matchers.Quality
	Thresholds []matchers.Threshold
	Bands      []matchers.Band
	Error      float64 // expected calibration error
	ByChance   float64 // what it would be were every probability right
	Area       float64 // under the ROC curve
	Compared   float64 // share of true pairs that some blocking rule brings together
	Faults     []Fault // every wrong and every missed pair
	Sure       float64 // share of pairs stated .99 or more that are right
	Whole      bool    // the tables were read again: thresholds, bands and faults are known
}

// Fault is a pair that was joined and should not have been, or the other way round.
type Fault struct {
	TableL, IDL, TableR, IDR string
	Missed                   bool
	Reason                   string
	Weight, Probability      float64
	Levels                   string
}

// The reasons of faults.
const (
	neverCompared = "never compared"
	scoredLow     = "scored low"
	keptApart     = "kept apart"
	rivalTook     = "another was as likely"
	scoredHigh    = "scored high"
	throughOthers = "joined through others"
)

// Evaluate holds a linkage against truth. path is the folder of a linkage, or its links.parquet; with the folder and its tables at
// hand every wrong and missed pair is given its reason.
func Evaluate(ctx context.Context, path string, truth *Truth) (*Evaluation, error) {
	dir := path
	if st, err := os.Stat(path); err == nil && !st.IsDir() {
		dir = filepath.Dir(path)
	}
	rows, err := readClusterRows(ctx, filepath.Join(dir, ClustersFile))
	if err != nil {
		return nil, err
	}
	tables, ids, clusters := rows.tables, rows.rows, rows.of
	e := &Evaluation{}
	if truth.person == nil {
		return e, e.judgePairs(truth, ids, clusters)
	}
	people := truth.peopleOf(tables, ids)
	if !slices.ContainsFunc(people, func(p int32) bool { return p >= 0 }) {
		return nil, errors.New("truth: knows none of the rows; are its ids those of the tables?")
	}
	e.Quality = matchers.Judge(clusters, people)
	r, _, err := Open(ctx, dir)
	if err != nil {
		return e, nil //nolint:nilerr // the clusters are judged, and the tables are not at hand for more
	}
	return e, e.judgeRun(ctx, r, clusters, people)
}

// judgePairs holds clusters against labelled pairs.
func (e *Evaluation) judgePairs(truth *Truth, ids []string, clusters []int32) error {
	row := map[string]int{}
	for i, id := range ids {
		row[id] = i
	}
	q := &e.Quality
	for _, p := range truth.pairs {
		l, okL := row[p.l]
		r, okR := row[p.r]
		if !okL || !okR {
			continue
		}
		joined := clusters[l] == clusters[r]
		if p.same {
			q.True++
		}
		if joined {
			q.Found++
		}
		if joined && p.same {
			q.Right++
		}
	}
	if q.True == 0 {
		return errors.New("truth: knows no pair of these rows; are its ids those of the tables?")
	}
	q.Precision, q.Recall = q.Right/max(q.Found, 1), q.Right/q.True
	q.F1 = 2 * q.Precision * q.Recall / max(q.Precision+q.Recall, 1e-12)
	return nil
}

// judgeRun compares the tables once more to find what each pair was worth and why it was taken or not.
func (e *Evaluation) judgeRun(ctx context.Context, r *Run, clusters, people []int32) error {
	if len(people) != r.Table.Len() {
		return nil // the tables have changed since
	}
	e.Whole = true
	if err := r.comparePairs(ctx, Options{}); err != nil {
		return err
	}
	if err := r.joinRows(ctx, Options{}); err != nil {
		return err
	}
	var pairs []matchers.Labelled
	var sure, sureRight float64
	for k, i := range r.Edges.L {
		j := r.Edges.R[k]
		if people[i] < 0 || people[j] < 0 {
			continue
		}
		p := matchers.Labelled{Weight: float64(r.Edges.Weight[k]), Probability: float64(r.Clusters.Stated[k]), Same: people[i] == people[j]}
		pairs = append(pairs, p)
		if p.Probability >= .99 {
			sure++
			if p.Same {
				sureRight++
			}
		}
	}
	e.Sure = sureRight / max(sure, 1)
	weights := []float64{-5, -2, 0, 2, 4, 6, 8, 10, 15, 20}
	e.Thresholds = matchers.ThresholdTable(pairs, e.Quality.True, weights)
	e.Bands, e.Error = matchers.Bands(pairs)
	e.ByChance = matchers.ErrorByChance(pairs)
	n := float64(len(people))
	e.Area = matchers.AreaUnderROC(pairs, n*(n-1)/2, e.Quality.True)
	return e.findFaults(ctx, r, clusters, people)
}

// findFaults gives every wrong and missed pair its reason.
func (e *Evaluation) findFaults(ctx context.Context, r *Run, clusters, people []int32) error {
	missed := pairsApart(people, clusters)
	wrong := pairsApart(clusters, people)
	all := pairsOf(people, func(int32, int32) bool { return true })
	rules, err := matchers.RuleOf(ctx, r.Table, r.Model.Spec, r.Settings.BlockLimit, all)
	if err != nil {
		return err
	}
	compared := 0
	for _, rule := range rules {
		if rule >= 0 {
			compared++
		}
	}
	e.Compared = float64(compared) / max(float64(len(all)), 1)
	if rules, err = matchers.RuleOf(ctx, r.Table, r.Model.Spec, r.Settings.BlockLimit, missed); err != nil {
		return err
	}
	scores, err := matchers.Score(r.Table, r.Model, append(slices.Clone(missed), wrong...))
	if err != nil {
		return err
	}
	link := r.Settings.Thresholds.Link
	for k, p := range missed {
		e.Faults = append(e.Faults, r.faultOf(p, true, whyMissed(rules[k], scores[k], link), scores[k]))
	}
	for k, p := range wrong {
		s := scores[len(missed)+k]
		reason := throughOthers
		if s.Probability >= link && s.Veto == "" {
			reason = scoredHigh
		}
		e.Faults = append(e.Faults, r.faultOf(p, false, reason, s))
	}
	return nil
}

// whyMissed says why a true pair was not joined.
func whyMissed(rule int, s matchers.PairScore, link float64) string {
	switch {
	case s.Veto != "":
		return keptApart + ": " + s.Veto
	case s.Probability < link && rule < 0:
		return neverCompared
	case s.Probability < link:
		return scoredLow
	case rule < 0:
		return neverCompared
	}
	return rivalTook
}

// faultOf describes a pair by places alone.
func (r *Run) faultOf(p [2]int32, missed bool, reason string, s matchers.PairScore) Fault {
	var levels []string
	for k, c := range r.Model.Spec.Comparisons {
		levels = append(levels, c.Name+"="+c.LevelName(s.Gamma.At(k)))
	}
	return Fault{r.Names[r.Of[p[0]]], r.IDs[p[0]], r.Names[r.Of[p[1]]], r.IDs[p[1]], missed, reason, s.Weight, s.Probability, strings.Join(levels, " ")}
}

// pairsApart returns the pairs of rows that are together by one grouping and apart by the other; negative is no group.
func pairsApart(together, apart []int32) [][2]int32 {
	return pairsOf(together, func(i, j int32) bool { return apart[i] >= 0 && apart[j] >= 0 && apart[i] != apart[j] })
}

// pairsOf returns the pairs within groups that are wanted, in the order of the groups' numbers.
func pairsOf(groups []int32, wanted func(i, j int32) bool) [][2]int32 {
	var out [][2]int32
	eachGroup(groups, func(rows []int32) {
		for y := range rows {
			for x := range y {
				if wanted(rows[x], rows[y]) {
					out = append(out, [2]int32{rows[x], rows[y]})
				}
			}
		}
	})
	return out
}

// eachGroup calls f with the rows of each group, in the order of the groups' numbers.
func eachGroup(groups []int32, f func(rows []int32)) {
	order := make([]int32, 0, len(groups))
	for i, g := range groups {
		if g >= 0 {
			order = append(order, int32(i))
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(groups[a], groups[b]) })
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && groups[order[to]] == groups[order[from]] {
			to++
		}
		if to-from > 1 {
			f(order[from:to])
		}
		from = to
	}
}

package linkage

import (
	"context"
	"fmt"
	"path/filepath"

	"rollcall/matchers"

	"github.com/parquet-go/parquet-go"
)

// Explain says how two rows compare, level by level in bits, and what the linkage in a folder made of them: the probability by weights is the
// pair's alone, that which was stated knows of other rows.
func (r *Run) Explain(ctx context.Context, dir, a, b string) (string, error) {
	i, err := r.RowOf(a)
	if err != nil {
		return "", err
	}
	j, err := r.RowOf(b)
	if err != nil {
		return "", err
	}
	w, err := matchers.Explain(r.Table, r.Model, i, j)
	if err != nil {
		return "", err
	}
	outcome, err := r.outcomeOf(ctx, dir, i, j)
	return w.String() + outcome, err
}

// outcomeOf says what a linkage made of two rows.
func (r *Run) outcomeOf(ctx context.Context, dir string, i, j int) (string, error) {
	pair := [2]string{rowKey(r.Names[r.Of[i]], r.IDs[i]), rowKey(r.Names[r.Of[j]], r.IDs[j])}
	before, err := readClusterRows(ctx, filepath.Join(dir, ClustersFile))
	if err != nil {
		return "", err
	}
	cluster := map[string]string{}
	for k, row := range before.rows {
		if key := rowKey(before.tables[k], row); key == pair[0] || key == pair[1] {
			cluster[key] = before.ids[before.of[k]]
		}
	}
	if cluster[pair[0]] == cluster[pair[1]] {
		p, known, err := statedIn(filepath.Join(dir, LinksFile), pair)
		if known {
			return fmt.Sprintf("in one cluster: stated %.6f, other rows taken into account\n", p), nil
		}
		return "in one cluster, through other rows\n", err
	}
	p, known, err := statedIn(filepath.Join(dir, PossibleFile), pair)
	if known {
		return fmt.Sprintf("in two clusters: stated %.6f, for a person to judge\n", p), nil
	}
	return "in two clusters\n", err
}

// statedIn returns the probability that a file of pairs states of two rows.
func statedIn(path string, pair [2]string) (p float64, known bool, err error) {
	lines, err := parquet.ReadFile[pairLine](path)
	for _, l := range lines {
		left, right := rowKey(l.TableL, l.RecordL), rowKey(l.TableR, l.RecordR)
		if pair == [2]string{left, right} || pair == [2]string{right, left} {
			return l.Probability, true, nil
		}
	}
	return 0, false, err
}

package linkage

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"rollcall/sources"
	"slices"
)

// historyLine is a row of history.parquet: rows of a cluster of the earlier linkage that are now in a cluster of this one, where
// the two clusters do not simply hold the same rows.
type historyLine struct {
	Before string `parquet:"cluster_id_before"`
	After  string `parquet:"cluster_id"`
	Rows   int32  `parquet:"rows"`
	What   string `parquet:"what,dict"` // merged, split, both, or renamed when the row that leads it has changed
}

// clusterHistory says which clusters of an earlier linkage were merged and split, in the order of their ids.
func (r *Run) clusterHistory(ctx context.Context, since string) ([]historyLine, error) {
	lines, err := readClusterLines(ctx, filepath.Join(since, ClustersFile))
	if err != nil {
		return nil, err
	}
	names, rows := r.ClusterNames(), r.rowsByID()
	numbers, ids := map[string]int32{}, []string(nil) // of clusters before
	type move struct{ before, after int32 }
	moved := map[move]int32{}
	var into, outOf []int32 // how many clusters come into one, and how many one goes to
	into = make([]int32, len(names))
	for _, l := range lines {
		i, ok := rows[rowKey(l.Table, l.Row)]
		if !ok {
			continue
		}
		before, known := numbers[l.Cluster]
		if !known {
			before = int32(len(ids))
			numbers[l.Cluster], ids, outOf = before, append(ids, l.Cluster), append(outOf, 0)
		}
		m := move{before, r.Clusters.Of[i]}
		if moved[m] == 0 {
			into[m.after]++
			outOf[m.before]++
		}
		moved[m]++
	}
	var out []historyLine
	for m, n := range moved {
		what := ""
		switch merged, split := into[m.after] > 1, outOf[m.before] > 1; {
		case merged && split:
			what = "both"
		case merged:
			what = "merged"
		case split:
			what = "split"
		case ids[m.before] != names[m.after]:
			what = "renamed"
		default:
			continue
		}
		out = append(out, historyLine{ids[m.before], names[m.after], n, what})
	}
	slices.SortFunc(out, func(a, b historyLine) int {
		return cmp.Or(cmp.Compare(a.Before, b.Before), cmp.Compare(a.After, b.After))
	})
	return out, nil
}

// writeHistory writes history.parquet.
func (r *Run) writeHistory(ctx context.Context, w io.Writer, since string) error {
	lines, err := r.clusterHistory(ctx, since)
	if err != nil {
		return err
	}
	return writeLines(w, len(lines), func(i int) historyLine { return lines[i] })
}

// readClusterLines reads the rows of clusters.parquet.
func readClusterLines(ctx context.Context, path string) ([]clusterLine, error) {
	t, err := readTable(ctx, path, "clusters", sources.TableOptions{}, readAll)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: name the folder that rollcall link wrote (%w)", path, err)
	}
	cluster, table, row := t.columnNamed("cluster_id"), t.columnNamed("table"), t.columnNamed("row_id")
	if cluster == nil || table == nil || row == nil {
		return nil, fmt.Errorf("%s: want the columns cluster_id, table and row_id: name the folder that rollcall link wrote", path)
	}
	lines := make([]clusterLine, t.rows)
	for i := range lines {
		lines[i] = clusterLine{cluster.valueOf(i), table.valueOf(i), row.valueOf(i)}
	}
	return lines, nil
}

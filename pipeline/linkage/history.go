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
	What   string `parquet:"what,dict"` // merged, split, or both
}

// followClusters names the clusters, after those of an earlier linkage where it goes on from one, and notes which of these were
// merged and split, in the order of their ids.
func (r *Run) followClusters(ctx context.Context, since string) error {
	if since == "" {
		r.nameClusters(nil)
		return nil
	}
	lines, err := readClusterLines(ctx, filepath.Join(since, ClustersFile))
	if err != nil {
		return err
	}
	claims := r.claimsOnIDs(lines)
	r.nameClusters(claims)
	into, outOf := make([]int32, r.Clusters.N), map[string]int32{} // how many clusters come into one, and how many one goes to
	for _, c := range claims {
		into[c.after]++
		outOf[c.before]++
	}
	for _, c := range claims {
		what := ""
		switch merged, split := into[c.after] > 1, outOf[c.before] > 1; {
		case merged && split:
			what = "both"
		case merged:
			what = "merged"
		case split:
			what = "split"
		default:
			continue
		}
		r.history = append(r.history, historyLine{c.before, r.ids[c.after], c.rows, what})
	}
	slices.SortFunc(r.history, func(a, b historyLine) int {
		return cmp.Or(cmp.Compare(a.Before, b.Before), cmp.Compare(a.After, b.After))
	})
	return nil
}

// claimsOnIDs returns how many rows of each earlier cluster are in each cluster now.
func (r *Run) claimsOnIDs(lines []clusterLine) []idClaim {
	type claim struct{ before, after int32 }
	rows := r.rowsByID()
	number, at := map[string]int32{}, map[claim]int32{}
	var out []idClaim
	for _, l := range lines {
		i, ok := rows[rowKey(l.Table, l.Row)]
		if !ok {
			continue
		}
		before, known := number[l.Cluster]
		if !known {
			before = int32(len(number))
			number[l.Cluster] = before
		}
		c := claim{before, r.Clusters.Of[i]}
		k, had := at[c]
		if !had {
			k = int32(len(out))
			at[c], out = k, append(out, idClaim{l.Cluster, c.after, 0})
		}
		out[k].rows++
	}
	return out
}

// writeHistory writes history.parquet.
func (r *Run) writeHistory(w io.Writer) error {
	return writeLines(w, len(r.history), func(i int) historyLine { return r.history[i] })
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

package linkage

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/parquet-go/parquet-go"

	"rollcall/pipeline/custody"
	"rollcall/sources"
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
		r.nameClusters(nil, metClaims{})
		return nil
	}
	before, err := readClusterRows(ctx, filepath.Join(since, ClustersFile))
	if errors.Is(err, custody.ErrSealed) {
		r.Notes = append(r.Notes, "the clusters of the earlier linkage are encrypted, and no identity at hand opens them: all clusters have new ids")
		r.nameClusters(nil, metClaims{})
		return nil
	}
	if err != nil {
		return err
	}
	claims := r.claimsOnIDs(before)
	met := r.meetClaims(claims, len(before.ids))
	r.nameClusters(claims, met)
	for _, c := range claims {
		what := ""
		switch merged, split := met.into[c.after] > 1, met.outOf[c.from] > 1; {
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
func (r *Run) claimsOnIDs(before *clusterRows) []idClaim {
	first := make([]int32, len(before.ids)) // by earlier cluster: the place of its first claim and 1
	more := map[[2]int32]int32{}
	var out []idClaim
	next := 0
	for k, id := range before.rows {
		i := r.rowAfter(next, before.tables[k], id)
		if i < 0 {
			continue
		}
		next = i + 1
		from, after := before.of[k], r.Clusters.Of[i]
		at := first[from]
		if at > 0 && out[at-1].after != after {
			at = more[[2]int32{from, after}]
		}
		if at == 0 {
			out = append(out, idClaim{before.ids[from], from, after, 0})
			at = int32(len(out))
			if first[from] == 0 {
				first[from] = at
			} else {
				more[[2]int32{from, after}] = at
			}
		}
		out[at-1].rows++
	}
	return out
}

// rowAfter returns the row of a table and id, −1 for none: it mostly stands behind the row that was last asked for.
func (r *Run) rowAfter(next int, table, id string) int {
	for i := next; i < min(next+lookAhead, len(r.IDs)); i++ {
		if r.IDs[i] == id && r.Names[r.Of[i]] == table {
			return i
		}
	}
	key, order := rowKey(table, id), r.Table.Order()
	at, is := sort.Find(len(order), func(k int) int { return strings.Compare(key, r.Table.Key(int(order[k]))) })
	if !is {
		return -1
	}
	return int(order[at])
}

// writeHistory writes history.parquet.
func (r *Run) writeHistory(w io.Writer) error {
	return writeLines(w, len(r.history), func(i int) historyLine { return r.history[i] })
}

// clusterRows are the rows of clusters.parquet, with the number of each one's cluster among the ids.
type clusterRows struct {
	tables, rows []string
	of           []int32
	ids          []string
}

// readClusterRows reads clusters.parquet, encrypted or not.
func readClusterRows(ctx context.Context, path string) (*clusterRows, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && custody.FileExists(path) {
		return readSealedRows(path)
	}
	how := func(column string) reading { return reading{own: column == "row_id"} }
	t, err := readTable(ctx, path, "clusters", sources.TableOptions{}, how, nil)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: name the folder that rollcall link wrote (%w)", path, err)
	}
	cluster, table, row := t.columnNamed("cluster_id"), t.columnNamed("table"), t.columnNamed("row_id")
	if cluster == nil || table == nil || row == nil || slices.Contains(cluster.codes, emptyValue) {
		return nil, fmt.Errorf("%s: want the columns cluster_id, table and row_id: name the folder that rollcall link wrote", path)
	}
	out := &clusterRows{make([]string, t.rows), make([]string, t.rows), cluster.codes, cluster.values}
	for i := range t.rows {
		out.tables[i], out.rows[i] = table.valueOf(i), row.valueOf(i)
	}
	return out, nil
}

// readSealedRows reads an encrypted clusters.parquet. It is what was written, byte for byte, or it does not open.
func readSealedRows(path string) (*clusterRows, error) {
	f, err := custody.OpenFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines, err := parquet.Read[clusterLine](f, f.Size)
	if err != nil {
		return nil, err
	}
	out, number := &clusterRows{}, map[string]int32{}
	for _, l := range lines {
		k, is := number[l.Cluster]
		if !is {
			k = int32(len(out.ids))
			number[l.Cluster] = k
			out.ids = append(out.ids, l.Cluster)
		}
		out.tables, out.rows, out.of = append(out.tables, l.Table), append(out.rows, l.Row), append(out.of, k)
	}
	return out, nil
}

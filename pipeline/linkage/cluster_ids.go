package linkage

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// idClaim is a cluster's claim on the id of an earlier one, with so many of its rows.
type idClaim struct {
	before string
	after  int32
	rows   int32
}

// nameClusters gives every cluster an id by the rules in README.md: the claims on earlier ids are met one after the other, those of
// most rows first, and then new clusters are named after their first rows.
func (r *Run) nameClusters(claims []idClaim) {
	leads := r.leadingRows()
	slices.SortFunc(claims, func(a, b idClaim) int {
		return cmp.Or(cmp.Compare(b.rows, a.rows), cmp.Compare(a.before, b.before), r.compareRows(leads[a.after], leads[b.after]))
	})
	r.ids = make([]string, r.Clusters.N)
	taken := map[string]bool{}
	for _, c := range claims {
		if r.ids[c.after] == "" && !taken[c.before] {
			r.ids[c.after], taken[c.before] = c.before, true
		}
	}
	var unnamed []int32
	for c, id := range r.ids {
		if id == "" {
			unnamed = append(unnamed, int32(c))
		}
	}
	if len(taken) > 0 { // a name may be taken, and who gives way must not depend on the order of rows
		slices.SortFunc(unnamed, func(a, b int32) int { return r.compareRows(leads[a], leads[b]) })
	}
	for _, c := range unnamed {
		key := rowKey(r.Names[r.Of[leads[c]]], r.IDs[leads[c]])
		for r.ids[c] = newClusterID(key); taken[r.ids[c]]; r.ids[c] = newClusterID(key) {
			key += "\x1f"
		}
		if len(taken) > 0 {
			taken[r.ids[c]] = true
		}
	}
}

// newClusterID returns a digest of what names the first row of a cluster.
func newClusterID(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:8])
}

// leadingRows returns the first row of each cluster, by the names of tables and rows.
func (r *Run) leadingRows() []int32 {
	least := make([]int32, r.Clusters.N)
	for c := range least {
		least[c] = -1
	}
	for i, c := range r.Clusters.Of {
		if l := least[c]; l < 0 || r.compareRows(int32(i), l) < 0 {
			least[c] = int32(i)
		}
	}
	return least
}

// compareRows orders rows by the names of their tables and their ids.
func (r *Run) compareRows(i, j int32) int {
	return cmp.Or(cmp.Compare(r.Names[r.Of[i]], r.Names[r.Of[j]]), cmp.Compare(r.IDs[i], r.IDs[j]))
}

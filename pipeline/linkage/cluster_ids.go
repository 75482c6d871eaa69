package linkage

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// idClaim is a cluster's claim on the id of an earlier one, with so many of its rows.
type idClaim struct {
	before      string
	from, after int32 // numbers of the two
	rows        int32
}

// metClaims says of each cluster how many earlier ones have rows in it, and of each earlier one how many clusters have rows of it.
type metClaims struct{ into, outOf []int32 }

// meetClaims counts claims on the ids of so many earlier clusters.
func (r *Run) meetClaims(claims []idClaim, earlier int) metClaims {
	m := metClaims{make([]int32, r.Clusters.N), make([]int32, earlier)}
	for _, c := range claims {
		m.into[c.after]++
		m.outOf[c.from]++
	}
	return m
}

// isAlone reports whether a claim meets no other.
func (m metClaims) isAlone(c idClaim) bool { return m.into[c.after] == 1 && m.outOf[c.from] == 1 }

// nameClusters gives every cluster an id by the rules in README.md: claims that meet no other are met; the others one after the other,
// those of most rows first; and then new clusters are named after their first rows.
func (r *Run) nameClusters(claims []idClaim, met metClaims) {
	leads := r.leadingRows()
	r.ids = make([]string, r.Clusters.N)
	var contested []idClaim
	for _, c := range claims {
		if met.isAlone(c) {
			r.ids[c.after] = c.before
			continue
		}
		contested = append(contested, c)
	}
	slices.SortFunc(contested, func(a, b idClaim) int {
		return cmp.Or(cmp.Compare(b.rows, a.rows), cmp.Compare(a.before, b.before), r.compareRows(leads[a.after], leads[b.after]))
	})
	taken := map[int32]bool{}
	for _, c := range contested {
		if r.ids[c.after] == "" && !taken[c.from] {
			r.ids[c.after], taken[c.from] = c.before, true
		}
	}
	r.nameNew(leads, len(claims) > 0)
}

// nameNew names the clusters that have no id yet; borne says that others have one.
func (r *Run) nameNew(leads []int32, borne bool) {
	var unnamed []int32
	for c, id := range r.ids {
		if id == "" {
			unnamed = append(unnamed, int32(c))
		}
	}
	keyOf := func(c int32) string { return rowKey(r.Names[r.Of[leads[c]]], r.IDs[leads[c]]) }
	if !borne {
		for _, c := range unnamed {
			r.ids[c] = newClusterID(keyOf(c))
		}
		return
	}
	// A name may be borne, and who gives way must not depend on the order of rows.
	slices.SortFunc(unnamed, func(a, b int32) int { return r.compareRows(leads[a], leads[b]) })
	given := map[string]bool{}
	for _, c := range unnamed {
		given[newClusterID(keyOf(c))] = false
	}
	for _, id := range r.ids {
		if _, is := given[id]; is {
			given[id] = true
		}
	}
	for _, c := range unnamed {
		key := keyOf(c)
		id := newClusterID(key)
		for given[id] || key != keyOf(c) && slices.Contains(r.ids, id) {
			key += "\x1f"
			id = newClusterID(key)
		}
		r.ids[c], given[id] = id, true
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

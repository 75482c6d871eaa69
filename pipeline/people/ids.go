package people

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"rollcall/matchers"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// History is what became of children's ids since the last run.
type History struct {
	Carried int          // children that kept their id
	Merged  []Succession // ids that two children had and one has now
	Split   []Succession // children that one id had and several have now
}

// Succession says that From has become Into.
type Succession struct{ From, Into rules.ChildID }

// Merges are the ids that gave way to another.
func (h *History) Merges() []register.Change { return changesOf(h.Merged, register.Merged) }

// Changes are all ids that gave way, as the register keeps them.
func (h *History) Changes() []register.Change {
	return append(h.Merges(), changesOf(h.Split, register.Split)...)
}

func changesOf(all []Succession, kind register.ChangeKind) (out []register.Change) {
	for _, s := range all {
		out = append(out, register.Change{Child: string(s.From), Into: string(s.Into), Kind: kind})
	}
	return out
}

// KnownIdentities is what earlier runs called the children with these fingerprints.
type KnownIdentities map[Fingerprint]rules.ChildID

// assignIDs gives each cluster of rows a child id, and orders children by it, by the rules that pipeline/linkage/README.md has on one
// page. A child keeps the id that most of its identities
// had before. When two ids meet in one child the one with more of its identities stays, the smaller where they tie; when
// one id falls to two children the one with more of its identities keeps it. A person who corrected where a record stands has
// named the child: its id goes neither with a record that is not its own nor to the other that a record of it came from. A child nobody has seen is named after the
// smallest of its fingerprints and the register's key: the same extracts and key give the same ids in any order, and nobody
// without the key can say what a child that he knows is called.
func (c *Children) assignIDs(n int, known KnownIdentities, judged []JudgedPair) History {
	ids := make([]rules.ChildID, n)
	taken := map[rules.ChildID]bool{}
	var h History
	var split []claimOnID
	for _, claim := range c.claimsOnIDs(known, judged) {
		switch {
		case ids[claim.cluster] != "" && taken[claim.id]: // both have found another: nothing to say of this pair
		case ids[claim.cluster] != "":
			h.Merged = append(h.Merged, Succession{claim.id, ids[claim.cluster]})
		case taken[claim.id]:
			split = append(split, claim)
		default:
			ids[claim.cluster], taken[claim.id] = claim.id, true
			h.Carried++
		}
	}
	c.nameNew(ids, taken)
	for _, claim := range split {
		h.Split = append(h.Split, Succession{claim.id, ids[claim.cluster]})
	}
	c.orderByID(ids)
	return h
}

// nameNew names the clusters that have no id yet, each after the smallest fingerprint of its rows.
func (c *Children) nameNew(ids []rules.ChildID, taken map[rules.ChildID]bool) {
	least := make([]int32, len(ids))
	for i := range least {
		least[i] = -1
	}
	for row, cluster := range c.childOf {
		if l := least[cluster]; l < 0 || compareFingerprints(c.People.print[row], c.People.print[l]) < 0 {
			least[cluster] = int32(row)
		}
	}
	unnamed := make([]int32, 0, len(ids))
	for cluster := range ids {
		if ids[cluster] == "" {
			unnamed = append(unnamed, int32(cluster))
		}
	}
	// In the order of fingerprints, so that who gives way when two would have one id does not depend on the rows' order.
	slices.SortStableFunc(unnamed, func(a, b int32) int {
		return compareFingerprints(c.People.print[least[a]], c.People.print[least[b]])
	})
	for _, cluster := range unnamed {
		for attempt := byte(0); ; attempt++ {
			if id := newChildID(c.People.keyed[least[cluster]], attempt); !taken[id] {
				ids[cluster], taken[id] = id, true
				break
			}
		}
	}
}

// orderByID numbers children in the order of their ids.
func (c *Children) orderByID(ids []rules.ChildID) {
	perm := make([]int32, len(ids))
	for i := range perm {
		perm[i] = int32(i)
	}
	slices.SortFunc(perm, func(a, b int32) int { return cmp.Compare(ids[a], ids[b]) })
	position := make([]int32, len(ids))
	c.IDs = make([]rules.ChildID, len(ids))
	for to, from := range perm {
		position[from] = int32(to)
		c.IDs[to] = ids[from]
	}
	child := make([]int32, len(c.childOf))
	for row, cluster := range c.childOf {
		child[row] = position[cluster]
	}
	c.childOf = child
}

// claimOnID is a cluster's claim on an id that some of its identities had before.
type claimOnID struct {
	id      rules.ChildID
	cluster int32
	votes   int
	least   Fingerprint
	named   bool // by a person who said of a record that it is this child's
}

func (c *Children) claimsOnIDs(known KnownIdentities, judged []JudgedPair) []claimOnID {
	type key struct {
		id      rules.ChildID
		cluster int32
	}
	byKey := map[key]*claimOnID{}
	named, gone := map[key]bool{}, map[int32]rules.ChildID{}
	for _, p := range judged {
		switch {
		case p.named == "":
		case p.verdict == matchers.Same:
			named[key{p.named, c.childOf[p.l[0]]}] = true
		default:
			gone[p.l[0]] = p.named
		}
	}
	for row, cluster := range c.childOf {
		id, seen := known[c.People.keyed[row]]
		if !seen || gone[int32(row)] == id {
			continue
		}
		k := key{id, cluster}
		v, had := byKey[k]
		if !had {
			v = &claimOnID{id: id, cluster: cluster, least: c.People.print[row], named: named[k]}
			byKey[k] = v
		}
		v.votes++
		if compareFingerprints(c.People.print[row], v.least) < 0 {
			v.least = c.People.print[row]
		}
	}
	claims := make([]claimOnID, 0, len(byKey))
	for _, v := range byKey {
		claims = append(claims, *v)
	}
	slices.SortFunc(claims, func(a, b claimOnID) int {
		if a.named != b.named {
			return map[bool]int{true: -1, false: 1}[a.named]
		}
		return cmp.Or(cmp.Compare(b.votes, a.votes), cmp.Compare(a.id, b.id), compareFingerprints(a.least, b.least))
	})
	return claims
}

// alphabet leaves out letters that look like figures, so that an id can be read out on the telephone.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// newChildID makes an id of twelve characters, sixty bits, from a fingerprint. attempt is raised when the id is taken.
func newChildID(f Fingerprint, attempt byte) rules.ChildID {
	h := sha256.Sum256(append(f[:], attempt))
	bits := binary.BigEndian.Uint64(h[:8])
	var id [12]byte
	for i := range id {
		id[i] = alphabet[bits>>59]
		bits <<= 5
	}
	return rules.ChildID(id[:])
}

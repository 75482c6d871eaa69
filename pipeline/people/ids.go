package people

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"iter"
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

// KnownIdentities is what earlier runs called the children with these fingerprints, best in the order of the fingerprints; nil where there was
// no earlier run.
type KnownIdentities = iter.Seq2[Fingerprint, rules.ChildID]

// assignIDs gives each cluster of rows a child id, and orders children by it, by the rules that pipeline/linkage/README.md has on one
// page. A child keeps the id that most of its identities
// had before. When two ids meet in one child the one with more of its identities stays, the smaller where they tie; when
// one id falls to two children the one with more of its identities keeps it. A person who corrected where a record stands has
// named the child: its id goes neither with a record that is not its own nor to the other that a record of it came from. A child nobody has seen is named after the
// smallest of its fingerprints and the register's key: the same extracts and key give the same ids in any order, and nobody
// without the key can say what a child that he knows is called.
func (c *Children) assignIDs(n int, known KnownIdentities, judged []JudgedPair) History {
	c.recallFormer(known)
	rows := groupRows(c.childOf, n)
	ids := make([]rules.ChildID, n)
	taken := make(claimedIDs, n)
	var h History
	var split []claimOnID
	for _, claim := range taken.settle(c.claimsOnIDs(rows, judged), ids) {
		switch {
		case ids[claim.cluster] != "" && taken.has(claim.id): // both have found another: nothing to say of this pair
		case ids[claim.cluster] != "":
			h.Merged = append(h.Merged, Succession{claim.id, ids[claim.cluster]})
		case taken.has(claim.id):
			split = append(split, claim)
		default:
			ids[claim.cluster], taken[claim.id] = claim.id, aChilds
		}
	}
	for _, id := range ids {
		if id != "" {
			h.Carried++
		}
	}
	c.nameNew(ids, rows, taken)
	for _, claim := range split {
		h.Split = append(h.Split, Succession{claim.id, ids[claim.cluster]})
	}
	c.orderByID(ids)
	return h
}

// claimedIDs is how many clusters claim each id, or that it is aChilds.
type claimedIDs map[rules.ChildID]int32

const aChilds = -1

func (t claimedIDs) has(id rules.ChildID) bool { return t[id] == aChilds }

// settle gives their ids to the clusters that claim one alone, which nobody else claims. It returns the other claims, those that are to be
// settled first before the others: mostly there are few.
func (t claimedIDs) settle(claims []claimOnID, ids []rules.ChildID) []claimOnID {
	for i := range claims {
		t[claims[i].id]++
	}
	contested := slices.DeleteFunc(claims, func(x claimOnID) bool {
		if x.rival || t[x.id] > 1 {
			return false
		}
		ids[x.cluster], t[x.id] = x.id, aChilds
		return true
	})
	slices.SortFunc(contested, func(a, b claimOnID) int {
		if a.named != b.named {
			return map[bool]int{true: -1, false: 1}[a.named]
		}
		return cmp.Or(cmp.Compare(b.votes, a.votes), cmp.Compare(a.id, b.id), compareFingerprints(a.least, b.least))
	})
	return contested
}

// recallFormer finds what earlier runs called the child of each identity.
func (c *Children) recallFormer(known KnownIdentities) {
	if known == nil {
		return
	}
	all, at := c.inPrintOrder(), 0
	for print, id := range known {
		if at > 0 && compareFingerprints(all[at-1].print, print) >= 0 {
			at = 0 // not in order
		}
		for at < len(all) && compareFingerprints(all[at].print, print) < 0 {
			at++
		}
		for ; at < len(all) && all[at].print == print; at++ {
			if c.former == nil {
				c.former = make([]rules.ChildID, len(all))
			}
			c.former[all[at].of] = id
		}
	}
}

// inPrintOrder are all identities in the order of those fingerprints, and of the same by number.
func (c *Children) inPrintOrder() []printAt {
	if c.byPrint == nil {
		c.byPrint = orderPrints(c.People.keyed)
	}
	return c.byPrint
}

// NamedIdentities is what the run calls the child of each fingerprint, in their order. One too thin to be one child's alone may be shared by
// several: the smallest id stands for them in any order.
func (c *Children) NamedIdentities() iter.Seq2[Fingerprint, string] {
	return func(yield func(Fingerprint, string) bool) {
		for rest := c.inPrintOrder(); len(rest) > 0; {
			print, least := rest[0].print, c.childOf[rest[0].of] // children are numbered in the order of their ids
			for rest = rest[1:]; len(rest) > 0 && rest[0].print == print; rest = rest[1:] {
				least = min(least, c.childOf[rest[0].of])
			}
			if !yield(print, string(c.IDs[least])) {
				return
			}
		}
	}
}

// formerOf is what earlier runs called the child of an identity, empty where they did not know it.
func (c *Children) formerOf(identity int32) rules.ChildID {
	if c.former == nil {
		return ""
	}
	return c.former[identity]
}

// groupedRows are the rows of each of some clusters: those of cluster g are rows[first[g]:first[g+1]], in order.
type groupedRows struct{ first, rows []int32 }

func (g groupedRows) of(cluster int) []int32 { return g.rows[g.first[cluster]:g.first[cluster+1]] }

// groupRows gathers the rows of n clusters by the cluster of each.
func groupRows(of []int32, n int) groupedRows {
	g := groupedRows{make([]int32, n+1), make([]int32, len(of))}
	for _, cluster := range of {
		g.first[cluster+1]++
	}
	for k := range n {
		g.first[k+1] += g.first[k]
	}
	next := slices.Clone(g.first)
	for row, cluster := range of {
		g.rows[next[cluster]] = int32(row)
		next[cluster]++
	}
	return g
}

// newChild is a cluster that has no id yet, the smallest fingerprint of its rows, and the id that it has after it unless that is taken.
type newChild struct {
	print   Fingerprint
	least   int32
	cluster int32
	id      rules.ChildID
}

// nameNew names the clusters that have no id yet, each after the smallest fingerprint of its rows.
func (c *Children) nameNew(ids []rules.ChildID, rows groupedRows, taken claimedIDs) {
	unnamed := gatherSpans(len(ids), func(from, to int) (found []newChild) {
		for cluster := from; cluster < to; cluster++ {
			if ids[cluster] != "" {
				continue
			}
			of := rows.of(cluster)
			x := newChild{print: c.People.print[of[0]], least: of[0], cluster: int32(cluster)}
			for _, row := range of[1:] {
				if print := c.People.print[row]; compareFingerprints(print, x.print) < 0 {
					x.print, x.least = print, row
				}
			}
			x.id = newChildID(c.People.keyed[x.least], 0)
			found = append(found, x)
		}
		return found
	})
	// In the order of fingerprints, so that who gives way when two would have one id does not depend on the rows' order.
	slices.SortFunc(unnamed, func(a, b newChild) int {
		return cmp.Or(compareFingerprints(a.print, b.print), cmp.Compare(a.cluster, b.cluster))
	})
	for _, x := range unnamed {
		for attempt := byte(1); taken.has(x.id); attempt++ {
			x.id = newChildID(c.People.keyed[x.least], attempt)
		}
		ids[x.cluster], taken[x.id] = x.id, aChilds
	}
}

// idAt is an id of a cluster under its first letters, by which most are put in order.
type idAt struct {
	begins  uint64
	cluster int32
}

// orderByID numbers children in the order of their ids.
func (c *Children) orderByID(ids []rules.ChildID) {
	order := make([]idAt, len(ids))
	for cluster, id := range ids {
		var letters [8]byte
		copy(letters[:], id)
		order[cluster] = idAt{binary.BigEndian.Uint64(letters[:]), int32(cluster)}
	}
	slices.SortFunc(order, func(a, b idAt) int {
		if a.begins != b.begins {
			return cmp.Compare(a.begins, b.begins)
		}
		return cmp.Compare(ids[a.cluster], ids[b.cluster])
	})
	position := make([]int32, len(ids))
	c.IDs = make([]rules.ChildID, len(ids))
	for to, from := range order {
		position[from.cluster] = int32(to)
		c.IDs[to] = ids[from.cluster]
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
	votes   int32
	least   Fingerprint
	named   bool // by a person who said of a record that it is this child's
	rival   bool // the cluster claims another id too
}

// claimsOnIDs are the claims of all clusters.
func (c *Children) claimsOnIDs(rows groupedRows, judged []JudgedPair) []claimOnID {
	if c.former == nil {
		return nil
	}
	type key struct {
		id      rules.ChildID
		cluster int32
	}
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
	return gatherSpans(len(rows.first)-1, func(from, to int) (found []claimOnID) {
		found = make([]claimOnID, 0, to-from) // mostly one of each
		for cluster := from; cluster < to; cluster++ {
			first := len(found)
			for _, row := range rows.of(cluster) {
				id, print := c.former[row], c.People.print[row]
				if id == "" || gone[row] == id {
					continue
				}
				k := first + slices.IndexFunc(found[first:], func(x claimOnID) bool { return x.id == id })
				if k < first {
					k = len(found)
					found = append(found, claimOnID{id: id, cluster: int32(cluster), least: print, named: named[key{id, int32(cluster)}]})
				}
				found[k].votes++
				if compareFingerprints(print, found[k].least) < 0 {
					found[k].least = print
				}
			}
			if len(found)-first > 1 {
				for k := first; k < len(found); k++ {
					found[k].rival = true
				}
			}
		}
		return found
	})
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

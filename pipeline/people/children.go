package people

import (
	"cmp"
	"math/bits"
	"slices"

	"rollcall/matchers"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Children is the records placed with children: clusters with ids that last, and the grey links between them. Children are
// numbered in the order of their ids.
type Children struct {
	People  *People
	IDs     []rules.ChildID         // by child, in order
	History History                 // of the ids, since the last run
	Links   []matchers.Link         // kept, within children
	Grey    []matchers.PossibleLink // for a person to judge, between children
	Errors  []matchers.ErrorRate    // estimates of false and of missed pairs of identities

	former    []rules.ChildID     // by identity: what earlier runs called its child; nil where they knew none
	byPrint   []printAt           // see inPrintOrder
	childOf   []int32             // by identity
	link      []float64           // by identity: probability that it is its child's
	rows      groupedRows         // identities by child
	near      map[int32][]Near    // by child
	sealed    map[int32]*sealedAs // by child
	ground    []Ground            // by child
	bySeal    [][]int32           // by seal that holds: the children of the new identity
	lodgers   []lodger            // of the places where sealed children live
	places    *sealedPlaces
	dwellings [][]register.Place // by seal that holds: where they live, by tonight's records
}

// NameChildren makes children of the clusters of identities, under the ids that earlier runs gave. Nothing of it leads from
// one to the other of two children whom a person, or a seal, holds apart.
func NameChildren(p *People, clusters *matchers.Clusters, known KnownIdentities, judged []JudgedPair) (*Children, error) {
	c := &Children{People: p, childOf: clusters.Of, link: clusters.Link, Links: clusters.Links, Grey: clusters.Possible}
	c.History = c.assignIDs(clusters.N, known, judged)
	c.dropJudgedApart(judged)
	if err := c.partSealed(); err != nil {
		return nil, err
	}
	c.indexChildren()
	c.sealChildren()
	return c, nil
}

// PlacedBefore is children as an earlier run placed them: the ids by number, of each identity its child and how surely, and the links.
func PlacedBefore(p *People, ids []rules.ChildID, childOf []int32, link []float64, links []matchers.Link, grey []matchers.PossibleLink) *Children {
	c := &Children{People: p, IDs: ids, childOf: childOf, link: link, Links: links, Grey: grey}
	c.indexChildren()
	c.sealChildren()
	return c
}

// LinkOf returns how surely an identity is its child's, by the best pair with another of the child's; 1 when it is the only one.
func (c *Children) LinkOf(identity int32) float64 { return c.link[identity] }

// GreyOf returns the probability of a pair of identities on the grey list, and whether it is there.
func (c *Children) GreyOf(left, right int32) (float64, bool) {
	for _, g := range c.Grey {
		if g.L == left && g.R == right || g.L == right && g.R == left {
			return g.Probability, true
		}
	}
	return 0, false
}

// GreyFrom is the probability from which a pair that was not joined is worth a person's look. It is low, because what
// hangs on it is uneven: a child listed as missing who is on a roll under another name costs a visit, and one glance at two
// records spares it.
const GreyFrom = 0.05

// Near is another child who may be the same one, and whom nobody has judged, by the likeliest pair of identities between them.
type Near struct {
	Child       int32
	Identity    int32   // of the other child
	Probability float64 // that the pair of identities is one child's
	Together    float64 // that the two children are one as wholes
	Row, Whole  float64 // the two again, by all that is known of both children: nought where they cannot be
}

// Len returns the number of children.
func (c *Children) Len() int { return len(c.IDs) }

// ChildOf returns the child that an identity is placed with.
func (c *Children) ChildOf(identity int32) int32 { return c.childOf[identity] }

// NearTo returns the children who may be this one, the likeliest first.
func (c *Children) NearTo(child int) []Near { return c.near[int32(child)] }

// IdentitiesOf returns the identities of a child.
func (c *Children) IdentitiesOf(child int) []int32 {
	return c.rows.of(child)
}

// AsRead returns all children in the order in which the first of their identities were read.
func (c *Children) AsRead() []int32 {
	all := make([]int32, 0, c.Len())
	for identity, child := range c.childOf {
		if c.rows.of(int(child))[0] == int32(identity) {
			all = append(all, child)
		}
	}
	return all
}

// KindsOf counts the rows of a child by extract.
func (c *Children) KindsOf(child int) map[sources.Kind]int {
	n := map[sources.Kind]int{}
	for _, identity := range c.IdentitiesOf(child) {
		for _, at := range c.People.RecordsAt(identity) {
			n[c.People.KindOf(identity)] += c.People.Records.RowCountAt(at)
		}
	}
	return n
}

// AppendExtracts appends the extracts that tell of a child, each once and in order.
func (c *Children) AppendExtracts(to []sources.Kind, child int) []sources.Kind {
	for rest := c.extractsOf(child); rest != 0; rest &= rest - 1 {
		to = append(to, c.People.extracts[bits.TrailingZeros64(rest)])
	}
	return to
}

// extractsOf are the extracts that tell of a child, a bit for each.
func (c *Children) extractsOf(child int) (all uint64) {
	for _, identity := range c.IdentitiesOf(child) {
		all |= 1 << c.People.extract[identity]
	}
	return all
}

// IsOfOneExtract reports whether one extract alone tells of a child.
func (c *Children) IsOfOneExtract(child int) bool { return bits.OnesCount64(c.extractsOf(child)) == 1 }

// ShareExtract reports whether some extract tells of both of two children.
func (c *Children) ShareExtract(a, b int) bool { return c.extractsOf(a)&c.extractsOf(b) != 0 }

// PrintsOf returns the fingerprints of a child's identities, each once and in order.
func (c *Children) PrintsOf(child int) []Fingerprint {
	var prints []Fingerprint
	for _, identity := range c.IdentitiesOf(child) {
		prints = append(prints, c.People.keyed[identity])
	}
	slices.SortFunc(prints, compareFingerprints)
	return slices.Compact(prints)
}

// PrintsFrom returns the fingerprints of the child of an identity, the identity's own first, as a judgement keeps them.
func (c *Children) PrintsFrom(identity int32) []Fingerprint {
	own := c.People.keyed[identity]
	prints := []Fingerprint{own}
	for _, f := range c.PrintsOf(int(c.childOf[identity])) {
		if f != own && len(prints) < judgementLimit {
			prints = append(prints, f)
		}
	}
	return prints
}

// FormerIDs is what earlier runs called a child, by each of its identities.
func (c *Children) FormerIDs(child int) []string {
	var ids []string
	for _, identity := range c.IdentitiesOf(child) {
		if id := c.formerOf(identity); id != "" && !slices.Contains(ids, string(id)) {
			ids = append(ids, string(id))
		}
	}
	return ids
}

func (c *Children) numbersByID() map[rules.ChildID]int32 {
	at := make(map[rules.ChildID]int32, len(c.IDs))
	for i, id := range c.IDs {
		at[id] = int32(i)
	}
	return at
}

// indexChildren fills what is looked up by child from the child of each identity.
func (c *Children) indexChildren() {
	c.rows = groupRows(c.childOf, len(c.IDs))
	c.near = map[int32][]Near{}
	fits := c.fitsOfGrey()
	for i := range c.Grey {
		g := &c.Grey[i]
		l, r := c.childOf[g.L], c.childOf[g.R]
		if l == r {
			continue
		}
		c.near[l] = append(c.near[l], Near{r, g.R, g.Probability, g.Together, fits[i].right, fits[i].whole})
		c.near[r] = append(c.near[r], Near{l, g.L, g.Probability, g.Together, fits[i].left, fits[i].whole})
	}
	for _, n := range c.near {
		slices.SortStableFunc(n, func(a, b Near) int {
			return cmp.Or(cmp.Compare(b.Probability, a.Probability), compareFingerprints(c.People.print[a.Identity], c.People.print[b.Identity]))
		})
	}
}

package judge

import (
	"cmp"
	"hash/fnv"
	"slices"

	"rollcall/pipeline/people"
)

// Homes finds the children of one home.
type Homes struct {
	children *people.Children
	lived    []livedAt // by home, then by child
}

type livedAt struct {
	home  uint64 // digest of the home's key
	child int32
}

// NewHomes notes where every child lives or lived, by all that is recorded.
func NewHomes(children *people.Children) *Homes {
	h := &Homes{children: children}
	for child := range children.Len() {
		for _, identity := range children.IdentitiesOf(child) {
			if key := HomeKey(children.People.Who(identity)); key != "" {
				h.lived = append(h.lived, livedAt{homeDigest(key), int32(child)})
			}
		}
	}
	slices.SortFunc(h.lived, compareLived)
	h.lived = slices.Compact(h.lived)
	return h
}

func compareLived(a, b livedAt) int {
	return cmp.Or(cmp.Compare(a.home, b.home), cmp.Compare(a.child, b.child))
}

// homeDigest stands for a home's key in a table of all homes: it is eight bytes, and what it finds is compared again.
func homeDigest(key string) uint64 {
	d := fnv.New64a()
	d.Write([]byte(key))
	return d.Sum64()
}

// mostInAHome is from how many children on an address is no home: a hostel, a boarding school, a street without numbers.
const mostInAHome = 24

// Sharing are the children who live or lived in a home of a child, in order.
func (h *Homes) Sharing(child int) (others []int32) {
	for _, identity := range h.children.IdentitiesOf(child) {
		key := HomeKey(h.children.People.Who(identity))
		if key == "" {
			continue
		}
		found := h.at(homeDigest(key))
		if len(found) > mostInAHome {
			continue
		}
		for _, l := range found {
			if l.child != int32(child) {
				others = append(others, l.child)
			}
		}
	}
	slices.Sort(others)
	return slices.Compact(others)
}

func (h *Homes) at(home uint64) []livedAt {
	from, _ := slices.BinarySearchFunc(h.lived, livedAt{home, -1}, compareLived)
	to := from
	for to < len(h.lived) && h.lived[to].home == home {
		to++
	}
	return h.lived[from:to]
}

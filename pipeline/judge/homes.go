package judge

import (
	"cmp"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/sourcegraph/conc"

	"rollcall/pipeline/people"
	"rollcall/sources"
)

// Homes finds the children of one home, and by what they are of one family. Everybody's records are read for it once: whoever then asks
// of a child compares numbers.
type Homes struct {
	children *people.Children
	lived    []livedAt     // by home, child and identity
	marks    []familyMarks // by identity

	lookedFamily sync.Once
	families     []Relative // of every child, those of one behind those of another
	first        []int32    // of each child, and where the last of them end
}

// livedAt is where an identity's records say that a child lives or lived.
type livedAt struct {
	home            digest
	child, identity int32
}

// Relative is another child of a home who is of one family with a child.
type Relative struct {
	Child int32
	Tie   string // by what, in words
}

// NewHomes notes where every child lives or lived, by all that is recorded.
func NewHomes(children *people.Children) *Homes {
	n := children.People.Identities()
	h := &Homes{children: children, marks: make([]familyMarks, n)}
	shares := make([][]livedAt, runtime.GOMAXPROCS(0))
	var wait conc.WaitGroup
	for w := range shares {
		wait.Go(func() {
			var who sources.Identity
			for identity := int32(w * n / len(shares)); identity < int32((w+1)*n/len(shares)); identity++ {
				children.People.ReadWho(identity, &who)
				h.marks[identity] = marksOf(&who)
				if home := h.marks[identity].home; home != 0 {
					shares[w] = append(shares[w], livedAt{home, children.ChildOf(identity), identity})
				}
			}
		})
	}
	wait.Wait()
	h.lived = slices.Concat(shares...)
	slices.SortFunc(h.lived, func(a, b livedAt) int {
		return cmp.Or(cmp.Compare(a.home, b.home), cmp.Compare(a.child, b.child), cmp.Compare(a.identity, b.identity))
	})
	for i, from := 0, 0; i < len(h.lived); i++ {
		if h.lived[i].home != h.lived[from].home {
			from = i
		}
		h.marks[h.lived[i].identity].at = int32(from)
	}
	return h
}

// Homes are the homes of all children: found when they are first asked for.
func (j *Judged) Homes() *Homes {
	j.lookedHome.Do(func() { j.homes = NewHomes(j.Children) })
	return j.homes
}

// mostInAHome is from how many children on an address is no home: a hostel, a boarding school, a street without numbers.
const mostInAHome = 24

// FamilyOf are the children who live or lived in a home of a child and are of one family with it, in order. They are not to be changed.
func (h *Homes) FamilyOf(child int) []Relative {
	h.lookedFamily.Do(h.findFamilies)
	return h.families[h.first[child]:h.first[child+1]]
}

// findFamilies finds the family of every child, home by home: what tells of two is looked up once, and not when either is asked of.
func (h *Homes) findFamilies() {
	type tied struct {
		two uint64 // a child and another, to be put in order by both at once
		tie string
	}
	shares := make([][]tied, runtime.GOMAXPROCS(0))
	var wait conc.WaitGroup
	for w := range shares {
		wait.Go(func() {
			for home := range h.homesOf(w, len(shares)) {
				for i, a := range home {
					for _, b := range home[i+1:] {
						if tie := h.tieOf(int(a), int(b)); tie != "" {
							shares[w] = append(shares[w], tied{uint64(a)<<32 | uint64(b), tie}, tied{uint64(b)<<32 | uint64(a), h.tieOf(int(b), int(a))})
						}
					}
				}
			}
		})
	}
	wait.Wait()
	all := slices.Concat(shares...)
	slices.SortFunc(all, func(a, b tied) int { return cmp.Compare(a.two, b.two) })
	all = slices.Compact(all) // two may have lived together in several homes
	h.families, h.first = make([]Relative, len(all)), make([]int32, h.children.Len()+1)
	for i := range all {
		h.families[i] = Relative{int32(uint32(all[i].two)), all[i].tie}
		h.first[all[i].two>>32+1]++
	}
	for child := range h.children.Len() {
		h.first[child+1] += h.first[child]
	}
}

// homesOf yields the children of each home of a share of all, but of one that has more than a home has. They are written over by the next.
func (h *Homes) homesOf(share, shares int) iter.Seq[[]int32] {
	return func(yield func([]int32) bool) {
		var children []int32
		at, to := share*len(h.lived)/shares, (share+1)*len(h.lived)/shares
		for at > 0 && at < to && h.lived[at].home == h.lived[at-1].home {
			at++ // it is of the share before
		}
		for at < to {
			home := h.lived[at].home
			for children = children[:0]; at < len(h.lived) && h.lived[at].home == home; at++ {
				if child := h.lived[at].child; len(children) == 0 || children[len(children)-1] != child {
					children = append(children, child)
				}
			}
			if len(children) <= mostInAHome && !yield(children) {
				return
			}
		}
	}
}

// livedWith are the others of every home of a child.
func (h *Homes) livedWith(child int) (others []livedAt) {
	identities := h.children.IdentitiesOf(child)
	for i, identity := range identities {
		home := h.marks[identity].home
		if slices.ContainsFunc(identities[:i], func(before int32) bool { return h.marks[before].home == home }) {
			continue
		}
		for _, l := range h.at(identity) {
			if l.child != int32(child) {
				others = append(others, l)
			}
		}
	}
	return others
}

// at is who lived in the home of an identity; nobody where it is not known.
func (h *Homes) at(identity int32) []livedAt {
	home, from := h.marks[identity].home, h.marks[identity].at
	if home == 0 {
		return nil
	}
	to := from
	for int(to) < len(h.lived) && h.lived[to].home == home {
		to++
	}
	return h.lived[from:to]
}

// tieOf says by what two children of one address are of one family: any two of their records agree in a parent's telephone,
// in a parent's name, or in the surname. Flats share a number in a postcode, so the address alone is not enough.
func (h *Homes) tieOf(a, b int) string {
	best := ""
	for _, x := range h.children.IdentitiesOf(a) {
		p := &h.marks[x]
		for _, y := range h.children.IdentitiesOf(b) {
			q := &h.marks[y]
			switch {
			case p.forename == q.forename:
				return "" // likelier the same child, whom matching left apart
			case p.hasPhone && p.phone == q.phone:
				best = "address and a parent's telephone"
			case p.parent != 0 && p.parent == q.parent:
				best = cmp.Or(best, "address and a parent's name")
			case p.surname != 0 && p.surname == q.surname:
				best = cmp.Or(best, "address and surname")
			}
		}
	}
	return best
}

// familyMarks are what tells whether two children of a home are of one family, each as a digest of eight bytes: none but those of one home
// are ever compared, so that no two that differ are taken for the same.
type familyMarks struct {
	home                      digest
	at                        int32  // where those who lived there begin
	forename, surname, parent digest // however they are written; the last two are nought where they are not known
	phone                     digest // of its figures
	hasPhone                  bool
}

func marksOf(w *sources.Identity) familyMarks {
	m := familyMarks{home: digestHome(w.Postcode, houseNumber(w.Address)), forename: newDigest.folded(w.Forename), phone: newDigest.figures(w.ParentPhone), hasPhone: w.ParentPhone != ""}
	if w.Surname != "" {
		m.surname = newDigest.folded(w.Surname)
	}
	if w.ParentSurname != "" && w.ParentForename != "" {
		m.parent = newDigest.folded(w.ParentSurname).add(0).folded(w.ParentForename)
	}
	return m
}

// digestHome is the digest of a home; nought where the postcode or the number of the house is not known.
func digestHome(postcode, house string) digest {
	if postcode == "" || house == "" {
		return 0
	}
	return newDigest.text(postcode).add(0).text(house)
}

// HomeKey is what two records of one home agree in however the address is typed: the postcode and the first number of the
// address. Empty when either is not known.
func HomeKey(who *sources.Identity) string {
	house := houseNumber(who.Address)
	if who.Postcode == "" || house == "" {
		return ""
	}
	return who.Postcode + " " + house
}

// houseNumber is the first number of an address.
func houseNumber(address string) string {
	from := strings.IndexFunc(address, unicode.IsDigit)
	if from < 0 {
		return ""
	}
	house := address[from:]
	if to := strings.IndexFunc(house, func(r rune) bool { return !unicode.IsDigit(r) }); to >= 0 {
		house = house[:to]
	}
	return house
}

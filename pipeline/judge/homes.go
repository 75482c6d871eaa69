package judge

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
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

// FamilyOf are the children who live or lived in a home of a child and are of one family with it, in order.
func (h *Homes) FamilyOf(child int) (family []Relative) {
	var others []int32
	for _, l := range h.livedWith(child, mostInAHome) {
		others = append(others, l.child)
	}
	slices.Sort(others)
	for _, other := range slices.Compact(others) {
		if tie := h.tieOf(child, int(other)); tie != "" {
			family = append(family, Relative{other, tie})
		}
	}
	return family
}

// livedWith are the others of every home of a child that has no more children than so many.
func (h *Homes) livedWith(child, most int) (others []livedAt) {
	identities := h.children.IdentitiesOf(child)
	for i, identity := range identities {
		home := h.marks[identity].home
		if slices.ContainsFunc(identities[:i], func(before int32) bool { return h.marks[before].home == home }) {
			continue
		}
		found := h.at(identity)
		if countChildren(found) > most {
			continue
		}
		for _, l := range found {
			if l.child != int32(child) {
				others = append(others, l)
			}
		}
	}
	return others
}

// countChildren counts the children of a home.
func countChildren(lived []livedAt) (n int) {
	for i := range lived {
		if i == 0 || lived[i].child != lived[i-1].child {
			n++
		}
	}
	return n
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

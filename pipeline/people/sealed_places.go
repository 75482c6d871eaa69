package people

import (
	"slices"
	"strings"

	"rollcall/pipeline/register"
	"rollcall/sources"
)

// sealedPlaces are the places where sealed children live: what tonight's records say of those that are sealed, what extracts say is
// a refuge, and what is remembered of both. Of a word of an address that many places have, only those are looked at whose
// postcode has a half in common, or that have none: the others are elsewhere, whatever else is said.
type sealedPlaces struct {
	digest    placeDigester
	all       []register.Place
	of        []placeOfSeal // by place
	postcode  map[register.Digest][]int32
	property  map[register.Digest][]int32
	tenancy   map[register.Digest][]int32
	word      map[register.Digest][]int32
	bare      map[register.Digest][]int32 // by word: places without a postcode
	inHalf    map[wordInHalf][]int32
	area      map[register.Digest]bool
	undivided bool // some place has a postcode of which the halves are not told apart
}

// wordInHalf is a word of an address with a half of its postcode.
type wordInHalf struct{ word, half register.Digest }

func newSealedPlaces(d *register.Digester) *sealedPlaces {
	by := func() map[register.Digest][]int32 { return map[register.Digest][]int32{} }
	return &sealedPlaces{digest: newPlaceDigester(d), postcode: by(), property: by(), tenancy: by(), word: by(), bare: by(),
		inHalf: map[wordInHalf][]int32{}, area: map[register.Digest]bool{}}
}

func (p *sealedPlaces) add(place register.Place, of placeOfSeal) {
	if !tellsAPlace(&place) || p.has(place, of) {
		return
	}
	at := int32(len(p.all))
	p.all, p.of = append(p.all, place), append(p.of, of)
	note := func(into map[register.Digest][]int32, digests register.Digests) {
		for _, d := range digests {
			into[d] = append(into[d], at)
		}
	}
	note(p.postcode, place.Postcode)
	note(p.property, place.Property)
	note(p.tenancy, place.Tenancy)
	note(p.word, place.Words)
	if len(place.Postcode) == 0 {
		note(p.bare, place.Words)
	}
	p.undivided = p.undivided || len(place.Postcode) > 0 && len(place.Area) == 0
	for _, half := range place.Area {
		p.area[half] = true
		for _, word := range place.Words {
			p.inHalf[wordInHalf{word, half}] = append(p.inHalf[wordInHalf{word, half}], at)
		}
	}
}

// has reports whether a place was added just before, for the same seal or as one that is known.
func (p *sealedPlaces) has(place register.Place, of placeOfSeal) bool {
	for at := max(0, len(p.all)-64); at < len(p.all); at++ {
		if p.of[at].seal == of.seal && place.IsSame(p.all[at]) {
			return true
		}
	}
	return false
}

// tellsAPlace reports whether a place says anything by which somebody could be found there.
func tellsAPlace(p *register.Place) bool {
	return len(p.Property)+len(p.Tenancy)+len(p.Postcode)+len(p.Words) > 0
}

// placeSeeker finds the places at which somebody may live. It is for one goroutine.
type placeSeeker struct {
	*sealedPlaces
	digest  placeDigester
	halves  [2]map[string]sought // by the first half of a postcode, and by the second
	words   map[sound]sought
	parts   addressParts      // of the address at hand
	numbers register.Digests  // of it, once they are asked for
	here    []register.Digest // halves of the postcode at hand that some place has
	found   []int32
}

// sought is the digest of something that places say, and whether any says it.
type sought struct {
	register.Digest
	is bool
}

func (p *sealedPlaces) newSeeker() *placeSeeker {
	return &placeSeeker{sealedPlaces: p, digest: newPlaceDigester(p.digest.digest.Another()), halves: [2]map[string]sought{{}, {}}, words: map[sound]sought{}}
}

// near are the places at which somebody may live, and where that is. Most are told by the postcode to live elsewhere: one of
// another area is looked at only where a property or a tenancy might tell.
func (s *placeSeeker) near(w *sources.Identity, tenancy string, housed bool) (of register.Place, near []int32) {
	told := w.UPRN != "" && len(s.property) > 0 || housed && len(s.tenancy) > 0
	halves, two := s.halvesOf(w.Postcode)
	if !told && (w.Postcode == "" && w.Address == "" || two && len(halves) == 0) {
		return of, nil
	}
	near = s.found[:0]
	if !two || len(halves) == 2 || s.undivided {
		near = append(near, s.postcode[s.digest.postcodeOf(w.Postcode).whole]...)
	}
	if w.UPRN != "" && len(s.property) > 0 {
		near = append(near, s.property[s.digest.propertyOf(w.UPRN)]...)
	}
	if tenancy != "" && len(s.tenancy) > 0 {
		near = append(near, s.tenancy[s.digest.tenancyOf(tenancy)]...)
	}
	s.parts.read(w.Address)
	s.numbers = nil
	for _, word := range s.parts.words {
		near = s.withWord(near, word, w.Postcode == "", halves)
	}
	slices.Sort(near)
	s.found = near
	if near = slices.Compact(near); len(near) > 0 {
		of = s.digest.placeOf(w, &s.parts, tenancy)
	}
	return of, near
}

// halvesOf are the halves of a postcode that some place has, and whether it has two.
func (s *placeSeeker) halvesOf(postcode string) (here []register.Digest, two bool) {
	s.here = s.here[:0]
	out, in, two := strings.Cut(postcode, " ")
	if !two {
		return nil, false
	}
	for k, half := range [...]string{out, in} {
		x, had := s.halves[k][half]
		if !had {
			x.Digest = s.digest.digestOf("half", [...]string{"out ", "in "}[k]+half)
			x.is = s.area[x.Digest]
			s.halves[k][half] = x
		}
		if x.is {
			s.here = append(s.here, x.Digest)
		}
	}
	return s.here, true
}

// withWord adds the places that have a word of the address at hand, but those that have a number and not one of its own: they are another
// house, unless the postcode, the property or the tenancy tells of it.
func (s *placeSeeker) withWord(to []int32, word sound, anywhere bool, halves []register.Digest) []int32 {
	x, had := s.words[word]
	if !had {
		x.Digest = s.digest.digestOf("word", word.String())
		_, x.is = s.word[x.Digest]
		s.words[word] = x
	}
	switch {
	case !x.is:
		return to
	case anywhere:
		return s.withNumber(to, s.word[x.Digest])
	}
	to = s.withNumber(to, s.bare[x.Digest])
	for _, half := range halves {
		to = s.withNumber(to, s.inHalf[wordInHalf{x.Digest, half}])
	}
	return to
}

// withNumber adds those of some places that may have a number of the address at hand.
func (s *placeSeeker) withNumber(to, places []int32) []int32 {
	for _, at := range places {
		numbers := s.all[at].Numbers
		if len(numbers) > 0 && len(s.parts.numbers) > 0 {
			if s.numbers == nil {
				s.numbers = s.digest.tokens("number", s.parts.numbers...)
			}
			if !numbers.Meets(s.numbers) {
				continue
			}
		}
		to = append(to, at)
	}
	return to
}

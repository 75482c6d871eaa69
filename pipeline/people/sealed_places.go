package people

import (
	"slices"

	"rollcall/pipeline/register"
	"rollcall/sources"
)

// sealedPlaces are the places where sealed children live: what tonight's records say of those that are sealed, what extracts say is
// a refuge, and what is remembered of both. Of a word of an address that many places have, only those are looked at whose
// postcode has a half in common, or that have none: the others are elsewhere, whatever else is said.
type sealedPlaces struct {
	digest   placeDigester
	all      []register.Place
	of       []placeOfSeal // by place
	postcode map[register.Digest][]int32
	property map[register.Digest][]int32
	tenancy  map[register.Digest][]int32
	word     map[register.Digest][]int32
	bare     map[register.Digest][]int32 // by word: places without a postcode
	inHalf   map[wordInHalf][]int32
	area     map[register.Digest]bool
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
	digest placeDigester
	found  []int32
}

func (p *sealedPlaces) newSeeker() *placeSeeker {
	return &placeSeeker{sealedPlaces: p, digest: newPlaceDigester(p.digest.digest.Another())}
}

// near are the places at which somebody may live, and where that is. Most are told by the postcode to live elsewhere: one of
// another area is looked at only where a property or a tenancy might tell.
func (s *placeSeeker) near(w *sources.Identity, tenancy string, housed bool) (of register.Place, near []int32) {
	told := w.UPRN != "" && len(s.property) > 0 || housed && len(s.tenancy) > 0
	postcode := s.digest.postcodeOf(w.Postcode)
	if !told && (w.Postcode == "" && w.Address == "" ||
		len(postcode.area) > 0 && !slices.ContainsFunc(postcode.area, func(half register.Digest) bool { return s.area[half] })) {
		return of, nil
	}
	near = append(s.found[:0], s.postcode[postcode.whole]...)
	if w.UPRN != "" && len(s.property) > 0 {
		near = append(near, s.property[s.digest.propertyOf(w.UPRN)]...)
	}
	if tenancy != "" && len(s.tenancy) > 0 {
		near = append(near, s.tenancy[s.digest.tenancyOf(tenancy)]...)
	}
	parts := partsOfAddress(w.Address)
	for _, word := range parts.words {
		near = s.withWord(near, s.digest.digestOf("word", word), w.Postcode == "", postcode.area)
	}
	slices.Sort(near)
	s.found = near
	if near = slices.Compact(near); len(near) > 0 {
		of = s.digest.placeOf(w, parts, tenancy)
	}
	return of, near
}

// withWord adds the places that have a word of an address.
func (s *placeSeeker) withWord(to []int32, word register.Digest, anywhere bool, area register.Digests) []int32 {
	if anywhere {
		return append(to, s.word[word]...)
	}
	to = append(to, s.bare[word]...)
	for _, half := range area {
		to = append(to, s.inHalf[wordInHalf{word, half}]...)
	}
	return to
}

package people

import (
	"slices"
	"strings"

	"rollcall/pipeline/intake"
	"rollcall/pipeline/register"
	"rollcall/sources"
)

// placeDigester takes what a record says of where somebody lives apart into keyed digests. Each word and each postcode is made a digest
// of once. It is for one goroutine.
type placeDigester struct {
	digest    *register.Digester
	known     map[wordSaid]register.Digest
	postcodes map[string]postcodeDigests
}

// wordSaid is a word and what it is of.
type wordSaid struct{ what, word string }

// postcodeDigests are those of a postcode and of its halves: of one that was mistyped the other half is mostly right. All are nought
// where there is none.
type postcodeDigests struct {
	whole register.Digest
	area  register.Digests
}

func newPlaceDigester(d *register.Digester) placeDigester {
	return placeDigester{d, map[wordSaid]register.Digest{}, map[string]postcodeDigests{"": {}}}
}

func (d *placeDigester) digestOf(what, word string) register.Digest {
	said := wordSaid{what, word}
	x, had := d.known[said]
	if !had {
		x = d.digest.Digest(sealPurpose, what, word)
		d.known[said] = x
	}
	return x
}

func (d *placeDigester) tokens(what string, values ...string) register.Digests {
	if len(values) == 0 || len(values) == 1 && values[0] == "" {
		return nil
	}
	all := make([]register.Digest, 0, len(values))
	for _, v := range values {
		all = append(all, d.digestOf(what, v))
	}
	return register.NewDigests(all...)
}

// sounds are the digests of sounds.
func (d *placeDigester) sounds(what string, of []sound) register.Digests {
	if len(of) == 0 {
		return nil
	}
	all := make([]register.Digest, 0, len(of))
	for _, s := range of {
		all = append(all, d.digestOf(what, s.String()))
	}
	return register.NewDigests(all...)
}

// placeOf is where a record says that somebody lives, at an address of such parts; tenancy is the household's key in the housing
// service's system.
func (d *placeDigester) placeOf(w *sources.Identity, a *addressParts, tenancy string) register.Place {
	postcode := d.postcodeOf(w.Postcode)
	p := register.Place{
		Area: postcode.area, Numbers: d.tokens("number", a.numbers...), Flats: d.tokens("flat", a.flats...),
		Heads: d.sounds("word", a.heads), Words: d.sounds("word", a.words),
		Names: d.sounds("surname", namesOfHousehold(nil, w.Surname, w.PreferredSurname, w.FormerSurname, w.ParentSurname)),
	}
	if w.Postcode != "" {
		p.Postcode = register.NewDigests(postcode.whole)
	}
	if w.UPRN != "" {
		p.Property = register.NewDigests(d.propertyOf(w.UPRN))
	}
	if tenancy != "" {
		p.Tenancy = register.NewDigests(d.tenancyOf(tenancy))
	}
	return p
}

func (d *placeDigester) propertyOf(uprn string) register.Digest {
	return d.digest.Digest(sealPurpose, "uprn", uprn)
}

func (d *placeDigester) tenancyOf(key string) register.Digest {
	return d.digest.Digest(sealPurpose, "tenancy", intake.LettersAndDigits(key))
}

func (d *placeDigester) postcodeOf(postcode string) postcodeDigests {
	x, had := d.postcodes[postcode]
	if !had {
		x.whole = d.digest.Digest(sealPurpose, "postcode", intake.LettersAndDigits(postcode))
		if out, in, two := strings.Cut(postcode, " "); two {
			x.area = d.tokens("half", "out "+out, "in "+in)
		}
		d.postcodes[postcode] = x
	}
	return x
}

// RefugePlaces are the places that extracts say are refuges, as they are remembered.
func RefugePlaces(in *intake.Ingested, d *register.Digester) (places []register.Place) {
	by := newPlaceDigester(d)
	for i := range in.Refuges {
		if p := placeOfRefuge(&by, &in.Refuges[i]); tellsAPlace(&p) && !slices.ContainsFunc(places, p.IsSame) {
			places = append(places, p)
		}
	}
	return places
}

// placeOfRefuge is a place that an extract says is a refuge, whoever lives there.
func placeOfRefuge(d *placeDigester, r *intake.Refuge) register.Place {
	p := d.placeOf(&sources.Identity{Postcode: r.Postcode, UPRN: r.UPRN}, partsOfAddress(r.Address), "")
	p.Refuge = true
	return p
}

// livesThere is how surely somebody lives at a place.
type livesThere uint8

const (
	elsewhere livesThere = iota
	inTheBuilding
	there
)

// livesAt says whether somebody lives at a place where a child is sealed, erring on the side of it: the same property or tenancy, the
// same postcode and a name of the household, or an address that may be the same but for its writing. Where the number is another and
// so is the name, it is another house. inTheBuilding is said of another flat, or of a postcode that is all that is known of a refuge:
// that counts unless too many families live there.
func livesAt(p, of *register.Place) livesThere {
	if p.Property.Meets(of.Property) || p.Tenancy.Meets(of.Tenancy) {
		return there
	}
	named, here := p.Names.Meets(of.Names), p.Postcode.Meets(of.Postcode)
	if here && named {
		return there
	}
	if saysNoHouse(of) || saysNoHouse(p) {
		return elsewhere
	}
	house := elsewhere
	switch {
	case len(p.Numbers) > 0 && len(of.Numbers) > 0:
		if p.Numbers.Meets(of.Numbers) {
			house = sameFlat(p, of)
		}
	case here && len(p.Numbers) > 0: // a house without a number may be any of the postcode
		house = there
	case isWithin(of.Heads, p.Words) || isWithin(p.Heads, of.Words):
		house = sameFlat(p, of)
	case here && len(of.Numbers) == 0 && isWithin(of.Words, p.Words):
		house = sameFlat(p, of)
	case here && p.Refuge:
		house = inTheBuilding
	case p.Refuge && p.Words.Meets(of.Words), named && p.Words.Meets(of.Words):
		house = sameFlat(p, of)
	}
	switch {
	case here:
		return house
	case len(p.Postcode) > 0 && len(of.Postcode) > 0 && !p.Area.Meets(of.Area) || !p.Words.Meets(of.Words):
		return elsewhere
	case len(p.Numbers) == 0 || len(of.Numbers) == 0:
		if !named && !(p.Refuge && (len(p.Postcode) == 0 || len(of.Postcode) == 0)) {
			return elsewhere
		}
	}
	return house
}

// sameFlat is of two addresses of one building: another flat of it is another household, unless the building is a refuge or one of
// the two does not say which.
func sameFlat(p, of *register.Place) livesThere {
	switch {
	case p.Flats.Meets(of.Flats) || len(of.Flats) == 0:
		return there
	case len(p.Flats) == 0 || p.Refuge:
		return inTheBuilding
	}
	return elsewhere
}

func saysNoHouse(p *register.Place) bool { return len(p.Numbers)+len(p.Words)+len(p.Flats) == 0 }

// isWithin reports whether some words are all among others; none are not.
func isWithin(words, among register.Digests) bool {
	return len(words) > 0 && len(words.Without(among)) == 0
}

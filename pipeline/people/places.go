package people

import (
	"slices"
	"strings"

	"rollcall/pipeline/intake"
	"rollcall/pipeline/register"
	"rollcall/sources"
)

// placeDigester takes what a record says of where somebody lives apart into keyed digests. Each word is made a digest of once.
type placeDigester struct {
	digest *register.Digester
	known  map[string]register.Digest
}

func (d *placeDigester) tokens(what string, values ...string) register.Digests {
	if len(values) == 0 || len(values) == 1 && values[0] == "" {
		return nil
	}
	all := make([]register.Digest, 0, len(values))
	for _, v := range values {
		key := what + "|" + v
		x, had := d.known[key]
		if !had {
			x = d.digest.Digest(sealPurpose, what, v)
			d.known[key] = x
		}
		all = append(all, x)
	}
	return register.NewDigests(all...)
}

// placeOf is where a record says that somebody lives; tenancy is the household's key in the housing service's system.
func (d *placeDigester) placeOf(w *sources.Identity, tenancy string) register.Place {
	a := partsOfAddress(w.Address)
	p := register.Place{
		Area: d.areaOf(w.Postcode), Numbers: d.tokens("number", a.numbers...), Flats: d.tokens("flat", a.flats...),
		Heads: d.tokens("word", a.heads...), Words: d.tokens("word", a.words...),
		Names: d.tokens("surname", namesOfHousehold(nil, w.Surname, w.PreferredSurname, w.FormerSurname, w.ParentSurname)...),
	}
	if w.Postcode != "" {
		p.Postcode = register.NewDigests(d.postcodeOf(w.Postcode))
	}
	if w.UPRN != "" {
		p.Property = register.NewDigests(d.digest.Digest(sealPurpose, "uprn", w.UPRN))
	}
	if tenancy != "" {
		p.Tenancy = register.NewDigests(d.digest.Digest(sealPurpose, "tenancy", intake.LettersAndDigits(tenancy)))
	}
	return p
}

// RefugePlaces are the places that extracts say are refuges, as they are remembered.
func RefugePlaces(in *intake.Ingested, d *register.Digester) (places []register.Place) {
	by := placeDigester{d, map[string]register.Digest{}}
	for i := range in.Refuges {
		if p := placeOfRefuge(&by, &in.Refuges[i]); tellsAPlace(&p) && !slices.ContainsFunc(places, p.IsSame) {
			places = append(places, p)
		}
	}
	return places
}

// placeOfRefuge is a place that an extract says is a refuge, whoever lives there.
func placeOfRefuge(d *placeDigester, r *intake.Refuge) register.Place {
	p := d.placeOf(&sources.Identity{Address: r.Address, Postcode: r.Postcode, UPRN: r.UPRN}, "")
	p.Refuge = true
	return p
}

func (d *placeDigester) postcodeOf(postcode string) register.Digest {
	return d.digest.Digest(sealPurpose, "postcode", intake.LettersAndDigits(postcode))
}

// areaOf is each half of a postcode: of one that was mistyped the other half is mostly right.
func (d *placeDigester) areaOf(postcode string) register.Digests {
	out, in, two := strings.Cut(postcode, " ")
	if !two {
		return nil
	}
	return d.tokens("half", "out "+out, "in "+in)
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

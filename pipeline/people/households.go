package people

import (
	"slices"

	"rollcall/pipeline/register"
	"rollcall/sources"
)

// mostInARefuge is from how many families on a building is taken for a block of flats of which some are a refuge's. The largest
// refuges have rooms for fewer.
const mostInARefuge = 60

// sealedPlaces are the places where sealed children live: what tonight's records say of those that are sealed, what extracts say is
// a refuge, and what is remembered of both.
type sealedPlaces struct {
	digest   placeDigester
	all      []register.Place
	of       []placeOfSeal // by place
	postcode map[register.Digest][]int32
	word     map[register.Digest][]int32
	property map[register.Digest][]int32
	tenancy  map[register.Digest][]int32
	area     map[register.Digest]bool
}

// placeOfSeal says whose a place is, by the seals that hold; -1 where an extract alone tells of it.
type placeOfSeal struct {
	seal  int
	known bool // by an earlier run
}

// lodger is a child who is sealed for a place that is a seal's.
type lodger struct {
	child int32
	placeOfSeal
}

// sealHouseholds seals whoever lives where a child does who is sealed for itself, or in a refuge.
func (c *Children) sealHouseholds() {
	places := c.findPlaces()
	c.places = places
	if len(places.all) == 0 {
		return
	}
	type inBuilding struct{ identity, place int32 }
	var doubtful []inBuilding
	seal := func(identity, at int32) {
		child := c.childOf[identity]
		s := c.sealedAt(child)
		s.add(AddressSealed, HouseholdSeal)
		s.home = true
		if of := places.of[at]; of.seal >= 0 {
			c.lodgers = append(c.lodgers, lodger{child, of})
		}
	}
	families := map[int32]map[register.Digest]bool{} // by place: names of those in the building
	for identity := range int32(len(c.childOf)) {
		if s := c.sealed[c.childOf[identity]]; s != nil && s.seal {
			continue
		}
		of, near := places.near(c, identity)
		if len(near) == 0 {
			continue
		}
		for _, at := range near {
			switch livesAt(&places.all[at], &of) {
			case there:
				seal(identity, at)
			case inTheBuilding:
				doubtful = append(doubtful, inBuilding{identity, at})
				if families[at] == nil {
					families[at] = map[register.Digest]bool{}
				}
				if len(of.Names) > 0 {
					families[at][of.Names[0]] = true
				}
			}
		}
	}
	for _, l := range doubtful {
		most := mostFamilies
		if places.all[l.place].Refuge {
			most = mostInARefuge
		}
		if len(families[l.place]) <= most {
			seal(l.identity, l.place)
		}
	}
}

// findPlaces gathers the places where sealed children live.
func (c *Children) findPlaces() *sealedPlaces {
	s := c.People.seals
	p := &sealedPlaces{digest: placeDigester{s.index.digest, map[string]register.Digest{}},
		postcode: map[register.Digest][]int32{}, word: map[register.Digest][]int32{}, property: map[register.Digest][]int32{},
		tenancy: map[register.Digest][]int32{}, area: map[register.Digest]bool{}}
	c.dwellings = make([][]register.Place, len(c.bySeal))
	for i := range c.bySeal {
		seal := &s.index.Holding[i]
		var own []register.Place
		for _, child := range c.bySeal[i] {
			for _, identity := range c.IdentitiesOf(int(child)) {
				place := c.placeOf(p, identity)
				place.Refuge = seal.Kind == RefugeSeal
				if tellsAPlace(&place) && !slices.ContainsFunc(own, place.IsSame) {
					own = append(own, place)
				}
			}
		}
		c.dwellings[i] = own
		for _, place := range own {
			p.add(place, placeOfSeal{i, seal.HasPlace(place)})
		}
		for _, place := range seal.Dwelling {
			p.add(place, placeOfSeal{i, true})
		}
	}
	for i := range s.refuges {
		p.add(placeOfRefuge(&p.digest, &s.refuges[i]), placeOfSeal{seal: -1})
	}
	for identity := range c.refugees() {
		p.add(c.placeOf(p, identity), placeOfSeal{seal: -1})
	}
	return p
}

// refugees are the identities of the children whom an extract places in a refuge, which seals them.
func (c *Children) refugees() map[int32]bool {
	found := map[int32]bool{}
	for row := range c.People.seals.refugees {
		child := c.childOf[row]
		c.sealOne(child, AddressSealed, RefugeSeal)
		for _, identity := range c.IdentitiesOf(int(child)) {
			found[identity] = true
		}
	}
	return found
}

// placeOf is where an identity lives.
func (c *Children) placeOf(p *sealedPlaces, identity int32) register.Place {
	tenancy := ""
	if c.People.KindOf(identity) == sources.Housing {
		tenancy = c.People.Records.Origin(int(c.People.RecordsOf(identity)[0])).Native
	}
	return p.digest.placeOf(c.People.Who(identity), tenancy)
}

func (p *sealedPlaces) add(place register.Place, of placeOfSeal) {
	if !tellsAPlace(&place) || p.has(place, of) {
		return
	}
	at := int32(len(p.all))
	p.all, p.of = append(p.all, place), append(p.of, of)
	for _, x := range []struct {
		of   register.Digests
		into map[register.Digest][]int32
	}{{place.Postcode, p.postcode}, {place.Words, p.word}, {place.Property, p.property}, {place.Tenancy, p.tenancy}} {
		for _, d := range x.of {
			x.into[d] = append(x.into[d], at)
		}
	}
	for _, d := range place.Area {
		p.area[d] = true
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

// mayBeNear reports whether an address may be that of a place: by its postcode, or, where that is another of the area or none, by a word
// of the street.
func (p *sealedPlaces) mayBeNear(w *sources.Identity) bool {
	area := p.digest.areaOf(w.Postcode)
	if len(area) > 0 && !slices.ContainsFunc(area, func(d register.Digest) bool { return p.area[d] }) {
		return false
	}
	if w.Postcode != "" && len(p.postcode[p.digest.postcodeOf(w.Postcode)]) > 0 {
		return true
	}
	parts := partsOfAddress(w.Address)
	return slices.ContainsFunc(p.digest.tokens("word", parts.words...), func(d register.Digest) bool { return len(p.word[d]) > 0 })
}

// near are the places at which an identity may live. Most are told by the postcode to live elsewhere.
func (p *sealedPlaces) near(c *Children, identity int32) (of register.Place, near []int32) {
	w := c.People.Who(identity)
	housing := c.People.KindOf(identity) == sources.Housing
	if w.Postcode == "" && w.Address == "" && w.UPRN == "" && !housing {
		return of, nil
	}
	if told := w.UPRN != "" && len(p.property) > 0 || housing && len(p.tenancy) > 0; !told && !p.mayBeNear(w) {
		return of, nil
	}
	of = c.placeOf(p, identity)
	for _, x := range []struct {
		of   register.Digests
		from map[register.Digest][]int32
	}{{of.Postcode, p.postcode}, {of.Words, p.word}, {of.Property, p.property}, {of.Tenancy, p.tenancy}} {
		for _, d := range x.of {
			near = append(near, x.from[d]...)
		}
	}
	slices.Sort(near)
	return of, slices.Compact(near)
}

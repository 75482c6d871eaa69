package people

import (
	"slices"
	"sync"

	"rollcall/pipeline/register"
	"rollcall/sources"
)

// mostInARefuge is from how many families on a building is taken for a block of flats of which some are a refuge's. The largest
// refuges have rooms for fewer.
const mostInARefuge = 60

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

// placeFound is a place at which an identity may live, and how surely.
type placeFound struct {
	identity, place int32
	how             livesThere
	names           register.Digests // of the household
}

// sealHouseholds seals whoever lives where a child does who is sealed for itself, or in a refuge.
func (c *Children) sealHouseholds() {
	places := c.findPlaces()
	c.places = places
	if len(places.all) == 0 {
		return
	}
	seekers := sync.Pool{New: func() any { return places.newSeeker() }} // what one has made digests of it need not make again
	found := gatherSpans(len(c.childOf), func(from, to int) (found []placeFound) {
		seeker := seekers.Get().(*placeSeeker)
		defer seekers.Put(seeker)
		for identity := int32(from); identity < int32(to); identity++ {
			if s := c.sealed[c.childOf[identity]]; s == nil || !s.seal {
				found = c.seekPlaces(found, seeker, identity)
			}
		}
		return found
	})
	families := map[int32]map[register.Digest]bool{} // by place: names of those in the building
	for _, x := range found {
		switch {
		case x.how == there:
			c.sealLodger(x)
		case families[x.place] == nil:
			families[x.place] = map[register.Digest]bool{}
		}
		if x.how == inTheBuilding && len(x.names) > 0 {
			families[x.place][x.names[0]] = true
		}
	}
	for _, x := range found {
		most := mostFamilies
		if places.all[x.place].Refuge {
			most = mostInARefuge
		}
		if x.how == inTheBuilding && len(families[x.place]) <= most {
			c.sealLodger(x)
		}
	}
}

// seekPlaces adds the places at which an identity may live.
func (c *Children) seekPlaces(to []placeFound, seeker *placeSeeker, identity int32) []placeFound {
	tenancy := ""
	if len(seeker.tenancy) > 0 {
		tenancy = c.tenancyOf(identity)
	}
	of, near := seeker.near(c.People.Who(identity), tenancy, c.People.KindOf(identity) == sources.Housing)
	for _, at := range near {
		if how := livesAt(&seeker.all[at], &of); how != elsewhere {
			to = append(to, placeFound{identity, at, how, of.Names})
		}
	}
	return to
}

// sealLodger seals a child for a place.
func (c *Children) sealLodger(x placeFound) {
	child := c.childOf[x.identity]
	s := c.sealedAt(child)
	s.add(AddressSealed, HouseholdSeal)
	s.home = true
	if of := c.places.of[x.place]; of.seal >= 0 {
		c.lodgers = append(c.lodgers, lodger{child, of})
	}
}

// findPlaces gathers the places where sealed children live.
func (c *Children) findPlaces() *sealedPlaces {
	s := c.People.seals
	p := newSealedPlaces(s.index.digest)
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
	w := c.People.Who(identity)
	return p.digest.placeOf(w, partsOfAddress(w.Address), c.tenancyOf(identity))
}

// tenancyOf is the household's key in the housing service's system; empty for who is of another extract.
func (c *Children) tenancyOf(identity int32) string {
	if c.People.KindOf(identity) != sources.Housing {
		return ""
	}
	return c.People.Records.OriginAt(c.People.RecordsAt(identity)[0]).Native
}

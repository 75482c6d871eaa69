package people

import (
	"cmp"
	"slices"
	"sync"

	"rollcall/sources"
)

// HiddenPlaces tells whether an address is one where a sealed child lives. Whoever has a record of living there is sealed too, so that an own
// address never is; but a former one, which a record gives beside, may be.
type HiddenPlaces struct {
	mutex    sync.Mutex
	places   *placeSeeker
	postcode map[string]bool // of any record of a sealed child
}

// HiddenPlaces gathers where the sealed children live, on whatever ground they are sealed.
func (c *Children) HiddenPlaces() *HiddenPlaces {
	h := &HiddenPlaces{postcode: map[string]bool{}}
	if c.places != nil {
		h.places = c.places.newSeeker()
	}
	for identity, child := range c.childOf {
		if c.IsSealed(int(child)) {
			h.postcode[c.People.Who(int32(identity)).Postcode] = true
		}
	}
	delete(h.postcode, "")
	return h
}

// Hides reports whether an address may be that of a sealed child, erring on the side of it.
func (h *HiddenPlaces) Hides(address, postcode string) bool {
	if cmp.Or(address, postcode) == "" {
		return false
	}
	if h.postcode[postcode] {
		return true
	}
	if h.places == nil || len(h.places.all) == 0 {
		return false
	}
	w := &sources.Identity{Address: address, Postcode: postcode}
	h.mutex.Lock() // the digests of words are kept as they are made
	defer h.mutex.Unlock()
	of, near := h.places.near(w, "", false)
	return slices.ContainsFunc(near, func(at int32) bool { return livesAt(&h.places.all[at], &of) != elsewhere })
}

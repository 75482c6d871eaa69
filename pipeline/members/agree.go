package members

import (
	"maps"
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/sources"
)

// Agreement is how far an extract and a reference say the same of the children whom both have.
type Agreement struct {
	With               sources.Kind
	Births, BirthsSame int // children known by a number, or by name and postcode
	Names, NamesSame   int // by a number, or by birth and postcode: the surname
	NamesSwapped       int // of those, whose forename is the surname there
	Sexes, SexesSame   int // by a number, or by name and birth
}

// reference is what an extract says of each child, to hold others to. Of a child of whom its rows say two things it says
// nothing: a zero marks that.
type reference struct {
	kind   sources.Kind
	births map[uint64]uint32 // by number, or name and postcode
	names  map[uint64]uint32 // by number, or birth and postcode
	sexes  map[uint64]uint32 // by number, or name and birth
}

func newReference(kind sources.Kind) *reference {
	return &reference{kind, map[uint64]uint32{}, map[uint64]uint32{}, map[uint64]uint32{}}
}

// note notes a value, or that there are two.
func note(m map[uint64]uint32, key, value uint64) {
	if key == 0 || value == 0 {
		return
	}
	if had, twice := m[key]; twice && had != uint32(value) {
		value = 0
	}
	m[key] = uint32(value)
}

// addRow takes in a row of the reference.
func (r *reference) addRow(p *person) {
	for _, key := range [...]uint64{p.keys[ofUPN], p.keys[ofNHS], p.namePostcode} {
		note(r.births, key, p.birth)
	}
	for _, key := range [...]uint64{p.keys[ofUPN], p.keys[ofNHS], p.birthPostcode} {
		note(r.names, key, p.surname)
	}
	for _, key := range [...]uint64{p.keys[ofUPN], p.keys[ofNHS], p.keys[ofNameBirth]} {
		note(r.sexes, key, p.sex)
	}
}

// find returns what the reference says under the first key that it knows.
func find(m map[uint64]uint32, keys ...uint64) uint32 {
	for _, key := range keys {
		if v := m[key]; key != 0 && v != 0 {
			return v
		}
	}
	return 0
}

// holdRow holds a row to the reference.
func (a *Agreement) holdRow(r *reference, p *person) {
	if want := find(r.births, p.keys[ofUPN], p.keys[ofNHS], p.namePostcode); want != 0 && p.birth != 0 {
		a.Births++
		a.BirthsSame += one(want == uint32(p.birth))
	}
	if want := find(r.names, p.keys[ofUPN], p.keys[ofNHS], p.birthPostcode); want != 0 && p.surname != 0 {
		a.Names++
		a.NamesSame += one(want == uint32(p.surname))
		a.NamesSwapped += one(want != uint32(p.surname) && want == uint32(p.other))
	}
	if want := find(r.sexes, p.keys[ofUPN], p.keys[ofNHS], p.keys[ofNameBirth]); want != 0 && p.sex != 0 {
		a.Sexes++
		a.SexesSame += one(want == uint32(p.sex))
	}
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

func sortedDays(days map[calendar.Date]int) []calendar.Date { return slices.Sorted(maps.Keys(days)) }

package members

import (
	"cmp"
	"maps"
	"math/bits"
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

// add adds what was counted of other rows.
func (a *Agreement) add(b *Agreement) {
	a.Births, a.BirthsSame = a.Births+b.Births, a.BirthsSame+b.BirthsSame
	a.Names, a.NamesSame, a.NamesSwapped = a.Names+b.Names, a.NamesSame+b.NamesSame, a.NamesSwapped+b.NamesSwapped
	a.Sexes, a.SexesSame = a.Sexes+b.Sexes, a.SexesSame+b.SexesSame
}

// reference is what an extract says of each child, to hold others to, by every key by which a child is found: a number finds all of it,
// name and postcode the birth, birth and postcode the surname, and name and birth the sex.
type reference struct {
	kind  sources.Kind
	slots []slot // one for each key and more, a power of two: a key, which is a digest, has the one of its number or the next that is free
	keys  int
}

// slot is what is said under a key; none, nought, is free.
type slot struct {
	key uint64
	said
}

// said is what is said under a key, by digests. Of a child of whom rows say two things nothing is said: that they did is noted by a
// bit of each column.
type said struct {
	birth, surname, sex uint32
	twice               uint8
}

// newReference returns a reference of an extract, with room for about as many keys as there are rows.
func newReference(kind sources.Kind, rows int) *reference {
	return &reference{kind: kind, slots: make([]slot, 1<<bits.Len(uint(rows)))}
}

// slotOf finds the slot that a key has, or the free one that it is to have.
func (r *reference) slotOf(key uint64) *slot {
	for at := key; ; at++ {
		if s := &r.slots[at&uint64(len(r.slots)-1)]; s.key == key || s.key == 0 {
			return s
		}
	}
}

// addKey takes a free slot for a key; a third of all stay free, so that a key is mostly found where it is first looked for.
func (r *reference) addKey(key uint64) *slot {
	if r.keys++; 3*r.keys > 2*len(r.slots) {
		before := r.slots
		r.slots = make([]slot, 2*len(before))
		for i := range before {
			if s := &before[i]; s.key != 0 {
				*r.slotOf(s.key) = *s
			}
		}
	}
	s := r.slotOf(key)
	s.key = key
	return s
}

// addRow takes in a row of the reference.
func (r *reference) addRow(p *person) {
	r.note(p.keys[ofUPN], p.birth, p.surname, p.sex)
	r.note(p.keys[ofNHS], p.birth, p.surname, p.sex)
	r.note(p.namePostcode, p.birth, 0, 0)
	r.note(p.birthPostcode, 0, p.surname, 0)
	r.note(p.keys[ofNameBirth], 0, 0, p.sex)
}

// note notes what a row says under a key, or that there are two things said.
func (r *reference) note(key, birth, surname, sex uint64) {
	if key == 0 || birth|surname|sex == 0 {
		return
	}
	s := r.slotOf(key)
	if s.key == 0 {
		s = r.addKey(key)
	}
	s.birth = s.noteValue(1<<BirthColumn, s.birth, uint32(birth))
	s.surname = s.noteValue(1<<NameColumn, s.surname, uint32(surname))
	s.sex = s.noteValue(1<<SexColumn, s.sex, uint32(sex))
}

func (s *said) noteValue(column uint8, had, value uint32) uint32 {
	switch {
	case value == 0 || s.twice&column != 0:
		return had
	case had != 0 && had != value:
		s.twice |= column
		return 0
	}
	return value
}

// holdRow holds a row to the reference.
func (a *Agreement) holdRow(r *reference, p *person) {
	upn, nhs := r.sayOf(p.keys[ofUPN]), r.sayOf(p.keys[ofNHS])
	birth, surname, sex := cmp.Or(upn.birth, nhs.birth), cmp.Or(upn.surname, nhs.surname), cmp.Or(upn.sex, nhs.sex)
	if birth == 0 && p.birth != 0 {
		birth = r.sayOf(p.namePostcode).birth
	}
	if surname == 0 && p.surname != 0 {
		surname = r.sayOf(p.birthPostcode).surname
	}
	if sex == 0 && p.sex != 0 {
		sex = r.sayOf(p.keys[ofNameBirth]).sex
	}
	if birth != 0 && p.birth != 0 {
		a.Births++
		a.BirthsSame += one(birth == uint32(p.birth))
	}
	if surname != 0 && p.surname != 0 {
		a.Names++
		a.NamesSame += one(surname == uint32(p.surname))
		a.NamesSwapped += one(surname != uint32(p.surname) && surname == uint32(p.other))
	}
	if sex != 0 && p.sex != 0 {
		a.Sexes++
		a.SexesSame += one(sex == uint32(p.sex))
	}
}

// sayOf is what the reference says under a key.
func (r *reference) sayOf(key uint64) said {
	if key == 0 {
		return said{}
	}
	return r.slotOf(key).said
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

func sortedDays(days map[calendar.Date]int) []calendar.Date { return slices.Sorted(maps.Keys(days)) }

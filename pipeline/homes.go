package pipeline

import (
	"hash/fnv"
	"strings"
)

// homes knows the addresses that tell nothing of who lives together: those of schools, which stand in for a home that is not
// known, and those that more families have than can live at one. What is compared must be the child's, so these are not.
type homes struct {
	uprn    map[string]bool          // of schools
	schools map[string][]schoolPlace // by postcode
	crowds  map[uint64]bool          // addresses of too many families
	spared  int                      // addresses that were not compared
}

// schoolPlace is what an address says when it is a school's.
type schoolPlace struct{ name, street string }

// mostFamilies is how many surnames one address can have: more than the largest house in many lets, fewer than a hostel, a
// hotel, or an office to which post is sent. Of those who share such an address none is likelier than any two residents of
// the area to be one family, and none of them is one child for it.
const mostFamilies = 25

// newHomes learns which addresses are no homes from the list of schools and from all identities.
func (p *People) newHomes() *homes {
	h := &homes{uprn: map[string]bool{}, schools: map[string][]schoolPlace{}, crowds: map[uint64]bool{}}
	for i := range p.In.Schools {
		s := &p.In.Schools[i]
		if s.UPRN != "" {
			h.uprn[s.UPRN] = true
		}
		if s.Postcode != "" {
			h.schools[s.Postcode] = append(h.schools[s.Postcode], schoolPlace{plain(s.Name), plain(s.Street)})
		}
	}
	identities := map[uint64]int{}
	for _, a := range p.address {
		identities[a]++
	}
	families := map[uint64]map[string]bool{}
	for row, a := range p.address {
		if a == 0 || identities[a] <= mostFamilies || h.crowds[a] {
			continue
		}
		surname := plain(p.subject(int(p.members[p.start[row]])).Who.Surname)
		if surname == "" {
			continue
		}
		if families[a] == nil {
			families[a] = map[string]bool{}
		}
		if families[a][surname] = true; len(families[a]) > mostFamilies {
			h.crowds[a] = true
		}
	}
	return h
}

// compared reports whether an address may be compared.
func (h *homes) compared(address, postcode, uprn string) bool {
	if address == "" && postcode == "" {
		return true
	}
	if h.uprn[uprn] || h.crowds[addressKey(address, postcode)] || h.isSchool(address, postcode) {
		h.spared++
		return false
	}
	return true
}

// isSchool reports whether an address is that of a school at its postcode: nothing but the postcode, the school's street
// without the number of a house, or the school's name.
func (h *homes) isSchool(address, postcode string) bool {
	here := h.schools[postcode]
	if len(here) == 0 {
		return false
	}
	line, _, _ := strings.Cut(address, ",")
	first, whole := plain(line), plain(address)
	for _, s := range here {
		if whole == "" || s.street != "" && first == s.street || s.name != "" && strings.Contains(whole, s.name) {
			return true
		}
	}
	return false
}

// addressKey is a digest of an address by its letters and digits, or zero when it does not say more than a postcode.
func addressKey(address, postcode string) uint64 {
	if address == "" {
		return 0
	}
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(plain(address) + "|" + postcode))
	return sum.Sum64()
}

// plain returns the letters and digits of s, in capitals.
func plain(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case 'a' <= c && c <= 'z':
			return c - 'a' + 'A'
		case 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c >= 0x80:
			return c
		}
		return -1
	}, s)
}

package people

import (
	"rollcall/pipeline/intake"
	"rollcall/sources"
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
func (p *People) newHomes(schools []sources.School) *homes {
	h := &homes{uprn: map[string]bool{}, schools: map[string][]schoolPlace{}, crowds: map[uint64]bool{}}
	for i := range schools {
		s := &schools[i]
		if s.UPRN != "" {
			h.uprn[s.UPRN] = true
		}
		if s.Postcode != "" {
			h.schools[s.Postcode] = append(h.schools[s.Postcode], schoolPlace{intake.LettersAndDigits(s.Name), intake.LettersAndDigits(s.Street)})
		}
	}
	identities := map[uint64]int{}
	for _, a := range p.address {
		identities[a]++
	}
	families := map[uint64]map[string]bool{}
	for identity, a := range p.address {
		if a == 0 || identities[a] <= mostFamilies || h.crowds[a] {
			continue
		}
		surname := intake.LettersAndDigits(p.Who(int32(identity)).Surname)
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

// mayCompare reports whether an address may be compared.
func (h *homes) mayCompare(address, postcode, uprn string) bool {
	if address == "" && postcode == "" {
		return true
	}
	if h.uprn[uprn] || h.crowds[intake.AddressDigest(address, postcode)] || h.isSchool(address, postcode) {
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
	first, whole := intake.LettersAndDigits(line), intake.LettersAndDigits(address)
	for _, s := range here {
		if whole == "" || s.street != "" && first == s.street || s.name != "" && strings.Contains(whole, s.name) {
			return true
		}
	}
	return false
}

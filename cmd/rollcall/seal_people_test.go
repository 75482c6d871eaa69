package main

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rollcall/sources"
	"rollcall/sources/cells"
)

// role says why a planted child is sealed, or that nothing seals it.
type role string

// The roles. An old identity is sealed from the new one; a household by the child who hides in it.
const (
	adoptedNow     role = "adopted"
	adoptedBefore  role = "adopted, before"
	inRefuge       role = "in a refuge"
	inHousehold    role = "household of a refuge"
	witnessNow     role = "witness"
	witnessBefore  role = "witness, before"
	byCourt        role = "by order of a court"
	notSealed      role = "not sealed"
	maybeSame      role = "may be a sealed child" // a namesake whose records leave it open; sealed where a possible match leads to one
	longerThanCell      = 8                       // letters of an invented name: too many to be a word of ours by chance
)

// roles are all of them, in the order in which each story plants one child of each.
var roles = []role{adoptedNow, adoptedBefore, inRefuge, inHousehold, witnessNow, witnessBefore, byCourt, notSealed}

// canary is a value of a planted child that stands nowhere else, so that wherever it is found it came from there.
type canary struct {
	value string
	what  string // the field, or what it leads back to
	of    *planted
}

// planted is a child put into the extracts: its values by field, as they are typed.
type planted struct {
	role   role
	story  string // what the extracts say of it: the layout that it was planted for
	person map[string]string
	school *ownSchool
	born   time.Time
	event  string   // the day of all that its records report
	other  *planted // the other identity, or the child whose household it is
	sealed bool     // the list of seals names it, or it lives with one whom it names
	listed bool     // a row of the list of seals is its own

	records  []string // names of its rows
	mustList bool     // a run without seals lists it
}

// ownSchool is a school that only children of one role attend.
type ownSchool struct{ laestab, urn, name, street, postcode string }

// planter invents children whose values are canaries.
type planter struct {
	*testing.T
	dice       *rand.Rand
	taken      map[string]bool // words, numbers and days that stand in the authority's own extracts or were given out
	canaries   []canary
	children   []*planted
	schools    map[role]*ownSchool
	rows       map[string]int // rows written so far, by file
	tables     int            // written so far
	maker      maker
	sealFields []sources.DeclaredField
}

// word invents a name that nothing else has.
func (p *planter) word() string {
	for {
		var b strings.Builder
		for b.Len() < longerThanCell {
			b.WriteByte("bdfgjklmnprstvz"[p.dice.IntN(15)])
			b.WriteByte("aeiou"[p.dice.IntN(5)])
		}
		w := b.String() + string("lnrx"[p.dice.IntN(4)])
		if !p.taken[w[:6]] {
			p.taken[w[:6]] = true
			return strings.ToUpper(w[:1]) + w[1:]
		}
	}
}

// number invents a number of a shape that passes its check and that nothing else has.
func (p *planter) number(shape string, digits int, first string, valid func(string) bool) string {
	for {
		n := fmt.Sprintf(shape, first[p.dice.IntN(len(first))])
		for range digits {
			n += fmt.Sprint(p.dice.IntN(10))
		}
		if !p.taken[n] && valid(n) {
			p.taken[n] = true
			return n
		}
	}
}

// day is the next day from one that nothing in the extracts names.
func (p *planter) day(from time.Time) time.Time {
	for p.taken[from.Format(time.DateOnly)] {
		from = from.AddDate(0, 0, 1)
	}
	p.taken[from.Format(time.DateOnly)] = true
	return from
}

// otherMonth is a day of birth typed with another month of its year, and nobody else's.
func (p *planter) otherMonth(born time.Time) time.Time {
	for month := time.January; month <= time.December; month++ {
		d := time.Date(born.Year(), month, born.Day(), 0, 0, 0, 0, time.UTC)
		if d.Day() == born.Day() && month != born.Month() && !p.taken[d.Format(time.DateOnly)] {
			p.taken[d.Format(time.DateOnly)] = true
			return d
		}
	}
	p.Fatalf("every month of %d is taken", born.Year())
	return born
}

// birthday spreads the planted children over compulsory school age.
func (p *planter) birthday() time.Time {
	first, last := time.Date(2011, 9, 3, 0, 0, 0, 0, time.UTC), time.Date(2021, 6, 1, 0, 0, 0, 0, time.UTC)
	return p.day(first.AddDate(0, 0, p.dice.IntN(int(last.Sub(first).Hours()/24))))
}

// keep makes a value a canary of a child.
func (p *planter) keep(of *planted, what, value string) string {
	p.canaries = append(p.canaries, canary{value, what, of})
	return value
}

// child invents one, with all that any extract may say of a person.
func (p *planter) child(r role, story string) *planted {
	k := &planted{role: r, story: story, born: p.birthday(), school: p.schoolOf(r), sealed: r != notSealed && r != maybeSame}
	k.person = map[string]string{
		"upn": p.number("%c8872999", 5, "ABCDEFGHJKLMNPQRTUVWXYZ", cells.ValidUPN), "former_upn": p.number("%c8872998", 5, "ABCDEFGHJKLMNPQRTUVWXYZ", cells.ValidUPN),
		"uln": p.number("%c134", 6, "123456789", cells.ValidULN), "nhs_number": p.number("%c947", 6, "123456789", cells.ValidNHSNumber),
		"local_id": "L" + p.word(), "surname": p.word(), "forename": p.word(), "middle_names": p.word(), "preferred_surname": "", "preferred_forename": p.word(),
		"former_surname": p.word(), "dob": k.born.Format(time.DateOnly), "sex": []string{"F", "M"}[p.dice.IntN(2)],
		"address1": fmt.Sprintf("%d %s Lane", 1+p.dice.IntN(90), p.word()), "address2": p.word(), "address3": p.word(), "address4": p.word(), "address5": p.word(),
		"postcode": p.postcode(), "uprn": p.number("%c87655", 6, "1234", func(string) bool { return true }),
		"previous_address": fmt.Sprintf("%d %s Row", 1+p.dice.IntN(90), p.word()), "previous_postcode": p.postcode(),
		"parent_surname": p.word(), "parent_forename": p.word(), "parent_phone": fmt.Sprintf("07%s", p.number("%c", 8, "1234", func(string) bool { return true })),
		"parent_email": p.word() + "@" + p.word() + ".example",
	}
	event := p.weekend(time.Date(2022, 6, 4, 0, 0, 0, 0, time.UTC))
	if story == "home_education" {
		p.taken[event.AddDate(0, 0, 15).Format(time.DateOnly)] = true // by which a notice of that day is to be answered
	}
	k.event = event.Format(time.DateOnly)
	p.keep(k, "day of an event", k.event)
	p.children = append(p.children, k)
	return k
}

// weekend is the next day of a weekend that nothing in the extracts names: no clock of ours ends on one.
func (p *planter) weekend(from time.Time) time.Time {
	for p.taken[from.Format(time.DateOnly)] || from.Weekday() != time.Saturday && from.Weekday() != time.Sunday {
		from = from.AddDate(0, 0, 1)
	}
	if from.Year() > 2025 {
		p.Fatal("no weekends are left")
	}
	p.taken[from.Format(time.DateOnly)] = true
	return from
}

// postcode is one that nobody else has, where the authority's schools are.
func (p *planter) postcode() string {
	for {
		code := fmt.Sprintf("FW1 %d%c%c", 1+p.dice.IntN(4), "ABDEFGHJLNPQRSTUWXYZ"[p.dice.IntN(20)], "ABDEFGHJLNPQRSTUWXYZ"[p.dice.IntN(20)])
		if !p.taken[code] {
			p.taken[code] = true
			return code
		}
	}
}

// schoolOf is the school of the children of one role.
func (p *planter) schoolOf(r role) *ownSchool {
	if p.schools == nil {
		p.schools = map[role]*ownSchool{}
	}
	if p.schools[r] == nil {
		n := len(p.schools)
		p.schools[r] = &ownSchool{laestab: fmt.Sprintf("887%d", 2971+n), urn: fmt.Sprint(798301 + 7*n), name: p.word() + " " + p.word() + " School", street: p.word() + " Street",
			postcode: p.postcode()}
	}
	return p.schools[r]
}

// asOnePerson gives an old identity what a child keeps when it is adopted near by: forename, birth and address.
func (k *planted) asOnePerson(now *planted) {
	for _, f := range []string{"forename", "dob", "sex", "address1", "address2", "address3", "address4", "address5", "postcode", "uprn"} {
		k.person[f] = now.person[f]
	}
	k.born = now.born
}

// liken gives a child what leaves it open whether it is another: a part of its name and its birth, or one of another month that is nobody
// else's, and neither number nor home.
func (k *planted) liken(to *planted, way int, otherMonth time.Time) {
	for _, f := range sortedFields(k.person) {
		switch {
		case strings.HasPrefix(f, "previous_") || strings.HasPrefix(f, "parent_") || slices.Contains([]string{"upn", "former_upn", "uln", "nhs_number", "former_surname", "middle_names", "uprn"}, f):
			k.person[f] = ""
		case slices.Contains([]string{"surname", "forename", "dob", "sex", "preferred_forename"}, f):
			k.person[f] = to.person[f]
		}
	}
	k.born, k.school, k.other = to.born, to.school, nil
	for _, f := range []string{"address1", "address2", "address3", "address4", "address5", "postcode"} {
		k.person[f] = ""
	}
	k.person["preferred_forename"] = ""
	switch way % 3 {
	case 0:
		k.person["surname"] = k.person["local_id"][1:]
	case 1:
		k.person["forename"], k.born = to.person["forename"][:4], otherMonth
	default:
		k.person["surname"], k.person["forename"] = to.person["surname"][:4], to.person["forename"][:4]
	}
	k.person["dob"] = k.born.Format(time.DateOnly)
}

// waysOfTyping is how many ways moveIn has of writing an address.
const waysOfTyping = 6

// moveIn gives a child the surname and the home of another, typed in one of the ways in which people type it.
func (k *planted) moveIn(with *planted, way int) {
	line, street, _ := strings.Cut(with.person["address1"], " ")
	for _, f := range []string{"surname", "address2", "address3", "address4", "address5", "postcode"} {
		k.person[f] = with.person[f]
	}
	switch way % waysOfTyping {
	case 0:
		k.person["address1"] = "Flat 2 " + line + " " + street
	case 1:
		k.person["address1"] = line + " " + strings.TrimSuffix(street, "Lane") + "Ln"
	case 2:
		k.person["address1"] = strings.TrimSuffix(street, " Lane") + " House"
	case 3:
		k.person["address1"], k.person["postcode"] = with.person["address1"], ""
	case 4: // by its property number alone
		k.person["uprn"], k.person["postcode"] = with.person["uprn"], ""
	default:
		k.person["address1"] = strings.ToUpper(with.person["address1"])
		k.person["address2"], k.person["postcode"] = "", strings.ReplaceAll(with.person["postcode"], " ", "")
	}
}

// keepPerson makes every value of the person a canary, once each.
func (p *planter) keepPerson(k *planted) {
	for _, f := range sortedFields(k.person) {
		value := k.person[f]
		switch {
		case len(value) < 6: // none, or too short to be found nowhere else
		case strings.Contains(f, "address"):
			for _, word := range strings.Fields(value) {
				if len(word) >= longerThanCell {
					p.keep(k, f, word)
				}
			}
		default:
			p.keep(k, f, value)
		}
	}
}

// takeAll notes every day and postcode of files, so that no canary is one of them.
func (p *planter) takeAll(dir string) {
	p.Helper()
	for _, f := range files(p.T, dir) {
		cells, _, err := cellsOf(f)
		if err != nil {
			p.Fatal(err)
		}
		for _, c := range cells {
			p.takeDays(c.text)
			for _, code := range writtenPostcode.FindAllString(c.text, -1) {
				p.taken[code] = true
			}
			if n, err := strconv.Atoi(c.text); err == nil && len(c.text) == 5 { // as a spreadsheet counts days
				p.taken[time.Unix(int64(n-25569)*86400, 0).UTC().Format(time.DateOnly)] = true
			}
		}
	}
}

// takeDays notes every day of a text.
func (p *planter) takeDays(text string) {
	for _, d := range writtenDay.FindAllString(text, -1) {
		for _, layout := range []string{time.DateOnly, "02/01/2006", "02-01-2006", "2006-Jan-02", "2 January 2006"} {
			if day, err := time.Parse(layout, d); err == nil {
				p.taken[day.Format(time.DateOnly)] = true
			}
		}
	}
}

var (
	writtenDay      = regexp.MustCompile(`\d{4}-\d{2}-\d{2}|\d{4}-[A-Z][a-z]{2}-\d{2}|\d{2}[/-]\d{2}[/-]\d{4}|\d{1,2} [A-Z][a-z]+ \d{4}`)
	writtenPostcode = regexp.MustCompile(`[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}`)
)

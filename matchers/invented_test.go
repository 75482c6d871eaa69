package matchers

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// person is an invented person as one record has them.
type person struct {
	key, forename, surname, birth, sex, address, postcode, upn, group string
	who, house                                                        int
}

// invented is a register of invented households, written down with errors.
type invented struct {
	people []person
}

var (
	inventedStart = []string{"AL", "BRI", "CAM", "DOR", "EVA", "FEN", "GIL", "HUN", "IRI", "JOL", "KEN", "LOR", "MEL", "NOV", "OLI", "PER"}
	inventedEnd   = []string{"AN", "BETH", "CY", "DON", "ETTA", "FRED", "GAR", "HILD", "IS", "JAY", "KIN", "LYN"}
	inventedHome  = []string{"FERN RD", "MOSS ST", "QUARRY LN", "ORCHARD CL", "HARBOUR WAY", "CHALK HILL"}
)

// invent invents households of one to three children, one in eight of them with twins, of whom each child has one to
// three records.
func invent(seed uint64, households int) invented {
	r := rand.New(rand.NewPCG(seed, 1))
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	var out invented
	who := 0
	for h := range households {
		surname := pick(inventedStart) + pick(inventedEnd) + pick([]string{"", "SON", "LEY", "TON", "WELL"})
		address := fmt.Sprintf("%d %s", 1+r.IntN(120), pick(inventedHome))
		postcode := fmt.Sprintf("QX%d %d%c%c", 1+r.IntN(9), r.IntN(10), 'A'+rune(r.IntN(8)), 'A'+rune(r.IntN(8)))
		birth := ""
		for c := range 1 + r.IntN(3) {
			if c == 0 || h%8 != 0 {
				birth = fmt.Sprintf("%d-%02d-%02d", 2008+r.IntN(12), 1+r.IntN(12), 1+r.IntN(28))
			}
			p := person{
				forename: pick(inventedStart) + pick(inventedEnd), surname: surname, birth: birth, sex: pick([]string{"M", "F"}),
				address: address, postcode: postcode, upn: fmt.Sprintf("X%012d", who), who: who, house: h,
			}
			for range 1 + r.IntN(3) {
				out.people = append(out.people, p.written(r, len(out.people)))
			}
			who++
		}
	}
	return out
}

// written is the person as a careless hand writes them.
func (p person) written(r *rand.Rand, n int) person {
	p.key = fmt.Sprintf("r%06d", n*7919%1000003)
	spoil := func(s *string, rate float64) {
		if r.Float64() < rate {
			k := r.IntN(len(*s))
			*s = (*s)[:k] + string('A'+rune(r.IntN(26))) + (*s)[k+1:]
		}
	}
	lose := func(s *string, rate float64) {
		if r.Float64() < rate {
			*s = ""
		}
	}
	spoil(&p.forename, .06)
	spoil(&p.surname, .05)
	if r.Float64() < .04 {
		p.birth = p.birth[:5] + p.birth[8:10] + "-" + p.birth[5:7]
	}
	if r.Float64() < .1 {
		p.postcode, p.address = "QY1 1AA", "9 ELSEWHERE ST"
	}
	lose(&p.address, .1)
	lose(&p.birth, .03)
	lose(&p.upn, .5)
	return p
}

var inventedFields = []Field{
	{"forename", Names}, {"surname", Names}, {"birth", Dates}, {"sex", Categories}, {"address", Addresses}, {"postcode", Postcodes},
	{"upn", Identifiers}, {"group", Groups},
}

var inventedColumns = PersonColumns{
	Forenames: []string{"forename"}, Surnames: []string{"surname"}, Birth: "birth", Sex: "sex", Addresses: []string{"address"},
	Postcodes: []string{"postcode"}, Identifiers: []IdentifierColumns{{Name: "upn", Columns: []string{"upn"}}},
}

// add adds the person's row.
func (p person) add(b *Builder, dataset uint16) {
	b.Row(p.key, dataset)
	for c, s := range []string{p.forename, p.surname, p.birth, p.sex, p.address, p.postcode, p.upn, p.group} {
		b.Add(c, s)
	}
}

// table returns the register with its rows in a given order.
func (v invented) table(t testing.TB, order []int) *Table {
	t.Helper()
	b := NewBuilder(inventedFields...)
	for _, k := range order {
		v.people[k].add(b, uint16(k%2))
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// inOrder returns 0 to n−1.
func inOrder(n int) []int {
	out := make([]int, n)
	for k := range out {
		out[k] = k
	}
	return out
}

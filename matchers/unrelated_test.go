package matchers

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestStrangersOfOneNameAreCounted learns M of the birth from two files of names and births that hold nobody twice, where as many strangers
// as matches have one name. A rule that joins by names leaves nothing to be compared but the birth: pairs of two births are strangers because
// there are as many of them within the files.
func TestStrangersOfOneNameAreCounted(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	b := NewBuilder(Field{"forename", Names}, Field{"surname", Names}, Field{"birth", Dates})
	for p := range 2500 {
		row := []string{pick(inventedStart) + "A", pick(inventedStart) + pick(inventedEnd), fmt.Sprintf("%d-%02d-%02d", 1940+r.IntN(60), 1+r.IntN(12), 10+r.IntN(19))}
		for file := range uint16(2) {
			if r.IntN(10) < 4 {
				continue
			}
			b.Row(fmt.Sprintf("%d-%06d", file, p), file)
			for c, s := range row {
				if c == 2 && r.IntN(20) == 0 { // a digit of the day
					s = s[:9] + string('0'+rune(r.IntN(9)))
				}
				b.Add(c, s)
			}
		}
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	spec := PersonSpec(PersonColumns{Forenames: []string{"forename"}, Surnames: []string{"surname"}, Birth: "birth"})
	spec.Never = [][2]uint16{{0, 0}, {1, 1}}
	m, _, err := Train(context.Background(), table, spec, TrainOptions{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	p := m.Parameters[m.Spec.Index("birth")]
	if got := p.M[dateElse] + p.M[dateFar]; got > .08 {
		t.Errorf("of matches %.4f are of two births (want at most .08; the truth is 0, and it was .18 when strangers were not counted)", got)
	}
}

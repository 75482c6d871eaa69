package matchers

import "testing"

// What is left to each other of two files is joined from one chance in twenty; of another forename and another birthday, as two of one home are who
// are both left, from one in four.
func TestWhatIsLeftMustBeLikely(t *testing.T) {
	spec := PersonSpec(inventedColumns)
	s := &scorer{days: newBirthdays(spec)}
	vector := func(forename, birth int8) Vector {
		return Vector(0).set(spec.Index("forename"), forename).set(spec.Index("birth"), birth)
	}
	for _, c := range []struct {
		v    Vector
		want float64
	}{
		{vector(forenameElse, dateEdit), leastLeftApart}, {vector(forenameElse, dateExact), leastLeft}, {vector(forenameElse, -1), leastLeft},
		{vector(-1, dateEdit), leastLeft}, {vector(forenameNear, dateEdit), leastLeft},
	} {
		if got := s.leastLeft(c.v); got != c.want {
			t.Errorf("%x: %v (want %v)", c.v, got, c.want)
		}
	}
}

// TestACoinJoinsNobody gives a row two others that fit it as well, and then one that fits it somewhat better.
func TestACoinJoinsNobody(t *testing.T) {
	for _, c := range []struct {
		other  float32
		joined bool
	}{{.5, false}, {.4, true}} {
		e := &Edges{L: []int32{0, 0}, R: []int32{1, 2}, Weight: []float32{3, 3}, Probability: []float32{.5, c.other}, Gamma: make([]Vector, 2), Rule: make([]uint8, 2)}
		b := NewBuilder(Field{"forename", Names})
		for k := range uint16(3) {
			b.Row(string('a'+rune(k)), min(k, 1))
			b.Add(0, "ADA")
		}
		table, err := b.Table()
		if err != nil {
			t.Fatal(err)
		}
		limits := &constraints{same: newDisjoint(3), decided: make([]bool, 3)}
		labels := pairUp(table, &scorer{model: &Model{}, days: birthdays{-1, -1, -1, -1}}, limits, e, ResolveOptions{Link: .5})
		if joined := labels[0] == labels[1]; joined != c.joined {
			t.Errorf("another at %v: joined %v (want %v)", c.other, joined, c.joined)
		}
	}
}

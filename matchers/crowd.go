package matchers

import (
	"math"
	"slices"
)

// crowded is a comparer of which two rows agree the more by chance, the more rows there are that agree.
type crowded interface {
	comparer
	valued
	// countRows returns how many rows have each value.
	countRows() []float64
}

// household is how many times the rows of the middle address one may have that is still a household's: large families, two families
// in one house, and a person who is in the table several times.
const household = 8

// lnCrowds returns, for each value, what two people who share it are likelier than two of one household to be two people: a
// hostel, a boarding school or a block without flat numbers holds more pairs of strangers for each person who stands in it twice, in
// proportion to its rows. The size of the middle row's address is what the model has learnt its levels of; natural logarithms, 0 for
// a household's. It returns nil where nothing is crowded.
func lnCrowds(c crowded) []float64 {
	rows := c.countRows()
	return lnBeyond(rows, middleSize(rows))
}

// lnBeyond is lnCrowds for values of so many rows when the middle row's has so many.
func lnBeyond(rows []float64, middle float64) []float64 {
	out, any := make([]float64, len(rows)), false
	for v, n := range rows {
		if n > household*middle {
			out[v], any = math.Log(n/(household*middle)), true
		}
	}
	if !any {
		return nil
	}
	return out
}

// middleSize returns how many rows share the value of the middle one of all rows that have one.
func middleSize(rows []float64) float64 {
	sizes := slices.Clone(rows)
	slices.Sort(sizes)
	all := 0.0
	for _, n := range sizes {
		all += n
	}
	sum := 0.0
	for _, n := range sizes {
		if sum += n; 2*sum >= all && n > 0 {
			return n
		}
	}
	return 1
}

// addressed is a crowded comparer whose values can be told by their texts.
type addressed interface {
	crowded
	// eachPlace calls f with the text of each value of a row, as often as the row has it.
	eachPlace(i int32, f func(text string))
	// placeText returns the text of a value.
	placeText(v int32) string
}

// wholePlaces are the values of a crowded comparer among all rows, where a table has but some.
type wholePlaces interface {
	// rowsAt returns how many rows have a value, or none when they are no crowd.
	rowsAt(place string) int64
	// middlePlace is middleSize.
	middlePlace() float64
}

// crowdsOf is lnCrowds among all rows.
func (t *Table) crowdsOf(c crowded) []float64 {
	whole, is := t.memo.whole.(wholePlaces)
	named, told := c.(addressed)
	if !is || !told {
		return lnCrowds(c)
	}
	rows := make([]float64, len(c.countRows()))
	for v := range rows {
		rows[v] = float64(whole.rowsAt(named.placeText(int32(v))))
	}
	return lnBeyond(rows, whole.middlePlace())
}

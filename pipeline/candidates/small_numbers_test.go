package candidates

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// withSums adds the sums of columns and, where rows have them, of rows.
func withSums(t [][]int, across bool) [][]int {
	var out [][]int
	for _, row := range t {
		row = append([]int{}, row...)
		if across {
			sum := 0
			for _, n := range row {
				sum += n
			}
			row = append(row, sum)
		}
		out = append(out, row)
	}
	sums := make([]int, len(out[0]))
	for _, row := range out {
		for j, n := range row {
			sums[j] += n
		}
	}
	return append(out, sums)
}

// readings are, for each figure, the least and the most that it may be for a reader who sees all that is not hidden, and knows that the
// sums are right and no figure is below nought: found by trying every table there is.
func readings(t [][]int, hidden [][]bool, across bool) (least, most [][]int) {
	parts, wide := len(t)-1, len(t[0])
	if across {
		wide--
	}
	try := make([][]int, parts)
	for i := range try {
		try[i] = make([]int, wide)
	}
	for i := range t {
		least, most = append(least, make([]int, len(t[i]))), append(most, make([]int, len(t[i])))
		for j := range t[i] {
			least[i][j], most[i][j] = 1<<30, -1
		}
	}
	note := func() {
		full := withSums(try, across)
		for i := range full {
			for j := range full[i] {
				if !hidden[i][j] && full[i][j] != t[i][j] {
					return
				}
			}
		}
		for i := range full {
			for j := range full[i] {
				least[i][j], most[i][j] = min(least[i][j], full[i][j]), max(most[i][j], full[i][j])
			}
		}
	}
	var fill func(at int)
	fill = func(at int) {
		if at == parts*wide {
			note()
			return
		}
		i, j := at/wide, at%wide
		if !hidden[i][j] {
			try[i][j] = t[i][j]
			fill(at + 1)
			return
		}
		left := t[parts][j] // sums of columns are always shown
		for k := range i {
			left -= try[k][j]
		}
		least := 0
		if i == parts-1 { // the last of a column is what is left
			least = max(0, left)
		}
		for n := least; n <= left; n++ {
			try[i][j] = n
			fill(at + 1)
		}
	}
	fill(0)
	return least, most
}

// No figure under five is shown of a part, and none that is hidden can be worked out, by a reader who tries every table that agrees with
// what is shown.
func TestNoHiddenFigureCanBeWorkedOut(t *testing.T) {
	hid, left := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		across := rapid.Bool().Draw(t, "across")
		parts, wide := rapid.IntRange(1, 4).Draw(t, "rows"), rapid.IntRange(1, 2).Draw(t, "columns")
		inner := make([][]int, parts)
		for i := range inner {
			inner[i] = rapid.SliceOfN(rapid.SampledFrom([]int{0, 0, 1, 2, 4, 5, 6}), wide, wide).Draw(t, fmt.Sprint("row ", i))
		}
		table := withSums(inner, across)
		hidden, ok := hideSmall(table, across)
		if !ok {
			left++
			return
		}
		least, most := readings(table, hidden, across)
		for i := range table {
			for j, n := range table[i] {
				switch {
				case i == parts && hidden[i][j]:
					t.Fatalf("%v: the sum %d is hidden, which the page says elsewhere", table, n)
				case i < parts && isSmall(n) && !hidden[i][j]:
					t.Fatalf("%v: %d is shown", table, n)
				case hidden[i][j] && least[i][j] == most[i][j]:
					t.Fatalf("%v, hidden %v: row %d, column %d can only be %d", table, hidden, i, j, n)
				case hidden[i][j]:
					hid++
				}
			}
		}
	})
	if hid == 0 || left == 0 {
		t.Errorf("%d figures were hidden and %d tables left out: the test tests nothing", hid, left)
	}
}

// What is hidden of a sum is five or more together, as long as there is more to hide.
func TestWhatIsHiddenTogetherIsNotSmall(t *testing.T) {
	for _, c := range []struct {
		in   []int
		want string
	}{
		{[]int{3, 1, 20, 40}, "[true true true false]"}, {[]int{3, 2, 20}, "[true true false]"}, {[]int{2, 20, 9}, "[true false true]"},
		{[]int{7, 5, 0}, "[false false false]"}, {[]int{3, 0, 0}, "[true true false]"}, {[]int{50}, "[false]"},
	} {
		var column [][]int
		for _, n := range c.in {
			column = append(column, []int{n})
		}
		hidden, ok := hideSmall(withSums(column, false), false)
		var got []bool
		for i := range c.in {
			got = append(got, ok && hidden[i][0])
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("of %v are hidden %v, want %s", c.in, got, c.want)
		}
	}
	if _, ok := hideSmall([][]int{{3}, {3}}, false); ok {
		t.Error("the one part of a small sum can be hidden")
	}
}

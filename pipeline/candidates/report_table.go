package candidates

import (
	"fmt"
	"slices"
)

// grid is a table of the report. Whatever the page shows in rows goes through it, so that every table has its caption, its headers, and
// a box of its own that a narrow screen can move.
type grid struct {
	ID, Caption string
	Heads       []string // of the first column, which names the row, and of the others
	Texts       int      // how many of the others hold text, before those that hold figures
	Rows        []gridRow
}

type gridRow struct {
	Title string
	Total bool
	Track *track // under the title
	Texts []string
	Cells []gridCell
}

// gridCell is a figure as it is shown.
type gridCell struct {
	Text  string
	Alarm bool
	Track *track // beside the figure
}

// track is a bar within a cell, in hundredths of it; the figure that it shows stands in the row.
type track struct {
	From, Wide float64
	Class      string
}

// hiddenText stands for a figure that is not shown, as the Government Statistical Service marks it: c for confidential.
const hiddenText = "[c]"

// numberOf is a number that may be shown, or the mark.
func numberOf(n int, hidden bool) string {
	if hidden {
		return hiddenText
	}
	return withCommas(n)
}

// table is a split as the page shows it: small figures hidden, empty groups left out, and of many groups those that are too small put
// together. Nothing when no figure of it may be shown.
func (s Split) table() *grid {
	sums := s.sums()
	var cells [][]int
	for _, g := range s.Groups {
		cells = append(cells, g.N)
	}
	hidden, ok := hideSmall(append(cells, sums), s.Across)
	if len(s.Groups) == 0 || !ok {
		return nil
	}
	t := &grid{ID: "by-" + s.ID, Caption: s.caption(), Heads: append([]string{capital(s.Of)}, s.Columns...)}
	gathered, longest, together := s.gathered(hidden), s.longest(hidden), make([]int, len(s.Columns))
	whole := make([]bool, len(s.Columns)) // nothing but what is put together is hidden of the column
	for j := range whole {
		whole[j] = !slices.ContainsFunc(hidden, func(row []bool) bool { return row[j] }) || s.onlyIn(gathered, hidden, j)
	}
	var unknown []gridRow
	for i, g := range s.Groups {
		switch empty := slices.Max(g.N) == 0 && !slices.Contains(hidden[i], true); {
		case gathered[i]:
			for j, n := range g.N {
				together[j] += n
			}
		case g.Title == NotKnown && !empty:
			unknown = append(unknown, s.row(capital(g.Title), g.N, hidden[i], longest))
		case !empty || s.keepsEmpty():
			t.Rows = append(t.Rows, s.row(capital(g.Title), g.N, hidden[i], longest))
		}
	}
	if n := count(gathered); n > 0 {
		hide := make([]bool, len(together))
		for j := range hide {
			hide[j] = isSmall(together[j]) || !whole[j]
		}
		t.Rows = append(t.Rows, s.row(fmt.Sprintf("%d others together", n), together, hide, longest))
	}
	t.Rows = append(t.Rows, unknown...)
	total := s.row("All", sums, make([]bool, len(sums)), nil)
	total.Total = true
	for j := range total.Cells {
		if !s.Across {
			total.Cells[j].Track = &track{} // so that it stands below the others
		}
	}
	t.Rows = append(t.Rows, total)
	return t.withoutEmpty(sums, s.Across)
}

// keepsEmpty reports whether a group without a line is shown: in a scale such as the year groups a gap would mislead.
func (s Split) keepsEmpty() bool { return !s.Long && !s.Across }

// gathered are the groups of many of which nothing is shown.
func (s Split) gathered(hidden [][]bool) []bool {
	is := make([]bool, len(s.Groups))
	for i, g := range s.Groups {
		is[i] = s.Long && slices.Contains(hidden[i], true)
		for j, n := range g.N {
			is[i] = is[i] && (hidden[i][j] || n == 0)
		}
	}
	if count(is) < 2 {
		return make([]bool, len(s.Groups))
	}
	return is
}

// onlyIn reports whether all that is hidden of a column is in groups that are put together.
func (s Split) onlyIn(gathered []bool, hidden [][]bool, column int) bool {
	for i := range s.Groups {
		if hidden[i][column] && !gathered[i] {
			return false
		}
	}
	return true
}

func (s Split) caption() string {
	if s.About == "" {
		return s.Title
	}
	return s.Title + ". " + s.About
}

// row is a row of a split with a bar beside each figure, the longest that of the largest group.
func (s Split) row(title string, n []int, hidden []bool, longest []int) gridRow {
	r := gridRow{Title: title}
	for j, v := range n {
		c := gridCell{Text: numberOf(v, hidden[j])}
		if s.Across {
			c.Alarm = j == 0 && v > 0 && !hidden[j]
		} else if longest != nil && !hidden[j] && v > 0 {
			c.Track = &track{Wide: min(100, 100*float64(v)/float64(max(1, longest[j]))), Class: "bar"}
		} else if longest != nil {
			c.Track = &track{}
		}
		r.Cells = append(r.Cells, c)
	}
	return r
}

// longest is the largest figure of each column that is shown.
func (s Split) longest(hidden [][]bool) []int {
	most := make([]int, len(s.Columns))
	for i, g := range s.Groups {
		for j, n := range g.N {
			if !hidden[i][j] {
				most[j] = max(most[j], n)
			}
		}
	}
	return most
}

// withoutEmpty leaves out the columns in which there is nothing, but for the sums of rows.
func (t *grid) withoutEmpty(sums []int, across bool) *grid {
	for j := len(sums) - 1; j >= 0; j-- {
		hides := slices.ContainsFunc(t.Rows, func(r gridRow) bool { return r.Cells[j].Text == hiddenText })
		if sums[j] > 0 || hides || !across {
			continue
		}
		t.Heads = slices.Delete(t.Heads, j+1, j+2)
		for i := range t.Rows {
			t.Rows[i].Cells = slices.Delete(t.Rows[i].Cells, j, j+1)
		}
	}
	return t
}

func count(is []bool) (n int) {
	for _, x := range is {
		if x {
			n++
		}
	}
	return n
}

// Shown is how wide the bar is drawn: so wide at least that it is seen.
func (t *track) Shown() float64 { return max(t.Wide, .4) }

// HeadClass says how the header of a column stands: as its cells do.
func (t *grid) HeadClass(column int) string {
	k := column - 1 - t.Texts
	if len(t.Rows) > 0 && t.Rows[0].Cells[k].Track != nil {
		return "bars"
	}
	return "n"
}

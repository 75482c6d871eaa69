package sources

import "rollcall/sources/cells"

// LowestHeader is the lowest row in which the settings may say that the headers stand.
const LowestHeader = 1000

// nameByRowAbove names the columns of a header of two rows: by the lower row; where that is empty, by the upper; where the lower says the same of
// two columns, by both. A word of the upper row stands for the empty cells behind it, as merged cells do.
func nameByRowAbove(upper, lower []string) []string {
	if len(upper) < 2 {
		return lower
	}
	times := map[string]int{}
	for _, h := range lower {
		times[cells.Fold(h)]++
	}
	out, group := make([]string, len(lower)), ""
	for i, h := range lower {
		over := ""
		if i < len(upper) {
			over = cells.Plain(upper[i])
		}
		if over != "" {
			group = over
		}
		switch out[i] = h; {
		case cells.Plain(h) == "":
			out[i] = over
		case times[cells.Fold(h)] > 1 && group != "":
			out[i] = group + " " + h
		}
	}
	return out
}

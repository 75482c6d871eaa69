package sources

import (
	"strings"

	"rollcall/sources/cells"
)

// A header may stand in two rows: a word over several columns above ("Parent" over "Surname" and "Forename"), or one column's words in both
// ("Date of" over "birth"). The cells of a group behind its first are empty, as merged cells are.

// joinTwoRows returns the header of which a row is a part, with the row above or the one below, when both together say more than the row
// alone; below says that it is the one below.
func joinTwoRows(known map[string]bool, over, header, under []string) (joined []string, below bool) {
	most := distinctKnown(known, header)
	if both := joinHeaders(known, over, header); len(over) > 0 && distinctKnown(known, both) > most {
		return both, false
	}
	if both := joinHeaders(known, header, under); len(under) > 0 && !hasFigures(under) && distinctKnown(known, both) > most {
		return both, true
	}
	return header, false
}

// joinHeaders joins two rows of a header, column by column: a word of the upper row stands for the empty cells behind it.
func joinHeaders(known map[string]bool, upper, lower []string) []string {
	out := make([]string, max(len(upper), len(lower)))
	group, met := "", map[string]bool{}
	for i := range out {
		over, under := "", ""
		if i < len(upper) {
			over = cells.Plain(upper[i])
		}
		if i < len(lower) {
			under = cells.Plain(lower[i])
		}
		if over != "" {
			group = over
		}
		both := joinHeader(known, group, under)
		switch {
		case under == "":
			out[i] = over
		case group == "", known[cells.Fold(under)] && !known[cells.Fold(both)] && !met[cells.Fold(under)]:
			out[i] = under
		default:
			out[i] = both
		}
		met[cells.Fold(under)] = true
	}
	return out
}

// carers are the words of a group of columns that are about a parent.
var carers = cells.SetOf("parent", "parents", "carer", "guardian", "mother", "father", "contact")

// joinHeader joins the word of a group and that of a column, by the one word of the group with which the source knows it: the surname of
// "Parent or carer" is a parent's.
func joinHeader(known map[string]bool, group, under string) string {
	both := strings.TrimSpace(group + " " + under)
	if group == "" || under == "" || known[cells.Fold(both)] {
		return both
	}
	for _, w := range strings.FieldsFunc(group, func(c rune) bool { return strings.ContainsRune(" /&,-", c) }) {
		if carers[strings.ToLower(w)] {
			w = "parent"
		}
		if one := w + " " + under; known[cells.Fold(one)] {
			return one
		}
	}
	return both
}

// distinctKnown counts the headers that the source knows, each once.
func distinctKnown(known map[string]bool, header []string) int {
	met := map[string]bool{}
	for _, h := range header {
		if k := cells.Fold(h); k != "" && known[k] {
			met[k] = true
		}
	}
	return len(met)
}

// hasFigures reports whether a cell of a row has a figure that is not the number of a line, as rows of data have.
func hasFigures(row []string) bool {
	for _, c := range row {
		if strings.ContainsAny(strings.TrimRight(c, "0123456789"), "0123456789") || cells.AllDigits(c) {
			return true
		}
	}
	return false
}

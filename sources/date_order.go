package sources

// A date of two numbers below thirteen can be read both ways, and a column that was written with the month first reads in
// part as days that are no one's birthday. So the dates that can be read one way only decide for the column: where the
// first rows show the month first and never the day, no date that can be read both ways is believed.

// orderRows is how many rows are looked at before the first is read.
const orderRows = 200

// twoNumbers returns the two numbers before the year of a date such as 31/01/2015.
func twoNumbers(s string) (first, second int, ok bool) {
	i := 0
	for i < len(s) && digit(s[i]) {
		i++
	}
	if i < 1 || i > 2 || i >= len(s) || s[i] != '/' && s[i] != '-' && s[i] != '.' {
		return 0, 0, false
	}
	j := i + 1
	for j < len(s) && digit(s[j]) {
		j++
	}
	if j == i+1 || j > i+3 || j >= len(s) || s[j] != s[i] {
		return 0, 0, false
	}
	first, _ = digits(s[:i])
	second, _ = digits(s[i+1 : j])
	return first, second, true
}

// monthFirst reports whether a date can only be one whose month stands before the day.
func monthFirst(s string) bool {
	first, second, ok := twoNumbers(s)
	return ok && first >= 1 && first <= 12 && second > 12 && second <= 31
}

// sureOfDay says why a date that was read with the day first is not believed, or nothing.
func (b *binding) sureOfDay(s string) string {
	switch first, second, ok := twoNumbers(s); {
	case !ok || first == second || first > 12:
	case b.american:
		return "the dates of this column have the month before the day (say dates: 01/02/2006 in the settings)"
	default:
		b.either++
	}
	return ""
}

// noteOrder notes a column whose dates are in both orders.
func (b *binding) noteOrder(o *out) {
	if b.monthFirst > 0 && b.either > 0 {
		o.note("%s: %d dates have the month before the day; of those read with the day first, %d may be wrong", b.field.name, b.monthFirst, b.either)
	}
}

// lookAhead finds the columns whose dates have the month first, by the first rows.
func (t *tableReader) lookAhead(rows []heldRow) {
	if t.gave != "" {
		return
	}
	for i := range t.cols.bound {
		b := &t.cols.bound[i]
		if b.field.is != dateValue && b.field.is != birthValue {
			continue
		}
		days, months := 0, 0
		for _, r := range rows {
			if b.col >= len(r.cells) {
				continue
			}
			first, second, ok := twoNumbers(trim(r.cells[b.col]))
			switch {
			case ok && first > 12 && second <= 12:
				days++
			case ok && second > 12 && first <= 12:
				months++
			}
		}
		b.american = months > 0 && days == 0
	}
}

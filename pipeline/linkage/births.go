package linkage

import (
	"strings"

	"rollcall/sources/cells"
)

// readBirths writes the dates of birth of a table in one way, in the order in which its column writes them, and takes out the days
// that stand for none.
func (u *Used) readBirths(t *table) {
	c := t.columnOf(u.Name)
	rows := c.countRows()
	order, days, months := orderOf(c.values)
	unread, short := 0, 0
	for k, v := range c.values {
		if rows[k] == 0 {
			continue
		}
		if isoDate(v, order) == "" {
			unread += rows[k]
		} else if hasShortYear(v) {
			short += rows[k]
		}
	}
	c = c.rewriteValues(c.name, func(v string) string { return isoDate(v, order) })
	rows = c.countRows()
	stand := standIns(c, rows)
	gone := 0
	for k := range stand {
		gone += rows[k]
	}
	if gone > 0 {
		c = c.rewriteValues(c.name, func(v string) string {
			if k := c.codeOf(v, false); stand[k] {
				return ""
			}
			return v
		})
		u.Nothing += gone
		u.addNote("%d cells of %s hold a day that stands for none", gone, t.name)
	}
	t.putColumn(c)
	if unread > 0 {
		u.addNote("%d cells of %s are no dates and count as empty", unread, t.name)
	}
	if short > 0 {
		u.addNote("%d years of %s have two figures: %d to %d are meant", short, t.name, 1900+pivot, 1999+pivot)
	}
	if days > 0 && months > 0 {
		u.addNote("the dates of %s are in both orders: %d can only have the day first, %d the month; the others are read as most are", t.name, days, months)
	}
}

// hasShortYear reports whether the year of a date has two figures.
func hasShortYear(s string) bool {
	p := splitDate(s)
	return len(p) == 3 && len(p[0]) < 4 && len(p[2]) == 2
}

// How often a day must come before it is taken for none: against the days of the years around it, or all.
const (
	standInYears  = 5
	standInTimes  = 20 // as often as the days around it, on average
	standInFirsts = 4  // as often as any first of January around it, on which those are born of whom the year alone is known
	standInShare  = 20 // one row of so many, of a day in no list
)

// standIns returns the values of a column of dates that stand for none. A first or last day of some calendar is nobody's birthday
// where hardly anybody else was born about then, and where it comes far more often than the days around it; any other day is none
// when a table's twentieth was born on it.
func standIns(c *column, rows []int) map[int32]bool {
	total, days := 0, 0
	byYear, daysOf, firsts := map[int]int{}, map[int]int{}, map[int]int{}
	for k, v := range c.values {
		if rows[k] == 0 {
			continue
		}
		total += rows[k]
		days++
		if !cells.StandInDay(v) {
			byYear[yearOf(v[:4])] += rows[k]
			daysOf[yearOf(v[:4])]++
		}
		if strings.HasSuffix(v, "-01-01") {
			firsts[yearOf(v[:4])] = rows[k]
		}
	}
	out := map[int32]bool{}
	for k, v := range c.values {
		n := rows[k]
		if n == 0 {
			continue
		}
		if cells.StandInDay(v) {
			near, nearDays, first, year := 0, 0, 0, yearOf(v[:4])
			for y := year - standInYears; y <= year+standInYears; y++ {
				near, nearDays = near+byYear[y], nearDays+daysOf[y]
				if y != year {
					first = max(first, firsts[y])
				}
			}
			if strings.HasPrefix(v, "9999") || 100*near < total-n || n*nearDays > standInTimes*near && n >= fewestKeys && n > standInFirsts*first {
				out[int32(k)] = true
			}
			continue
		}
		if !strings.HasSuffix(v, "-00") && n >= fewRows && n*standInShare >= total && n*days >= standInTimes*total {
			out[int32(k)] = true
		}
	}
	return out
}

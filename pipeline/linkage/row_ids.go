package linkage

import (
	"slices"
	"strconv"
	"strings"

	"rollcall/sources/cells"
)

// rowNumbers, as the id of a table in the settings, says that its rows are named by their number.
const rowNumbers = "none"

// rowIDs returns what a table calls its rows: its id column, one that looks like it, or the number of the row. Ids that are missing or stand
// twice are a fault: numbers in their place would be taken for them.
func rowIDs(s *Settings, k int, t *table) ([]string, error) {
	wanted := s.Tables[k].ID
	c := t.columnNamed(wanted)
	switch {
	case wanted != "" && wanted != rowNumbers && c == nil:
		return nil, faultf("%s: tables[%d] (%s): id: no column %q", s.path, k, t.name, wanted)
	case wanted == "":
		if c = t.idColumn(); c == nil {
			t.notes = append(t.notes, "no column names its rows: they are called by their number")
		}
	}
	if c == nil {
		ids := make([]string, t.rows)
		for i := range ids {
			ids[i] = strconv.Itoa(i + 1)
		}
		return ids, nil
	}
	ids := make([]string, t.rows)
	for i, code := range c.codes {
		if code < 0 || cells.WordForNothing(c.values[code]) {
			return nil, faultf("%s: tables[%d] (%s): row %d has no %s; every row needs one: mend the file, or name another column under id, or say id: %s to call rows by their number",
				s.path, k, t.name, i+1, c.name, rowNumbers)
		}
		ids[i] = c.values[code]
	}
	if i, j := firstRepeat(c, ids); j > 0 {
		return nil, faultf("%s: tables[%d] (%s): rows %d and %d have the same %s: mend the file, or name a column under id that differs for each row, or say id: %s to call rows by their number",
			s.path, k, t.name, i+1, j+1, c.name, rowNumbers)
	}
	return ids, nil
}

// firstRepeat returns the first two places of an id of a column that stands twice, and zeros when none does.
func firstRepeat(c *column, ids []string) (int, int) {
	if countDistinct(c) == len(ids) {
		return 0, 0
	}
	order := make([]int32, len(ids))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		if d := strings.Compare(ids[a], ids[b]); d != 0 {
			return d
		}
		return int(a - b)
	})
	i, j := 0, 0
	for k := 1; k < len(order); k++ {
		if a, b := order[k-1], order[k]; ids[a] == ids[b] && (j == 0 || int(b) < j) {
			i, j = int(a), int(b)
		}
	}
	return i, j
}

// idColumn returns the column that is named as one that names rows, one that does before one that does not; none whose values most rows
// share, which names something else, as is told.
func (t *table) idColumn() *column {
	var named *column
	for _, name := range idNames {
		for _, c := range t.columns {
			if !strings.EqualFold(c.name, name) {
				continue
			}
			switch n := countDistinct(c); {
			case n == t.rows:
				return c
			case 2*n < t.rows:
				t.notes = append(t.notes, c.name+" has "+strconv.Itoa(n)+" values in "+strconv.Itoa(t.rows)+" rows: it names something else than rows")
			case named == nil:
				named = c
			}
		}
	}
	return named
}

// countDistinct returns how many different values a column has, which is counted once.
func countDistinct(c *column) int {
	if !c.own {
		return len(c.values)
	}
	if c.distinct == 0 {
		seen := newColumn("")
		for _, v := range c.values {
			seen.codeOf(v, false)
		}
		c.distinct = len(seen.values)
	}
	return c.distinct
}

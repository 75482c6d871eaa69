package linkage

import (
	"strings"

	"rollcall/sources"
)

// How far ahead a row is looked for where it stood before, and after how many that are not found all places are listed.
const (
	lookAhead  = 64
	mostUnmet  = 64
	noPlace    = -1
	emptyValue = -1
)

// follower finds where the rows of a file stood in an earlier version of it, by one of its columns. A place that is wrong costs time and
// changes nothing: what stands there is held against the row.
type follower struct {
	kept  *column // of the earlier version
	at    int     // of the column in the file as it is
	next  int     // the place after that of the last row that was found
	unmet int
	where map[string]int32
	place []int32 // of the rows at hand
}

// newFollower returns what finds the rows of a file with such columns, nil when there is no earlier version.
func newFollower(columns []*column) *follower {
	var f *follower
	for at, c := range columns {
		if c == nil || c.kept == nil {
			continue
		}
		if f == nil || c.own && !f.kept.own || c.own == f.kept.own && len(c.kept.values) > len(f.kept.values) {
			f = &follower{kept: c.kept, at: at}
		}
	}
	return f
}

// placesOf returns the places of rows, each noPlace when it is not found.
func (f *follower) placesOf(rows *sources.TableRows) []int32 {
	if f == nil {
		return nil
	}
	f.place = f.place[:0]
	for row := range rows.Len() {
		f.place = append(f.place, f.placeOf(strings.TrimSpace(rows.Cell(row, f.at))))
	}
	return f.place
}

func (f *follower) placeOf(value string) int32 {
	for at := f.next; at < min(f.next+lookAhead, len(f.kept.codes)); at++ {
		if f.kept.valueOf(at) == value {
			f.next = at + 1
			return int32(at)
		}
	}
	if f.unmet++; f.unmet < mostUnmet || !f.kept.own {
		return noPlace
	}
	if f.where == nil {
		f.where = make(map[string]int32, len(f.kept.codes))
		for at := range f.kept.codes {
			f.where[f.kept.valueOf(at)] = int32(at)
		}
	}
	at, is := f.where[value]
	if !is {
		return noPlace
	}
	f.next = int(at) + 1
	return at
}

// followKept has the column know the values of the one that was kept of an earlier version of its file.
func (c *column) followKept(kept *column) {
	if kept == nil || kept.own != c.own {
		return
	}
	c.kept = kept
	if !c.own {
		c.values = kept.values[:len(kept.values):len(kept.values)]
		c.slots = nil
	}
}

// codeKept returns the code that a value has by what stood in its place, emptyValue when another did.
func (c *column) codeKept(value string, place int32) int32 {
	if place < 0 {
		return emptyValue
	}
	if code := c.kept.codes[place]; code >= 0 && c.kept.values[code] == value {
		return code
	}
	return emptyValue
}

// renumberValues numbers the values by the rows that have them first, as if nothing had been known of them, and leaves out what no row has.
func (c *column) renumberValues() {
	if c.kept == nil {
		return
	}
	c.kept = nil
	if c.own {
		return
	}
	to := make([]int32, len(c.values))
	var values []string
	for i, code := range c.codes {
		if code < 0 {
			continue
		}
		if to[code] == 0 {
			values = append(values, c.values[code])
			to[code] = int32(len(values))
		}
		c.codes[i] = to[code] - 1
	}
	c.values, c.hashes, c.slots = values, nil, nil
}

package matchers

import (
	"fmt"
	"slices"
	"strings"
)

// keyMaker derives the keys of one Key for the rows of a table. What depends on a value alone is done once per value.
type keyMaker struct {
	columns []*column
	hashes  []hashLists // by column, and code
	sum     bool        // one key per row, of all its values together
	// one is, by code, the only key of a value, 0 for none, where rows have one value at most and values one key; nil elsewhere.
	one []uint64
}

// hashLists are lists of hashes, by number, one after the other in memory.
type hashLists struct {
	start  []int32
	hashes []uint64 // of list v: hashes[start[v]:start[v+1]]
}

// newHashLists returns no list, with room for so many of one hash each.
func newHashLists(n int) hashLists {
	return hashLists{start: append(make([]int32, 0, n+1), 0), hashes: make([]uint64, 0, n)}
}

// endList ends a list.
func (l *hashLists) endList() { l.start = append(l.start, int32(len(l.hashes))) }

// of returns list v.
func (l *hashLists) of(v int32) []uint64 { return l.hashes[l.start[v]:l.start[v+1]] }

// n returns how many lists there are.
func (l *hashLists) n() int { return len(l.start) - 1 }

// bindKey makes the keyMaker of a Key; wanted says of a column which of its codes are asked for, nil for all.
func bindKey(t *Table, k Key, wanted func(*column) []bool) *keyMaker {
	m := &keyMaker{sum: k.Part == SortedTokens}
	for _, name := range k.Columns {
		c, kind := t.column(name), t.fields[t.placeOf(name)].Kind
		asked, lists := wanted(c), newHashLists(len(c.values))
		for v, value := range c.values {
			if asked == nil || asked[v] {
				for _, s := range keyParts[k.Part](value, kind) {
					lists.hashes = append(lists.hashes, hashText(s))
				}
			}
			lists.endList()
		}
		m.columns, m.hashes = append(m.columns, c), append(m.hashes, lists)
	}
	if len(m.columns) == 1 && m.columns[0].start == nil && !m.sum {
		m.one = m.hashes[0].firsts()
	}
	return m
}

// firsts returns the hashes of lists that have one at most, 0 for none; nil when a list has more.
func (l *hashLists) firsts() []uint64 {
	out := make([]uint64, l.n())
	for v := range out {
		switch list := l.of(int32(v)); len(list) {
		case 0:
		case 1:
			out[v] = list[0]
		default:
			return nil
		}
	}
	return out
}

// appendKeys appends the keys of row i to out.
func (m *keyMaker) appendKeys(out []uint64, i int32) []uint64 {
	if m.one != nil {
		if v := m.columns[0].codes[i]; v != missing && m.one[v] != 0 {
			out = append(out, m.one[v])
		}
		return out
	}
	if m.sum {
		return m.appendSum(out, i)
	}
	from := len(out)
	for k, c := range m.columns {
		for _, v := range c.of(i) {
			if v == missing {
				continue
			}
			for _, h := range m.hashes[k].of(v) {
				if !slices.Contains(out[from:], h) {
					out = append(out, h)
				}
			}
		}
	}
	return out
}

// appendSum appends one key made of all words of the first values of the row, whatever their order; none for fewer than two.
func (m *keyMaker) appendSum(out []uint64, i int32) []uint64 {
	var sum uint64
	words := 0
	for k, c := range m.columns {
		if v := c.firstOf(i); v != missing {
			for _, h := range m.hashes[k].of(v) {
				sum += mixBits(h)
				words++
			}
		}
	}
	if words < 2 {
		return out
	}
	return append(out, mixBits(sum))
}

// keyParts return the texts that are the part of a normalised value; none when the value has no such part.
var keyParts = map[Part]func(value string, kind Kind) []string{
	Whole:        func(value string, kind Kind) []string { return []string{wholeOf(value, kind)} },
	Initial:      func(value string, _ Kind) []string { return oneOrNone(value[:1]) },
	Sound:        func(value string, _ Kind) []string { return oneOrNone(soundex(value)) },
	Deletions:    func(value string, _ Kind) []string { return leaveOneOut(strings.ReplaceAll(value, " ", ""), "") },
	SortedTokens: func(value string, _ Kind) []string { return strings.Fields(value) },
	Year:         Year.ofDate,
	YearMonth:    YearMonth.ofDate,
	MonthDay:     MonthDay.ofDate,
	DayOrMonth:   DayOrMonth.ofDate,
	Sector:       func(value string, _ Kind) []string { return oneOrNone(ParsePostcode(value).Sector) },
	District:     func(value string, _ Kind) []string { return oneOrNone(ParsePostcode(value).District) },
	Area:         func(value string, _ Kind) []string { return oneOrNone(ParsePostcode(value).Area) },
	Wildcards:    func(value string, _ Kind) []string { return leaveOneOut(value, "?") },
}

// wholeOf is a value as a key: names without spaces, addresses without the flat.
func wholeOf(value string, kind Kind) string {
	switch kind {
	case Names:
		return strings.ReplaceAll(value, " ", "")
	case Addresses:
		p := parseAddressKey(value)
		return p.Number + "|" + p.Street
	}
	return value
}

// ofDate returns a part of a date; none when a piece that it needs is missing.
func (p Part) ofDate(value string, _ Kind) []string {
	d := ParseDate(value)
	y, m, day := d.Year(), d.Month(), d.Day()
	switch {
	case p == Year && y != 0:
		return []string{fmt.Sprintf("y%d", y)}
	case p == YearMonth && y != 0 && m != 0:
		return []string{fmt.Sprintf("y%dm%d", y, m)}
	case p == MonthDay && m != 0 && day != 0:
		return []string{fmt.Sprintf("m%dd%d", m, day)}
	case p == DayOrMonth && y != 0 && m != 0 && day != 0:
		return []string{fmt.Sprintf("y%d %d %d", y, min(m, day), max(m, day))}
	}
	return nil
}

// oneOrNone returns s as a list, empty when s is.
func oneOrNone(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// leaveOneOut returns s and every s with one place replaced.
func leaveOneOut(s, by string) []string {
	out := []string{s}
	for k := range s {
		out = append(out, s[:k]+by+s[k+1:])
	}
	return out
}

// hashText returns the 64-bit FNV-1a hash of s, mixed. Keys are compared by it: at 10⁷ rows two different keys of a rule
// collide with a probability of 3·10⁻⁶, and then cost a comparison.
func hashText(s string) uint64 {
	h := uint64(14695981039346656037)
	for k := range len(s) {
		h = (h ^ uint64(s[k])) * 1099511628211
	}
	return mixBits(h)
}

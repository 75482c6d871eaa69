package linkage

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"rollcall/matchers"
)

// mostComparisons is how many comparisons a Spec may have.
const mostComparisons = 16

// leastBits is how much a column must tell to be kept where there are too many.
const leastBits = .1

// keepTelling leaves out guessed columns when there are more than can be compared: those of names, birth, sex and home stay, and of the
// others the most telling ones.
func keepTelling(s *Settings, tables []*table, used []Used) error {
	over := countComparisons(used) - mostComparisons
	if over <= 0 || len(s.Comparisons) > 0 {
		return nil
	}
	type extra struct {
		at   int
		bits float64
	}
	var extras []extra
	var names []string
	groups := sameOnNames(tables, used)
	for i, u := range used {
		if !u.Kind.isExtra() {
			continue
		}
		names = append(names, u.Name)
		if u.Guessed {
			extras = append(extras, extra{i, tellingBits(gatherColumn(tables, u.Name), groups)})
		}
	}
	if len(extras) < over {
		return faultf("%s: columns: %d comparisons of at most %d: leave out %d of %s", s.path, over+mostComparisons, mostComparisons, over, strings.Join(names, ", "))
	}
	slices.SortStableFunc(extras, func(a, b extra) int { return cmp.Compare(a.bits, b.bits) })
	for k, x := range extras {
		if k >= over && x.bits >= leastBits {
			break
		}
		used[x.at].Kind = Ignore
		used[x.at].Why = "of more columns than can be compared others tell more: name those to compare under columns"
	}
	return nil
}

// isExtra reports whether a column of the kind gets a comparison of its own beside those that every table of people has.
func (k Kind) isExtra() bool {
	return slices.Contains([]Kind{Identifier, UPN, NHSNumber, Place, Category, Email, Text}, k)
}

// countComparisons returns how many comparisons the columns make.
func countComparisons(used []Used) int {
	_, people := columnsFor(nil, used)
	return len(matchers.PersonSpec(people).Comparisons)
}

// sameOnNames returns groups of rows that agree on what names a person: forename, surname and birth, or as many of them as there are.
func sameOnNames(tables []*table, used []Used) [][]int32 {
	var keys []*column
	for _, kind := range []Kind{Forename, Surname, FullName, Birth} {
		if names := namesOfKind(used, kind); len(names) > 0 {
			keys = append(keys, gatherColumn(tables, names[0]))
		}
	}
	groups := map[string][]int32{}
	var key []byte
rows:
	for i := range lenOf(tables) {
		key = key[:0]
		for _, c := range keys {
			if c.codes[i] < 0 {
				continue rows
			}
			key = binary.LittleEndian.AppendUint32(key, uint32(c.codes[i]))
		}
		groups[string(key)] = append(groups[string(key)], int32(i))
	}
	var out [][]int32
	for _, g := range groups {
		if len(g) > 1 {
			out = append(out, g)
		}
	}
	return out
}

// lenOf returns the rows of all tables.
func lenOf(tables []*table) int {
	n := 0
	for _, t := range tables {
		n += t.rows
	}
	return n
}

// tellingBits returns how much a column tells of whether two rows are one person, in bits of a pair in which both have a value: the
// divergence of how often rows of one name and birth agree on it from how often any two do, times how often it has one.
func tellingBits(c *column, groups [][]int32) float64 {
	filled, chance := 0, 0.0
	for _, n := range c.countRows() {
		filled += n
	}
	for _, n := range c.countRows() {
		share := float64(n) / float64(max(filled, 1))
		chance += share * share
	}
	same, pairs := .5, 1.0 // so that a few pairs do not say everything
	for _, g := range groups {
		for k := 1; k < len(g); k++ {
			if a, b := c.codes[g[k-1]], c.codes[g[k]]; a >= 0 && b >= 0 {
				pairs++
				if a == b {
					same++
				}
			}
		}
	}
	m, u := same/pairs, min(max(chance, 1e-9), 1-1e-9)
	if m <= u {
		return 0
	}
	part := func(p, q float64) float64 {
		if p <= 0 {
			return 0
		}
		return p * math.Log2(p/q)
	}
	return (part(m, u) + part(1-m, 1-u)) * float64(filled) / float64(max(len(c.codes), 1))
}

package matchers

import "slices"

// variants are the keys that a fuzzy key makes of each value of a column or several. Two values are near when they share
// one: NEAL and NEIL share NEL.
type variants struct {
	hashLists // by value, ascending
}

// digestOf returns a number for a value that depends on nothing but the value, unlike its code.
func (v *variants) digestOf(value int32) uint64 { return v.hashes[v.start[value]] }

// shareVariant reports whether two values share a variant.
func (v *variants) shareVariant(a, b int32) bool {
	if a == b {
		return true
	}
	p, q := v.of(a), v.of(b)
	for x, y := 0, 0; x < len(p) && y < len(q); {
		switch {
		case p[x] < q[y]:
			x++
		case p[x] > q[y]:
			y++
		default:
			return true
		}
	}
	return false
}

// fuzzyKey is a Key of which each value has several variants.
type fuzzyKey struct {
	columns []*column
	codes   [][]int32 // by column and code: the value's number among the variants
	*variants
}

// bindFuzzy makes a fuzzyKey of a Key; wanted says of a column which of its codes are asked for, nil for all.
func bindFuzzy(t *Table, k Key, wanted func(*column) []bool) *fuzzyKey {
	f := &fuzzyKey{variants: &variants{newHashLists(0)}}
	seen := map[string]int32{} // values of a column are distinct, those of several may not be
	for _, name := range k.Columns {
		c, kind := t.column(name), t.fields[t.placeOf(name)].Kind
		codes, asked := make([]int32, len(c.values)), wanted(c)
		for v, value := range c.values {
			if asked != nil && !asked[v] {
				continue
			}
			id, ok := seen[value]
			if !ok {
				id = f.addValue(keyParts[k.Part](value, kind))
				if len(k.Columns) > 1 {
					seen[value] = id
				}
			}
			codes[v] = id
		}
		f.columns, f.codes = append(f.columns, c), append(f.codes, codes)
	}
	return f
}

// addValue takes the variants of one more value and returns its number.
func (v *variants) addValue(texts []string) int32 {
	from := len(v.hashes)
	for _, s := range texts {
		v.hashes = append(v.hashes, hashText(s))
	}
	slices.Sort(v.hashes[from:])
	v.hashes = append(v.hashes[:from], slices.Compact(v.hashes[from:])...)
	v.endList()
	return int32(v.n() - 1)
}

// appendValues appends the numbers of row i's values to out, each once.
func (f *fuzzyKey) appendValues(out []int32, i int32) []int32 {
	from := len(out)
	for k, c := range f.columns {
		for _, v := range c.of(i) {
			if v != missing && !slices.Contains(out[from:], f.codes[k][v]) {
				out = append(out, f.codes[k][v])
			}
		}
	}
	return out
}

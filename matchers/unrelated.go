package matchers

import "slices"

// standsOf returns, for each blocking rule, how many pairs of rows that may be one person there are for each pair within a file that holds
// nobody twice, counting rows that have the rule's keys; 0 where there are none of either.
func standsOf(t *Table, spec Spec) []float64 {
	out := make([]float64, len(spec.Blocking))
	if !slices.ContainsFunc(spec.Never, func(p [2]uint16) bool { return p[0] == p[1] }) {
		return out
	}
	filled := t.filledRows(spec.Blocking)
	for r, rule := range spec.Blocking {
		rows := map[uint16]float64{}
		for d, n := range t.countWithKeys(rule, filled) {
			if n > 0 {
				rows[uint16(d)] = n
			}
		}
		within, across := 0.0, 0.0
		for a, n := range rows {
			for b, m := range rows {
				switch {
				case a == b && spec.forbidsDatasets(a, a):
					within += n * (n - 1) / 2
				case a == b:
					across += n * (n - 1) / 2
				case !spec.forbidsDatasets(a, b):
					across += n * m / 2 // met twice
				}
			}
		}
		if within > 0 {
			out[r] = across / within
		}
	}
	return out
}

// filledRows says, of each column that a key of some rules reads, which rows have a value in it.
func (t *Table) filledRows(rules []BlockingRule) map[string][]bool {
	out := map[string][]bool{}
	for _, rule := range rules {
		for _, k := range rule.Keys {
			for _, name := range k.Columns {
				if out[name] != nil {
					continue
				}
				c, filled := t.column(name), make([]bool, t.Len())
				for i := range filled {
					filled[i] = c.firstOf(int32(i)) != missing
				}
				out[name] = filled
			}
		}
	}
	return out
}

// countWithKeys counts, by dataset, the rows that have a value for every key of a rule.
func (t *Table) countWithKeys(rule BlockingRule, filled map[string][]bool) []float64 {
	keys := make([][][]bool, len(rule.Keys)) // of each, its columns
	for k, key := range rule.Keys {
		for _, name := range key.Columns {
			keys[k] = append(keys[k], filled[name])
		}
	}
	var out []float64
	for i, d := range t.dataset {
		if slices.ContainsFunc(keys, func(columns [][]bool) bool {
			return !slices.ContainsFunc(columns, func(has []bool) bool { return has[i] })
		}) {
			continue
		}
		for len(out) <= int(d) {
			out = append(out, 0)
		}
		out[d]++
	}
	return out
}

// countUnrelated sets the share of unrelated people among the pairs of rule r by those within files that hold nobody twice as well: there
// they are counted, and as many come together by chance between files. What a rule leaves to be compared may be one thing, the birth
// where names are its keys; pairs of other births then pass for matches as well as for strangers, and only their number tells.
//
// Pairs of each class come as if by Poisson processes. Those unrelated are seen twice, so many times as often between files as within
// them; of both counts together the greatest likelihood has their rate.
func (x *mixture) countUnrelated(r int, o *observed) {
	stands := 0.0
	if r < len(o.stands) {
		stands = o.stands[r]
	}
	n, apart := sumOf(o.rules[r])+sumOf(o.toldOf(r)), 0.0
	if r < len(o.apart) {
		apart = sumOf(o.apart[r])
	}
	if stands == 0 || n == 0 {
		return
	}
	s := &x.blocked[r]
	s[classU] = (s[classU] + apart*x.apart[r][classU]/n) * stands / (1 + stands)
	normaliseGroup(s[:])
}

// sumOf returns how many pairs cells hold.
func sumOf(cells []cell) float64 {
	sum := 0.0
	for _, c := range cells {
		sum += c.n
	}
	return sum
}

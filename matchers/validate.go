package matchers

import (
	"errors"
	"fmt"
	"slices"
)

// validation gathers everything that is wrong with a Spec.
type validation struct {
	fields []Field
	errs   []error
}

// addFault notes a fault.
func (v *validation) addFault(format string, args ...any) {
	v.errs = append(v.errs, fmt.Errorf("spec: "+format, args...))
}

// allFaults returns all faults together.
func (v *validation) allFaults() error { return errors.Join(v.errs...) }

// checkColumns checks that columns exist.
func (v *validation) checkColumns(where string, names ...[]string) {
	for _, name := range slices.Concat(names...) {
		if !slices.ContainsFunc(v.fields, func(f Field) bool { return f.Name == name }) {
			v.addFault("%s: no column %q", where, name)
		}
	}
}

// checkComparisons checks names, measures, columns and conditions.
func (v *validation) checkComparisons(cs []Comparison) {
	if len(cs) == 0 || len(cs) > maxComparisons {
		v.addFault("%d comparisons (want 1 to %d)", len(cs), maxComparisons)
	}
	seen := map[string]bool{}
	for _, c := range cs {
		where := "comparison " + c.Name
		if seen[c.Name] || c.Name == "" {
			v.addFault("%s: name is empty or used twice", where)
		}
		seen[c.Name] = true
		m, ok := measures[c.Measure]
		if !ok {
			v.addFault("%s: unknown measure %q", where, c.Measure)
			continue
		}
		if m.check != nil {
			m.check(v, where, c)
		}
		if len(c.Columns)+len(c.Postcodes)+len(c.Former) == 0 {
			v.addFault("%s: no columns", where)
		}
		v.checkColumns(where, c.Columns, c.Postcodes, c.Former, c.Middle, c.Surname, c.Certain)
		if c.Unless != nil {
			v.checkConditions(where, []Condition{*c.Unless}, cs)
		}
		if c.Given != nil {
			v.checkConditions(where, []Condition{*c.Given}, cs)
			if c.TermFrequency || len(c.baseLevels()) > mostGiven {
				v.addFault("%s: cannot be given another comparison (want one without term frequencies, of at most %d levels)", where, mostGiven)
			}
		}
	}
}

// checkRule checks a blocking rule.
func (v *validation) checkRule(r BlockingRule) {
	if len(r.Keys) == 0 {
		v.addFault("blocking rule %s: no keys", r.Name)
	}
	for _, k := range slices.Concat(r.Keys, r.Split) {
		if len(k.Columns) == 0 {
			v.addFault("blocking rule %s: key without columns", r.Name)
		}
		v.checkKey("blocking rule "+r.Name, k)
	}
}

// checkKey checks the columns and the part of a key.
func (v *validation) checkKey(where string, k Key) {
	v.checkColumns(where, k.Columns)
	if keyParts[k.Part] == nil {
		v.addFault("%s: unknown part %q", where, k.Part)
	}
}

// checkConditions checks that conditions name comparisons and levels of them.
func (v *validation) checkConditions(where string, conditions []Condition, cs []Comparison) {
	for _, c := range conditions {
		k := slices.IndexFunc(cs, func(x Comparison) bool { return x.Name == c.Comparison })
		if k < 0 {
			v.addFault("%s: no comparison %q", where, c.Comparison)
			continue
		}
		for _, l := range c.Levels {
			if _, err := cs[k].gammaOf(l); err != nil {
				v.addFault("%s: %v", where, err)
			}
		}
	}
}

// mostGiven is how many levels a comparison with a Given may have: twice as many are held.
const mostGiven = 6

// maxComparisons is how many levels of four bits a Vector holds.
const maxComparisons = 16

// Validate says everything that is wrong with the Spec for rows with the given columns.
func (s Spec) Validate(fields []Field) error {
	v := validation{fields: fields}
	v.checkComparisons(s.Comparisons)
	for _, r := range s.Blocking {
		v.checkRule(r)
	}
	for _, veto := range s.Vetoes {
		v.checkConditions("veto "+veto.Name, veto.When, s.Comparisons)
	}
	for _, d := range s.Definite {
		if len(d.When) == 0 {
			v.addFault("definite %s: no conditions", d.Name)
		}
		v.checkConditions("definite "+d.Name, d.When, s.Comparisons)
	}
	return v.allFaults()
}

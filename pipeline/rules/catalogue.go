package rules

import (
	"cmp"
	"slices"
)

// The provisions, each list in the order of the rule book. A provision announces itself from its own file while the program is
// loaded, so that nothing else names one; what is worked out over all of them is worked out once they have.
var (
	catalogue   []*Rule
	suppressors []*Suppressor
	clocks      []*Clock
	closures    []*Closure

	catalogueAt = map[ID]int{} // the place of a rule in the catalogue
	titles      = map[ID]string{}
)

func addRule(r *Rule) *Rule {
	catalogue = append(catalogue, r)
	return r
}

// addSuppressor takes a suppressor that says no day of its own for as old as the duty that it answers.
func addSuppressor(s *Suppressor) *Suppressor {
	if s.From == 0 {
		s.From = since436A
	}
	suppressors = append(suppressors, s)
	return s
}

func addClock(k *Clock) *Clock {
	clocks = append(clocks, k)
	return k
}

func addClosure(c *Closure) *Closure {
	closures = append(closures, c)
	return c
}

func init() {
	orderByID(catalogue, func(r *Rule) (ID, string) { return r.ID, r.Title })
	orderByID(suppressors, func(s *Suppressor) (ID, string) { return s.ID, s.Title })
	orderByID(clocks, func(k *Clock) (ID, string) { return k.ID, k.Title })
	orderByID(closures, func(c *Closure) (ID, string) { return c.ID, c.Title })
	for i, r := range catalogue {
		catalogueAt[r.ID] = i
	}
	sortAsked()
	sortTried()
}

// orderByID puts provisions in the order of the rule book. Two of one id, or one without, are a fault of the program.
func orderByID[P any](all []P, named func(P) (ID, string)) {
	slices.SortFunc(all, func(a, b P) int {
		x, _ := named(a)
		y, _ := named(b)
		return cmp.Compare(x, y)
	})
	for _, p := range all {
		id, title := named(p)
		if len(id) != 3 {
			panic("rules: the provision " + title + " has no id of a letter and two digits, but " + string(id))
		}
		if other, twice := titles[id]; twice {
			panic("rules: two provisions have the id " + string(id) + ": " + other + ", and " + title)
		}
		titles[id] = title
	}
}

// ruleOf returns the rule of an id, and its place in the catalogue; nil for an id that is no rule's.
func ruleOf(id ID) (*Rule, int) {
	if i, ok := catalogueAt[id]; ok {
		return catalogue[i], i
	}
	return nil, -1
}

// Rules returns every rule, in the order of the rule book.
func Rules() []*Rule { return slices.Clone(catalogue) }

// Title returns the title of a provision, and nothing for an id that the catalogue does not have.
func Title(id ID) string { return titles[id] }

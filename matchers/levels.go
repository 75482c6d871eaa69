package matchers

import (
	"fmt"
	"slices"
)

// Levels returns the levels of the comparison from worst to best, so that a level's gamma is its index. Those of pairs that
// meet the comparison's Given follow the others.
func (c Comparison) Levels() []Level {
	levels := c.base()
	if c.Given == nil {
		return levels
	}
	out := slices.Clone(levels)
	for _, l := range levels {
		l.Name += ", " + c.Given.Comparison
		out = append(out, l)
	}
	return out
}

// groups returns the runs of levels whose probabilities add up to 1.
func (c Comparison) groups() []span {
	n := len(c.base())
	if c.Given == nil {
		return []span{{0, n}}
	}
	return []span{{0, n}, {n, 2 * n}}
}

// LevelName returns the name of gamma: "null" for −1.
func (c Comparison) LevelName(gamma int8) string {
	if gamma < 0 {
		return "null"
	}
	return c.Levels()[gamma].Name
}

// gamma returns the gamma of a level's name, −1 for "null".
func (c Comparison) gamma(level string) (int8, error) {
	if level == "null" {
		return -1, nil
	}
	for g, l := range c.Levels() {
		if l.Name == level {
			return int8(g), nil
		}
	}
	return 0, fmt.Errorf("comparison %s: no level %q", c.Name, level)
}

// base returns the levels of the comparison from worst to best, its Given aside.
func (c Comparison) base() []Level {
	m := measures[c.Measure]
	if m.composed != nil {
		return m.composed(c)
	}
	return m.levels
}

// exact returns the best level within the order: entire agreement, whether or not the pair meets the comparison's Given.
func (c Comparison) exact() int {
	levels := c.base()
	for g := len(levels) - 1; g > 0; g-- {
		if !levels[g].Free {
			return g
		}
	}
	return 0
}

package matchers

import (
	"fmt"
	"slices"
)

// Levels returns the levels of the comparison from worst to best, so that a level's gamma is its index. Those of pairs that
// meet the comparison's Given follow the others.
func (c Comparison) Levels() []Level {
	levels := c.baseLevels()
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

// levelGroups returns the runs of levels whose probabilities add up to 1.
func (c Comparison) levelGroups() []span {
	n := len(c.baseLevels())
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

// gammaOf returns the gamma of a level's name, −1 for "null".
func (c Comparison) gammaOf(level string) (int8, error) {
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

// baseLevels returns the levels of the comparison from worst to best, its Given aside.
func (c Comparison) baseLevels() []Level {
	m := measures[c.Measure]
	if m.composed != nil {
		return m.composed(c)
	}
	return m.levels
}

// exactLevel returns the best level within the order: entire agreement, whether or not the pair meets the comparison's Given.
func (c Comparison) exactLevel() int {
	levels := c.baseLevels()
	for g := len(levels) - 1; g > 0; g-- {
		if !levels[g].Free {
			return g
		}
	}
	return 0
}

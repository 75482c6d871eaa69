package candidates

import "math"

// InWords says a measure as a reader says it: of a share how many of how many, where that is known.
func (m *Measure) InWords() string {
	switch {
	case math.IsNaN(m.Value):
		return "not known: there was nothing to count"
	case m.Whole > 0:
		return withCommas(m.Part) + " of " + withCommas(m.Whole) + ", or " + percent(m.Value)
	}
	return figureText(m.Value)
}

// BetweenWords says between what the true share lies, nineteen times of twenty; nothing where no interval is known.
func (m *Measure) BetweenWords() string {
	if !m.HasInterval() {
		return ""
	}
	return percent(m.Low) + " and " + percent(m.High)
}

package candidates

import (
	"iter"
	"math"
	"slices"
)

// measureLine is a line of quality.parquet.
type measureLine struct {
	Measure string   `parquet:"measure,dict"`
	Group   string   `parquet:"group,dict"`
	Value   float64  `parquet:"value"`
	Low     *float64 `parquet:"low"`
	High    *float64 `parquet:"high"`
}

// HasInterval reports whether the measure has an interval. It has none when both ends are zero or either is not a number: no
// interval for a proportion is empty at zero, so nothing is lost.
func (m Measure) HasInterval() bool {
	return !math.IsNaN(m.Low) && !math.IsNaN(m.High) && (m.Low != 0 || m.High != 0)
}

// WriteQuality writes quality.parquet: every measure of the run, with its interval, or null where it has none.
func WriteQuality(path string, rows []Measure) error {
	return writeTable(path, mapRows(slices.Values(rows), func(m Measure) measureLine {
		line := measureLine{Measure: m.Measure, Group: m.Group, Value: m.Value}
		if m.HasInterval() {
			line.Low, line.High = &m.Low, &m.High
		}
		return line
	}))
}

// ReadQuality yields the rows of quality.parquet.
func ReadQuality(path string) iter.Seq2[Measure, error] {
	return mapRead(readTable[measureLine](path), func(l measureLine) Measure {
		m := Measure{Measure: l.Measure, Group: l.Group, Value: l.Value}
		if l.Low != nil && l.High != nil {
			m.Low, m.High = *l.Low, *l.High
		}
		return m
	})
}

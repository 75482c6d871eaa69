package candidates

import (
	"fmt"
	"slices"
	"strings"
)

// figureWords is a measure as the report says it.
type figureWords struct{ Title, Value, Text string }

// figures are the measures of the run in words, none of which tells of fewer than five.
func (o *Overview) figures() (all []figureWords) {
	for _, f := range o.Figures {
		w := figureWords{Title: f.Title}
		if f.Whole == 0 {
			w.Value = "about " + percent(f.Share)
			w.Text = fmt.Sprintf("of the %s, and from %s to %s. %s", f.Of, percent(f.Low), percent(f.High), f.Means)
		} else {
			w.Value, w.Text = shareWords(f.Part, f.Whole, f.Of)
			w.Text += ". " + f.Means
		}
		all = append(all, w)
	}
	return all
}

// shareWords is a part of a whole, as a share and as "2,149 of 2,226 children".
func shareWords(part, whole int, of string) (share, text string) {
	switch rest := whole - part; {
	case isSmall(whole):
		return hiddenText, "of fewer than five " + of
	case isSmall(part):
		return "under " + percent(float64(smallest)/float64(whole)), fmt.Sprintf("fewer than five of %s %s", withCommas(whole), of)
	case isSmall(rest):
		return "over " + percent(1-float64(smallest)/float64(whole)), fmt.Sprintf("all but fewer than five of %s %s", withCommas(whole), of)
	case part == 0:
		return "none", fmt.Sprintf("of %s %s", withCommas(whole), of)
	}
	return percent(float64(part) / float64(whole)), fmt.Sprintf("%s of %s %s", withCommas(part), withCommas(whole), of)
}

// isHidden reports whether the share of a measure tells of fewer than five, or of all but fewer than five.
func (m *Measure) isHidden() bool {
	return m.Whole > 0 && (isSmall(m.Whole) || isSmall(m.Part) || isSmall(m.Whole-m.Part))
}

// family is the measure and the thing by which it tells children apart: where one group of a family is hidden the others would tell of it.
func (m *Measure) family() string {
	by, _, apart := strings.Cut(m.Group, ": ")
	if !apart {
		by = m.Group
	}
	return m.Measure + "\x00" + by
}

// measuresTable is every measure of the run.
func measuresTable(measures []Measure) *grid {
	if len(measures) == 0 {
		return nil
	}
	var hidden []string
	for i := range measures {
		if measures[i].isHidden() {
			hidden = append(hidden, measures[i].family())
		}
	}
	t := &grid{ID: "measures-all", Caption: "Every measure of the run", Heads: []string{"Measure", "Of", "Value", "Interval"}, Texts: 1}
	for i := range measures {
		m := &measures[i]
		r := gridRow{Title: capital(m.Measure), Texts: []string{strings.ReplaceAll(m.Group, "_", " ")}, Cells: []gridCell{{Text: figureText(m.Value)}, {Text: intervalText(*m)}}}
		if m.Whole > 0 {
			r.Cells[0].Text = percent(m.Value)
		}
		if m.Whole > 0 && slices.Contains(hidden, m.family()) {
			r.Cells = []gridCell{{Text: hiddenText}, {Text: "–"}}
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// intervalText is the interval of a measure, or a dash.
func intervalText(m Measure) string {
	if !m.HasInterval() {
		return "–"
	}
	return figureText(m.Low) + " to " + figureText(m.High)
}

package governance

import (
	"fmt"
	"math"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
)

// cell makes a text fit for a cell of a table and for any line of a page: what it holds is shown and never read as markup.
func cell(text any) string {
	line := strings.Join(strings.Fields(fmt.Sprint(text)), " ")
	return strings.NewReplacer("\\", "\\\\", "|", "\\|", "<", "&lt;", ">", "&gt;", "`", "'", "*", "\\*", "_", "\\_", "[", "\\[").Replace(line)
}

// joinCells joins texts with commas, and says "none" of none.
func joinCells(texts []string) string {
	if len(texts) == 0 {
		return "none"
	}
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = cell(t)
	}
	return strings.Join(out, ", ")
}

// roughly is a number of children as a page for the public gives it: below ten it says no more, for a small number may point to a
// family; above, it is rounded to tens or to two figures.
func roughly(n int) string {
	if n < 10 {
		return "fewer than 10"
	}
	unit := max(10, int(math.Pow10(int(math.Log10(float64(n)))-1)))
	return "about " + journal.Grouped((n+unit/2)/unit*unit)
}

// figure is a measure with as many digits as it bears.
func figure(v float64) string {
	switch {
	case math.IsNaN(v):
		return "not defined"
	case v == math.Trunc(v) && (math.Abs(v) >= 2 || v == 0):
		return journal.Grouped(int(v))
	}
	return fmt.Sprintf("%.4f", v)
}

// share is a share to three places.
func share(v float64) string { return fmt.Sprintf("%.3f", v) }

// interval is the interval of a measure at 95 %, or a dash where it has none.
func interval(m candidates.Measure) string {
	if !m.HasInterval() {
		return "–"
	}
	return fmt.Sprintf("%.4f to %.4f", m.Low, m.High)
}

// wordsOf makes words of a name as the manifest writes it.
func wordsOf(name string) string { return strings.ReplaceAll(name, "_", " ") }

// grades says of a notice how grave it is.
func grades(grave bool) string {
	if grave {
		return "changes what the lists can say"
	}
	return "to be known"
}

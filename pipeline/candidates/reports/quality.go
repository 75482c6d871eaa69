package reports

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
)

// measureWords are what the measures of a run are called by a reader.
var measureWords = map[string]string{
	"grey": "children with a possible match that nobody has judged", "candidates": "children on the list of candidates", "joined with another extract": "records that were joined with another extract's",
	"candidates per child of age": "candidates, of the children of compulsory school age", "grey per child of age": "possible matches, of the children of compulsory school age",
	"at risk per child of age": "at risk, of the children of compulsory school age", "false pairs": "joined pairs of records that are not one child's", "missed pairs": "pairs of one child's records that were not joined",
	"fairness: grey": "by group: with a possible match", "fairness: in one extract alone": "by group: in one extract alone", "fairness: listed": "by group: on the list of candidates", "fairness: on a roll": "by group: on a roll",
	"fairness: with a double at the address": "by group: another child of the same birth and sex at the postcode",
}

// matchQuality is how good the lists turned out to be, by rule, and every measure of the run; on the sheet in words, in Parquet as figures.
func matchQuality(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "P15", File: "p15_quality_and_yield", Title: "Match quality and yield",
		About: "Of the children whom a rule listed, how many officers found to be missing education and how many not; and what the run can say " +
			"of its own matching, by extract and group. Intervals are Wilson's at 95 %: the true share lies between the two, nineteen times of twenty.",
		Columns: []candidates.TableColumn{parquetOnly(textColumn("measure", "Measure", 50)), sheetOnly(textColumn("measured", "What is measured", 58)),
			parquetOnly(textColumn("measure_group", "Of", 44)), sheetOnly(textColumn("of", "Of", 44)), sheetOnly(textColumn("in_words", "In words", 34)), sheetOnly(textColumn("between", "Between", 24)),
			parquetOnly(candidates.TableColumn{Name: "value", Title: "Value", Is: candidates.FigureCell, Width: 12}), parquetOnly(candidates.TableColumn{Name: "low", Title: "From", Is: candidates.FigureCell, Width: 12}),
			parquetOnly(candidates.TableColumn{Name: "high", Title: "To", Is: candidates.FigureCell, Width: 12}), numberColumn("decided", "Decided")},
	}
	type tallied struct{ right, decided int }
	by := map[string]*tallied{}
	for i := range f.counted {
		c := &f.counted[i]
		was, isNot := false, false
		for _, s := range c.Spells {
			was = was || s.Status == "confirmed" || s.Status == "untraced" || s.Status == "transfer_pending"
			isNot = isNot || s.Status == "not_cme"
		}
		if !was && !isNot || len(c.Rules) == 0 {
			continue
		}
		if by[c.Rules[0]] == nil {
			by[c.Rules[0]] = &tallied{}
		}
		by[c.Rules[0]].decided++
		if was {
			by[c.Rules[0]].right++
		}
	}
	for _, rule := range slices.Sorted(maps.Keys(by)) {
		m := candidates.Measure{Measure: "listed by the rule and confirmed by an officer", Group: rule, Part: by[rule].right, Whole: by[rule].decided}
		m.Value = float64(m.Part) / float64(m.Whole)
		m.Low, m.High = WilsonInterval(m.Part, m.Whole)
		t.Rows = append(t.Rows, measureRow(&m, m.Whole))
	}
	for i := range f.Measures {
		t.Rows = append(t.Rows, measureRow(&f.Measures[i], nil))
	}
	return t
}

func measureRow(m *candidates.Measure, decided any) []any {
	low, high := m.Low, m.High
	if !m.HasInterval() {
		low, high = math.NaN(), math.NaN()
	}
	return []any{m.Measure, capitalise(cmp.Or(measureWords[m.Measure], m.Measure)), m.Group, strings.ReplaceAll(m.Group, "_", " "), m.InWords(), m.BetweenWords(), m.Value, low, high, decided}
}

package candidates

import (
	"iter"
	"reflect"

	"github.com/parquet-go/parquet-go"
)

// linkLine names the fixed columns of links.parquet; the gamma columns stand before the rule.
type linkLine struct {
	RecordL     string  `parquet:"record_id_l"`
	RecordR     string  `parquet:"record_id_r"`
	Weight      float64 `parquet:"match_weight"`
	Probability float64 `parquet:"match_probability"`
	Rule        string  `parquet:"rule,dict"`
}

// WriteLinks writes links.parquet with one column gamma_<name> for each of gammas, in their order; a Link without a level
// for one of them gets −1, the null level. A Link is not kept once the next one is asked for, so its map may be used again.
func WriteLinks(path string, gammas []string, links iter.Seq[Link]) error {
	table, err := newPairTable(reflect.TypeFor[linkLine](), 4, gammas)
	if err != nil {
		return err
	}
	return table.writePairs(path, func(yield func([]parquet.Value, map[string]int32) bool) {
		if links == nil {
			return
		}
		fixed := make([]parquet.Value, 5)
		for l := range links {
			fixed = append(fixed[:0], textValue(l.RecordL), textValue(l.RecordR),
				parquet.DoubleValue(l.Weight), parquet.DoubleValue(l.Probability), textValue(l.Rule))
			if !yield(fixed, l.Levels) {
				return
			}
		}
	})
}

// ReadLinks yields the rows of links.parquet, with whatever comparisons it holds.
func ReadLinks(path string) iter.Seq2[Link, error] {
	return readPairs(path, reflect.TypeFor[linkLine](), func(row pairRow) Link {
		return Link{
			RecordL: row.textOf("record_id_l"), RecordR: row.textOf("record_id_r"),
			Weight: row.numberOf("match_weight"), Probability: row.numberOf("match_probability"),
			Levels: row.gammaLevels(), Rule: row.textOf("rule"),
		}
	})
}

// textValue is a string without a copy of it.
func textValue(s string) parquet.Value { return parquet.ValueOf(s) }

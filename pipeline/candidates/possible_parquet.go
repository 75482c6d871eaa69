package candidates

import (
	"iter"
	"reflect"

	"github.com/parquet-go/parquet-go"
)

// possibleLine names the fixed columns of possible_matches.parquet; the gamma columns stand before the agreement.
type possibleLine struct {
	RecordL     string  `parquet:"record_id_l"`
	RecordR     string  `parquet:"record_id_r"`
	ChildL      string  `parquet:"child_id_l"`
	ChildR      string  `parquet:"child_id_r"`
	Weight      float64 `parquet:"match_weight"`
	Probability float64 `parquet:"match_probability"`
	Gap         float64 `parquet:"gap"`
	Agreement   string  `parquet:"agreement"`
	Why         string  `parquet:"why,dict"`
}

// WritePossible writes possible_matches.parquet with one column gamma_<name> for each of gammas, in their order. Names and
// dates of birth stay in the workbook.
func WritePossible(path string, gammas []string, pairs []Possible) error {
	table, err := newPairTable(reflect.TypeFor[possibleLine](), 7, gammas)
	if err != nil {
		return err
	}
	return table.writePairs(path, func(yield func([]parquet.Value, map[string]int32) bool) {
		for _, p := range pairs {
			fixed := []parquet.Value{
				textValue(p.RecordL), textValue(p.RecordR), textValue(p.ChildL), textValue(p.ChildR),
				parquet.DoubleValue(p.Weight), parquet.DoubleValue(p.Probability), parquet.DoubleValue(p.Gap),
				textValue(p.Agreement), textValue(p.Why),
			}
			if !yield(fixed, p.Levels) {
				return
			}
		}
	}, "agreement", "why")
}

// ReadPossible yields the rows of possible_matches.parquet, with whatever comparisons it holds and without persons.
func ReadPossible(path string) iter.Seq2[Possible, error] {
	return readPairs(path, reflect.TypeFor[possibleLine](), func(row pairRow) Possible {
		return Possible{
			RecordL: row.textOf("record_id_l"), RecordR: row.textOf("record_id_r"),
			ChildL: row.textOf("child_id_l"), ChildR: row.textOf("child_id_r"),
			Weight: row.numberOf("match_weight"), Probability: row.numberOf("match_probability"), Gap: row.numberOf("gap"),
			Levels: row.gammaLevels(), Agreement: row.textOf("agreement"), Why: row.textOf("why"),
		}
	})
}

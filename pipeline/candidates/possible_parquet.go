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
	return table.write(path, func(yield func([]parquet.Value, map[string]int32) bool) {
		for _, p := range pairs {
			fixed := []parquet.Value{
				text(p.RecordL), text(p.RecordR), text(p.ChildL), text(p.ChildR),
				parquet.DoubleValue(p.Weight), parquet.DoubleValue(p.Probability), parquet.DoubleValue(p.Gap),
				text(p.Agreement), text(p.Why),
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
			RecordL: row.text("record_id_l"), RecordR: row.text("record_id_r"),
			ChildL: row.text("child_id_l"), ChildR: row.text("child_id_r"),
			Weight: row.number("match_weight"), Probability: row.number("match_probability"), Gap: row.number("gap"),
			Levels: row.levels(), Agreement: row.text("agreement"), Why: row.text("why"),
		}
	})
}

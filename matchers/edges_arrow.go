package matchers

import (
	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

// Record returns the edges as an Arrow record: l, r (int32 rows), match_weight (bits), match_probability, gamma_<comparison>
// for each comparison of the Spec (int8, −1 for null) and rule (uint8). The caller releases it.
func (e *Edges) Record(mem memory.Allocator, spec Spec) arrow.Record {
	fields := []arrow.Field{
		{Name: "l", Type: arrow.PrimitiveTypes.Int32}, {Name: "r", Type: arrow.PrimitiveTypes.Int32},
		{Name: "match_weight", Type: arrow.PrimitiveTypes.Float32}, {Name: "match_probability", Type: arrow.PrimitiveTypes.Float32},
	}
	for _, c := range spec.Comparisons {
		fields = append(fields, arrow.Field{Name: "gamma_" + c.Name, Type: arrow.PrimitiveTypes.Int8})
	}
	fields = append(fields, arrow.Field{Name: "rule", Type: arrow.PrimitiveTypes.Uint8})
	b := array.NewRecordBuilder(mem, arrow.NewSchema(fields, nil))
	defer b.Release()
	b.Field(0).(*array.Int32Builder).AppendValues(e.L, nil)
	b.Field(1).(*array.Int32Builder).AppendValues(e.R, nil)
	b.Field(2).(*array.Float32Builder).AppendValues(e.Weight, nil)
	b.Field(3).(*array.Float32Builder).AppendValues(e.Probability, nil)
	for k := range spec.Comparisons {
		g := b.Field(4 + k).(*array.Int8Builder)
		g.Reserve(e.Len())
		for _, v := range e.Gamma {
			g.UnsafeAppend(v.At(k))
		}
	}
	b.Field(4+len(spec.Comparisons)).(*array.Uint8Builder).AppendValues(e.Rule, nil)
	return b.NewRecord()
}

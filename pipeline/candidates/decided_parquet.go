package candidates

import (
	"iter"
	"slices"
)

// decidedLine is a line of decisions.parquet. What an officer typed as a note stays in the register: it may name a child.
type decidedLine struct {
	Decision int64   `parquet:"decision"`
	ChildID  string  `parquet:"child_id"`
	MadeOn   string  `parquet:"made_on"`
	List     string  `parquet:"list,dict"`
	Outcome  string  `parquet:"outcome,dict"`
	Ground   string  `parquet:"reason,dict"`
	Return   *string `parquet:"return_reason,dict"`
	By       string  `parquet:"decided_by,dict"`
	Made     *int32  `parquet:"made,date"`
	Until    *int32  `parquet:"until,date"`
	State    string  `parquet:"state,dict"`
	Why      *string `parquet:"why"`
	Evidence string  `parquet:"evidence"`
	Facts    *string `parquet:"facts"`
	Run      string  `parquet:"run,dict"`
}

// WriteDecided writes decisions in the order in which they came in.
func WriteDecided(path string, rows []Decided) error {
	return writeTable(path, mapRows(slices.Values(rows), func(d Decided) decidedLine {
		return decidedLine{d.Decision, d.ChildID, d.MadeOn, string(d.List), d.Outcome, d.Ground, nullString(d.Return), d.By, parquetDay(d.Made), parquetDay(d.Until),
			d.State, nullString(d.Why), d.Evidence, nullString(d.Facts), d.Run}
	}), "facts", "why")
}

// ReadDecided reads what WriteDecided wrote.
func ReadDecided(path string) iter.Seq2[Decided, error] {
	return mapRead(readTable[decidedLine](path), func(l decidedLine) Decided {
		return Decided{l.Decision, l.ChildID, l.MadeOn, List(l.List), l.Outcome, l.Ground, orEmpty(l.Return), l.By, civilDay(l.Made), civilDay(l.Until), l.State,
			orEmpty(l.Why), l.Evidence, orEmpty(l.Facts), l.Run}
	})
}

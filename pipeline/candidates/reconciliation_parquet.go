package candidates

import "iter"

// reconciledLine is a line of reconciliation.parquet.
type reconciledLine struct {
	ChildID     string  `parquet:"child_id"`
	Status      string  `parquet:"status,dict"`
	ExplainedBy *string `parquet:"explained_by,dict"`
	MatchBand   *string `parquet:"match_band,dict"`
	Explanation *string `parquet:"explanation,dict"`
	Old         bool    `parquet:"old"`
	RecordID    *string `parquet:"record_id"`
	Until       *int32  `parquet:"until,date"`
	Grade       *string `parquet:"grade,dict"`
	Applied     *string `parquet:"applied,dict"`
}

// WriteReconciliation writes reconciliation.parquet: every child of compulsory school age and what explains them, or
// nothing, so that what was kept off the lists can be audited too.
func WriteReconciliation(path string, rows iter.Seq[Reconciled]) error {
	return writeTable(path, mapRows(rows, func(r Reconciled) reconciledLine {
		return reconciledLine{
			ChildID: r.ChildID, Status: r.Status, ExplainedBy: nullString(r.ExplainedBy), MatchBand: nullString(r.MatchBand),
			Explanation: nullString(r.Explanation), Old: r.Old, RecordID: nullString(r.RecordID), Until: parquetDay(r.Until),
			Grade: nullString(r.Grade), Applied: nullString(r.Applied),
		}
	}), "explanation")
}

// ReadReconciliation yields the rows of reconciliation.parquet.
func ReadReconciliation(path string) iter.Seq2[Reconciled, error] {
	return mapRead(readTable[reconciledLine](path), func(l reconciledLine) Reconciled {
		return Reconciled{
			ChildID: l.ChildID, Status: l.Status, ExplainedBy: orEmpty(l.ExplainedBy), Explanation: orEmpty(l.Explanation),
			MatchBand: orEmpty(l.MatchBand), Old: l.Old, RecordID: orEmpty(l.RecordID), Until: civilDay(l.Until),
			Grade: orEmpty(l.Grade), Applied: orEmpty(l.Applied),
		}
	})
}

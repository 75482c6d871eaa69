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
	return writeTable(path, mapped(rows, func(r Reconciled) reconciledLine {
		return reconciledLine{
			ChildID: r.ChildID, Status: r.Status, ExplainedBy: some(r.ExplainedBy), MatchBand: some(r.MatchBand),
			Explanation: some(r.Explanation), Old: r.Old, RecordID: some(r.RecordID), Until: days(r.Until),
			Grade: some(r.Grade), Applied: some(r.Applied),
		}
	}), "explanation")
}

// ReadReconciliation yields the rows of reconciliation.parquet.
func ReadReconciliation(path string) iter.Seq2[Reconciled, error] {
	return mapped2(readTable[reconciledLine](path), func(l reconciledLine) Reconciled {
		return Reconciled{
			ChildID: l.ChildID, Status: l.Status, ExplainedBy: or(l.ExplainedBy), Explanation: or(l.Explanation),
			MatchBand: or(l.MatchBand), Old: l.Old, RecordID: or(l.RecordID), Until: day(l.Until),
			Grade: or(l.Grade), Applied: or(l.Applied),
		}
	})
}

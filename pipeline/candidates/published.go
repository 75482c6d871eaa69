package candidates

import (
	"io"
	"iter"
	"math"
	"slices"
)

// The published tables. None holds a name, a date of birth or an address: the child's id stands for the child.

// WriteList writes one list as Parquet, in the order of rows.
func WriteList(path string, rows []Row) error {
	return writeTable(path, "listLine", nil, slices.Values(rows),
		"reason", "next_action", "nearest_provision", "not_accepted", "searched", "school_name", "changed", "decided", "why_back", "proposal", "ordered_by")
}

// ReadList reads a list that WriteList wrote and says which list it is. What the file does not hold, Person and Sealed,
// stays empty.
func ReadList(path string, list List) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for row, err := range readTable[Row](path) {
			if row.List = list; !yield(row, err) {
				return
			}
		}
	}
}

// WriteTasks writes tasks.parquet.
func WriteTasks(path string, rows []Task) error {
	return writeTable(path, "taskLine", nil, slices.Values(rows), "reason")
}

// WriteGone writes the lines that the last run showed and this one does not.
func WriteGone(path string, rows []Gone) error {
	return writeTable(path, "goneLine", nil, slices.Values(rows), "reason")
}

// WriteUntold writes unknown.parquet: the children of whom no rule can tell for want of a register, by rank.
func WriteUntold(path string, rows []Untold) error {
	return writeTable(path, "untoldLine", nil, slices.Values(rows), "why", "reason")
}

// ReadUntold reads what WriteUntold wrote.
func ReadUntold(path string) iter.Seq2[Untold, error] { return readTable[Untold](path) }

// WriteNotInSchool writes not_in_school.parquet, by rank.
func WriteNotInSchool(path string, rows []NotInSchool) error {
	return writeTable(path, "notInSchoolLine", nil, slices.Values(rows), "reason")
}

// ReadNotInSchool reads what WriteNotInSchool wrote.
func ReadNotInSchool(path string) iter.Seq2[NotInSchool, error] { return readTable[NotInSchool](path) }

// WriteDecided writes decisions in the order in which they came in.
func WriteDecided(path string, lines []Line[Decided]) error {
	return writeTable(path, "decidedLine", nil, slices.Values(PrintedRows(lines)), "facts", "why")
}

// EncodeDecided is WriteDecided to anything.
func EncodeDecided(out io.Writer, lines []Line[Decided]) error {
	return encodeTable(out, "decidedLine", nil, slices.Values(PrintedRows(lines)), "facts", "why")
}

// ReadDecided reads what WriteDecided wrote.
func ReadDecided(path string) iter.Seq2[Decided, error] { return readTable[Decided](path) }

// WriteReconciliation writes reconciliation.parquet: every child of compulsory school age and what explains them, or
// nothing, so that what was kept off the lists can be audited too.
func WriteReconciliation(path string, rows iter.Seq[Reconciled]) error {
	return writeTable(path, "reconciledLine", nil, rows, "explanation")
}

// ReadReconciliation yields the rows of reconciliation.parquet.
func ReadReconciliation(path string) iter.Seq2[Reconciled, error] { return readTable[Reconciled](path) }

// WriteChildren writes children.parquet: every record and the child that it was placed with.
func WriteChildren(path string, rows iter.Seq[Placed]) error {
	return writeTable(path, "placedLine", nil, rows, "native_id")
}

// ReadChildren yields the rows of children.parquet.
func ReadChildren(path string) iter.Seq2[Placed, error] { return readTable[Placed](path) }

// WriteRejections writes rejections.parquet: every input row or value that was not used, and why; a place and a reason, never
// the value.
func WriteRejections(path string, rows iter.Seq[Rejected]) error {
	return writeTable(path, "rejectedLine", nil, rows)
}

// WriteLinks writes links.parquet with the levels of gammas, in their order; a Link without a level for one of them gets −1, the
// null level. A Link is not kept once the next one is asked for, so its map may be used again.
func WriteLinks(path string, gammas []string, links iter.Seq[Link]) error {
	return writeTable(path, "pairs", gammas, links)
}

// WritePossible writes possible_matches.parquet with the levels of gammas, in their order. Names and dates of birth stay in the
// workbook.
func WritePossible(path string, gammas []string, pairs []Possible) error {
	return writeTable(path, "pairs", gammas, slices.Values(pairs), "agreement", "why")
}

// ReadPossible yields the rows of possible_matches.parquet, with whatever comparisons it holds and without persons.
func ReadPossible(path string) iter.Seq2[Possible, error] { return readTable[Possible](path) }

// ReadLinks yields the rows of links.parquet, with whatever comparisons it holds.
func ReadLinks(path string) iter.Seq2[Link, error] { return readTable[Link](path) }

// WriteQuality writes quality.parquet: every measure of the run, with its interval, or null where it has none.
func WriteQuality(path string, rows []Measure) error {
	rows = slices.Clone(rows)
	for i, m := range rows {
		if !m.HasInterval() {
			rows[i].Low, rows[i].High = math.NaN(), math.NaN()
		}
	}
	return writeTable(path, "measureLine", nil, slices.Values(rows))
}

// ReadQuality reads what WriteQuality wrote.
func ReadQuality(path string) iter.Seq2[Measure, error] { return readTable[Measure](path) }

// HasInterval reports whether the measure has an interval. It has none when both ends are zero or either is not a number: no
// interval for a proportion is empty at zero, so nothing is lost.
func (m Measure) HasInterval() bool {
	return !math.IsNaN(m.Low) && !math.IsNaN(m.High) && (m.Low != 0 || m.High != 0)
}

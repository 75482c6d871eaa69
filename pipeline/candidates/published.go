package candidates

import (
	"io"
	"iter"
	"math"
	"slices"
	"strings"
)

// The published tables. None holds a name, a date of birth or an address: the child's id stands for the child.

// WriteList writes one list as Parquet, in the order of rows.
func WriteList(from Origin, path string, rows []Row) error {
	return writeTable(from, path, nil, slices.Values(rows),
		"reason", "next_action", "nearest_provision", "not_accepted", "searched", "on_roll_school", "what_changed", "earlier_decisions", "why_back", "closing_proposed", "ordered_by")
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
func WriteTasks(from Origin, path string, rows []Task) error {
	return writeTable(from, path, nil, slices.Values(rows), "reason")
}

// WriteGone writes the lines that the last run showed and this one does not.
func WriteGone(from Origin, path string, rows []Gone) error {
	return writeTable(from, path, nil, slices.Values(rows), "reason")
}

// ReadGone reads what WriteGone wrote.
func ReadGone(path string) iter.Seq2[Gone, error] { return readTable[Gone](path) }

// WriteUntold writes unknown.parquet: the children of whom no rule can tell for want of a register, by rank.
func WriteUntold(from Origin, path string, rows []Untold) error {
	return writeTable(from, path, nil, slices.Values(rows), "signs_in_words", "reason")
}

// ReadUntold reads what WriteUntold wrote.
func ReadUntold(path string) iter.Seq2[Untold, error] { return readTable[Untold](path) }

// WriteNotInSchool writes not_in_school.parquet, by rank.
func WriteNotInSchool(from Origin, path string, rows []NotInSchool) error {
	return writeTable(from, path, nil, slices.Values(rows), "reason")
}

// ReadNotInSchool reads what WriteNotInSchool wrote.
func ReadNotInSchool(path string) iter.Seq2[NotInSchool, error] { return readTable[NotInSchool](path) }

// WriteDecided writes decisions in the order in which they came in.
func WriteDecided(from Origin, path string, lines []Line[Decided]) error {
	return writeTable(from, path, nil, slices.Values(PrintedRows(lines)), "facts", "state_in_words")
}

// EncodeDecided is WriteDecided to anything.
func EncodeDecided(from Origin, out io.Writer, lines []Line[Decided]) error {
	return encodeTable(from, out, strings.TrimSuffix(DecisionsFile, parquetEnd), nil, slices.Values(PrintedRows(lines)), "facts", "state_in_words")
}

// ReadDecided reads what WriteDecided wrote.
func ReadDecided(path string) iter.Seq2[Decided, error] { return readTable[Decided](path) }

// WriteReconciliation writes reconciliation.parquet: every child of compulsory school age and what explains them, or
// nothing, so that what was kept off the lists can be audited too.
func WriteReconciliation(from Origin, path string, rows iter.Seq[Reconciled]) error {
	return writeTable(from, path, nil, rows, "explanation")
}

// ReadReconciliation yields the rows of reconciliation.parquet.
func ReadReconciliation(path string) iter.Seq2[Reconciled, error] { return readTable[Reconciled](path) }

// WriteChildren writes children.parquet: every record and the child that it was placed with.
func WriteChildren(from Origin, path string, rows iter.Seq[Placed]) error {
	return writeTable(from, path, nil, rows, "native_id")
}

// ReadChildren yields the rows of children.parquet.
func ReadChildren(path string) iter.Seq2[Placed, error] { return readTable[Placed](path) }

// WriteRejections writes rejections.parquet: every input row or value that was not used, and why; a place and a reason, never
// the value.
func WriteRejections(from Origin, path string, rows iter.Seq[Rejected]) error {
	return writeTable(from, path, nil, rows)
}

// WriteLinks writes links.parquet with the levels of gammas, in their order; a Link without a level for one of them gets −1, the
// null level.
func WriteLinks(from Origin, path string, gammas []string, links iter.Seq[Link]) error {
	return writeTable(from, path, gammas, links)
}

// WritePossible writes possible_matches.parquet with the levels of gammas, in their order. Names and dates of birth stay in the
// workbook.
func WritePossible(from Origin, path string, gammas []string, pairs []Possible) error {
	return writeTable(from, path, gammas, slices.Values(pairs), "agreement", "what_hangs_on_it")
}

// ReadPossible yields the rows of possible_matches.parquet, with whatever comparisons it holds and without persons.
func ReadPossible(path string) iter.Seq2[Possible, error] { return readTable[Possible](path) }

// ReadLinks yields the rows of links.parquet, with whatever comparisons it holds.
func ReadLinks(path string) iter.Seq2[Link, error] { return readTable[Link](path) }

// WriteQuality writes quality.parquet: every measure of the run, with its interval, or null where it has none.
func WriteQuality(from Origin, path string, rows []Measure) error {
	rows = slices.Clone(rows)
	for i, m := range rows {
		if !m.HasInterval() {
			rows[i].Low, rows[i].High = math.NaN(), math.NaN()
		}
	}
	return writeTable(from, path, nil, slices.Values(rows))
}

// ReadQuality reads what WriteQuality wrote.
func ReadQuality(path string) iter.Seq2[Measure, error] { return readTable[Measure](path) }

// HasInterval reports whether the measure has an interval. It has none when both ends are zero or either is not a number: no
// interval for a proportion is empty at zero, so nothing is lost.
func (m Measure) HasInterval() bool {
	return !math.IsNaN(m.Low) && !math.IsNaN(m.High) && (m.Low != 0 || m.High != 0)
}

package candidates

import (
	"io"
	"iter"
	"slices"
	"strings"
	"time"
)

// StepsFile is what a file is called in which an export writes what officers did besides deciding. A run publishes none.
const StepsFile = "steps.parquet"

// Stepped is something that an officer did besides deciding: a step, a second look, a question to a colleague or its answer. What was
// typed beside it stays in the register.
type Stepped struct {
	Entry   int64     `parquet:"entry" copy:"keep" about:"its number in the register"`
	ChildID string    `parquet:"child_id" copy:"digest" about:"the child, by the id that it has now; of two records, the child of the first"`
	Other   string    `parquet:"other_child_id,null" copy:"digest" about:"of two records: the child of the second"`
	What    string    `parquet:"what,dict" copy:"keep" about:"step, second look, asked or answered"`
	Kind    string    `parquet:"kind,dict,null" copy:"keep" about:"of a step: rang, wrote, letter, visited and so on"`
	To      string    `parquet:"to_whom,dict,null" copy:"keep" about:"of a step: whom it was to, such as parent, last school or the code of an authority"`
	Result  string    `parquet:"result,dict,null" copy:"keep" about:"what came of a step; of a second look, what it says"`
	By      string    `parquet:"done_by,dict" about:"who did it, as typed: a role or initials"`
	Made    time.Time `parquet:"done_on,date" copy:"month" about:"day on which it was done"`
	Due     time.Time `parquet:"answer_due,date" copy:"month" about:"of a step: day by which an answer is due; null when none is waited for"`
	Of      int64     `parquet:"of_entry" copy:"keep" about:"the entry that it closes, looks at again or answers; 0 when none"`
	Run     string    `parquet:"shown_by_run,dict" about:"run that was shown when it was done"`
}

// Bare leaves that something was done, and when.
func (s Stepped) Bare() (Stepped, bool) {
	return Stepped{Entry: s.Entry, ChildID: s.ChildID, What: s.What, By: s.By, Made: s.Made, Run: s.Run}, true
}

// EncodeStepped writes what officers did, in the order in which it came in.
func EncodeStepped(from Origin, out io.Writer, lines []Line[Stepped]) error {
	return encodeTable(from, out, strings.TrimSuffix(StepsFile, parquetEnd), nil, slices.Values(PrintedRows(lines)))
}

// ReadStepped reads what EncodeStepped wrote.
func ReadStepped(path string) iter.Seq2[Stepped, error] { return readTable[Stepped](path) }

package candidates

import (
	"iter"
	"slices"
	"time"
)

// Task is something that somebody still has to do, or has done late, by a clock of the law or of local practice; or that an
// open case may be closed. It puts nobody on a list.
type Task struct {
	Rule       string // K01 to K18, V01 to V10
	Of         string // whose it is: "school compliance", "officer's task", "source to be put right", "fixed date"
	ChildID    string // empty when it is about a school, an extract or a date
	School     string // LAESTAB of the school whose duty it is
	SchoolName string
	Source     string // the kind of extract that it is about
	Reason     string
	Missing    string // what is wanting
	Since, Due time.Time
	DueUnit    string
	Late       bool
	NextAction string
	Who        string
	Records    []string // that it rests on
}

// taskLine is a line of tasks.parquet: the child's id, and no name, date of birth or address.
type taskLine struct {
	Rule       string   `parquet:"rule,dict"`
	Of         string   `parquet:"of,dict"`
	ChildID    *string  `parquet:"child_id"`
	School     *string  `parquet:"school,dict"`
	SchoolName *string  `parquet:"school_name,dict"`
	Source     *string  `parquet:"source,dict"`
	Reason     string   `parquet:"reason"`
	Missing    *string  `parquet:"missing,dict"`
	Since      *int32   `parquet:"since,date"`
	Due        *int32   `parquet:"due,date"`
	DueUnit    *string  `parquet:"due_unit,dict"`
	Late       bool     `parquet:"late"`
	NextAction string   `parquet:"next_action,dict"`
	Who        string   `parquet:"who,dict"`
	Records    []string `parquet:"records,list"`
}

// WriteTasks writes tasks.parquet.
func WriteTasks(path string, rows []Task) error {
	return writeTable(path, mapRows(slices.Values(rows), func(t Task) taskLine {
		return taskLine{t.Rule, t.Of, nullString(t.ChildID), nullString(t.School), nullString(t.SchoolName), nullString(t.Source), t.Reason, nullString(t.Missing),
			parquetDay(t.Since), parquetDay(t.Due), nullString(t.DueUnit), t.Late, t.NextAction, t.Who, t.Records}
	}), "reason")
}

// ReadTasks reads what WriteTasks wrote.
func ReadTasks(path string) iter.Seq2[Task, error] {
	return mapRead(readTable[taskLine](path), func(l taskLine) Task {
		return Task{Rule: l.Rule, Of: l.Of, ChildID: orEmpty(l.ChildID), School: orEmpty(l.School), SchoolName: orEmpty(l.SchoolName), Source: orEmpty(l.Source),
			Reason: l.Reason, Missing: orEmpty(l.Missing), Since: civilDay(l.Since), Due: civilDay(l.Due), DueUnit: orEmpty(l.DueUnit), Late: l.Late,
			NextAction: l.NextAction, Who: l.Who, Records: l.Records}
	})
}

package candidates

import (
	"iter"
	"slices"
)

// goneLine is a line of gone.parquet: the child's id, and no name, date of birth or address.
type goneLine struct {
	List     string   `parquet:"list,dict"`
	ChildID  string   `parquet:"child_id"`
	Why      string   `parquet:"why,dict"`
	Reason   string   `parquet:"reason"`
	Severity string   `parquet:"severity,dict"`
	Rules    []string `parquet:"rules,list"`
	Since    *int32   `parquet:"since,date"`
	LastRun  *int32   `parquet:"last_run,date"`
	New      *string  `parquet:"new_fact"`
}

// WriteGone writes the lines that the last run showed and this one does not.
func WriteGone(path string, rows []Gone) error {
	return writeTable(path, mapRows(slices.Values(rows), func(g Gone) goneLine {
		return goneLine{string(g.List), g.ChildID, g.Why, g.Reason, g.Severity, g.Rules, parquetDay(g.Since), parquetDay(g.LastRun), nullString(g.New)}
	}), "reason")
}

// ReadGone reads what WriteGone wrote; no person is among it.
func ReadGone(path string) iter.Seq2[Gone, error] {
	return mapRead(readTable[goneLine](path), func(l goneLine) Gone {
		return Gone{List: List(l.List), ChildID: l.ChildID, Why: l.Why, Reason: l.Reason, Severity: l.Severity, Rules: l.Rules,
			Since: civilDay(l.Since), LastRun: civilDay(l.LastRun), New: orEmpty(l.New)}
	})
}

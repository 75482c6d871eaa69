package linkage

import (
	"fmt"
	"rollcall/matchers"
	"time"
)

// Options are what a run is given beside its settings.
type Options struct {
	Out     string // folder to write, which must not hold anything but an earlier linkage
	Workers int    // one for each processor when 0; it changes no result
	Since   string // folder of an earlier linkage to go on from; empty for none
	Version string // of the program
	Clock   func() time.Time
}

// Run is a linkage and what it is made of.
type Run struct {
	Settings *Settings
	Used     []Used
	Tables   []TableReport
	Table    *matchers.Table
	Names    []string // of the tables
	Of       []uint16 // table of each row
	IDs      []string // what its table calls each row
	Model    *matchers.Model
	Training *matchers.Training // nil when the model was read
	Edges    *matchers.Edges
	Report   *matchers.Report
	Clusters *matchers.Clusters
	// Missed is the share of matches that no blocking rule brings together, at least; negative when it cannot be said.
	Missed float64
	// Errors are estimates of false and of missed pairs, without truth.
	Errors []matchers.ErrorRate
	Plan   matchers.ClericalPlan
	Stages []Stage
	Notes  []string

	ids       []string       // of the clusters
	history   []historyLine  // of a linkage that goes on from another
	modelFrom string         // where the model was read; empty when it was trained
	terms     matchers.Terms // of an incremental linkage
	// keptTables are the tables as read, for a later linkage.
	keptTables []*keptTable
	limit      int64  // bytes of memory to keep to, 0 for none
	large      bool   // the tables are, so that memory is held to what is needed
	folder     string // for what goes to disk
}

// TableReport says what was read of a table.
type TableReport struct {
	Name       string `json:"name"`
	File       string `json:"file"`
	SHA256     string `json:"sha256"`
	Rows       int    `json:"rows"`
	Duplicates string `json:"duplicates"` // whether it may hold a person twice, and how that is known
}

// Stage is a part of the work and how long it took.
type Stage struct {
	Name    string  `json:"name"`
	Seconds float64 `json:"seconds"`
}

// runStage runs a part of the work and notes how long it took.
func (r *Run) runStage(o Options, name string, do func() error) error {
	start := o.Clock()
	err := do()
	r.Stages = append(r.Stages, Stage{name, o.Clock().Sub(start).Seconds()})
	return err
}

// rowsByID finds rows by table and id.
func (r *Run) rowsByID() map[string]int32 {
	rows := make(map[string]int32, len(r.IDs))
	for i, id := range r.IDs {
		rows[rowKey(r.Names[r.Of[i]], id)] = int32(i)
	}
	return rows
}

// rowKey names a row for good, by its table and what that calls it.
func rowKey(table, id string) string { return table + "\x1f" + id }

// RowOf returns the row that a table calls id; with one table its name may be left out. Rows are named "table:id" or "id".
func (r *Run) RowOf(name string) (int, error) {
	found := -1
	for i, id := range r.IDs {
		if id == name && (found < 0) || r.Names[r.Of[i]]+":"+id == name {
			found = i
		} else if id == name {
			return 0, fmt.Errorf("%s: rows of several tables have this id; write it as table:id", name)
		}
	}
	if found < 0 {
		return 0, fmt.Errorf("%s: no row has this id", name)
	}
	return found, nil
}

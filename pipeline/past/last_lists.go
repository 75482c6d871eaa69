package past

import (
	"context"
	"path/filepath"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// LastLists is what the newest published run for the day of a run, or for one before it, showed.
type LastLists struct {
	Run    register.Past
	Folder string // in the output folder
	Lines  map[Line]register.Shown
}

// LastLists has back the lists that stand; their run is not known where none was published.
func (p *Past) LastLists(ctx context.Context) (*LastLists, error) {
	l := &LastLists{Lines: map[Line]register.Shown{}}
	if p.register == nil {
		return l, nil
	}
	var err error
	if l.Run, err = p.register.RunUpTo(ctx, p.asOf.Midnight()); err != nil || !l.Run.IsKnown() {
		return l, err
	}
	l.Folder = filepath.Join(journal.RunsFolder, l.Run.ID)
	if l.Run == p.Last { // on all but a day's second run
		l.Lines = p.Lines
		return l, nil
	}
	lines, err := p.register.LinesOf(ctx, l.Run)
	for _, x := range lines {
		l.Lines[Line{x.List, x.Child}] = x
	}
	return l, err
}

// Stood is how a child stood in a published run: the status, and the kind of the record that explained the child.
type Stood struct{ Status, Kind string }

// ReadStood reads how children stood in a published run, of those asked for by id, and how many each kind of extract explained:
// by what was remembered of the run, which needs no identity where its tables are encrypted, or else by the tables.
func (p *Past) ReadStood(folder string, wanted map[string]bool) (stood map[string]Stood, explained map[string]int, err error) {
	stood, explained = map[string]Stood{}, map[string]int{}
	said, err := p.readRemembered(folder)
	if err != nil {
		return nil, nil, err
	}
	if said != nil && said.Status != nil {
		for child, status := range said.Status {
			kind := string(said.Explained[child])
			if kind != "" && status == string(rules.Explained) {
				explained[kind]++
			}
			if wanted[child] {
				stood[child] = Stood{status, kind}
			}
		}
		return stood, explained, nil
	}
	for row, err := range candidates.ReadReconciliation(filepath.Join(folder, candidates.ReconciliationFile)) {
		if err != nil {
			return nil, nil, err
		}
		kind, _, _ := strings.Cut(row.RecordID, ":")
		if kind != "" && row.Status == string(rules.Explained) {
			explained[kind]++
		}
		if wanted[row.ChildID] {
			stood[row.ChildID] = Stood{row.Status, kind}
		}
	}
	return stood, explained, nil
}

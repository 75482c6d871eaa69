package past

import (
	"path/filepath"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Published is what a published run said of its children, by child id.
type Published struct {
	Candidates map[string]bool
	Explained  map[string]sources.Kind         // the kind of the record that explained them
	Records    map[string]map[sources.Kind]int // that they had
}

// ReadPublished reads what a published run said of its children.
func ReadPublished(folder string) (*Published, error) {
	p := &Published{Candidates: map[string]bool{}, Explained: map[string]sources.Kind{}, Records: map[string]map[sources.Kind]int{}}
	for row, err := range candidates.ReadList(filepath.Join(folder, candidates.CMEFile), candidates.CME) {
		if err != nil {
			return nil, err
		}
		p.Candidates[row.ChildID] = true
	}
	for row, err := range candidates.ReadReconciliation(filepath.Join(folder, candidates.ReconciliationFile)) {
		if err != nil {
			return nil, err
		}
		if kind, _, named := strings.Cut(row.RecordID, ":"); named {
			p.Explained[row.ChildID] = sources.Kind(kind)
		}
	}
	for row, err := range candidates.ReadChildren(filepath.Join(folder, candidates.ChildrenFile)) {
		if err != nil {
			return nil, err
		}
		of := p.Records[row.ChildID]
		if of == nil {
			of = map[sources.Kind]int{}
			p.Records[row.ChildID] = of
		}
		of[sources.Kind(row.Source)]++
	}
	return p, nil
}

// ReadUndecided returns whom a published run could not decide, and why.
func ReadUndecided(folder string) (map[string]string, error) {
	why := map[string]string{}
	for row, err := range candidates.ReadReconciliation(filepath.Join(folder, candidates.ReconciliationFile)) {
		if err != nil {
			return nil, err
		}
		if row.Status == string(rules.Undecided) {
			why[row.ChildID] = row.Explanation
		}
	}
	return why, nil
}

package pipeline

import (
	"path/filepath"
	"slices"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
)

// Settings are those of the run.
func (x *Explainer) Settings() *settings.Settings { return x.settings }

// RunID is the run's.
func (x *Explainer) RunID() journal.RunID { return x.run }

// OutputFolder is the folder that the run was published in, beside its register.
func (x *Explainer) OutputFolder() string {
	whole, err := filepath.EvalSymlinks(x.dir)
	if err != nil {
		whole = x.dir
	}
	return filepath.Dir(filepath.Dir(whole))
}

// ChildrenOf are the ids of the children that records are placed with; none of a sealed child.
func (x *Explainer) ChildrenOf(records ...string) (ids []string) {
	for _, r := range records {
		identity, known := x.byRecord[r]
		if !known || !x.placed[identity] {
			continue
		}
		child := int(x.judged.Children.ChildOf(identity))
		if id := string(x.judged.Children.IDs[child]); !x.judged.IsSealed(child) && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// HeldOnChild are the records of the extracts that the run placed with a child, whole, by record id, with how many others may be the
// child's and are not. Nothing is returned of a sealed child but that it is sealed, and nothing of one that the run does not know.
func (x *Explainer) HeldOnChild(id string) (all []people.Placed, near int, sealed bool) {
	child := slices.Index(x.judged.Children.IDs, rules.ChildID(id))
	switch {
	case child < 0 || id == "":
		return nil, 0, x.isListedBare(id)
	case x.judged.IsSealed(child):
		return nil, 0, true
	}
	return x.judged.Children.RecordsOf(child), len(x.judged.Children.NearTo(child)), false
}

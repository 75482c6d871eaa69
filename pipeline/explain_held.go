package pipeline

import (
	"slices"

	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
)

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

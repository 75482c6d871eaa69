package lists

import (
	"iter"
	"maps"
	"slices"

	"rollcall/pipeline/candidates"
)

// tellFamilies tells of each child on a list, or of whom nobody can tell, the other children of the family who live in the same home, by
// child. A sealed child is in no such pair.
func (m *maker) tellFamilies(cme, risk []line, unknown []untold) iter.Seq[candidates.Line[candidates.SameFamily]] {
	asked := map[string]bool{}
	for _, lines := range [...][]line{cme, risk} {
		for i := range lines {
			asked[lines[i].row.ChildID] = true
		}
	}
	for i := range unknown {
		asked[unknown[i].row.ChildID] = true
	}
	return func(yield func(candidates.Line[candidates.SameFamily]) bool) {
		for _, id := range slices.Sorted(maps.Keys(asked)) {
			child, known := m.Judged.Heirs.Number(id)
			if !known {
				continue // a case held open of a child whom no extract names
			}
			for _, other := range m.familyOf(int(child)) {
				sibling := string(m.children.IDs[other.Child])
				row := candidates.SameFamily{ChildID: string(m.children.IDs[child]), Sibling: sibling, Tie: other.Tie, Listed: m.listed[other.Child]}
				if !yield(candidates.NewLine(row, m.Judged.IsSealed(int(child)))) {
					return
				}
			}
		}
	}
}

package past

import (
	"maps"
	"slices"

	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// Heirs follows child ids of earlier runs to the children of this one.
type Heirs struct {
	successors map[string][]register.Change
	ids        []rules.ChildID // of the run's children, in order
}

// HeirsAmong follows ids to the children of a run, who are numbered in the order of their ids and in which ids were merged as told besides.
func (p *Past) HeirsAmong(ids []rules.ChildID, merged []register.Change) *Heirs {
	h := &Heirs{successors: map[string][]register.Change{}, ids: ids}
	for id, changes := range p.successors {
		h.successors[id] = slices.Clone(changes)
	}
	for _, c := range merged {
		h.successors[c.Child] = append(h.successors[c.Child], c)
	}
	return h
}

// Number returns the number of the run's child that has an id, and whether one has.
func (h *Heirs) Number(id string) (int32, bool) {
	n, known := slices.BinarySearch(h.ids, rules.ChildID(id))
	if !known {
		return 0, false
	}
	return int32(n), true
}

// HeirOf follows a child id through the children that it was joined to, to the id that stands for it now.
func (h *Heirs) HeirOf(child string) string {
	seen := map[string]bool{}
	for !seen[child] {
		if _, here := h.Number(child); here {
			break
		}
		seen[child] = true
		next := ""
		for _, c := range h.successors[child] {
			if c.Kind == register.Merged {
				next = c.Into // the last time it gave way counts
			}
		}
		if next == "" {
			break
		}
		child = next
	}
	return child
}

// LinesOfHeirs are the lines of the last run by the ids that their children have now.
func (p *Past) LinesOfHeirs(h *Heirs) map[Line]register.Shown {
	lines := map[Line]register.Shown{}
	for _, key := range slices.SortedFunc(maps.Keys(p.Lines), Line.Compare) {
		now := Line{key.List, h.HeirOf(key.Child)}
		if had, twice := lines[now]; !twice || had.Child != now.Child {
			lines[now] = p.Lines[key]
		}
	}
	return lines
}

// FirstShown is, for each child that a list ever showed, the first day for which it did (YYYY-MM-DD), under the id that the
// child has now: the days of a child that was joined to another count for the other.
func (p *Past) FirstShown(list string, h *Heirs) map[string]string {
	first := map[string]string{}
	for _, s := range p.Spans {
		if s.List != list {
			continue
		}
		id := h.HeirOf(s.Child)
		if had, twice := first[id]; !twice || s.First < had {
			first[id] = s.First
		}
	}
	return first
}

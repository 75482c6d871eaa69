package candidates

import "slices"

// Household is who else lives in the homes of two children: in both, or in one of them.
type Household struct{ Both, Left, Right []Sibling }

// MeetHouseholds sets the other children of two homes beside each other. The two themselves, by their ids, are not among them: each may
// be the other's sibling for being one child.
func MeetHouseholds(left, right []Sibling, two ...string) (h Household) {
	isOfTwo := func(s Sibling) bool { return s.ChildID != "" && slices.Contains(two, s.ChildID) }
	for _, s := range left {
		switch {
		case isOfTwo(s):
		case slices.ContainsFunc(right, func(x Sibling) bool { return sameSibling(s, x) }):
			h.Both = append(h.Both, s)
		default:
			h.Left = append(h.Left, s)
		}
	}
	for _, s := range right {
		if !isOfTwo(s) && !slices.ContainsFunc(h.Both, func(x Sibling) bool { return sameSibling(s, x) }) {
			h.Right = append(h.Right, s)
		}
	}
	return h
}

// sameSibling reports whether two are one child: by the id, or by name and birth where one has none.
func sameSibling(a, b Sibling) bool {
	if a.ChildID != "" && b.ChildID != "" {
		return a.ChildID == b.ChildID
	}
	return foldAll(a.Name) != "" && foldAll(a.Name) == foldAll(b.Name) && a.DOB.Equal(b.DOB)
}

package lists

import (
	"slices"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/people"
	"rollcall/pipeline/stories"
)

// familyOf are the other children of a child's homes who are of one family with it. A sealed child is left out, whatever it was.
func (m *maker) familyOf(child int) []judge.Relative {
	family, isSealed := m.Judged.Homes().FamilyOf(child), func(r judge.Relative) bool { return m.Judged.IsSealed(int(r.Child)) }
	if slices.ContainsFunc(family, isSealed) {
		family = slices.DeleteFunc(slices.Clone(family), isSealed)
	}
	return family
}

// asRelative is what the store keeps of another child of the family.
func (m *maker) asRelative(child int, other judge.Relative) candidates.Relative {
	return candidates.Relative{ChildID: string(m.children.IDs[other.Child]), Tie: other.Tie, Listed: m.listed[other.Child],
		MayBe: slices.ContainsFunc(m.children.NearTo(child), func(n people.Near) bool { return n.Child == other.Child })}
}

// siblingsOf are the other children of a child's homes who are of one family with it, with the school that can be rung: those whom a school has first,
// then the youngest; who may be the child itself comes last.
func (m *maker) siblingsOf(child int) (all []candidates.Sibling) {
	for _, other := range m.familyOf(child) {
		r, s := m.asRelative(child, other), *m.asSibling(int(other.Child))
		s.Tie, s.Listed, s.MayBe = r.Tie, r.Listed, r.MayBe
		all = append(all, s)
	}
	return stories.OrderSiblings(all)
}

// firstAtSchool is the sibling whose school is the surest to ring; nil when no school has any.
func firstAtSchool(siblings []candidates.Sibling) *candidates.Sibling {
	if len(siblings) == 0 || siblings[0].School == "" || siblings[0].MayBe {
		return nil
	}
	return &siblings[0]
}

func countAtSchool(siblings []candidates.Sibling) (n int) {
	for i := range siblings {
		if siblings[i].School != "" {
			n++
		}
	}
	return n
}

// siblingOf is the sibling of whom a finding speaks, so that the line names the one whom its reason means; without one by its records, what it was.
func (m *maker) siblingOf(child int, records []string, otherwise *candidates.Sibling) *candidates.Sibling {
	all := m.siblingsOf(child)
	for i := range all {
		if all[i].School != "" && !all[i].MayBe && slices.Contains(records, all[i].FromRecord) {
			return &all[i]
		}
	}
	return otherwise
}

// asSibling is what a child's brothers and sisters are told of it, whoever asks first.
func (m *maker) asSibling(child int) *candidates.Sibling {
	s := m.kin[child].Load()
	if s == nil {
		s = m.describeSibling(child)
		m.kin[child].Store(s)
	}
	return s
}

func (m *maker) describeSibling(child int) *candidates.Sibling {
	reader := m.readers.Get().(*people.Reader)
	defer m.readers.Put(reader)
	s := m.AsSibling(string(m.children.IDs[child]), stories.RecordsIn(stories.NewestFirst(reader.RecordsOf(child))))
	return &s
}

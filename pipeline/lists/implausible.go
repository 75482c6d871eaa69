package lists

import "rollcall/pipeline/judge"

// measureImplausible says of how many of the children with several identities something is found that one child cannot be.
func (m *maker) measureImplausible(out *measurer) {
	joined, found := 0, make([]int, len(judge.Implausible))
	for child := range m.children.Len() {
		if len(m.children.IdentitiesOf(child)) < 2 {
			continue
		}
		joined++
		for k := range found {
			if m.Judged.Noted[child].IsImplausible(k) {
				found[k]++
			}
		}
	}
	for k := range found {
		out.addShare("joined and implausible", judge.Implausible[k].Name, found[k], joined)
	}
}

package review

import (
	"slices"

	"rollcall/pipeline/candidates"
)

// looked is the registers that answered alike when they were looked in.
type looked struct {
	Words string
	In    []candidates.Searched
}

// Looked are the answers of all registers, what was found first, each answer with those that gave it.
func (c *child) Looked() (all []looked) {
	for _, found := range []bool{true, false} {
		for _, s := range c.Story.Searched {
			if s.Found != found {
				continue
			}
			i := slices.IndexFunc(all, func(l looked) bool { return l.Words == s.Words })
			if i < 0 {
				all, i = append(all, looked{Words: s.Words}), len(all)
			}
			all[i].In = append(all[i].In, s)
		}
	}
	return all
}

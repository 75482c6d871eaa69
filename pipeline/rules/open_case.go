package rules

import (
	"slices"
	"strings"
)

// dataError reports whether a case was closed because the data were wrong and not because anything had happened.
func dataError(c *Claim) bool {
	return slices.Contains([]string{"data error", "duplicate", "error", "not a case"}, strings.ReplaceAll(strings.ToLower(c.Toward), "_", " "))
}

// recentCases are the cases opened within the last days, each once, but for errors of the data; by the day of opening.
func (h *history) recentCases(days int) []*Claim {
	var all []*Claim
	for i := range h.claims {
		c := &h.claims[i]
		if c.Kind != OpenCase || c.From > h.AsOf || c.From < h.AsOf.AddDays(-days) || dataError(c) {
			continue
		}
		if n := len(all); n > 0 && (c.From == all[n-1].From || c.Ref != "" && c.Ref == all[n-1].Ref) {
			all[n-1] = c // a later row of the same case
			continue
		}
		all = append(all, c)
	}
	return all
}

// openCases are the cases that officers hold open in the authority's own list.
func (h *history) openCases() []*Claim {
	var out []*Claim
	for i := range h.claims {
		if c := &h.claims[i]; c.Kind == OpenCase && c.From <= h.AsOf && (c.To == 0 || c.To > h.AsOf) && Outcome(c.Status).Open() {
			out = append(out, c)
		}
	}
	return out
}

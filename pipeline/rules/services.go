package rules

import (
	"slices"
	"strings"
)

// openFlag is the newest open flag of one of some services, or nil.
func (h *history) openFlag(services ...string) *Claim {
	return h.newestClaim(Flag, beginDay, func(c *Claim) bool { return h.openNow(c) && slices.Contains(services, c.Status) })
}

// releasedCustody is the newest custody that is over, when none is under way; or nil.
func (h *history) releasedCustody() *Claim {
	if h.openFlag("custody") != nil {
		return nil
	}
	return h.newestClaim(Flag, endDay, func(c *Claim) bool { return c.Status == "custody" && h.isOver(c) })
}

// safeguardingFact is what makes a line P1, or nil: an open child protection plan, a child looked after or in need, a missing episode, or
// a refuge; the gravest, and of several the newest.
func (h *history) safeguardingFact() *Claim {
	for _, s := range Services {
		if c := h.openFlag(s.Status); s.Grave && c != nil {
			return c
		}
	}
	return h.newestClaim(graveKinds, beginDay, func(c *Claim) bool { return isGrave(c) && h.openNow(c) })
}

// graveKinds are those of which a claim may be grave.
const graveKinds = Flag | Seal | Residence

func isGrave(c *Claim) bool {
	switch c.Kind {
	case Flag:
		return c.Status == "refuge" || ServiceOf(c.Status).Grave
	case Seal:
		return c.Status == "refuge"
	case Residence:
		return c.To == 0 && c.hasMark("refuge")
	}
	return false
}

// recentReferral is the newest referral of the last days, or nil.
func (h *history) recentReferral(days int) *Claim {
	return h.newestClaim(Referral, beginDay, func(c *Claim) bool { return h.isOfLast(c.From, days) })
}

// concernsHarm reports whether the word of a concern is one about safety.
func concernsHarm(word string) bool {
	return slices.Contains([]string{"safeguarding", "harm", "abuse", "neglect", "exploitation", "violence", "trafficking", "radicalisation", "missing"}, word)
}

// openCases are the cases that officers hold open in the authority's own list.
func (h *history) openCases() []*Claim {
	var out []*Claim
	for _, c := range h.of(OpenCase) {
		if !h.AsOf.Before(c.From) && (c.To == 0 || h.AsOf.Before(c.To)) && Outcome(c.Status).Open() {
			out = append(out, c)
		}
	}
	return out
}

// recentCases are the cases opened within the last days, each once, but for errors of the data; by the day of opening.
func (h *history) recentCases(days int) []*Claim {
	var all []*Claim
	for _, c := range h.of(OpenCase) {
		if h.AsOf.Before(c.From) || h.AsOf.After(c.From.AddDays(days)) || dataError(c) {
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

// dataError reports whether a case was closed because the data were wrong and not because anything had happened.
func dataError(c *Claim) bool {
	return slices.Contains([]string{"data error", "duplicate", "error", "not a case"}, strings.ReplaceAll(strings.ToLower(c.Toward), "_", " "))
}

package rules

// isTenancy reports whether a claim is of a home that the housing service knows.
func isTenancy(c *Claim) bool {
	return c.Kind == Residence && (c.Status == "tenancy" || c.Status == "temporary")
}

// tenancyEnds reports whether the end of a tenancy is known: starts and ends come as rows of their own.
func (h *history) tenancyEnds(ref string) bool {
	for i := range h.claims {
		if c := &h.claims[i]; ref != "" && isTenancy(c) && c.Ref == ref && c.To != 0 {
			return true
		}
	}
	return false
}

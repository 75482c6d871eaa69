package rules

// tenure reports whether a claim is of a home that the housing service knows.
func tenure(c *Claim) bool {
	return c.Kind == Residence && (c.Status == "tenancy" || c.Status == "temporary")
}

// tenureEnds reports whether the end of a tenancy is known: starts and ends come as rows of their own.
func (h *history) tenureEnds(ref string) bool {
	for i := range h.claims {
		if c := &h.claims[i]; ref != "" && tenure(c) && c.Ref == ref && c.To != 0 {
			return true
		}
	}
	return false
}

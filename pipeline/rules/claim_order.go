package rules

import (
	"cmp"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
)

// inOrder returns the claims in the one order that every rule reads them in, by From and then by record, so that no answer
// depends on the order in which extracts were read. Claims that are in it already are not copied.
func inOrder(claims []Claim) []Claim {
	for i := 1; i < len(claims); i++ {
		if compareClaims(&claims[i-1], &claims[i]) > 0 {
			sorted := slices.Clone(claims)
			slices.SortFunc(sorted, func(a, b Claim) int { return compareClaims(&a, &b) })
			return sorted
		}
	}
	return claims
}

// newest returns the claim with the newest day among those that are wanted, or nil; of several of one day the one that before
// puts last.
func (h *history) newest(day func(*Claim) calendar.Date, wanted func(*Claim) bool) *Claim {
	var at *Claim
	for i := range h.claims {
		if c := &h.claims[i]; wanted(c) && (at == nil || before(day(at), at, day(c), c)) {
			at = c
		}
	}
	return at
}

// The days by which claims are compared.
func began(c *Claim) calendar.Date { return c.From }
func ended(c *Claim) calendar.Date { return c.To }

// compareClaims orders claims by every field that a rule reads, the first that differs deciding.
func compareClaims(a, b *Claim) int {
	if a.From != b.From {
		return cmp.Compare(a.From, b.From)
	}
	if c := strings.Compare(a.Record, b.Record); c != 0 {
		return c
	}
	if c := cmp.Or(strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.Place, b.Place),
		strings.Compare(a.Ref, b.Ref), strings.Compare(a.Reason, b.Reason), strings.Compare(a.Status, b.Status)); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(a.To, b.To), cmp.Compare(a.AsOf, b.AsOf), cmp.Compare(a.Decided, b.Decided), cmp.Compare(a.Expected, b.Expected),
		cmp.Compare(a.Count, b.Count), strings.Compare(a.Toward, b.Toward), strings.Compare(a.Year, b.Year),
		strings.Compare(a.Marks, b.Marks), cmp.Compare(a.Band, b.Band), cmp.Compare(a.Link, b.Link), cmp.Compare(a.Home, b.Home))
}

// some reports whether any claim is such.
func (h *history) some(is func(*Claim) bool) bool {
	for i := range h.claims {
		if is(&h.claims[i]) {
			return true
		}
	}
	return false
}

package rules

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"rollcall/pipeline/calendar"
)

// TestClaimsByKind draws claims, some of no kind and some of one day: asked by kinds, they say what going through all of them says.
func TestClaimsByKind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		claims := make([]Claim, rapid.IntRange(0, 12).Draw(t, "claims"))
		for i := range claims {
			claims[i] = Claim{From: calendar.Date(rapid.IntRange(1, 3).Draw(t, "day")), Kind: drawSome(t, "kind", []Kind{0, Absence, Flag, OpenCase, Roll, Seal}),
				Place: drawSome(t, "place", []string{"a", "b"}), Ref: drawSome(t, "ref", []string{"", "x", "y"}),
				Provenance: Provenance{Record: drawSome(t, "record", []string{"r", "s"})}}
		}
		claims = InOrder(claims)
		h := &history{claims: claims, byKind: newClaimsByKind(claims)}
		of := drawSome(t, "one", []Kind{Absence, Flag, Offer, Roll}) | drawSome(t, "other", []Kind{0, Flag, Seal, Offer})
		wanted := func(c *Claim) bool { return c.Ref != "y" }
		such := func(c *Claim) bool { return c.Kind&of != 0 && wanted(c) }
		if got, want := h.newestClaim(of, beginDay, wanted), bestOf(claims, such, func(c, at *Claim) bool { return comesBefore(at.From, at, c.From, c) }); got != want {
			t.Fatalf("of %b the newest is %v, want %v", of, got, want)
		}
		if got, want := h.hasClaim(of, wanted), slices.ContainsFunc(claims, func(c Claim) bool { return such(&c) }); got != want {
			t.Fatalf("of %b there is one: %v, want %v", of, got, want)
		}
		first := of & -of
		if got, want := h.firstClaim(first, wanted), findFirst(claims, func(c *Claim) bool { return c.Kind == first && wanted(c) }); got != want {
			t.Fatalf("of %b the first is %v, want %v", first, got, want)
		}
	})
}

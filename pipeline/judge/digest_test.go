package judge

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestFoldedDigestsAreEqualWhereTextsAreInAllButCase holds a digest to strings.EqualFold, whose place it takes.
func TestFoldedDigestsAreEqualWhereTextsAreInAllButCase(t *testing.T) {
	check := func(a, b string) {
		t.Helper()
		if got, want := newDigest.folded(a) == newDigest.folded(b), strings.EqualFold(a, b); got != want {
			t.Errorf("%q and %q: the same %v, want %v", a, b, got, want)
		}
	}
	check("O'NEILL", "o'neill")
	check("Zoë", "ZOË")
	check("Zoë", "Zoe")
	check("Kit", "\u212Ait") // the sign of kelvins is a K
	check("Weiß", "WEISS")
	check("", " ")
	letters := rapid.StringOf(rapid.SampledFrom([]rune("aAkK\u212AsSſéÉΣσς1-")))
	rapid.Check(t, func(t *rapid.T) {
		a := letters.Draw(t, "a")
		b := rapid.SampledFrom([]string{strings.ToUpper(a), strings.ToLower(a), letters.Draw(t, "b")}).Draw(t, "other")
		if got, want := newDigest.folded(a) == newDigest.folded(b), strings.EqualFold(a, b); got != want {
			t.Errorf("%q and %q: the same %v, want %v", a, b, got, want)
		}
	})
}

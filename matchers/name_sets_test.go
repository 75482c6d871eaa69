package matchers

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawnNames are names of one row, of words that are alike, short forms, initials, particles and names that are left out at will.
func drawnNames(t *rapid.T, x *lexicon, label string) fullName {
	word := rapid.SampledFrom([]string{"A", "ALI", "T", "TARIQ", "TARIK", "BOB", "ROBERT", "KHATIB", "ALKHATIB", "EL", "MUHAMMAD"})
	values := func(of string) (ids []int32) {
		for range rapid.IntRange(0, 2).Draw(t, label+of) {
			ids = append(ids, x.number(strings.Join(rapid.SliceOfN(word, 1, 2).Draw(t, of), " ")))
		}
		return ids
	}
	return fullName{given: values("given"), surname: values("surname"), middle: values("middle")}
}

// TestPartsAreLookedForNoFurtherThanNeeded holds what is found of one name in another to looking for each part of it in turn.
func TestPartsAreLookedForNoFurtherThanNeeded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := newLexicon()
		one, other := drawnNames(t, x, "one"), drawnNames(t, x, "other")
		m := measuredValues{texts: x}
		var a, b nameSet
		a.takeNames(x, &one)
		b.takeNames(x, &other)
		var want within
		used, done := map[int]bool{}, map[int]bool{}
		look := func(light bool, alike func(p, q string) bool, found *int) {
			for k, p := range a.parts[:a.needed] {
				for y, q := range b.parts[:b.n] {
					if p.light == light && !done[k] && !used[y] && alike(p.word, q.word) {
						used[y], done[k] = true, true
						*found++
						want.crosswise = want.crosswise || p.field.crosses(q.field)
					}
				}
			}
		}
		look(false, m.sameWord, &want.words)
		look(false, sameInitial, &want.initials)
		for k, p := range a.parts[:a.needed] {
			if !p.light && !done[k] {
				want.lacking++
			}
		}
		look(true, m.sameWord, &want.words)
		got := m.findWithin(&a, &b)
		if got.isWhole() != want.isWhole() || got.isWholeByInitials() != want.isWholeByInitials() {
			t.Fatalf("%+v in %+v: found %+v (want %+v)", a.parts[:a.n], b.parts[:b.n], got, want)
		}
	})
}

// TestLooksTellWhatMeasuringWould holds the level of two names that are told apart by their looks to what measuring finds.
func TestLooksTellWhatMeasuringWould(t *testing.T) {
	letters := rapid.StringOfN(rapid.SampledFrom([]rune("AELNOSUW")), 1, 12, -1)
	for name, measure := range map[string]func(*measuredValues, int32, int32) int8{"forename": measureForenames, "surname": measureSurnames, "text": measureTexts} {
		rapid.Check(t, func(t *rapid.T) {
			x := newLexicon()
			a := letters.Draw(t, "a")
			b := letters.Draw(t, "b")
			if rapid.Bool().Draw(t, "ends in it") {
				b += a
			}
			m := measuredValues{texts: x, exact: 9, measure: measure}
			i, j := x.number(a), x.number(b)
			m.startWorker()
			if i == j {
				return
			}
			if got, want := m.levelOf(i, j), measure(&m, i, j); got != want {
				t.Fatalf("%s: %s and %s: level %d (want %d)", name, a, b, got, want)
			}
		})
	}
}

package matchers

import "math"

// Two people of one household who have one forename are father and son, or cousins: hardly ever were they born on one day. Were
// forename and birthday taken to be independent within a household, as other comparisons are, every record that is written
// twice would look like a household's twins of one name, and a match at one home would weigh less than one at two.

// personalAndBirth returns the comparisons between which that holds, negative where the Spec has none.
func (s Spec) personalAndBirth() (personal, birth int) {
	personal = -1
	for k, c := range s.Comparisons {
		if c.Personal {
			personal = k
			break
		}
	}
	return personal, s.measuredBy(MeasureDate)
}

// birthdays says of vectors whether both have one birthday.
type birthdays struct{ personal, birth, place, exact int }

// newBirthdays binds it to a Spec.
func newBirthdays(s Spec) birthdays {
	b := birthdays{exact: -1, place: s.measuredBy(MeasurePlace)}
	if b.personal, b.birth = s.personalAndBirth(); b.personal >= 0 && b.birth >= 0 {
		b.exact = s.Comparisons[b.personal].exactLevel()
	}
	return b
}

// isShared reports whether a pair has one birthday.
func (b birthdays) isShared(v Vector) bool {
	return b.exact >= 0 && v.At(b.birth) == dateExact
}

// twinsOfOneName is how often children of one home and one birthday have the same forename, beside how often strangers do: nobody
// names twins alike, and what is left is one twin's row under the other's name. Were they to share a name as often as strangers,
// a row at the child's own home would weigh less than one of a namesake anywhere else, who shares neither home nor parents.
const twinsOfOneName = 1.0 / 64

// withoutNamesakes is by how much H of a level of the forename falls for a pair of one birthday, which is none of namesakes, given how
// often one name reaches the level, and two names by chance.
func withoutNamesakes(namesakes, m, chance float64) float64 {
	return (1 - namesakes) * chance / ((1-namesakes)*chance + namesakes*m)
}

// lnWithoutNamesakes is its natural logarithm.
func lnWithoutNamesakes(namesakes, m, chance float64) float64 {
	return math.Log(withoutNamesakes(namesakes, m, chance))
}

// lnTwins is by how much H falls for a pair of one birthday, once more, where they have one name and one home: the natural logarithm.
func (b birthdays) lnTwins(v Vector) float64 {
	if b.place < 0 || v.At(b.place) < placePostcode {
		return 0
	}
	return b.lnTwinsAt(int(v.At(b.personal)))
}

// lnTwinsAt is lnTwins at its most, for level g of the forename.
func (b birthdays) lnTwinsAt(g int) float64 {
	if b.place < 0 || g != b.exact {
		return 0
	}
	return math.Log(twinsOfOneName)
}

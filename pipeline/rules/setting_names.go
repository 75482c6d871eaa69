package rules

import (
	"slices"
	"strings"
	"unicode"
)

// namesSetting reports whether the words of a destination name a place of teaching that no list of schools holds, in no authority and
// no country that is named. Without the list only a place that does not call itself a school is known to be none.
func (h *history) namesSetting(to string) bool {
	if saysNothing(to) || saysHome(to) || saysAbroad(to) || namesAuthority(to) {
		return false
	}
	words := strings.FieldsFunc(strings.ToLower(to), func(r rune) bool { return !unicode.IsLetter(r) })
	said := func(of []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(of, w) })
	}
	if listed, _ := h.needed("schools"); !listed {
		return said(settingWords) && !said(schoolWords)
	}
	return (said(settingWords) || said(schoolWords)) && h.facts.schoolLike(to) == ""
}

// namesAuthority reports whether the words of a destination hold the number of a school or of an authority.
func namesAuthority(to string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(to, func(r rune) bool { return !unicode.IsDigit(r) }),
		func(n string) bool { return len(n) == 3 || len(n) == 7 })
}

// The words by which places of teaching are called: those that schools are called by, and others.
var (
	schoolWords  = []string{"school", "academy", "college", "primary", "secondary", "infant", "infants", "junior", "juniors", "high", "grammar", "prep", "preparatory"}
	settingWords = []string{"centre", "center", "tuition", "tutor", "tutors", "tutorial", "tutoring", "learning", "study", "studies", "education", "educational",
		"institute", "rooms", "hub", "workshop", "workshops", "training", "studio", "unit", "provision", "classes", "madrasah", "madrassah", "madrasa",
		"madrassa", "yeshiva", "seminary", "kindergarten", "homeschool", "cooperative", "collective", "teaching"}
)

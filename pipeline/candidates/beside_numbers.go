package candidates

import (
	"strings"
)

// compareNumbers compares two identifiers. What stands in brackets behind one is a remark on it.
func compareNumbers(left, right string) likened {
	a, b := foldNumber(left), foldNumber(right)
	switch {
	case a == b:
		return isSame(left, right, "")
	case swappedNeighbours(a, b):
		l, r, _, _ := markLetters(left, right)
		return likened{l, r, Alike, "two digits swapped", .6}
	case len(a) == len(b) && placesApart(a, b) == 1:
		l, r, _, _ := markLetters(left, right)
		return likened{l, r, Alike, "one digit differs", .5}
	}
	return isDifferent(left, right, "")
}

func foldNumber(text string) string {
	text, _, _ = strings.Cut(text, "(")
	return foldAll(text)
}

// phoneDigits is how many of the last digits of a telephone number are likened: what stands before them is the country.
const phoneDigits = 10

// comparePhones compares two telephone numbers.
func comparePhones(left, right string) likened {
	a, b := digitsOf(left), digitsOf(right)
	a, b = a[max(0, len(a)-phoneDigits):], b[max(0, len(b)-phoneDigits):]
	switch {
	case a == b && a != "" || foldAll(left) == foldAll(right):
		return isSame(left, right, "")
	case len(a) == len(b) && (placesApart(a, b) == 1 || swappedNeighbours(a, b)):
		l, r, _, _ := markLetters(left, right)
		return likened{l, r, Alike, "one digit differs", .5}
	}
	return isDifferent(left, right, "")
}

func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}

// compareEmails compares two addresses of mail.
func compareEmails(left, right string) likened {
	if strings.EqualFold(left, right) {
		return isSame(left, right, "")
	}
	return isDifferent(left, right, "")
}

// compareSexes compares the sex that two records say, in a letter or a word.
func compareSexes(left, right string) likened {
	a, b := foldAll(left), foldAll(right)
	if a == b || a != "" && b != "" && a[0] == b[0] && (len(a) == 1 || len(b) == 1) {
		return isSame(left, right, "")
	}
	return isDifferent(left, right, "")
}

// compareSchools compares the names of two schools. Schools that are named alike are two schools.
func compareSchools(left, right string) likened {
	if foldAll(left) == foldAll(right) {
		return isSame(left, right, "")
	}
	return isDifferent(left, right, "two schools at once")
}

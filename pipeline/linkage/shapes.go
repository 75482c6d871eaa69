package linkage

import (
	"regexp"
	"strings"
)

// shape counts what the distinct values of a column look like.
type shape struct {
	values, filled        int // distinct values, and rows with one
	rows                  int
	dates, postcodes      int
	emails, numbers       int
	numbered, multiWorded int // addresses begin with a number and go on with words
}

var (
	postcodeShape = regexp.MustCompile(`^[A-Za-z]{1,2}[0-9][0-9A-Za-z]? ?[0-9][A-Za-z]{2}$`)
	emailShape    = regexp.MustCompile(`^[^@ ]+@[^@ ]+$`)
	addressShape  = regexp.MustCompile(`^(?i:(flat|unit|apartment|room) )?[0-9]+[A-Za-z]?[ ,]+[A-Za-z]`)
)

// shapeLooks is how many distinct values are looked at.
const shapeLooks = 5000

// shapeOf looks at the values of a column.
func shapeOf(c *column) shape {
	s := shape{values: len(c.values), rows: len(c.codes)}
	for _, code := range c.codes {
		if code >= 0 {
			s.filled++
		}
	}
	step := max(1, len(c.values)/shapeLooks)
	looked := 0
	for k := 0; k < len(c.values); k += step {
		v := c.values[k]
		looked++
		countIf(&s.dates, looksLikeDate(v))
		countIf(&s.postcodes, postcodeShape.MatchString(v))
		countIf(&s.emails, emailShape.MatchString(v))
		countIf(&s.numbers, numberShape.MatchString(v))
		countIf(&s.numbered, addressShape.MatchString(v))
		countIf(&s.multiWorded, strings.Contains(v, " "))
	}
	s.values = max(looked, 1)
	return s
}

func countIf(n *int, is bool) {
	if is {
		*n++
	}
}

// mostly reports whether at least the share of the values looked at are so.
func (s shape) mostly(n int, share float64) bool { return float64(n) >= share*float64(s.values) }

// guessKind returns what a column of the name and shape holds, and why when the name alone would say something else.
func guessKind(name string, s shape, distinct int) (Kind, string) {
	kind := byName(name)
	switch {
	case s.filled == 0:
		return Ignore, "it is empty"
	case distinct == 1 && kind != Sex:
		return Ignore, "all its values are the same"
	case kind == Birth && !s.mostly(s.dates, .5):
		return Text, "its name says date of birth, and its values are no dates"
	case kind == Postcode && !s.mostly(s.postcodes, .5):
		return Place, "its values are no UK postcodes"
	case kind == Email && !s.mostly(s.emails, .3):
		return Text, "its name says e-mail, and its values are no addresses"
	case kind == Address && !s.mostly(s.numbered, .2) && !s.mostly(s.multiWorded, .5):
		return Place, "its values are no addresses with house number and street"
	case kind == Place && s.mostly(s.numbered, .5):
		return Address, "its values have house number and street"
	case kind != "":
		return kind, whyIgnored(name)
	}
	return guessByShape(s, distinct)
}

// guessByShape returns what a column whose name says nothing holds.
func guessByShape(s shape, distinct int) (Kind, string) {
	const why = "by the look of its values"
	switch {
	case s.mostly(s.dates, .9) && !s.mostly(s.numbers, .9):
		return Birth, why
	case s.mostly(s.postcodes, .8):
		return Postcode, why
	case s.mostly(s.emails, .8):
		return Email, why
	case s.mostly(s.numbered, .6):
		return Address, why
	case distinct > s.filled*9/10:
		return Ignore, "nearly every row has a value of its own"
	case distinct <= 12:
		return Category, why
	}
	return Text, why
}

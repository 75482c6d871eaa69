package desk

import (
	"strings"
	"time"
)

// way is by what a child is found.
type way uint8

// The ways.
const (
	byName way = iota
	byNameBegun
	byNameNear
	byNameSound
	byParent
	byParentNear
	byBirth
	byBirthTurned
	byBirthPart
	byNumber
	byNumberBegun
	byPostcode
	byPostcodeBegun
	byPhone
	byAddress
	byAddressNear
)

var waysToMatch = [...]string{"name", "name that begins so", "name, spelt otherwise", "name that sounds so", "parent's name", "parent's name, nearly", "born",
	"born, day and month changed about", "born then", "number", "number that begins so", "postcode", "postcode that begins so", "telephone", "address", "address, nearly"}

// part is a part of what was typed, and what it may mean.
type part struct {
	read string
	word string // of a name or an address, folded; empty: none
	keys []meant
	best []match // by child
}

// meant is a key that a part may mean.
type meant struct {
	key       string
	beginning bool // of keys
	match
}

// longest is how many words one part may have: a number is written in groups.
const longest = 4

// readText reads what was typed: the longest runs of words that are a day, a postcode or a number, and each other word for itself.
func readText(text string) (parts []part) {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '\t' || r == '\n' || r == '\u00a0' })
	const most = 12 // nobody types more of a child
	for len(words) > 0 && len(parts) < most {
		taken := 1
		p, is := part{}, false
		for n := min(longest, len(words)); n >= 1 && !is; n-- {
			if p, is = readRun(words[:n]); is {
				taken = n
			}
		}
		if !is {
			p, is = readWord(words[0])
		}
		if is {
			parts = append(parts, p)
		}
		words = words[taken:]
	}
	return parts
}

// readRun reads words that are one thing together.
func readRun(words []string) (part, bool) {
	text := strings.Join(words, " ")
	if on, is := readDay(text); is {
		return partOfDay(on), true
	}
	squeezed := squeeze(text)
	switch {
	case len(words) <= 2 && isPostcode(squeezed):
		n := len(squeezed) - 3
		return part{read: "postcode " + strings.ToUpper(squeezed[:n]+" "+squeezed[n:]),
			keys: []meant{{string(aPostcode) + squeezed, false, match{100, byPostcode}}, {string(aNumber) + squeezed, false, match{100, byNumber}}}}, true
	case len(words) == 2:
		if on, err := time.Parse("January 2006", text); err == nil {
			return partOfMonth(on), true
		}
		if on, err := time.Parse("Jan 2006", text); err == nil {
			return partOfMonth(on), true
		}
	}
	if strings.Trim(text, "0123456789+-()/. ") != "" || len(figures(text)) < localPhone {
		return part{}, false
	}
	p := part{read: "number " + figures(text), keys: numberKeys(figures(text))}
	if phone := foldPhone(text); phone != "" {
		p.keys = append(p.keys, meant{string(aPhone) + phone, false, match{100, byPhone}})
	}
	if digits := figures(text); len(digits) == localPhone {
		p.keys = append(p.keys, meant{string(aLocal) + digits, false, match{90, byPhone}})
	}
	return p, true
}

func partOfDay(on time.Time) part {
	p := part{read: "born " + on.Format("2 January 2006"), keys: []meant{{string(aBirth) + on.Format("20060102"), false, match{100, byBirth}}}}
	if on.Day() <= 12 && on.Day() != int(on.Month()) {
		p.keys = append(p.keys, meant{string(aBirth) + on.Format("20060201"), false, match{50, byBirthTurned}})
	}
	return p
}

func partOfMonth(on time.Time) part {
	return part{read: "born in " + on.Format("January 2006"), keys: []meant{{string(aBirth) + on.Format("200601"), true, match{80, byBirthPart}}}}
}

// numberKeys are what a number or a reference may be.
func numberKeys(squeezed string) []meant {
	keys := []meant{{string(aNumber) + squeezed, false, match{100, byNumber}}}
	if len(squeezed) >= fewestFigures {
		keys = append(keys, meant{string(aNumber) + squeezed, true, match{70, byNumberBegun}})
	}
	return keys
}

// readWord reads a word of a name, of an address or of a reference.
func readWord(text string) (part, bool) {
	squeezed := squeeze(text)
	if squeezed == "" {
		return part{}, false
	}
	p := part{read: "“" + text + "”", word: squeezed}
	if figures(squeezed) == "" {
		p.keys = []meant{{string(aNumber) + squeezed, false, match{100, byNumber}}}
		return p, true
	}
	p.keys = numberKeys(squeezed)
	if isOutward(squeezed) || len(squeezed) > 3 && isOutward(squeezed[:len(squeezed)-1]) {
		p.keys = append(p.keys, meant{string(aPostcode) + squeezed, true, match{70, byPostcodeBegun}})
	}
	if year, err := time.Parse("2006", squeezed); err == nil && year.Year() > 1990 && year.Year() < 2100 {
		p.keys = append(p.keys, meant{string(aBirth) + squeezed, true, match{60, byBirthPart}})
	}
	return p, true
}

package matchers

import "strings"

// AddressParts is what of an address is compared. The house number must agree: by edit distance alone neighbours would.
type AddressParts struct {
	Flat   string // flat, unit, room; empty for none
	Number string // house number with its letter, or the name of a house without one
	Street string // its last word shortened (STREET is ST); the locality and town are left out
}

// streetTypes shortens the words that end a street's name.
var streetTypes = map[string]string{
	"STREET": "ST", "ST": "ST", "ROAD": "RD", "RD": "RD", "AVENUE": "AVE", "AVE": "AVE", "AV": "AVE", "LANE": "LN", "LN": "LN",
	"CLOSE": "CL", "CL": "CL", "DRIVE": "DR", "DR": "DR", "COURT": "CT", "CT": "CT", "CRESCENT": "CRES", "CRES": "CRES",
	"PLACE": "PL", "PL": "PL", "SQUARE": "SQ", "SQ": "SQ", "TERRACE": "TER", "TER": "TER", "TERR": "TER", "GARDENS": "GDNS",
	"GDNS": "GDNS", "GROVE": "GR", "GR": "GR", "WAY": "WAY", "HILL": "HILL", "PARK": "PK", "PK": "PK", "WALK": "WALK", "MEWS": "MEWS",
	"RISE": "RISE", "ROW": "ROW", "GREEN": "GRN", "GRN": "GRN", "PARADE": "PDE", "PDE": "PDE", "VIEW": "VIEW", "VALE": "VALE",
}

// flatWords open a part of a building.
var flatWords = map[string]bool{"FLAT": true, "FLT": true, "APARTMENT": true, "APT": true, "UNIT": true, "ROOM": true, "STUDIO": true, "MAISONETTE": true}

// ParseAddress finds the flat, the number and the street in the lines of an address joined with commas, most specific
// first. Where no line holds a number, the first line is the name of the house and the second the street. What AddressKey
// returned is taken apart again.
func ParseAddress(s string) AddressParts {
	if strings.Count(s, "|") == 2 {
		k := parseAddressKey(s)
		return AddressParts{Flat: foldText(k.Flat), Number: foldText(k.Number), Street: foldText(k.Street)}
	}
	var p AddressParts
	var lines [][]string
	for line := range strings.SplitSeq(s, ",") {
		tokens := strings.Fields(foldText(strings.ReplaceAll(line, "/", " ")))
		tokens = p.takeFlat(tokens)
		if len(tokens) > 0 {
			lines = append(lines, tokens)
		}
	}
	for k, tokens := range lines {
		if !isDigit(tokens[0][0]) {
			continue
		}
		p.Number = tokens[0]
		rest := tokens[1:]
		if len(rest) == 0 && k+1 < len(lines) {
			rest = lines[k+1]
		}
		p.Street = foldStreet(rest)
		return p
	}
	if len(lines) > 1 {
		p.Number, p.Street = strings.Join(lines[0], " "), foldStreet(lines[1])
	} else if len(lines) == 1 {
		p.Street = foldStreet(lines[0])
	}
	return p
}

// takeFlat takes a leading "FLAT 2" off the tokens of a line.
func (p *AddressParts) takeFlat(tokens []string) []string {
	if len(tokens) >= 2 && flatWords[tokens[0]] {
		p.Flat = tokens[1]
		return tokens[2:]
	}
	return tokens
}

// foldStreet joins the words of a street up to and including the one that says what kind of street it is.
func foldStreet(tokens []string) string {
	for k, w := range tokens {
		if short, ok := streetTypes[w]; ok && k > 0 {
			return strings.Join(append(append([]string{}, tokens[:k]...), short), " ")
		}
	}
	return strings.Join(tokens, " ")
}

// AddressKey returns flat, number and street as one text, the same for two spellings of one address; empty for none.
func AddressKey(s string) string {
	p := ParseAddress(s)
	if p == (AddressParts{}) {
		return ""
	}
	return p.Flat + "|" + p.Number + "|" + p.Street
}

// parseAddressKey is the inverse of AddressKey.
func parseAddressKey(key string) AddressParts {
	flat, rest, _ := strings.Cut(key, "|")
	number, street, _ := strings.Cut(rest, "|")
	return AddressParts{Flat: flat, Number: number, Street: street}
}

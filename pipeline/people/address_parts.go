package people

import (
	"slices"
	"strings"
	"unicode"

	"rollcall/matchers"
)

// addressParts is what of an address tells the house: what differs between two ways of writing one is left out.
type addressParts struct {
	numbers []string // of the house; several where it is not clear which
	flats   []string
	heads   []string // sounds of the words of a house's name that stands first
	words   []string // of the house's name and of the street's; the town's are left out
}

// wordOf is what a word of an address is, by what it says of the words about it.
type wordOf uint8

const (
	aFlat   wordOf = iota + 1 // opens a part of a building
	aStreet                   // ends the name of a street; what follows it is the town
	isPlain                   // is in the names of many houses and streets, and tells none
)

var wordsOfAddresses = func() map[string]wordOf {
	all := map[string]wordOf{}
	for what, words := range map[wordOf]string{aFlat: flatWords, aStreet: streetWords, isPlain: plainWords} {
		for _, w := range strings.Fields(words) {
			all[w] = what
		}
	}
	return all
}()

const flatWords = "FLAT FLT APARTMENT APT UNIT ROOM RM STUDIO MAISONETTE BEDSIT"

const streetWords = "STREET ST ROAD RD AVENUE AVE AV LANE LN LA CLOSE CL DRIVE DR DRV COURT CT CRESCENT CRES CR PLACE PL SQUARE SQ " +
	"TERRACE TER TERR TCE GARDENS GDNS GDN GARDEN GROVE GR GRV GRO WAY HILL WALK WK MEWS RISE ROW GREEN GRN PARADE PDE VIEW VALE WHARF QUAY YARD ALLEY"

const plainWords = "HOUSE HSE COTTAGE COTT LODGE FARM BUNGALOW BUILDING BUILDINGS BLDG BLOCK TOWER TOWERS HALL PARK PK MANOR VILLA " +
	"THE OF AND AT CO CARE MANAGER REFUGE NO NUMBER NR NEAR NORTH SOUTH EAST WEST UPPER LOWER GREAT LITTLE OLD NEW"

// figures are numbers that are written as words.
var figures = map[string]string{"ONE": "1", "TWO": "2", "THREE": "3", "FOUR": "4", "FIVE": "5", "SIX": "6", "SEVEN": "7", "EIGHT": "8",
	"NINE": "9", "TEN": "10", "ELEVEN": "11", "TWELVE": "12"}

// partsOfAddress takes an address apart. Its lines are joined with commas, most specific first; the first that has a number and a name
// is the last that is read.
func partsOfAddress(address string) (a addressParts) {
	named := false // a line has ended as a street does
	rest, more := strings.ToUpper(strings.ReplaceAll(address, "'", "")), true
	var room [16]string
	for i := 0; more; i++ {
		var line string
		line, rest, more = strings.Cut(rest, ",")
		before := len(a.words)
		if named && !strings.ContainsAny(line, "0123456789") {
			continue
		}
		spoke, ended := a.readLine(addressTokens(room[:0], line))
		named = named || ended
		switch {
		case spoke && len(a.numbers) > 0:
			return a
		case i == 0 && !ended:
			a.heads = slices.Clone(a.words)
		case i > 0 && !ended: // a town, or a line of which it is not told what it is
			a.words = a.words[:before]
		}
	}
	return a
}

// readLine reads the tokens of a line, up to the word that ends a street's name; it reports whether any names a house or a street, and
// whether there was such an end.
func (a *addressParts) readLine(tokens []string) (spoke, ended bool) {
	for i := 0; i < len(tokens); i++ {
		w := tokens[i]
		switch what := wordsOfAddresses[w]; {
		case what == aFlat:
			if i+1 < len(tokens) && wordsOfAddresses[tokens[i+1]] != aFlat {
				i++
				a.flats = addOnce(a.flats, tokens[i])
			}
		case ended: // the town
		case isNumber(w):
			a.numbers = addOnce(a.numbers, w)
		case len(w) == 1:
			if i > 0 && isNumber(tokens[i-1]) { // 3 A
				a.flats = addOnce(a.flats, w)
			}
		case what == aStreet && len(a.words) > 0:
			ended = true
		case what != 0:
		default:
			a.words, spoke = addOnce(a.words, soundOf(w)), true
		}
	}
	return spoke, ended
}

// tellsNothing reports whether a character is neither a letter nor a figure.
func tellsNothing(c rune) bool {
	if c < 0x80 {
		return (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')
	}
	return !unicode.IsLetter(c)
}

func isNumber(w string) bool { return w[0] >= '0' && w[0] <= '9' }

// addressTokens adds the words and the numbers of a line, which is in capitals.
func addressTokens(tokens []string, line string) []string {
	rest := line
	for rest = strings.TrimLeftFunc(rest, tellsNothing); rest != ""; rest = strings.TrimLeftFunc(rest, tellsNothing) {
		number := isNumber(rest)
		end := strings.IndexFunc(rest, func(c rune) bool { return tellsNothing(c) || (c >= '0' && c <= '9') != number })
		if end < 0 {
			end = len(rest)
		}
		w := rest[:end]
		rest = rest[end:]
		switch figure := figures[w]; {
		case figure != "":
			w = figure
		case isNumber(w):
			for len(w) > 1 && w[0] == '0' {
				w = w[1:]
			}
		case strings.ContainsFunc(w, func(c rune) bool { return c >= 0x80 }):
			w = strings.ReplaceAll(matchers.FoldName(w), " ", "")
		}
		if w != "" {
			tokens = append(tokens, w)
		}
	}
	return tokens
}

func addOnce(to []string, s string) []string {
	if slices.Contains(to, s) {
		return to
	}
	return append(to, s)
}

// sounds are the classes of consonants that are mistaken for one another (Soundex, R. Russell, US patent 1,261,167).
var sounds = func() (of [256]byte) {
	for class, letters := range []string{"BFPV", "CGJKQSXZ", "DT", "L", "MN", "R"} {
		for i := range len(letters) {
			of[letters[i]] = '1' + byte(class)
		}
	}
	return of
}()

// soundOf is what a word sounds like: its first letter and up to five classes of consonants after it. Two ways of writing a name
// mostly agree in it; that two names do now and then seals one household too many.
func soundOf(word string) string {
	if word == "" {
		return ""
	}
	b := []byte{word[0]}
	last := sounds[word[0]]
	for i := 1; i < len(word) && len(b) < 6; i++ {
		s := sounds[word[i]]
		if s != 0 && s != last {
			b = append(b, s)
		}
		if word[i] != 'H' && word[i] != 'W' {
			last = s
		}
	}
	return string(b)
}

// namesOfHousehold are the sounds of the surnames of a household, each part of a double one for itself.
func namesOfHousehold(to []string, surnames ...string) []string {
	for _, s := range surnames {
		for _, part := range strings.FieldsFunc(matchers.FoldName(s), func(c rune) bool { return c == ' ' || c == '-' || c == '\'' }) {
			if len(part) > 1 {
				to = addOnce(to, soundOf(part))
			}
		}
	}
	return to
}

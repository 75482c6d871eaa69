package people

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode"

	"rollcall/matchers"
)

// addressParts is what of an address tells the house: what differs between two ways of writing one is left out.
type addressParts struct {
	numbers []string // of the house; several where it is not clear which
	flats   []string
	heads   []sound // of the words of a house's name that stands first
	words   []sound // of the house's name and of the street's; the town's are left out

	capitals []byte  // memory to use again
	tokens   []token // and of the line at hand
}

// token is a word or a number of an address.
type token struct {
	text string
	what wordOf
}

// wordOf is what a word of an address is, by what it says of the words about it.
type wordOf uint8

const (
	aFlat   wordOf = iota + 1 // opens a part of a building
	aStreet                   // ends the name of a street; what follows it is the town
	isPlain                   // is in the names of many houses and streets, and tells none
	aFigure                   // is a number written as a word
)

var wordsOfAddresses = func() map[string]wordOf {
	all := map[string]wordOf{}
	for what, words := range map[wordOf]string{aFlat: flatWords, aStreet: streetWords, isPlain: plainWords} {
		for _, w := range strings.Fields(words) {
			all[w] = what
		}
	}
	for w := range figures {
		all[w] = aFigure
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

// partsOfAddress takes an address apart.
func partsOfAddress(address string) *addressParts {
	a := &addressParts{}
	a.read(address)
	return a
}

// read takes an address apart into memory that is used again. Its lines are joined with commas, most specific first; the first that has a
// number and a name is the last that is read.
func (a *addressParts) read(address string) {
	a.numbers, a.flats, a.heads, a.words = a.numbers[:0], a.flats[:0], a.heads[:0], a.words[:0]
	named := false // a line has ended as a street does
	rest, more := address, true
	for i := 0; more; i++ {
		var line string
		line, rest, more = strings.Cut(rest, ",")
		before := len(a.words)
		if named && !strings.ContainsAny(line, "0123456789") {
			continue
		}
		a.readTokens(a.inCapitals(line))
		spoke, ended := a.readLine()
		named = named || ended
		switch {
		case spoke && len(a.numbers) > 0:
			return
		case i == 0 && !ended:
			a.heads = append(a.heads, a.words...)
		case i > 0 && !ended: // a town, or a line of which it is not told what it is
			a.words = a.words[:before]
		}
	}
}

// inCapitals is a line in capitals, without apostrophes.
func (a *addressParts) inCapitals(line string) string {
	a.capitals = a.capitals[:0]
	for i := range len(line) {
		switch c := line[i]; {
		case c >= 0x80:
			return strings.ToUpper(strings.ReplaceAll(line, "'", ""))
		case 'a' <= c && c <= 'z':
			a.capitals = append(a.capitals, c-('a'-'A'))
		case c != '\'':
			a.capitals = append(a.capitals, c)
		}
	}
	return string(a.capitals)
}

// readLine reads the tokens of a line, up to the word that ends a street's name; it reports whether any names a house or a street, and
// whether there was such an end.
func (a *addressParts) readLine() (spoke, ended bool) {
	for i := 0; i < len(a.tokens); i++ {
		x := &a.tokens[i]
		switch {
		case x.what == aFlat:
			if i+1 < len(a.tokens) && a.tokens[i+1].what != aFlat {
				i++
				a.flats = addOnce(a.flats, a.tokens[i].text)
			}
		case ended: // the town
		case x.what == aFigure:
			a.numbers = addOnce(a.numbers, x.text)
		case len(x.text) == 1:
			if i > 0 && a.tokens[i-1].what == aFigure { // 3 A
				a.flats = addOnce(a.flats, x.text)
			}
		case x.what == aStreet && len(a.words) > 0:
			ended = true
		case x.what != 0:
		default:
			a.words, spoke = addOnce(a.words, soundOf(x.text)), true
		}
	}
	return spoke, ended
}

// readTokens finds the words and the numbers of a line, which is in capitals.
func (a *addressParts) readTokens(line string) {
	a.tokens = a.tokens[:0]
	from, was := 0, nothing
	for i, c := range line {
		if is := charOf(c); is != was {
			a.addToken(line[from:i], was)
			from, was = i, is
		}
	}
	a.addToken(line[from:], was)
}

// char is what a character is of.
type char uint8

const (
	nothing char = iota
	letter
	figure
)

func charOf(c rune) char {
	switch {
	case 'A' <= c && c <= 'Z', c >= 0x80 && unicode.IsLetter(c):
		return letter
	case '0' <= c && c <= '9':
		return figure
	}
	return nothing
}

// addToken adds a word or a number.
func (a *addressParts) addToken(text string, of char) {
	x := token{text: text}
	switch {
	case of == nothing:
		return
	case of == figure:
		for len(x.text) > 1 && x.text[0] == '0' {
			x.text = x.text[1:]
		}
		x.what = aFigure
	case strings.ContainsFunc(text, func(c rune) bool { return c >= 0x80 }):
		x.text = strings.ReplaceAll(matchers.FoldName(text), " ", "")
		if what := wordsOfAddresses[x.text]; what != aFigure {
			x.what = what
		}
	default:
		if x.what = wordsOfAddresses[text]; x.what == aFigure {
			x.text = figures[text]
		}
	}
	if x.text != "" {
		a.tokens = append(a.tokens, x)
	}
}

func addOnce[T comparable](to []T, s T) []T {
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

// sound is what a word sounds like: its first letter and up to five classes of consonants after it. Two ways of writing a name
// mostly agree in it; that two names do now and then seals one household too many.
type sound uint64 // its characters, the last in the lowest byte

func soundOf(word string) sound {
	is, last := sound(word[0]), sounds[word[0]]
	for i := 1; i < len(word) && is < 1<<40; i++ {
		s := sounds[word[i]]
		if s != 0 && s != last {
			is = is<<8 | sound(s)
		}
		if word[i] != 'H' && word[i] != 'W' {
			last = s
		}
	}
	return is
}

// String is the characters of a sound.
func (s sound) String() string {
	var b [8]byte
	return strings.TrimLeft(string(binary.BigEndian.AppendUint64(b[:0], uint64(s))), "\x00")
}

// namesOfHousehold are the sounds of the surnames of a household, each part of a double one for itself.
func namesOfHousehold(to []sound, surnames ...string) []sound {
	for _, s := range surnames {
		for _, part := range strings.FieldsFunc(matchers.FoldName(s), func(c rune) bool { return c == ' ' || c == '-' || c == '\'' }) {
			if len(part) > 1 {
				to = addOnce(to, soundOf(part))
			}
		}
	}
	return to
}

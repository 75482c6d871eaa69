package cells

import (
	"strings"
	"unicode"
)

// The words that stand for nothing, all in this file: what programs write where a cell holds nothing, what clerks write of what
// they do not know, of a child without a name and of a family without an address. Joined as values they would make one child of
// many. Every reader of extracts and of the tables of a linkage asks here.

// Sureness says whether a text says anything.
type Sureness uint8

// How sure it is that a text stands for nothing.
const (
	SaysSomething Sureness = iota
	// MayBeNothing is a word that is somebody's name as well: Null, Nan, Nil, Na, Baby. Its column tells: see NameColumn.
	MayBeNothing
	SaysNothing
)

// SurenessOf says whether a text, trimmed, says anything in a cell of the type.
func SurenessOf(is ValueType, s string) Sureness {
	if is == NameValue {
		return nameSureness(s)
	}
	if WordForNothing(s) || is == LineValue && placeholderLine(s) || (is == KeyValue || is == PhoneValue) && placeholderKey(s) {
		return SaysNothing
	}
	return SaysSomething
}

// WordForNothing reports whether a text stands for nothing wherever it is but in a name: a word of a program such as NULL, of a
// clerk such as "not known", an error of a spreadsheet, or marks without a letter or figure.
func WordForNothing(s string) bool { return useOf(s)&(marks|program|unsaid) != 0 }

// nameSureness says whether what stands in the place of a name is one.
func nameSureness(s string) Sureness {
	switch u := useOf(s); {
	case u&(marks|program|unsaid|nameless) == 0:
		if namesNobody(s) {
			return SaysNothing
		}
		return SaysSomething
	case u&alsoName != 0 && !inBrackets(s):
		return MayBeNothing
	}
	return SaysNothing
}

// use says in whose place a word stands for nothing.
type use uint8

const (
	marks    use = 1 << iota // no word, but marks alone or an error of a spreadsheet
	program                  // of a value of any kind
	unsaid                   // likewise, as clerks write it
	nameless                 // of a name
	homeless                 // of an address
	alsoName                 // and somebody is called so
)

// useOf returns in whose place a text stands for nothing, none for nearly all texts.
func useOf(s string) use {
	if s == `\N` || s != "" && s[0] == '#' && IsSheetError(s) {
		return marks
	}
	if !mayBePlaceholder(s) {
		return 0
	}
	var buf [longestPlaceholder]byte
	words, ok := plainWords(buf[:0], s)
	if !ok {
		if len(s) <= longestPlaceholder && strings.IndexFunc(s, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.IsMark(c) }) < 0 {
			return marks
		}
		return 0
	}
	if len(words) == 0 {
		return marks
	}
	if u := uses[string(words)]; u != 0 {
		return u
	}
	numbered := len(words)
	for numbered > 0 && (isDigit(words[numbered-1]) || words[numbered-1] == ' ') {
		numbered--
	}
	return uses[string(words[:numbered])] & nameless
}

// StandsForNothing reports whether a text stands for nothing in a cell of the type; in a column of names, whether nobody is called so. What
// clerks write of what they do not know is an answer where words are codes, whose list says what is meant, and in plain text.
func StandsForNothing(is ValueType, s string) bool {
	switch u := useOf(s); {
	case u&(marks|program|unsaid) == 0, is == NameValue && u&alsoName != 0 && !inBrackets(s), isNarrow(s):
		return false
	case u&marks != 0, u&program != 0 && s != "none" && s != "NONE":
		return true
	default:
		return is != WordValue && is != EthnicValue && is != TextValue
	}
}

// inBrackets reports whether a text stands in brackets, as no name does.
func inBrackets(s string) bool {
	return len(s) > 2 && strings.IndexByte("(<[{", s[0]) >= 0 && strings.IndexByte(")>]}", s[len(s)-1]) >= 0
}

// uses are the words.
var uses = func() map[string]use {
	m := map[string]use{}
	add := func(u use, words ...string) {
		for _, w := range words {
			m[w] |= u
		}
	}
	// What programs write where a cell holds nothing: SQL, JSON, Python, R, Go.
	add(program, "NULL", "NIL", "NAN", "NA", "NAT", "NONE", "UNDEFINED")

	// What clerks write of what they do not know.
	add(unsaid,
		"UNKNOWN", "UNK", "NOT KNOWN", "NOTKNOWN", "NOT YET KNOWN", "NK", "N/A", "N/K", "N/S", "N/R", "NOT GIVEN", "NOT STATED", "NOT RECORDED",
		"NOT APPLICABLE", "NOT AVAILABLE", "NOT PROVIDED", "NOT SUPPLIED", "NOT SPECIFIED", "NOT ENTERED", "NOT HELD", "NOT ON FILE",
		"NOT DISCLOSED", "UNRECORDED", "UNSPECIFIED", "UNSTATED", "UNAVAILABLE", "UNCONFIRMED", "NO DATA", "NO VALUE", "NO INFORMATION",
		"NO MIDDLE NAME", "NO MIDDLE NAMES", "NONE GIVEN", "NONE KNOWN", "NONE RECORDED", "MISSING", "EMPTY", "BLANK", "TBC", "TBA", "TO BE CONFIRMED", "TO BE ADVISED")

	// What clerks write for a child without a name, and for nobody.
	add(nameless,
		"BABY", "BABY BOY", "BABY GIRL", "MALE", "FEMALE", "BABY OF", "BABYBOY", "BABYGIRL", "MALE BABY", "FEMALE BABY", "INFANT", "INFANT OF",
		"BOY", "GIRL", "UNBORN", "UNBORN BABY", "UNBORN CHILD", "NEWBORN", "TWIN", "TWIN A", "TWIN B",
		"TWIN ONE", "TWIN TWO", "TWIN I", "TWIN II", "TRIPLET", "BOY ONE", "BOY TWO", "GIRL ONE", "GIRL TWO", "UNNAMED", "NOT YET NAMED",
		"NO NAME", "NO SURNAME", "NO FORENAME", "NO LAST NAME", "NO FIRST NAME", "NONAME", "FNU", "LNU",
		"ANON", "ANONYMOUS", "TEST", "TEST PATIENT", "TESTPATIENT", "TEST PUPIL", "DUMMY", "DO NOT USE", "DUPLICATE",
		"DELETED", "XX", "XXX", "XXXX", "XXXXX", "ZZ", "ZZZ", "ZZZZ", "ZZTEST", "XXTEST", "STILLBORN")

	// Those of the words that somebody is called: Null and Blank are surnames, Nan, Na, Nil, Nat and Baby forenames.
	add(alsoName, "NULL", "NIL", "NAN", "NA", "NAT", "BLANK", "BABY", "BOY", "GIRL", "INFANT", "TWIN", "TEST", "ANON", "DUMMY")

	// What clerks write for a family without an address, or without one that they may give.
	add(homeless,
		"NFA", "NO FIXED ABODE", "NO FIXED ADDRESS", "NO ADDRESS", "NO ADDRESS GIVEN", "ADDRESS UNKNOWN", "ADDRESS NOT KNOWN",
		"UNKNOWN ADDRESS", "NO KNOWN ADDRESS", "WHEREABOUTS UNKNOWN", "HOMELESS", "MOVED", "MOVED AWAY", "GONE AWAY", "LEFT AREA",
		"ABROAD", "OVERSEAS", "WITHHELD", "CONFIDENTIAL", "RESTRICTED", "REFUSED", "AS ABOVE", "SAME AS ABOVE",
		"AS CHILD", "AS PUPIL", "0", "00")
	return m
}()

// StandInDay reports whether a day, as YYYY-MM-DD, is one of those that programs and clerks write when they know none: the first and
// last of calendars and clocks. Somebody may be born on most of them: a column tells.
func StandInDay(iso string) bool { return standInDays[iso] }

var standInDays = SetOf("0001-01-01", "1111-11-11", "1753-01-01", "1800-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "1900-01-02", "1901-01-01",
	"1910-01-01", "1970-01-01", "2099-12-31", "2199-12-31", "2999-12-31", "9999-12-31", "9999-01-01", "9999-09-09")

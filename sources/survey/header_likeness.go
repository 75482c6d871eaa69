package survey

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/antzucaro/matchr"
)

// How alike two headers are is told by their words: written out, those that say little apart, each with the likest word
// of the other by Jaro-Winkler. Words of which every letter matters (line 1, line 2; parent, previous) must be the same.

// headerWords splits a header into words: at spaces and marks, where capitals begin a word, and between letters and
// figures. Letters with points between ("D.O.B.") are one word. Short forms are written out.
func headerWords(h string) []string {
	var raw []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			raw = append(raw, strings.ToLower(string(word)))
			word = word[:0]
		}
	}
	var last rune
	for _, c := range strings.NewReplacer("'s", "", "’s", "", "'S", "").Replace(h) {
		switch {
		case !unicode.IsLetter(c) && !unicode.IsDigit(c):
			end()
			if c == '#' {
				raw = append(raw, "number")
			}
		case unicode.IsLower(c) && unicode.IsUpper(last) && len(word) > 1: // NCYear
			word = word[:len(word)-1]
			end()
			word = append(word, last, c)
		case unicode.IsUpper(c) && unicode.IsLower(last), unicode.IsDigit(c) != unicode.IsDigit(last) && len(word) > 0:
			end()
			word = append(word, c)
		default:
			word = append(word, c)
		}
		last = c
	}
	end()
	return writtenOut(joinInitials(raw))
}

// joinInitials joins single letters that follow each other: d, o, b.
func joinInitials(raw []string) []string {
	var out []string
	run := 0
	for _, w := range raw {
		single := len(w) == 1 && w[0] > '9'
		if n := len(out); n > 0 && len(out[n-1]) == 1 && longForms[out[n-1]+w] != "" { // SName
			out[n-1] += w
			run = 0
			continue
		}
		if single && run > 0 {
			out[len(out)-1] += w
		} else {
			out = append(out, w)
		}
		run++
		if !single {
			run = 0
		}
	}
	return out
}

// WordsOf are the words of a text, in small letters, as those of a header.
func WordsOf(text string) []string { return headerWords(text) }

func writtenOut(raw []string) []string {
	var out []string
	for _, w := range raw {
		if long, short := longForms[w]; short {
			out = append(out, strings.Fields(long)...)
			continue
		}
		out = append(out, w)
	}
	return out
}

// HeaderForm is a header ready to compare.
type HeaderForm struct {
	words  []string
	whole  string // all words joined
	spoken string // those that say something, joined
}

func FormOf(h string) HeaderForm {
	f := HeaderForm{words: headerWords(h)}
	for _, w := range f.words {
		f.whole += w
		if !idleWords[w] {
			f.spoken += w
		}
	}
	return f
}

// Weights of words, and likenesses from which on two are the same.
const (
	idleWeight  = 0.15
	broadWeight = 0.5
	alikeWord   = 0.90 // Jaro-Winkler of two words of four letters or more
	alikeWhole  = 0.94 // of two headers as wholes
	turnedAway  = 0.4  // what is left of a likeness when one header turns the meaning
	SameButIdle = 0.97
)

// likenessTo returns how alike two headers are, from 0 to 1.
func (f HeaderForm) likenessTo(g HeaderForm) float64 {
	switch {
	case f.whole == "" || g.whole == "":
		return 0
	case f.whole == g.whole:
		return 1
	case f.spoken != "" && f.spoken == g.spoken:
		return SameButIdle
	}
	s := f.byWords(g)
	if len(f.spoken) > 4 && len(g.spoken) > 4 && !hasDigit(f.spoken) && !hasDigit(g.spoken) {
		if jw := matchr.JaroWinkler(f.spoken, g.spoken, false); jw >= alikeWhole {
			s = max(s, jw*0.95)
		}
	}
	if f.TurnsMeaning(g) || g.TurnsMeaning(f) {
		s *= turnedAway
	}
	return s
}

// byWords is twice the weight of the words that both have over the weight of all.
func (f HeaderForm) byWords(g HeaderForm) float64 {
	common, all := 0.0, 0.0
	taken := make([]bool, len(g.words))
	for _, w := range f.words {
		all += weightOf(w)
		best, at := 0.0, -1
		for i, v := range g.words {
			if s := SameWord(w, v); !taken[i] && s > best {
				best, at = s, i
			}
		}
		if at >= 0 {
			taken[at] = true
			common += best * (weightOf(w) + weightOf(g.words[at]))
		}
	}
	for _, v := range g.words {
		all += weightOf(v)
	}
	return common / all
}

func weightOf(word string) float64 {
	switch {
	case idleWords[word]:
		return idleWeight
	case broadWords[word]:
		return broadWeight
	}
	return 1
}

// SameWord returns how surely two words are one: 0 when they are not.
func SameWord(a, b string) float64 {
	if turnOf(a) == turnOf(b) {
		return 1
	}
	if len(a) < 4 || len(b) < 4 || hasDigit(a) || hasDigit(b) || apartWords[a] || apartWords[b] {
		return 0
	}
	if s := matchr.JaroWinkler(a, b, false); s >= alikeWord {
		return s
	}
	return 0
}

// TurnsMeaning reports whether f has a word that turns its meaning and g has not.
func (f HeaderForm) TurnsMeaning(g HeaderForm) bool {
	for _, w := range f.words {
		if apartWords[w] && !idleWords[w] && !slices.ContainsFunc(g.words, func(v string) bool { return turnOf(v) == turnOf(w) }) {
			return true
		}
	}
	return false
}

// turnOf is the word that stands for all that turn a header as a word does.
func turnOf(word string) string {
	if t, is := sameTurn[word]; is {
		return t
	}
	return word
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// SpellingsOf returns every header by which a field is known: its name, those of national files, and the likely ones.
func SpellingsOf(name string, headers []string) []HeaderForm {
	forms := []HeaderForm{FormOf(name)}
	for _, all := range [][]string{headers, Spellings[name], derivedSpellings(name)} {
		for _, h := range all {
			forms = append(forms, FormOf(h))
		}
	}
	return forms
}

// derivedSpellings are how fields are written everywhere by what their name ends in: a school's number is its DfE number and its LAESTAB, a date
// is "date of", a key is a reference and an id.
func derivedSpellings(name string) (all []string) {
	if stem, is := strings.CutSuffix(name, "_laestab"); is {
		stem = strings.ReplaceAll(stem, "_", " ")
		for _, of := range []string{"", " School"} {
			if strings.HasSuffix(stem, "school") && of != "" {
				continue
			}
			for _, number := range []string{" DfE", " DfE Number", " Estab", " Number"} {
				all = append(all, stem+of+number)
			}
		}
	}
	if stem, is := strings.CutSuffix(name, "_date"); is {
		stem = strings.ReplaceAll(stem, "_", " ")
		all = append(all, "Date "+stem, "Date of "+stem, stem+" on", stem+" date")
	}
	for _, end := range []string{"_ref", "_id"} {
		if strings.HasSuffix(name, end) {
			all = append(all, "Reference", "ID", "Reference Number")
		}
	}
	return all
}

// BestLikeness is how alike a header is to the likest spelling of a field.
func BestLikeness(h HeaderForm, of []HeaderForm) float64 {
	best := 0.0
	for _, g := range of {
		best = max(best, h.likenessTo(g))
	}
	return best
}

// HasHeaderWords reports whether every word of a text is one that headers have.
func HasHeaderWords(text string) bool {
	for _, w := range headerWords(text) {
		if !vocabulary()[w] {
			return false
		}
	}
	return true
}

// vocabulary is every word of the spellings.
var vocabulary = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, spellings := range Spellings {
		for _, h := range spellings {
			for _, w := range headerWords(h) {
				all[w] = true
			}
		}
	}
	return all
})

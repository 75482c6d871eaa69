package candidates

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
)

// Stretch is a piece of a text that is set beside another, and whether it is what differs. A page escapes the text and marks what
// differs; the stretches of a side joined are the text as it was written.
type Stretch struct {
	Text    string
	Differs bool
}

// plainStretch is a whole text of which nothing, or all, differs.
func plainStretch(text string, differs bool) []Stretch {
	if text == "" {
		return nil
	}
	return []Stretch{{text, differs}}
}

// letter is one letter with its marks as it was written, and as it is likened.
type letter struct{ written, folded string }

// lettersOf takes a text apart. A mark that stands alone belongs to the letter before it.
func lettersOf(text string) []letter {
	letters := make([]letter, 0, len(text))
	for _, r := range text {
		if n := len(letters); n > 0 && unicode.Is(unicode.Mn, r) {
			letters[n-1].written += string(r)
			continue
		}
		letters = append(letters, letter{string(r), foldLetter(r)})
	}
	return letters
}

// foldLetter is a letter in lower case and without accents; of what is neither letter nor digit, nothing.
func foldLetter(r rune) string {
	var b strings.Builder
	for _, c := range strings.ToLower(unidecode.Unidecode(string(r))) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// foldAll is a text as it is likened: its letters and digits alone.
func foldAll(text string) string {
	var b strings.Builder
	for _, l := range lettersOf(text) {
		b.WriteString(l.folded)
	}
	return b.String()
}

// mostLetters is how long texts may be for their letters to be set against each other: the work grows with both lengths.
const mostLetters = 200

// markLetters marks in two texts the letters that are not of their longest common subsequence, and returns how many those are at either
// side. What is neither letter nor digit is never marked.
func markLetters(left, right string) (l, r []Stretch, onlyL, onlyR []letter) {
	a, b := lettersOf(left), lettersOf(right)
	if len(a) > mostLetters || len(b) > mostLetters {
		return plainStretch(left, true), plainStretch(right, true), a, b
	}
	inA, inB := commonLetters(a, b)
	return joinLetters(a, inA), joinLetters(b, inB), lettersBesides(a, inA), lettersBesides(b, inB)
}

// commonLetters finds a longest common subsequence of two texts, as which letters of each are in it.
func commonLetters(a, b []letter) (inA, inB []bool) {
	longest := make([][]int, len(a)+1) // of a[i:] and b[j:]
	for i := range longest {
		longest[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			if a[i].folded == b[j].folded {
				longest[i][j] = longest[i+1][j+1] + 1
			}
		}
	}
	inA, inB = make([]bool, len(a)), make([]bool, len(b))
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].folded == b[j].folded:
			inA[i], inB[j] = true, true
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	return inA, inB
}

func joinLetters(letters []letter, common []bool) (out []Stretch) {
	for i, l := range letters {
		differs := !common[i] && l.folded != ""
		if n := len(out); n > 0 && out[n-1].Differs == differs {
			out[n-1].Text += l.written
			continue
		}
		out = append(out, Stretch{l.written, differs})
	}
	return out
}

func lettersBesides(letters []letter, common []bool) (out []letter) {
	for i, l := range letters {
		if !common[i] && l.folded != "" {
			out = append(out, l)
		}
	}
	return out
}

// markWords marks the words of a text that the other has not, words being parted by whatever is neither letter nor digit.
func markWords(text string, other func(folded string) bool) (out []Stretch) {
	isWord := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == '\'' || r == '’'
	}
	add := func(piece string, differs bool) {
		if n := len(out); n > 0 && (out[n-1].Differs == differs) {
			out[n-1].Text += piece
		} else if piece != "" {
			out = append(out, Stretch{piece, differs})
		}
	}
	for text != "" {
		end := strings.IndexFunc(text, func(r rune) bool { return !isWord(r) })
		if end < 0 {
			end = len(text)
		}
		if word := text[:end]; word != "" {
			add(word, !other(foldAll(word)))
		}
		text = text[end:]
		next := strings.IndexFunc(text, isWord)
		if next < 0 {
			next = len(text)
		}
		add(text[:next], false)
		text = text[next:]
	}
	return out
}

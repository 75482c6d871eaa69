package cells

import (
	"regexp"
	"strings"
)

// A field of one name often holds more: a title before it, a suffix behind it, the name that the child had before or goes by. NameParts are
// what one field holds. Nothing is lost: what is no title, suffix or remark stays in the name.
type NameParts struct {
	Name   string // without titles, suffixes and the other two; empty when the field held a title alone
	Also   string // the name that the child is called by: Owen (Ozzie), Owen known as Ozzie
	Former string // an earlier name: Marlow née Smith
}

// NeedsParting reports whether a name may hold more than one: nearly all are one word, and need not be looked at.
func NeedsParting(s string) bool {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ' ', ',', '(', '[', '"':
			return true
		}
	}
	return len(s) >= 2 && len(s) <= longestTitle && s[0]|0x20 == 'm' && titles[strings.ToUpper(s)]
}

var (
	// behindWord are the words that part a name from another, in the middle of a field.
	behindWord = regexp.MustCompile(`(?i)^(.+?)[\s,;]+(n[eé]e|formerly|previously|prev\.?|aka|a\.k\.a\.?|a/k/a|k/a|also known as|known as|alias)[\s:.]+(.+)$`)
	bracketed  = regexp.MustCompile(`\s*(?:\(([^()]*)\)|\[([^\[\]]*)\]|"([^"]*)"|“([^”]*)”|(?:^|\s)['‘]([^'’]+)['’](?:\s|$))\s*`)
	// beforeName are the words that say in brackets what kind of name follows.
	beforeName = regexp.MustCompile(`(?i)^(n[eé]e|formerly|former|previously|prev\.?|was|maiden name|aka|a\.k\.a\.?|a/k/a|k/a|also known as|known as|pref(?:erred)?\.?|called|goes by|likes to be called|alias)[\s:.]+(.+)$`)
	formerWord = regexp.MustCompile(`(?i)^(?:n[eé]e|form|prev|was|maiden)`)
)

// remarks are what stands in brackets behind a name and is none.
var remarks = SetOf("DECEASED", "DECD", "DEC'D", "RIP", "ADOPTED", "FOSTERED", "FOSTER", "LAC", "TWIN", "TRIPLET", "SIBLING", "DUPLICATE", "SEALED", "CONFIDENTIAL", "F", "M", "MALE", "FEMALE")

// titles are those of children and of those who are entered as such. All begin with an M.
var titles = SetOf("MISS", "MR", "MRS", "MS", "MSTR", "MASTER", "MX")

const longestTitle = len("MASTER")

// suffixes stand behind a name and are no part of it.
var suffixes = SetOf("JNR", "JR", "SNR", "SR", "ESQ", "II", "III")

// PartName takes a name apart.
func PartName(s string) (p NameParts) {
	keep := func(kind, name string) {
		switch name = Plain(strings.Trim(name, " ,;:.")); {
		case name == "" || PlaceholderName(name) || remarks[strings.ToUpper(name)]:
		case formerWord.MatchString(kind) && p.Former == "":
			p.Former = name
		case !formerWord.MatchString(kind) && p.Also == "":
			p.Also = name
		}
	}
	for strings.ContainsAny(s, "([\"“'‘") {
		at := bracketed.FindStringSubmatchIndex(s)
		if at == nil {
			break
		}
		inside := ""
		for g := 2; g < len(at); g += 2 {
			if at[g] >= 0 {
				inside = s[at[g]:at[g+1]]
			}
		}
		if kind := beforeName.FindStringSubmatch(inside); kind != nil {
			keep(kind[1], kind[2])
		} else {
			keep("", inside)
		}
		s = strings.TrimSpace(s[:at[0]] + " " + s[at[1]:])
	}
	if !hasWordBetween(s) {
	} else if parts := behindWord.FindStringSubmatch(s); parts != nil {
		keep(parts[2], parts[3])
		s = parts[1]
	}
	p.Name = cutTitles(Plain(s))
	if p.Name == "" && !titles[strings.ToUpper(strings.TrimSuffix(Plain(s), "."))] {
		p.Name, p.Also = p.Also, ""
	}
	if strings.EqualFold(p.Also, p.Name) {
		p.Also = ""
	}
	return p
}

// between are the words of behindWord, by their first letter: most names have none and need not be looked at more closely.
var between = map[byte][]string{
	'n': {"nee", "née"}, 'f': {"formerly"}, 'p': {"previously", "prev", "prev."}, 'a': {"aka", "a.k.a", "a.k.a.", "a/k/a", "also", "alias"}, 'k': {"k/a", "known"},
}

// hasWordBetween reports whether one of the words that part a name from another is in a text.
func hasWordBetween(s string) bool {
	for len(s) > 0 {
		word := s
		if i := strings.IndexByte(s, ' '); i >= 0 {
			word, s = s[:i], s[i+1:]
		} else {
			s = ""
		}
		if word = strings.TrimRight(word, ":;,"); word == "" {
			continue
		}
		switch first := word[0] | 0x20; first {
		case 'n', 'f', 'p', 'a', 'k':
			for _, w := range between[first] {
				if strings.EqualFold(w, word) {
					return true
				}
			}
		}
	}
	return false
}

// cutTitles takes titles off the beginning of a name and suffixes off its end.
func cutTitles(s string) string {
	if !mayHaveTitle(s) {
		return s
	}
	words := strings.Fields(s)
	n := len(words)
	for len(words) > 1 && titles[plainWord(words[0])] {
		words = words[1:]
	}
	for len(words) > 1 && suffixes[plainWord(words[len(words)-1])] {
		words = words[:len(words)-1]
	}
	if len(words) == 1 && titles[plainWord(words[0])] && plainWord(words[0]) != "MASTER" {
		return ""
	}
	if len(words) == n {
		return s
	}
	return strings.TrimRight(strings.Join(words, " "), ",")
}

// mayHaveTitle reports whether a name begins or ends as one with a title or a suffix does.
func mayHaveTitle(s string) bool {
	if s == "" {
		return false
	}
	last := s[strings.LastIndexByte(s, ' ')+1:]
	if s[0]|0x20 == 'm' || last == s {
		return true
	}
	switch last[0] | 0x20 {
	case 'j', 's', 'e', 'i':
		return len(last) <= len("Jnr.,")
	}
	return false
}

// plainWord is a word in capitals without the marks behind it.
func plainWord(s string) string { return strings.ToUpper(strings.TrimRight(s, ".,")) }

// IsSuffix reports whether a text is a suffix of a name alone.
func IsSuffix(s string) bool { return suffixes[plainWord(s)] }

package sources

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"rollcall/sources/cells"
)

// letters is what is seen of the letters beyond ASCII in a column of names, and of texts that were mended.
type letters struct {
	mended int       // cells whose letters a web system had written otherwise, or read twice
	odd    int       // names with a sign that no name has
	bytes  [2]uint64 // of windows-1252 from 0x80 on, that names have
}

func (l *letters) addLetters(u letters) {
	l.mended, l.odd = l.mended+u.mended, l.odd+u.odd
	l.bytes[0], l.bytes[1] = l.bytes[0]|u.bytes[0], l.bytes[1]|u.bytes[1]
}

// lookAt looks at a name.
func (l *letters) lookAt(name string) {
	odd, small := false, false
	for i, c := range name {
		if c < utf8.RuneSelf {
			small = small || c >= 'a' && c <= 'z'
			continue
		}
		if b, is := charmap.Windows1252.EncodeRune(c); is && b >= 0x80 {
			l.bytes[(b-0x80)/64] |= 1 << (b % 64)
		}
		odd = odd || !ofNames(c) || strings.ContainsRune("\u00de\u00fe\u00d0\u00f0", c) ||
			unicode.IsUpper(c) && i > 0 && (small || strings.ContainsFunc(name[i:], unicode.IsLower)) && unicode.IsLetter(rune(name[i-1]))
	}
	if odd {
		l.odd++
	}
}

// mendText returns a text with its letters as they were meant, and looks at them when it is a name.
func (l *letters) mendText(s string, name bool) string {
	mended, changed := cells.Mend(s)
	if changed {
		l.mended++
	}
	if name && !cells.IsPlainASCII(mended) {
		l.lookAt(mended)
	}
	return mended
}

// ofNames reports whether a character beyond ASCII stands in names.
func ofNames(c rune) bool {
	return unicode.IsLetter(c) && c < 0xfb00 && c != 'ƒ' && c != 'ª' && c != 'º' && c != 'µ' || unicode.IsMark(c) || strings.ContainsRune("’´–\u00a0\u00ad", c)
}

// codePages are the ones that text is taken for windows-1252 of, by their names in the settings.
var codePages = []struct {
	name string
	page *charmap.Charmap
}{{"windows-1254", charmap.Windows1254}, {"windows-1250", charmap.Windows1250}, {"cp850", charmap.CodePage850}, {"macintosh", charmap.Macintosh}, {"iso-8859-2", charmap.ISO8859_2}}

// likelyPages are the code pages in which the bytes of the names are letters, all of them.
func (l *letters) likelyPages() []string {
	var names []string
	for _, p := range codePages {
		all := true
		for b := range 128 {
			if l.bytes[b/64]&(1<<(b%64)) != 0 {
				c := p.page.DecodeByte(byte(b + 0x80))
				all = all && ofNames(c) && !strings.ContainsRune("ÞþÐð\u00a0\u00ad", c)
			}
		}
		if all {
			names = append(names, p.name)
		}
	}
	return names
}

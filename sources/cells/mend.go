package cells

import (
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Mend returns a text with the letters that it was written for, and whether that changed it: a web system writes O&#39;Brien, and one that
// took UTF-8 for Windows-1252 writes JosÃ©. What was spoilt twice is mended twice.
func Mend(s string) (string, bool) {
	if IsPlainASCII(s) && strings.IndexByte(s, '&') < 0 {
		return s, false
	}
	out := s
	for range 2 {
		out = undouble(entity.ReplaceAllStringFunc(out, letterOf))
	}
	return out, out != s
}

var entity = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}[0-9]{0,2});`)

// letterOf returns the letter that an entity stands for; one that is none stays.
func letterOf(entity string) string {
	if c := html.UnescapeString(entity); !strings.HasSuffix(c, ";") {
		return c
	}
	return entity
}

// undouble reads the letters beyond ASCII that stand together and are UTF-8 as the bytes of Windows-1252.
func undouble(s string) string {
	if IsPlainASCII(s) {
		return s
	}
	var b strings.Builder
	var run []byte
	from, sound := 0, true // of the letters that stand together
	end := func(at int) {
		if sound && len(run) > 1 && utf8.Valid(run) {
			b.Write(run)
		} else {
			b.WriteString(s[from:at])
		}
		run, from, sound = run[:0], at, true
	}
	for i, c := range s {
		if c < utf8.RuneSelf {
			if from < i {
				end(i)
			}
			b.WriteRune(c)
			from = i + 1
			continue
		}
		if c < 0xa0 {
			run = append(run, byte(c))
		} else if byteOf, is := charmap.Windows1252.EncodeRune(c); is {
			run = append(run, byteOf)
		} else {
			sound = false
		}
	}
	if from < len(s) {
		end(len(s))
	}
	return b.String()
}

// IsPlainASCII reports whether a text is ASCII, as nearly all are.
func IsPlainASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

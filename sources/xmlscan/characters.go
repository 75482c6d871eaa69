package xmlscan

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// Classes of a byte in text.
const (
	plainByte   uint8 = iota // stands for itself
	markByte                 // < & ] carriage return
	foreignByte              // first byte of a character outside ASCII
	wrongByte                // a control character, or no first byte
)

var textClass = func() (class [256]uint8) {
	for c := range class {
		switch {
		case c == '<' || c == '&' || c == '\r' || c == ']' || c == '>':
			class[c] = markByte
		case c == '\t' || c == '\n':
		case c < 0x20:
			class[c] = wrongByte
		case c >= utf8.RuneSelf:
			class[c] = foreignByte
		}
	}
	return class
}()

// readText returns the next stretch of text: up to markup, a reference, a carriage return or the end of the window.
func (s *Scanner) readText() (Kind, error) {
	s.began = true
	if s.buf[s.pos] == '&' {
		return s.readReference()
	}
	if s.buf[s.pos] == '\r' {
		return s.readNewline()
	}
	b := s.buf[s.pos:s.end]
	n, brackets := 0, s.brackets
run:
	for n < len(b) {
		start := n
		for n < len(b) && textClass[b[n]] == plainByte {
			n++
		}
		if n > start {
			brackets = 0
			continue
		}
		switch textClass[b[n]] {
		case markByte:
			switch c := b[n]; {
			case c == ']':
				n, brackets = n+1, brackets+1
			case c == '>' && brackets >= 2:
				return EOF, s.malformedError("there is a bare ]]> in text")
			case c == '>':
				n, brackets = n+1, 0
			default:
				break run
			}
		case foreignByte:
			r, size := utf8.DecodeRune(b[n:])
			if r == utf8.RuneError && size == 1 && !utf8.FullRune(b[n:]) && !s.eof {
				break run
			}
			if !allowedRune(r, size) {
				return EOF, s.malformedError("there is a character that XML does not allow, or that is not UTF-8,")
			}
			n, brackets = n+size, 0
		default:
			return EOF, s.malformedError("there is a character that XML does not allow, or that is not UTF-8,")
		}
	}
	if n == 0 { // part of a character at the end of the window
		s.fillWindow()
		return EOF, nil
	}
	s.brackets = brackets
	return s.giveText(b[:n], n)
}

// giveText makes text the token and moves over the n bytes it was read from.
func (s *Scanner) giveText(text []byte, n int) (Kind, error) {
	if err := s.refuseTextOutside(text); err != nil {
		return EOF, err
	}
	s.Text = text
	s.pos += n
	if len(s.starts) == 0 {
		return EOF, nil
	}
	return Text, nil
}

// refuseTextOutside refuses text outside the outermost element.
func (s *Scanner) refuseTextOutside(text []byte) error {
	if len(s.starts) == 0 && len(skipSpace(text)) > 0 {
		return s.refusedError("there is text outside the outermost element")
	}
	return nil
}

// readNewline gives one line feed for a carriage return, with or without a line feed after it.
func (s *Scanner) readNewline() (Kind, error) {
	s.brackets = 0
	n := 1
	if s.startsWith("\r\n") {
		n = 2
	}
	return s.giveText([]byte{'\n'}, n)
}

// longestReference is a generous bound on the length of a reference.
const longestReference = 32

// readReference gives the character of a reference such as &amp; or &#233;.
func (s *Scanner) readReference() (Kind, error) {
	s.brackets = 0
	for s.end-s.pos < longestReference && s.fillWindow() {
	}
	b := s.buf[s.pos:s.end]
	if len(b) > longestReference {
		b = b[:longestReference]
	}
	text, n, ok := resolveReference(b)
	if !ok {
		return EOF, s.malformedError("there is a bare & or an entity that XML does not know")
	}
	s.scratch = append(s.scratch[:0], text...)
	return s.giveText(s.scratch, n)
}

// resolveReference reads the reference at the head of b: its text and its length.
func resolveReference(b []byte) (text string, n int, ok bool) {
	end := bytes.IndexByte(b, ';')
	if end < 0 {
		return "", 0, false
	}
	name := b[1:end]
	switch string(name) {
	case "lt":
		text = "<"
	case "gt":
		text = ">"
	case "amp":
		text = "&"
	case "apos":
		text = "'"
	case "quot":
		text = `"`
	default:
		if text, ok = resolveCharacter(name); !ok {
			return "", 0, false
		}
	}
	return text, end + 1, true
}

// resolveCharacter reads #233 or #xE9.
func resolveCharacter(name []byte) (string, bool) {
	if len(name) < 2 || name[0] != '#' {
		return "", false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	for _, c := range digits {
		if c == '_' || c == '+' || c == '-' {
			return "", false
		}
	}
	code, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || code > utf8.MaxRune {
		return "", false
	}
	text := string(rune(code))
	r, size := utf8.DecodeRuneInString(text)
	return text, allowedRune(r, size)
}

// validText reports whether every character of b is UTF-8 that XML allows.
func validText(b []byte) bool {
	for i := 0; i < len(b); {
		c := b[i]
		if c < utf8.RuneSelf {
			if textClass[c] == wrongByte {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if !allowedRune(r, size) {
			return false
		}
		i += size
	}
	return true
}

// allowedRune is Char of XML 1.0 §2.2, and refuses what was no UTF-8.
func allowedRune(r rune, size int) bool {
	if r == utf8.RuneError && size <= 1 {
		return false
	}
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}

// nameLength is the length of the ASCII name at the head of b, 0 when there is none.
func nameLength(b []byte) int {
	if len(b) == 0 || nameClass[b[0]] != nameStart {
		return 0
	}
	for i, c := range b {
		if nameClass[c] == 0 {
			return i
		}
	}
	return len(b)
}

// Classes of a byte in a name.
const (
	nameStart uint8 = iota + 1
	namePart        // not at its start
)

var nameClass = func() (class [256]uint8) {
	for c := range class {
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == ':':
			class[c] = nameStart
		case c >= '0' && c <= '9' || c == '-' || c == '.':
			class[c] = namePart
		}
	}
	return class
}()

func notASCII(c byte) bool { return c >= utf8.RuneSelf }

// skipSpace is b without leading white space.
func skipSpace(b []byte) []byte {
	for len(b) > 0 && (b[0] == ' ' || b[0] == '\t' || b[0] == '\n' || b[0] == '\r') {
		b = b[1:]
	}
	return b
}

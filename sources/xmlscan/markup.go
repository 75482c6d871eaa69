package xmlscan

import (
	"bytes"
	"errors"
)

// errMore means that a tag is not whole in the window.
var errMore = errors.New("more of the tag is wanted")

// readMarkup reads what begins with "<". It returns EOF for what is passed over.
func (s *Scanner) readMarkup() (Kind, error) {
	s.brackets = 0
	first := !s.began
	s.began = true
	for s.end-s.pos < 2 {
		if !s.fillWindow() {
			return EOF, s.brokenOff()
		}
	}
	switch c := s.buf[s.pos+1]; {
	case c == '/':
		return s.endTag()
	case c != '?' && c != '!':
		return s.startTag()
	case c == '?':
		return EOF, s.passInstruction(first)
	case s.startsWith("<!--"):
		return EOF, s.passComment()
	case s.startsWith("<![CDATA["):
		return s.readCDATA()
	}
	return EOF, s.refusedError("there is a document type or another declaration, which no return needs")
}

// passInstruction passes over <?…?>. Only the first thing of a file may be its XML declaration.
func (s *Scanner) passInstruction(first bool) error {
	all, err := s.readUntil(2, "?>", "a processing instruction")
	if err != nil {
		return err
	}
	inside := all[2 : len(all)-2]
	name := inside[:nameLength(inside)]
	if len(name) == 0 {
		return s.badName(inside)
	}
	if string(name) == "xml" {
		if !first {
			return s.refusedError("the XML declaration is not the first thing of the file")
		}
		if v := declaredValue(inside, "version"); v != "" && v != "1.0" {
			return s.refusedError("the version of XML is not 1.0")
		}
	}
	s.pos += len(all)
	return nil
}

// passComment passes over <!--…-->, in which "--" may only end it.
func (s *Scanner) passComment() error {
	all, err := s.readUntil(4, "--", "a comment")
	if err != nil {
		return err
	}
	n := len(all)
	for s.end-s.pos <= n {
		if !s.fillWindow() {
			return s.brokenOff()
		}
	}
	if s.buf[s.pos+n] != '>' {
		return s.malformedError("there are two hyphens inside a comment")
	}
	s.pos += n + 1
	return nil
}

// readCDATA returns the text of a CDATA section.
func (s *Scanner) readCDATA() (Kind, error) {
	const opening = len("<![CDATA[")
	all, err := s.readUntil(opening, "]]>", "a CDATA section")
	if err != nil {
		return EOF, err
	}
	inside := all[opening : len(all)-3]
	if err := s.refuseTextOutside(inside); err != nil {
		return EOF, err
	}
	if !validText(inside) {
		return EOF, s.malformedError("there is a character that XML does not allow, or that is not UTF-8,")
	}
	s.scratch = append(s.scratch[:0], inside...)
	if bytes.IndexByte(inside, '\r') >= 0 {
		s.scratch = bytes.ReplaceAll(s.scratch, []byte("\r\n"), []byte("\n"))
		s.scratch = bytes.ReplaceAll(s.scratch, []byte("\r"), []byte("\n"))
	}
	s.Text = s.scratch
	s.pos += len(all)
	if len(s.Text) == 0 || len(s.starts) == 0 {
		return EOF, nil
	}
	return Text, nil
}

// endTag reads </name>.
func (s *Scanner) endTag() (Kind, error) {
	if d := len(s.starts); d > 0 {
		want := s.open[s.starts[d-1].full:]
		rest := s.buf[s.pos+2 : s.end]
		if len(rest) > len(want) && rest[len(want)] == '>' && string(rest[:len(want)]) == string(want) {
			s.pos += len(want) + 3
			s.closeElement()
			return End, nil
		}
	}
	return s.otherEndTag()
}

// otherEndTag reads an end tag that is not plainly the one wanted: cut by the window, with a space in it, or wrong.
func (s *Scanner) otherEndTag() (Kind, error) {
	all, err := s.readUntil(2, ">", "a tag")
	if err != nil {
		return EOF, err
	}
	inside := all[2 : len(all)-1]
	n := nameLength(inside)
	if n == 0 {
		return EOF, s.badName(inside)
	}
	if len(skipSpace(inside[n:])) > 0 {
		return EOF, s.malformedError("an end tag holds more than a name")
	}
	if len(s.starts) == 0 || !bytes.Equal(s.open[s.starts[len(s.starts)-1].full:], inside[:n]) {
		return EOF, s.malformedError("an end tag closes an element that is not open")
	}
	s.pos += len(all)
	s.closeElement()
	return End, nil
}

// startTag reads <name …> or <name …/>.
func (s *Scanner) startTag() (Kind, error) {
	for {
		name, length, closed, err := s.parseTag(s.buf[s.pos:min(s.end, s.pos+MaxTag)])
		if err == errMore {
			if s.end-s.pos >= MaxTag {
				return EOF, s.refusedError("a tag is longer than the reader allows")
			}
			if !s.fillWindow() {
				return EOF, s.brokenOff()
			}
			continue
		}
		if err != nil {
			return EOF, err
		}
		if err := s.pushElement(name); err != nil {
			return EOF, err
		}
		s.pos += length
		s.selfEnd = closed
		return Start, nil
	}
}

// parseTag reads a start tag at the head of b: its full name, its length, and whether it closes itself.
func (s *Scanner) parseTag(b []byte) (name []byte, length int, closed bool, err error) {
	n, err := s.checkName(b[1:])
	if err != nil {
		return nil, 0, false, err
	}
	name = b[1 : 1+n]
	for at := 1 + n; ; {
		at = len(b) - len(skipSpace(b[at:]))
		if at+1 >= len(b) && (at >= len(b) || b[at] != '>') {
			return nil, 0, false, errMore
		}
		switch {
		case b[at] == '>':
			return name, at + 1, false, nil
		case b[at] == '/' && b[at+1] == '>':
			return name, at + 2, true, nil
		case b[at] == '/':
			return nil, 0, false, s.malformedError("a tag holds a stray slash")
		}
		m, err := s.checkAttribute(b[at:])
		if err != nil {
			return nil, 0, false, err
		}
		at += m
	}
}

// checkName returns the length of the name at the head of b.
func (s *Scanner) checkName(b []byte) (int, error) {
	n := nameLength(b)
	switch {
	case n == len(b):
		return 0, errMore
	case n == 0 || notASCII(b[n]):
		return 0, s.badName(b[n:])
	case bytes.Count(b[:n], []byte{':'}) > 1:
		return 0, s.malformedError("a name has two colons")
	}
	return n, nil
}

// checkAttribute checks name="value" at the head of b and returns its length.
func (s *Scanner) checkAttribute(b []byte) (int, error) {
	n, err := s.checkName(b)
	if err != nil {
		return 0, err
	}
	rest := skipSpace(b[n:])
	if len(rest) == 0 {
		return 0, errMore
	}
	if rest[0] != '=' {
		return 0, s.malformedError("an attribute has no value")
	}
	rest = skipSpace(rest[1:])
	if len(rest) == 0 {
		return 0, errMore
	}
	quote := rest[0]
	if quote != '"' && quote != '\'' {
		return 0, s.malformedError("the value of an attribute is not in quotation marks")
	}
	end := bytes.IndexByte(rest[1:], quote)
	if end < 0 {
		return 0, errMore
	}
	value := rest[1 : 1+end]
	if err := s.attributeValue(value); err != nil {
		return 0, err
	}
	return len(b) - len(rest) + end + 2, nil
}

// attributeValue checks characters and references of a value.
func (s *Scanner) attributeValue(value []byte) error {
	if bytes.IndexByte(value, '<') >= 0 {
		return s.malformedError("there is a bare < in an attribute")
	}
	if !validText(value) {
		return s.malformedError("there is a character that XML does not allow, or that is not UTF-8,")
	}
	for {
		i := bytes.IndexByte(value, '&')
		if i < 0 {
			return nil
		}
		value = value[i:]
		_, n, ok := resolveReference(value)
		if !ok {
			return s.malformedError("there is a bare & or an entity that XML does not know")
		}
		value = value[n:]
	}
}

func (s *Scanner) badName(rest []byte) error {
	if len(rest) > 0 && notASCII(rest[0]) {
		return s.refusedError("there is a name outside ASCII")
	}
	return s.malformedError("there is a < that begins no tag")
}

package sources

import (
	"bytes"
	"errors"
)

// errMore means that a tag is not whole in the window.
var errMore = errors.New("more of the tag is wanted")

// markup reads what begins with "<". It returns xmlEOF for what is passed over.
func (s *xmlScanner) markup() (xmlKind, error) {
	s.brackets = 0
	first := !s.began
	s.began = true
	for s.end-s.pos < 2 {
		if !s.fill() {
			return xmlEOF, s.cut()
		}
	}
	switch c := s.buf[s.pos+1]; {
	case c == '/':
		return s.endTag()
	case c != '?' && c != '!':
		return s.startTag()
	case c == '?':
		return xmlEOF, s.instruction(first)
	case s.ahead("<!--"):
		return xmlEOF, s.comment()
	case s.ahead("<![CDATA["):
		return s.cdata()
	}
	return xmlEOF, s.refused("there is a document type or another declaration, which no return needs")
}

// instruction passes over <?…?>. Only the first thing of a file may be its XML declaration.
func (s *xmlScanner) instruction(first bool) error {
	all, err := s.within(2, "?>", "a processing instruction")
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
			return s.refused("the XML declaration is not the first thing of the file")
		}
		if v := declared(inside, "version"); v != "" && v != "1.0" {
			return s.refused("the version of XML is not 1.0")
		}
	}
	s.pos += len(all)
	return nil
}

// comment passes over <!--…-->, in which "--" may only end it.
func (s *xmlScanner) comment() error {
	all, err := s.within(4, "--", "a comment")
	if err != nil {
		return err
	}
	n := len(all)
	for s.end-s.pos <= n {
		if !s.fill() {
			return s.cut()
		}
	}
	if s.buf[s.pos+n] != '>' {
		return s.malformed("there are two hyphens inside a comment")
	}
	s.pos += n + 1
	return nil
}

// cdata returns the text of a CDATA section.
func (s *xmlScanner) cdata() (xmlKind, error) {
	const opening = len("<![CDATA[")
	all, err := s.within(opening, "]]>", "a CDATA section")
	if err != nil {
		return xmlEOF, err
	}
	inside := all[opening : len(all)-3]
	if err := s.outside(inside); err != nil {
		return xmlEOF, err
	}
	if !validText(inside) {
		return xmlEOF, s.malformed("there is a character that XML does not allow, or that is not UTF-8,")
	}
	s.scratch = append(s.scratch[:0], inside...)
	if bytes.IndexByte(inside, '\r') >= 0 {
		s.scratch = bytes.ReplaceAll(s.scratch, []byte("\r\n"), []byte("\n"))
		s.scratch = bytes.ReplaceAll(s.scratch, []byte("\r"), []byte("\n"))
	}
	s.text = s.scratch
	s.pos += len(all)
	if len(s.text) == 0 || len(s.starts) == 0 {
		return xmlEOF, nil
	}
	return xmlText, nil
}

// endTag reads </name>.
func (s *xmlScanner) endTag() (xmlKind, error) {
	if d := len(s.starts); d > 0 {
		want := s.open[s.starts[d-1]:]
		rest := s.buf[s.pos+2 : s.end]
		if len(rest) > len(want) && rest[len(want)] == '>' && string(rest[:len(want)]) == string(want) {
			s.pos += len(want) + 3
			s.pop()
			return xmlEnd, nil
		}
	}
	return s.otherEndTag()
}

// otherEndTag reads an end tag that is not plainly the one wanted: cut by the window, with a space in it, or wrong.
func (s *xmlScanner) otherEndTag() (xmlKind, error) {
	all, err := s.within(2, ">", "a tag")
	if err != nil {
		return xmlEOF, err
	}
	inside := all[2 : len(all)-1]
	n := nameLength(inside)
	if n == 0 {
		return xmlEOF, s.badName(inside)
	}
	if len(skipSpace(inside[n:])) > 0 {
		return xmlEOF, s.malformed("an end tag holds more than a name")
	}
	if len(s.starts) == 0 || !bytes.Equal(s.open[s.starts[len(s.starts)-1]:], inside[:n]) {
		return xmlEOF, s.malformed("an end tag closes an element that is not open")
	}
	s.pos += len(all)
	s.pop()
	return xmlEnd, nil
}

// startTag reads <name …> or <name …/>.
func (s *xmlScanner) startTag() (xmlKind, error) {
	for {
		name, length, closed, err := s.parseTag(s.buf[s.pos:min(s.end, s.pos+xmlMaxTag)])
		if err == errMore {
			if s.end-s.pos >= xmlMaxTag {
				return xmlEOF, s.refused("a tag is longer than the reader allows")
			}
			if !s.fill() {
				return xmlEOF, s.cut()
			}
			continue
		}
		if err != nil {
			return xmlEOF, err
		}
		if err := s.push(name); err != nil {
			return xmlEOF, err
		}
		s.pos += length
		s.selfEnd = closed
		return xmlStart, nil
	}
}

// parseTag reads a start tag at the head of b: its full name, its length, and whether it closes itself.
func (s *xmlScanner) parseTag(b []byte) (name []byte, length int, closed bool, err error) {
	n := 1 + nameLength(b[1:])
	if n == len(b) {
		return nil, 0, false, errMore
	}
	if n == 1 || notASCII(b[n]) {
		return nil, 0, false, s.badName(b[n:])
	}
	if bytes.Count(b[1:n], []byte{':'}) > 1 {
		return nil, 0, false, s.malformed("a name has two colons")
	}
	name = b[1:n]
	for at := n; ; {
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
			return nil, 0, false, s.malformed("a tag holds a stray slash")
		}
		m, err := s.attribute(b[at:])
		if err != nil {
			return nil, 0, false, err
		}
		at += m
	}
}

// attribute checks name="value" at the head of b and returns its length.
func (s *xmlScanner) attribute(b []byte) (int, error) {
	n := nameLength(b)
	if n == len(b) {
		return 0, errMore
	}
	if n == 0 || notASCII(b[n]) {
		return 0, s.badName(b[n:])
	}
	if bytes.Count(b[:n], []byte{':'}) > 1 {
		return 0, s.malformed("a name has two colons")
	}
	rest := skipSpace(b[n:])
	if len(rest) == 0 {
		return 0, errMore
	}
	if rest[0] != '=' {
		return 0, s.malformed("an attribute has no value")
	}
	rest = skipSpace(rest[1:])
	if len(rest) == 0 {
		return 0, errMore
	}
	quote := rest[0]
	if quote != '"' && quote != '\'' {
		return 0, s.malformed("the value of an attribute is not in quotation marks")
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
func (s *xmlScanner) attributeValue(value []byte) error {
	if bytes.IndexByte(value, '<') >= 0 {
		return s.malformed("there is a bare < in an attribute")
	}
	if !validText(value) {
		return s.malformed("there is a character that XML does not allow, or that is not UTF-8,")
	}
	for {
		i := bytes.IndexByte(value, '&')
		if i < 0 {
			return nil
		}
		value = value[i:]
		_, n, ok := reference(value)
		if !ok {
			return s.malformed("there is a bare & or an entity that XML does not know")
		}
		value = value[n:]
	}
}

func (s *xmlScanner) badName(rest []byte) error {
	if len(rest) > 0 && notASCII(rest[0]) {
		return s.refused("there is a name outside ASCII")
	}
	return s.malformed("there is a < that begins no tag")
}

package xmlscan

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"strings"

	"rollcall/sources/charset"
)

// LooksLikeXML reports whether a file that opens with head is XML, well-formed or not.
func LooksLikeXML(head []byte, settings string) bool {
	r, err := DecodeText(bytes.NewReader(head), head, settings)
	if err != nil {
		var x *Error
		return errors.As(err, &x) && bytes.HasPrefix(skipSpace(head), []byte("<"))
	}
	text := make([]byte, 1024)
	n, _ := io.ReadFull(r, text)
	return bytes.HasPrefix(skipSpace(text[:n]), []byte("<"))
}

// ImpliesUTF8 reports whether a file that opens with head says or implies that it is UTF-8.
func ImpliesUTF8(head []byte) bool {
	if mark, _ := byteOrderMark(head); mark != "" && mark != "utf-8" {
		return false
	}
	canonical, _, _ := charset.Named(cmp.Or(declaredValue(head, "encoding"), "utf-8"))
	return canonical == "utf-8"
}

// DecodeText returns r as UTF-8 without a byte order mark; head is how it opens. A byte order mark says the encoding for
// certain; then the word of the settings, then the file's own declaration, then UTF-8.
func DecodeText(r io.Reader, head []byte, settings string) (io.Reader, error) {
	name, skip := byteOrderMark(head)
	switch {
	case name != "":
	case settings != "":
		name = settings
	default:
		name = declaredValue(head, "encoding")
		if canonical, _, _ := charset.Named(name); strings.HasPrefix(canonical, "utf-16") {
			return nil, &Error{Line: 1, Reason: "the declaration says UTF-16 and the file is not", Refused: true}
		}
	}
	_, enc, ok := charset.Named(cmp.Or(name, "utf-8"))
	if !ok {
		return nil, &Error{Line: 1, Reason: "the encoding that the file declares is not one that is read", Refused: true}
	}
	if _, err := io.CopyN(io.Discard, r, int64(skip)); err != nil {
		return nil, err
	}
	if enc == nil {
		return r, nil
	}
	return enc.NewDecoder().Reader(r), nil
}

// byteOrderMark returns the encoding that the first bytes prove, and how many of them are a mark. UTF-16 without a mark
// is known by the zero beside the first "<".
func byteOrderMark(head []byte) (name string, skip int) {
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		return "utf-8", 3
	case bytes.HasPrefix(head, []byte("\xFF\xFE")):
		return "utf-16le", 2
	case bytes.HasPrefix(head, []byte("\xFE\xFF")):
		return "utf-16be", 2
	case bytes.HasPrefix(head, []byte("<\x00")):
		return "utf-16le", 0
	case bytes.HasPrefix(head, []byte("\x00<")):
		return "utf-16be", 0
	}
	return "", 0
}

// declaredValue returns the value of a pseudo-attribute of the XML declaration at the head of b, or nothing.
func declaredValue(b []byte, name string) string {
	b = bytes.TrimPrefix(b, []byte("<?"))
	if !bytes.HasPrefix(b, []byte("xml")) {
		return ""
	}
	if end := bytes.Index(b, []byte("?>")); end >= 0 {
		b = b[:end]
	}
	at := bytes.Index(b, []byte(name))
	if at < 0 {
		return ""
	}
	rest := skipSpace(b[at+len(name):])
	if len(rest) == 0 || rest[0] != '=' {
		return ""
	}
	rest = skipSpace(rest[1:])
	if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
		return ""
	}
	end := bytes.IndexByte(rest[1:], rest[0])
	if end < 0 {
		return ""
	}
	return string(rest[1 : 1+end])
}

package sources

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"rollcall/sources/charset"
)

var (
	bom8    = []byte("\xef\xbb\xbf")
	bom16LE = []byte("\xff\xfe")
	bom16BE = []byte("\xfe\xff")
)

// KnowsEncoding reports whether settings may name an encoding so; none is found out.
func KnowsEncoding(name string) bool {
	_, _, known := charset.Named(name)
	return known || name == ""
}

// Encodings are those to name where settings name another.
func Encodings() []string { return charset.Usual }

// findCharset says how the file's bytes are text: by a byte order mark, which cannot be there by chance, then by the settings, then by
// what the bytes show. Bytes that are neither UTF-8 nor UTF-16 are taken for windows-1252, in which school and housing systems still
// write.
func (in *input) findCharset() (name string, e encoding.Encoding, err error) {
	switch {
	case bytes.HasPrefix(in.head, bom8):
		name = "utf-8"
	case bytes.HasPrefix(in.head, bom16LE):
		return "utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), nil
	case bytes.HasPrefix(in.head, bom16BE):
		return "utf-16be", unicode.UTF16(unicode.BigEndian, unicode.UseBOM), nil
	case in.x.Encoding == "":
		name = in.guessCharset()
	default:
		name = in.x.Encoding
	}
	name, e, known := charset.Named(name)
	if !known {
		return "", nil, faultf("the settings give an encoding that is not known (want one of %s)", strings.Join(charset.Usual, ", "))
	}
	return name, e, nil
}

// guessCharset takes text for UTF-16 where every other byte is zero. Zeros at the end are what fills a block.
func (in *input) guessCharset() string {
	text := bytes.TrimRight(in.head, "\x00")
	even, odd := 0, 0
	for i, b := range text {
		if b == 0 && i%2 == 0 {
			even++
		} else if b == 0 {
			odd++
		}
	}
	switch quarter := len(text) / 4; {
	case odd > quarter:
		return "utf-16le"
	case even > quarter:
		return "utf-16be"
	case in.was.UTF8:
		return "utf-8"
	}
	return "windows-1252"
}

// text is a file opened as UTF-8 without a byte order mark.
type text struct {
	io.Reader
	io.Closer
	charset string
	mixed   *charset.Mixed // where the file is not in one encoding that somebody named
}

// openText opens the file as text, whatever it is written in. Reading what is UTF-8 throughout can go on anywhere: then the text is a file.
func (in *input) openText() (*text, error) {
	name, e, err := in.findCharset()
	if err != nil {
		return nil, err
	}
	f, err := in.openFile()
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(in.head, bom8) {
		if _, err := f.Seek(int64(len(bom8)), io.SeekStart); err != nil {
			f.Close()
			return nil, faultf("the file cannot be read")
		}
	}
	t := &text{f, f, name, nil}
	switch {
	case name == "utf-8" && !in.was.UTF8, name == "windows-1252" && in.x.Encoding == "":
		t.mixed = charset.NewMixed(f)
		t.Reader = t.mixed
	case e != nil:
		t.Reader = transform.NewReader(f, e.NewDecoder())
	}
	return t, nil
}

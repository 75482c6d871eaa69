package sources

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

var (
	bom8    = []byte("\xef\xbb\xbf")
	bom16LE = []byte("\xff\xfe")
	bom16BE = []byte("\xfe\xff")
)

// findCharset says how the file's bytes are text: "utf-8", "utf-16le", "utf-16be" or "windows-1252". A byte order mark
// decides before the settings do, because it cannot be there by chance; bytes that are no UTF-8 are taken for
// windows-1252, in which school and housing systems still write.
func (in *input) findCharset() (string, error) {
	switch {
	case bytes.HasPrefix(in.head, bom8):
		return "utf-8", nil
	case bytes.HasPrefix(in.head, bom16LE):
		return "utf-16le", nil
	case bytes.HasPrefix(in.head, bom16BE):
		return "utf-16be", nil
	}
	switch strings.ToLower(strings.ReplaceAll(in.x.Encoding, "_", "-")) {
	case "utf-8", "utf8":
		return "utf-8", nil
	case "windows-1252", "cp1252", "latin-1", "latin1", "iso-8859-1":
		return "windows-1252", nil
	case "utf-16", "utf-16le":
		return "utf-16le", nil
	case "utf-16be":
		return "utf-16be", nil
	case "":
		return in.guessCharset(), nil
	}
	return "", faultf("the settings give an encoding that is not known (want utf-8, windows-1252 or utf-16)")
}

func (in *input) guessCharset() string {
	even, odd := 0, 0
	for i, b := range in.head {
		if b == 0 && i%2 == 0 {
			even++
		} else if b == 0 {
			odd++
		}
	}
	switch quarter := len(in.head) / 4; {
	case odd > quarter:
		return "utf-16le"
	case even > quarter:
		return "utf-16be"
	case in.utf8:
		return "utf-8"
	}
	return "windows-1252"
}

// openText opens the file as UTF-8 without a byte order mark, whatever it is written in, and names the encoding.
func (in *input) openText() (io.ReadCloser, string, error) {
	name, err := in.findCharset()
	if err != nil {
		return nil, "", err
	}
	f, err := in.openFile()
	if err != nil {
		return nil, "", err
	}
	var dec *encoding.Decoder
	switch name {
	case "windows-1252":
		dec = charmap.Windows1252.NewDecoder()
	case "utf-16le":
		dec = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
	case "utf-16be":
		dec = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder()
	default:
		if in.utf8 {
			break
		}
		dec = unicode.UTF8.NewDecoder() // the settings or a mark insist: what is wrong becomes U+FFFD
	}
	if bytes.HasPrefix(in.head, bom8) {
		if _, err := f.Seek(int64(len(bom8)), io.SeekStart); err != nil {
			f.Close()
			return nil, "", faultf("the file cannot be read")
		}
	}
	if dec == nil {
		return f, name, nil
	}
	return decoded{transform.NewReader(f, dec), f}, name, nil
}

type decoded struct {
	io.Reader
	io.Closer
}

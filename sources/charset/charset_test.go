package charset

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// TestEncodingsHaveTheirNames finds encodings by the names that people and programs give them.
func TestEncodingsHaveTheirNames(t *testing.T) {
	for name, want := range map[string]string{
		"UTF-8": "utf-8", "utf8": "utf-8", "utf_8_sig": "utf-8", "cp1252": "windows-1252", "Windows 1252": "windows-1252", "latin-1": "windows-1252", "ISO-8859-1": "windows-1252",
		"ansi": "windows-1252", "1250": "windows-1250", "CP1254": "windows-1254", "latin2": "iso-8859-2", "iso_8859_15": "iso-8859-15", "mac": "macintosh", "MacRoman": "macintosh",
		"cp850": "cp850", "850": "cp850", "IBM850": "cp850", "dos": "cp850", "cp037": "cp037", "UTF-16": "utf-16", "utf16-be": "utf-16be", "ebcdic": "", "": "",
	} {
		got, e, known := Named(name)
		if got != want || known != (want != "") || (e == nil) != (want == "" || want == "utf-8") {
			t.Errorf("%q is %q, %v, %v (want %q)", name, got, e, known, want)
		}
	}
	for _, name := range Usual {
		if canonical, _, _ := Named(name); canonical != name {
			t.Errorf("%s goes by %q", name, canonical)
		}
	}
}

// TestMixedBytesAreReadAsWhatTheyAre reads files of two encodings, a letter at a time as well.
func TestMixedBytesAreReadAsWhatTheyAre(t *testing.T) {
	for text, want := range map[string]string{
		"Zoë, Łaska":             "Zoë, Łaska",
		"Zo\xeb, M\xfcnch":       "Zoë, Münch",
		"Zoë\nZo\xeb\nŁ\xe9":     "Zoë\nZoë\nŁé",
		"O\x92Dröne\xc5":         "O’DröneÅ",
		"\x81\xc3":               "\ufffdÃ",
		"cut \xe2\x82":           "cut â‚",
		"\U0001f600\xe9\xa0\xc2": "\U0001f600é\u00a0Â",
	} {
		for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text)), iotest.DataErrReader(strings.NewReader(text))} {
			m := NewMixed(r)
			if got, err := io.ReadAll(m); err != nil || string(got) != want {
				t.Errorf("%q: %q, %v (want %q)", text, got, err, want)
			}
		}
	}
	long := strings.Repeat("Łaska\xeb\n", 50_000)
	m := NewMixed(strings.NewReader(long))
	got, err := io.ReadAll(m)
	if err != nil || string(got) != strings.Repeat("Łaskaë\n", 50_000) || m.UTF8 != 50_000 || m.Bytes != 50_000 {
		t.Errorf("%d bytes, %d letters of UTF-8, %d bytes of another, %v", len(got), m.UTF8, m.Bytes, err)
	}
}

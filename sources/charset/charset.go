package charset

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Named returns an encoding by one of its names, with the name that it goes by; nil stands for UTF-8 itself. ISO-8859-1 is read as
// Windows-1252, which is what the programs that write it mean: they put curly apostrophes in it.
func Named(name string) (canonical string, e encoding.Encoding, known bool) {
	canonical, known = names[foldName(name)]
	return canonical, encodings[canonical], known
}

// Usual are the names to say where one is not known.
var Usual = []string{"utf-8", "utf-16", "windows-1252", "windows-1250", "windows-1254", "iso-8859-2", "iso-8859-15", "cp850", "cp437", "macintosh"}

func foldName(name string) string {
	return strings.Map(func(c rune) rune {
		if c == '_' || c == '-' || c == ' ' {
			return -1
		}
		return c
	}, strings.ToLower(strings.TrimSpace(name)))
}

// encodings are those that are read.
var encodings = map[string]encoding.Encoding{
	"utf-8":        nil,
	"utf-16":       unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	"utf-16le":     unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	"utf-16be":     unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	"windows-1250": charmap.Windows1250, // Central Europe
	"windows-1251": charmap.Windows1251,
	"windows-1252": charmap.Windows1252, // Western Europe
	"windows-1253": charmap.Windows1253,
	"windows-1254": charmap.Windows1254, // Turkey
	"windows-1255": charmap.Windows1255,
	"windows-1256": charmap.Windows1256,
	"windows-1257": charmap.Windows1257, // the Baltic
	"windows-1258": charmap.Windows1258,
	"iso-8859-2":   charmap.ISO8859_2,
	"iso-8859-3":   charmap.ISO8859_3,
	"iso-8859-4":   charmap.ISO8859_4,
	"iso-8859-5":   charmap.ISO8859_5,
	"iso-8859-7":   charmap.ISO8859_7,
	"iso-8859-9":   charmap.ISO8859_9,
	"iso-8859-10":  charmap.ISO8859_10,
	"iso-8859-13":  charmap.ISO8859_13,
	"iso-8859-14":  charmap.ISO8859_14, // Welsh and Gaelic
	"iso-8859-15":  charmap.ISO8859_15,
	"iso-8859-16":  charmap.ISO8859_16,
	"cp437":        charmap.CodePage437,
	"cp850":        charmap.CodePage850,
	"cp852":        charmap.CodePage852,
	"cp855":        charmap.CodePage855,
	"cp858":        charmap.CodePage858,
	"cp866":        charmap.CodePage866,
	"cp037":        charmap.CodePage037, // of mainframes
	"cp1047":       charmap.CodePage1047,
	"macintosh":    charmap.Macintosh,
}

// names are the encodings by every name, folded.
var names = func() map[string]string {
	m := map[string]string{
		"ascii": "utf-8", "usascii": "utf-8", "utf8sig": "utf-8", "utf8bom": "utf-8", "unicode": "utf-16",
		"iso88591": "windows-1252", "latin1": "windows-1252", "ansi": "windows-1252", "latin2": "iso-8859-2", "latin5": "iso-8859-9", "latin9": "iso-8859-15",
		"mac": "macintosh", "macroman": "macintosh", "xmacroman": "macintosh", "dos": "cp850", "oem": "cp850",
	}
	for name := range encodings {
		folded := foldName(name)
		m[folded] = name
		if page, windows := strings.CutPrefix(folded, "windows"); windows {
			m["cp"+page], m["win"+page], m[page] = name, name, name
		}
		if page, dos := strings.CutPrefix(folded, "cp"); dos {
			m["ibm"+page], m["dos"+page], m["codepage"+page], m[page] = name, name, name, name
		}
	}
	return m
}()

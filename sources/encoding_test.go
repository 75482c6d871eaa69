package sources

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// TestCodePagesOfTheSettings reads files of older systems in the code page that the settings name.
func TestCodePagesOfTheSettings(t *testing.T) {
	for _, c := range []struct {
		name, forename string
		page           *charmap.Charmap
	}{{"cp850", "Zoë", charmap.CodePage850}, {"Mac-Roman", "O’Zoë", charmap.Macintosh}, {"windows-1250", "Łucja", charmap.Windows1250}, {"1254", "Şeyma", charmap.Windows1254},
		{"latin2", "Łucja", charmap.ISO8859_2}, {"cp437", "Zoë", charmap.CodePage437}} {
		text, err := c.page.NewEncoder().String(deathsHeader + "Marlow," + c.forename + ",2015-01-31,\n")
		must(t, err)
		x := inFile(t, Deaths, "d.csv", text)
		x.Encoding = c.name
		got, _ := readAll(t, x)
		if len(got.records) != 1 || got.records[0].Who.Forename != c.forename {
			t.Errorf("%s: %d records, or another name", c.name, len(got.records))
		}
	}
}

// TestBytesAreReadAsWhatTheyAre reads files with a byte of another encoding, of two encodings, and with zeros behind.
func TestBytesAreReadAsWhatTheyAre(t *testing.T) {
	long := strings.Repeat("Łaska,Şan,2014-12-01,\n", 3000)
	for name, c := range map[string]struct{ text, note string }{
		"one byte":               {deathsHeader + long + "M\xfcnch,Zoë,2015-01-31,\n", "1 bytes are no UTF-8 and are read as windows-1252; all else is read as UTF-8"},
		"one byte behind a mark": {"\ufeff" + deathsHeader + "Łaska,Şan,2014-12-01,\nM\xfcnch,Zoë,2015-01-31,\n", "1 bytes are no UTF-8 and are read as windows-1252; all else is read as UTF-8"},
		"two files":              {deathsHeader + "Łaska,Şan,2014-12-01,\nM\xfcnch,Zo\xeb,2015-01-31,\n", "2 bytes are no UTF-8 and are read as windows-1252; all else is read as UTF-8"},
		"windows-1252":           {deathsHeader + "Adler,Anna,2014-12-01,\nM\xfcnch,Zo\xeb,2015-01-31,\n", "read as windows-1252"},
		"zeros behind":           {deathsHeader + "Łaska,Şan,2014-12-01,\nMünch,Zoë,2015-01-31,\n" + strings.Repeat("\x00", 4000), "the file has bytes of zero, which are left out"},
		"zeros, no last line":    {deathsHeader + "Łaska,Şan,2014-12-01,\nMünch,Zoë,2015-01-31," + strings.Repeat("\x00", 333), "the file has bytes of zero, which are left out"},
		"zeros behind UTF-16":    {utf16Bytes(deathsHeader+"Łaska,Şan,2014-12-01,\nMünch,Zoë,2015-01-31,\n", false)[2:] + strings.Repeat("\x00", 500), "read as utf-16le"},
		"an open quotation":      {deathsHeader + "\"Łaska,Şan,2014-12-01,\nM\xfcnch,Zo\xeb,2015-01-31,\n", "2 bytes are no UTF-8 and are read as windows-1252; all else is read as UTF-8"},
	} {
		got, reports := readAll(t, inFile(t, Deaths, "d.csv", c.text))
		if len(got.records) == 0 || got.records[len(got.records)-1].Who.Surname != "Münch" || got.records[len(got.records)-1].Who.Forename != "Zoë" {
			t.Errorf("%s: %d records, or another name; %v", name, len(got.records), reasons(got))
		}
		if !slices.Contains(reports[0].Notes, c.note) {
			t.Errorf("%s: notes %q", name, reports[0].Notes)
		}
	}
}

// TestAGuessThatGivesSignsIsTold wants the code pages named in which names would be names, and nothing said of names that are.
func TestAGuessThatGivesSignsIsTold(t *testing.T) {
	for _, c := range []struct {
		name, surname, forename, want string
		page                          *charmap.Charmap
	}{
		{"DOS", "Marlow", "Zoë", "cp850", charmap.CodePage850},
		{"Mac", "O’Neil", "Zoë", "macintosh", charmap.Macintosh},
		{"Central Europe", "Wójcik", "Łucja", "windows-1250", charmap.Windows1250},
		{"Turkey", "Yıldız", "Şeyma", "windows-1254", charmap.Windows1254},
		{"the West", "O’Neil", "Zoë-Noël", "", charmap.Windows1252},
		{"Spain", "MUÑOZ IBÁÑEZ", "ÍÑIGO", "", charmap.Windows1252},
		{"Bohemia", "Novotný", "Béla", "", charmap.Windows1252},
	} {
		text, err := c.page.NewEncoder().String(deathsHeader + c.surname + "," + c.forename + ",2015-01-31,\n")
		must(t, err)
		x := inFile(t, Deaths, "d.csv", text)
		_, reports := readAll(t, x)
		said := strings.Join(reports[0].Notes, "; ")
		if told := strings.Contains(said, "signs that no name has"); told != (c.want != "") || !strings.Contains(said, c.want) || strings.Contains(said, c.forename) {
			t.Errorf("%s: %s (want %q)", c.name, said, c.want)
		}
		x.Encoding = "windows-1252"
		if _, reports = readAll(t, x); strings.Contains(strings.Join(reports[0].Notes, "; "), "signs") {
			t.Errorf("%s: told where the settings say it", c.name)
		}
	}
}

// TestLettersOfTheWebAreRead wants names as they were meant, and the cells counted.
func TestLettersOfTheWebAreRead(t *testing.T) {
	got, reports := readAll(t, inFile(t, Deaths, "d.csv", deathsHeader+"O&#39;Brien,Zo&euml;,2015-01-31,\nO&amp;apos;Brien,JosÃ©,2015-01-31,\nZoë,Ann & Co,2015-01-31,\n"))
	for i, want := range []string{"O'Brien Zoë", "O'Brien José", "Zoë Ann & Co"} {
		if w := got.records[i].Who; w.Surname+" "+w.Forename != want {
			t.Errorf("row %d has another name (want %s)", i+1, want)
		}
	}
	if said := strings.Join(reports[0].Notes, "; "); !strings.Contains(said, "surname: 2 cells have letters") || !strings.Contains(said, "forename: 2 cells have letters") {
		t.Errorf("notes %s", said)
	}
}

package sources

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// TestLinesAreSetRight reads the same rows however a program ended its lines and set its quotation marks.
func TestLinesAreSetRight(t *testing.T) {
	const plain = "surname,forename,dob,date_of_death\nAlder,Bryony,2015-01-31,\n\"Beck\",Bram,2015-02-01,2026-02-05\nCoe,\"Cy \"\"C\"\"\",2015-03-01,\n"
	quoted := `"surname","forename","dob","date_of_death"` + "\n" + `"Alder","Bryony","2015-01-31",""` + "\n" + `"Beck","Bram","2015-02-01","2026-02-05"` + "\n" +
		`"Coe","Cy ""C""","2015-03-01",""` + "\n"
	lines := strings.SplitAfter(plain, "\n")
	crs := strings.ReplaceAll(plain, "\n", "\r")
	many := strings.Repeat("Dale,Di,2015-04-01,\n", 3000)
	for name, text := range map[string]string{
		"CR":                               crs,
		"CR, the last LF":                  strings.TrimSuffix(crs, "\r") + "\n",
		"CR, no last":                      strings.TrimSuffix(crs, "\r"),
		"CR and one LF more":               strings.TrimSuffix(crs, "\r") + "\n\n\n\n\n",
		"the header LF, the rest CR":       lines[0] + strings.ReplaceAll(strings.Join(lines[1:], ""), "\n", "\r"),
		"the header CR, the rest LF":       strings.Replace(plain, "\n", "\r", 1),
		"the header CR, the rest CRLF":     strings.ReplaceAll(strings.Replace(plain, "\n", "\r", 1), "\n", "\r\n"),
		"half and half":                    lines[0] + strings.TrimSuffix(lines[1], "\n") + "\r" + lines[2] + lines[3],
		"CR CR LF":                         strings.ReplaceAll(plain, "\n", "\r\r\n"),
		"CR CR LF, all quoted":             strings.ReplaceAll(quoted, "\n", "\r\r\n"),
		"CR, all quoted":                   strings.ReplaceAll(quoted, "\n", "\r"),
		"CR CR CR LF, all quoted":          strings.ReplaceAll(quoted, "\n", "\r\r\r\n"),
		"spaces behind marks":              strings.ReplaceAll(strings.ReplaceAll(quoted, "\",", "\"  ,"), "\"\n", "\" \n"),
		"spaces before marks":              strings.ReplaceAll(strings.ReplaceAll(quoted, ",\"", ", \""), "\n\"", "\n  \""),
		"spaces and tabs on both sides":    strings.ReplaceAll(quoted, "\",\"", "\" \t,\t \""),
		"a mark that is quoted at the end": strings.ReplaceAll(quoted, "\n", " \r\n"),
		"sep and CR":                       "sep=,\r" + crs,
		"bars, spaces beside marks":        strings.ReplaceAll(strings.ReplaceAll(quoted, ",", "|"), "\"|\"", "\" | \""),
	} {
		got, _ := readAll(t, inFile(t, Deaths, "d.csv", text))
		if len(got.records) != 3 || len(got.rejections) > 0 || got.records[1].Who.Surname != "Beck" || got.records[2].Who.PreferredForename != "C" || len(got.records[1].Claims) != 1 {
			t.Errorf("%s: %d records, %v", name, len(got.records), reasons(got))
		}
	}
	for name, late := range map[string]string{"CR": strings.Join(lines[1:], "\r"), "quoted, CR CR LF": strings.SplitN(strings.ReplaceAll(quoted, "\n", "\r\r\n"), "\n", 2)[1]} {
		late = strings.ReplaceAll(late, "\n\r", "\r")
		got, _ := readAll(t, inFile(t, Deaths, "d.csv", lines[0]+many+late))
		if len(got.records) != 3003 || len(got.rejections) > 0 || got.records[3001].Who.Surname != "Beck" {
			t.Errorf("behind others, %s: %d records, %v", name, len(got.records), reasons(got))
		}
	}
}

// TestLineEndsWithinCellsStay keeps a CR that ends no line, also beside CR LF, and rejects what is marred beyond telling.
func TestLineEndsWithinCellsStay(t *testing.T) {
	check := func(text string, records int, want ...string) {
		t.Helper()
		got, _ := readAll(t, inFile(t, Deaths, "d.csv", text))
		if d := cmp.Diff(want, reasons(got)); d != "" || len(got.records) != records {
			t.Errorf("%q: %d records, %s", text, len(got.records), d)
		}
	}
	const header = "surname,forename,address1,postcode,dob\r\n"
	check(header+"Alder,Bryony,1 High St\rFenwick,FW1 1AE,2015-01-31\r\nBeck,Bram,2 High St,FW1 1AE,2015-01-31\r\n", 2)
	check(header+"Alder,Bryony,\"1 High St\rFenwick\",FW1 1AE,2015-01-31\r\nBeck,Bram,2 High St,FW1 1AE,2015-01-31\r\n", 2)
	check(header+"Alder,Bryony,\"1 High St\nFenwick\" ,FW1 1AE,2015-01-31\r\n", 1)
	check(header+"Alder,Bryony,1 \"High\" St,FW1 1AE,2015-01-31\r\nBeck,Bram,2 High St,FW1 1AE,2015-01-31\r\n", 1,
		"row 1 : a quotation mark inside a cell (want the cell in quotation marks and the mark doubled)")
	check(header+"Alder,Bryony,\"1 High\" St,FW1 1AE,2015-01-31\r\nBeck,Bram, \"2 High St\" ,FW1 1AE,2015-01-31\r\n", 1,
		"row 1 : a quotation mark inside a cell (want the cell in quotation marks and the mark doubled)")
}

// TestTidyLinesKeepEachByteInItsPlace reads text in one piece and byte by byte, and wants the same, of the same length.
func TestTidyLinesKeepEachByteInItsPlace(t *testing.T) {
	text := "a,b\r" + strings.Repeat("\"x\" , \"y\"\"\"\r\r\nq\rq,r\n1,2\r3,4\n\"un\"even,1\n", 9000)
	whole, err := io.ReadAll(newTidyLines(strings.NewReader(text), []byte(text[:1000]), ','))
	must(t, err)
	bytewise, err := io.ReadAll(newTidyLines(iotest.OneByteReader(strings.NewReader(text)), []byte(text[:1000]), ','))
	must(t, err)
	if len(whole) != len(text) || string(whole) != string(bytewise) {
		t.Errorf("%d bytes of %d, the same byte by byte: %v", len(whole), len(text), string(whole) == string(bytewise))
	}
	want := "a,b\n" + "\"x \",\" y\"\"\"\n\r\nq\rq,r\n1,2\n3,4\n\"un\"even,1\n"
	if !strings.HasPrefix(string(whole), want) {
		t.Errorf("%q", fmt.Sprint(string(whole[:60])))
	}
}

// FuzzTidyLines sets any text right, in one piece and byte by byte, and wants the same, of the same length.
func FuzzTidyLines(f *testing.F) {
	f.Add([]byte("a,b\r\"x\" , \"y\"\r\r\nq\rq,r\n"), byte(','))
	f.Add([]byte("\"\r\",\" \"\"\r\n \t\"a\"\t\r"), byte('\t'))
	f.Fuzz(func(t *testing.T, text []byte, comma byte) {
		if comma == '"' || comma == '\r' || comma == '\n' || comma >= 0x80 || comma == 0 {
			return
		}
		head := text[:min(len(text), 64)]
		whole, err := io.ReadAll(newTidyLines(bytes.NewReader(text), head, rune(comma)))
		must(t, err)
		bytewise, err := io.ReadAll(newTidyLines(iotest.OneByteReader(bytes.NewReader(text)), head, rune(comma)))
		must(t, err)
		if len(whole) != len(text) || !bytes.Equal(whole, bytewise) {
			t.Fatalf("%q becomes %q and %q", text, whole, bytewise)
		}
	})
}

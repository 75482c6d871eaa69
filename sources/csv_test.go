package sources

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"rollcall/pipeline/calendar"
)

// inFile writes text to a file of a folder of its own and returns an extract of it.
func inFile(t testing.TB, kind Kind, name, text string) Extract {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Extract{Kind: kind, Files: []string{path}, Root: dir, AsOf: sampleDay}
}

// reasons returns the rejections of an extract, whole rows with their fate, as "row field: reason".
func reasons(c *collector) []string {
	var out []string
	for _, r := range c.rejections {
		fate := "value "
		if r.Whole {
			fate = "row "
		}
		out = append(out, fate+itoa(r.Row)+" "+r.Field+": "+r.Reason)
	}
	return out
}

const deathsHeader = "surname,forename,dob,date_of_death\n"

func utf16Bytes(s string, big bool) string {
	var b []byte
	for _, u := range append([]uint16{0xfeff}, utf16.Encode([]rune(s))...) {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return string(b)
}

// TestEncodings reads the same two rows, whose names have letters beyond ASCII, from every encoding and layout in which
// systems write, and wants the same records.
func TestEncodings(t *testing.T) {
	plain := deathsHeader + "O’Dröne,Zoë,2015-01-31,2026-02-05\nŁaska,Şan,2014-12-01,\n"
	western := deathsHeader + "O’Dröne,Zoë,2015-01-31,2026-02-05\nMünch,Séan,2014-12-01,\n"
	cp1252, err := charmap.Windows1252.NewEncoder().String(western)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"utf-8": plain, "utf-8 with mark": "\ufeff" + plain, "utf-16le": utf16Bytes(plain, false), "utf-16be": utf16Bytes(plain, true),
		"windows-1252": cp1252, "utf-16 without mark": utf16Bytes(plain, false)[2:],
		"crlf": strings.ReplaceAll(plain, "\n", "\r\n"), "old mac": strings.ReplaceAll(plain, "\n", "\r"),
		"semicolons": strings.ReplaceAll(plain, ",", ";"), "tabs": strings.ReplaceAll(plain, ",", "\t"),
		"bars": strings.ReplaceAll(plain, ",", "|"), "named separator": "sep=;\r\n" + strings.ReplaceAll(plain, ",", ";"),
		"no last line end": strings.TrimSuffix(plain, "\n"), "blank lines": strings.ReplaceAll(plain, "\n", "\n\n"),
		"quoted": strings.ReplaceAll(plain, "Zoë", `"Zoë"`), "empty columns behind": strings.ReplaceAll(plain, "\n", ",,\n"),
		"header in capitals": strings.ToUpper(deathsHeader) + plain[len(deathsHeader):],
		"header in words":    "Surname,Forename,DOB,Date of Death\n" + plain[len(deathsHeader):],
	} {
		t.Run(name, func(t *testing.T) {
			got, reports := readAll(t, inFile(t, Deaths, "deaths.csv", text))
			if len(got.records) != 2 || len(got.rejections) != 0 {
				t.Fatalf("%d records, %v", len(got.records), reasons(got))
			}
			w := got.records[0].Who
			if w.Surname != "O’Dröne" || w.Forename != "Zoë" || w.DOB != calendar.On(2015, 1, 31) {
				t.Errorf("got another name or date")
			}
			want := []Claim{{Kind: Death, From: calendar.On(2026, 2, 5)}}
			if d := cmp.Diff(want, got.records[0].Claims); d != "" {
				t.Error(d)
			}
			if second := got.records[1].Who.Surname; second != "Łaska" && second != "Münch" {
				t.Errorf("the second surname is another")
			}
			if got.records[1].Row != 2 || reports[0].Rows != 2 {
				t.Errorf("row %d of %d (want 2 of 2)", got.records[1].Row, reports[0].Rows)
			}
		})
	}
}

// TestRejections reads rows that break a rule each and wants place and reason, and the rows around them read.
func TestRejections(t *testing.T) {
	check := func(name, text string, records int, want ...string) {
		t.Helper()
		got, reports := readAll(t, inFile(t, Deaths, "deaths.csv", text))
		if d := cmp.Diff(want, reasons(got)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		r := reports[0]
		if len(got.records) != records || r.Records != records || r.Rows != r.Records+r.Rejects {
			t.Errorf("%s: %d records (want %d); %d rows, %d rejects", name, r.Records, records, r.Rows, r.Rejects)
		}
	}
	ok := "Alderwick,Bryony,2015-01-31,2026-02-05\n"
	check("too few columns", deathsHeader+ok+"Only,Two\n"+ok, 2, "row 2 : the row has 2 columns (want 4 as in the header)")
	check("too many columns", deathsHeader+"a,b,2015-01-31,2026-02-05,more\n"+ok, 1, "row 1 : the row has 5 columns (want 4 as in the header)")
	check("empty", deathsHeader+",,,\n"+ok, 1, "row 1 : the row is empty")
	check("nobody", deathsHeader+"Unknown,Baby,2015-01-31,2026-02-05\n", 0,
		"value 1 forename: a placeholder, not a name",
		"row 1 : neither a name nor an identifier of a child (want at least one that is valid)")
	check("adult", deathsHeader+"Alderwick,Bryony,2006-10-15,\nAlderwick,Bryony,2006-10-16,\n", 1, "row 1 dob: older than 19: not a child")
	check("placeholder birth", deathsHeader+"Alderwick,Bryony,01/01/1900,\n", 1,
		"value 1 dob: before 1990: a placeholder or a slip, not a child's date of birth")
	check("future birth", deathsHeader+"Alderwick,Bryony,16/10/2026,\n", 1, "value 1 dob: a date of birth after the date of the extract")
	check("two figures", deathsHeader+"Alderwick,Bryony,31/01/15,\n", 1)
	check("two figures, either way round", deathsHeader+"Alderwick,Bryony,31-01-15,\n", 1,
		"value 1 dob: a date whose year has two figures and may stand first or last (say which with dates: 02-01-06 or 06-01-02 in the settings)")
	check("month first", deathsHeader+"Alderwick,Bryony,01/31/2015,\n", 1, "value 1 dob: not a date (want YYYY-MM-DD or DD/MM/YYYY)")
	check("far future", deathsHeader+"Alderwick,Bryony,,2062-02-05\n", 1,
		"value 1 date_of_death: a date that cannot be (want one from 1900 to three years after the extract)")
	check("mark inside", deathsHeader+"Al\"derwick,Bryony,2015-01-31,\n"+ok, 1,
		"row 1 : a quotation mark inside a cell (want the cell in quotation marks and the mark doubled)")
	check("unclosed", deathsHeader+"\"Alderwick,Bryony,2015-01-31,\n"+ok+ok, 2, "row 1 : a quotation mark that is not closed on its row")
	check("unclosed, then closed", deathsHeader+"\"Alderwick,Bryony,2015-01-31,\n\"Alderwick\",Bryony,2015-01-31,\n"+ok, 2,
		"row 1 : a quotation mark that is not closed on its row")
	check("lines in a cell", deathsHeader+"\"Alder\nwick\",Bryony,2015-01-31,\n"+ok, 2)
	check("a cell without end", deathsHeader+"\"x"+strings.Repeat("Alderwick,Bryony,2015-01-31,\n", 12000), 11999,
		"row 1 : a line or a quoted cell longer than 256 KiB (is a quotation mark never closed?)")
}

// TestWholeFileRejections reads files of which nothing can be used.
func TestWholeFileRejections(t *testing.T) {
	check := func(name, text, want string, change ...func(*Extract)) {
		t.Helper()
		x := inFile(t, Deaths, "deaths.csv", text)
		for _, c := range change {
			c(&x)
		}
		got, reports := readAll(t, x)
		if d := cmp.Diff([]string{want}, reasons(got)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if reports[0].Rows != 0 || len(got.records) != 0 {
			t.Errorf("%s: %d rows (want 0)", name, reports[0].Rows)
		}
	}
	check("empty", "", "row 0 : the file is empty")
	check("nothing but an empty line", "\n", "row 0 : the file has no header row")
	check("no header", "Alderwick,Bryony,2015-01-31\nAlderwick,Bram,2015-01-31\n",
		"row 0 : no header of the layout is in the first row (is the header row missing?)")
	check("a page", "<html><body>Sign in</body></html>", "row 0 : the file is a page of the web, whatever it is called, which is not read (open it in a spreadsheet program and save it as .xlsx, or as CSV in UTF-8)")
	check("a zip that is no workbook", "PK\x03\x04nonsense", "row 0 : the file is a zip archive and is damaged or cut off; nothing of it is read")
	check("mapped header missing", "Family,forename,dob\nA,B,2015-01-31\n",
		`row 0 surname: the settings map it to the header "FamilyName", which the file does not have; did you mean "Family"? The headers are Family, forename, dob`,
		func(x *Extract) { x.Columns = map[string]string{"surname": "FamilyName"} })
	check("mapped field unknown", deathsHeader, "row 0 nickname: the settings map a column to a field that this kind does not have",
		func(x *Extract) { x.Columns = map[string]string{"nickname": "surname"} })
	check("encoding unknown", deathsHeader, "row 0 : the settings give an encoding that is not known (want one of "+strings.Join(Encodings(), ", ")+")",
		func(x *Extract) { x.Encoding = "ebcdic" })
	check("delimiter unknown", deathsHeader, "row 0 : the settings give a delimiter that cannot be (want "+DelimiterWanted+")",
		func(x *Extract) { x.Delimiter = "ab" })
	check("file gone", deathsHeader, "row 0 : the file is not there", func(x *Extract) { x.Files[0] += ".gone" })
	check("folder", deathsHeader, "row 0 : not a regular file but a folder", func(x *Extract) { x.Files[0] = x.Root })
}

// TestNeededColumns wants a file without a needed column to be refused with what it has, and one whose first row is data
// to be refused without showing it.
func TestNeededColumns(t *testing.T) {
	got, _ := readAll(t, inFile(t, CaseList, "cases.csv", "surname,forename,status\nAlderwick,Bryony,confirmed\n"))
	want := []string{"row 0 case_ref: no column for case_ref; the headers are surname, forename, status"}
	if d := cmp.Diff(want, reasons(got)); d != "" {
		t.Error(d)
	}
	got, _ = readAll(t, inFile(t, CaseList, "cases.csv", "Alderwick,Bryony,confirmed\nAlderwick,Bram,confirmed\n"))
	want = []string{"row 0 case_ref: no column for case_ref; the first row does not look like a header"}
	if d := cmp.Diff(want, reasons(got)); d != "" {
		t.Error(d)
	}
}

// TestMapping reads a file in a supplier's own words.
func TestMapping(t *testing.T) {
	x := inFile(t, HomeEducation, "ehe.csv", "Child Surname;Child Name;Born;Gender;Suitability;Start;Religion;Adviser;Shoe size\n"+
		"Alderwick;Bryony;01-31-2015;Girl;OK;09-02-2025;x;y;3\nAlderwick;Bram;01-31-2015;Q;Awaiting visit;09-02-2025;x;y;3\n"+
		"Alderwick;Beck;01-31-2015;B;Lapsed;09-02-2025;x;y;3\n")
	x.Columns = map[string]string{"surname": "child_surname", "forename": "CHILD NAME", "dob": "Born", "sex": "Gender",
		"status": "Suitability", "start_date": "Start"}
	x.Values = map[string]map[string]string{"status": {"ok": "suitable", "Awaiting  Visit": "not_assessed"}, "sex": {"B": "M"}}
	x.Dates = []string{"01-02-2006"}
	got, reports := readAll(t, x)
	if d := cmp.Diff([]string{"Shoe size"}, reports[0].Unknown); d != "" {
		t.Error(d)
	}
	want := []string{"value 2 sex: not a sex (want M or F)", "value 3 status: a word that is not known (map it with values in the settings)"}
	if d := cmp.Diff(want, reasons(got)); d != "" {
		t.Error(d)
	}
	if len(got.records) != 3 || got.records[0].Who.DOB != calendar.On(2015, 1, 31) || got.records[2].Who.Sex != "M" {
		t.Fatalf("%d records, or another date or sex", len(got.records))
	}
	from := calendar.On(2025, 9, 2)
	for i, status := range []string{"suitable", "not_assessed"} {
		if d := cmp.Diff([]Claim{{Kind: HomeEducated, From: from, Status: status}}, got.records[i].Claims); d != "" {
			t.Error(d)
		}
	}
	if len(got.records[2].Claims) != 0 {
		t.Errorf("an unknown status made a claim")
	}
	x.Values = map[string]map[string]string{"status": {"OK": "splendid"}}
	got, _ = readAll(t, x)
	if len(got.rejections) != 1 || !strings.HasPrefix(got.rejections[0].Reason, `the settings map a word to "splendid" (want one of`) {
		t.Errorf("got %v", reasons(got))
	}
}

// TestDuplicateHeaders wants the first of two columns and a note.
func TestDuplicateHeaders(t *testing.T) {
	got, reports := readAll(t, inFile(t, Deaths, "d.csv", "surname,forename,Surname\nAlderwick,Bryony,Other\n"))
	if got.records[0].Who.Surname != "Alderwick" {
		t.Error("the second column was read")
	}
	if d := cmp.Diff([]string{"columns 1 and 3 have the same header; column 1 is read"}, reports[0].Notes); d != "" {
		t.Error(d)
	}
}

// TestSinkErrorsStop wants an error of the Sink, and a cancelled context, to end the reading.
func TestSinkErrorsStop(t *testing.T) {
	x := inFile(t, Deaths, "d.csv", deathsHeader+strings.Repeat("Alderwick,Bryony,2015-01-31,\n", 20000))
	full := errors.New("disk full")
	if _, err := Read(context.Background(), x, &brokenSink{err: full}); !errors.Is(err, full) {
		t.Errorf("got %v (want %v)", err, full)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if _, err := Read(ctx, x, &brokenSink{cancel: cancel}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v (want context canceled)", err)
	}
	if _, err := Read(context.Background(), Extract{Kind: "tea"}, &collector{}); err == nil {
		t.Error("a kind that nobody knows was read")
	}
}

// brokenSink fails, or cancels, at the hundredth record.
type brokenSink struct {
	collector
	err    error
	cancel func()
	n      int
}

func (f *brokenSink) Record(*Record) error {
	if f.n++; f.n < 100 {
		return nil
	}
	if f.cancel != nil {
		f.cancel()
	}
	return f.err
}

// TestZeroBytes reads a file with bytes of zero in it, and one with an open quotation mark as well, so that it is opened anew.
func TestZeroBytes(t *testing.T) {
	x := inFile(t, Deaths, "d.csv", deathsHeader+"Alder\x00wick,Bryony\x00\x00,2015-01-31,\n\"Alderwick,Bram,2015-01-31,\nAlderwick,Beck,2015-01-31,\n")
	got, reports := readAll(t, x)
	if d := cmp.Diff([]string{"row 2 : a quotation mark that is not closed on its row"}, reasons(got)); d != "" {
		t.Error(d)
	}
	if len(got.records) != 2 || got.records[0].Who.Surname != "Alderwick" || got.records[0].Who.Forename != "Bryony" || got.records[1].Who.Forename != "Beck" {
		t.Errorf("%d records, or other names", len(got.records))
	}
	if d := cmp.Diff([]string{"the file has bytes of zero, which are left out"}, reports[0].Notes); d != "" {
		t.Error(d)
	}
}

package sources

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

const oddHeader = "nhs_number,surname,forename,dob,sex,postcode,registered_date\n"

// TestRowsThatAreNoneOfTheExtract wants what programs write between the rows left out as that, and the rows around it read.
func TestRowsThatAreNoneOfTheExtract(t *testing.T) {
	const one, two = "9434765919,Alder,Bryony,2015-01-31,F,FW1 1AE,2026-09-01\n", ",Beck,Bram,2015-02-01,M,FW1 1AE,\n"
	for name, c := range map[string]struct{ text, want string }{
		"the header again":            {oddHeader + one + oddHeader + two, "row 2 : " + headerRow},
		"behind a mark":               {"\ufeff" + oddHeader + one + "\ufeff" + oddHeader + two, "row 2 : " + headerRow},
		"in capitals, quoted":         {oddHeader + one + strings.ToUpper(`"`+strings.ReplaceAll(strings.TrimSpace(oddHeader), ",", `","`)+`"`) + "\n" + two, "row 2 : " + headerRow},
		"of another width":            {strings.TrimSpace(oddHeader) + ",\n" + one + oddHeader + two, "row 2 : " + headerRow},
		"dashes":                      {oddHeader + "----------,-------,-----,---,--,--------,-----\n" + one + two, "row 1 : " + marksRow},
		"a drawn line":                {oddHeader + "===+===+===\n" + one + two, "row 1 : " + marksRow},
		"types of a database":         {oddHeader + "bigint,varchar(50),nvarchar(50),date,char(1),varchar(8),datetime2\n" + one + two, "row 1 : " + typesRow},
		"formats":                     {oddHeader + "n10,max an35,max an35,CCYY-MM-DD,n1,an8,CCYY-MM-DD\n" + one + two, "row 1 : " + typesRow},
		"a count of rows":             {oddHeader + one + two + "\n(2 rows affected)\n", "row 3 : " + totalRow},
		"another count":               {oddHeader + one + two + "2 rows selected.\n", "row 3 : " + totalRow},
		"a child whose name is Text":  {oddHeader + one + strings.Replace(two, "Beck", "Text", 1), ""},
		"an empty end of the header":  {strings.TrimSpace(oddHeader) + ",,\n" + one + two, ""},
		"and delimiters in the rows":  {strings.TrimSpace(oddHeader) + ",\n" + strings.ReplaceAll(one+two, "\n", ",\n"), ""},
		"more delimiters in the rows": {oddHeader + strings.ReplaceAll(one+two, "\n", ",,,\n"), ""},
		"something without a header":  {strings.TrimSpace(oddHeader) + ",\n" + strings.ReplaceAll(one+two, "\n", ",x\n"), ""},
		"ends left out":               {oddHeader + strings.TrimSuffix(one, ",2026-09-01\n") + "\n" + strings.TrimSuffix(two, ",\n") + "\n", ""},
		"more ends left out":          {oddHeader + strings.TrimSuffix(one, ",2026-09-01\n") + "\n" + strings.TrimSuffix(two, ",FW1 1AE,\n") + "\n", ""},
	} {
		got, reports := readAll(t, inFile(t, "health", "h.csv", c.text))
		if len(got.records) != 2 || strings.Join(reasons(got), "; ") != c.want || got.records[1].Who.Surname == "" {
			t.Errorf("%s: %d records, %q (want %q), %v", name, len(got.records), reasons(got), c.want, reports[0].Notes)
		}
		if r := reports[0]; r.Rows != r.Records+r.Rejects {
			t.Errorf("%s: %d rows, %d records, %d rejects", name, r.Rows, r.Records, r.Rejects)
		}
	}
}

// TestRowsInPiecesAreNoShortRows rejects the halves of a row that a line end without quotation marks broke, however the others end.
func TestRowsInPiecesAreNoShortRows(t *testing.T) {
	full := "9434765919,Alder,Bryony,2015-01-31,F,FW1 1AE,2026-09-01\n"
	for name, text := range map[string]string{
		"beside full rows":  oddHeader + full + "9434765870,Beck,Bram,2015-02-01,M,FW1\n1AE,2026-09-01\n" + full,
		"at the first cell": oddHeader + full + "9434765870\n,Beck,Bram,2015-02-01,M,FW1 1AE,2026-09-01\n",
		"in a ragged file":  oddHeader + strings.Repeat(full+",Coe,Cy,2015-03-01,F,FW1 1AE\n", 150) + "9434765870,Be\nck,Bram,2015-02-01,M,FW1 1AE,2026-09-01\n",
	} {
		got, _ := readAll(t, inFile(t, "health", "h.csv", text))
		for _, r := range got.records {
			if s := r.Who.Surname; s != "Alder" && s != "Coe" && s != "Beck" && s != "Be" || r.Who.Forename == "" && s != "Be" {
				t.Errorf("%s: row %d has another name", name, r.Row)
			}
		}
		wide := 0
		for _, x := range got.rejections {
			if strings.HasPrefix(x.Reason, "the row has") {
				wide++
			}
		}
		if wide == 0 {
			t.Errorf("%s: %d records, %v", name, len(got.records), reasons(got))
		}
	}
}

// TestOddRowsOfAWorkbook are left out as those of text are.
func TestOddRowsOfAWorkbook(t *testing.T) {
	x := workbook(t, Deaths, [][]any{{"surname", "forename", "dob"}, {"text", "text", "date"}, {"Alder", "Bryony", "2015-01-31"}, {"surname", "forename", "dob"}, {"Beck", "Bram", "2015-02-01"}},
		func(*excelize.File, string) {})
	got, _ := readAll(t, x)
	if d := cmp.Diff([]string{"row 1 : " + typesRow, "row 3 : " + headerRow}, reasons(got)); d != "" || len(got.records) != 2 {
		t.Errorf("%d records: %s", len(got.records), d)
	}
}

// TestLinesAreThoseOfAnEditor wants each row, read or not, with the line on which it begins, whatever stands above it and however lines end.
func TestLinesAreThoseOfAnEditor(t *testing.T) {
	const text = "Deaths of children\n\n" + deathsHeader + "Alder,Bryony,2015-01-31,\n\n\"Beck\nHill\",Bram,2015-02-01,\n,,,\nCoe,\"Cy\",x,\n\"Dale,Di,2015-03-01,\nEve,\"E\"v,2015-04-01,\n" +
		"Fay,\"F\" ,2015-05-01,\nGale,Gus,2015-06-01,\n"
	want := map[int]int{1: 4, 2: 6, 3: 8, 4: 9, 5: 10, 6: 11, 7: 12, 8: 13}
	for name, c := range map[string]struct {
		text  string
		below int
	}{
		"LF": {text, 0}, "CRLF": {strings.ReplaceAll(text, "\n", "\r\n"), 0}, "windows-1252": {strings.ReplaceAll(text, "Gus", "G\xfcs"), 0}, "CR": {strings.ReplaceAll(text, "\n", "\r"), 0},
		"sep": {"sep=,\n" + text, 1}, "zeros": {strings.ReplaceAll(text, "Alder", "Al\x00der"), 0}, "a mark": {"\ufeff" + text, 0}, "sep and CR": {strings.ReplaceAll("sep=,\n"+text, "\n", "\r"), 1},
	} {
		got, reports := readAll(t, inFile(t, Deaths, "d.csv", c.text))
		if reports[0].Rows != 8 {
			t.Fatalf("%s: %d rows: %v", name, reports[0].Rows, reasons(got))
		}
		seen := 0
		for _, r := range got.records {
			if seen++; r.Line != want[r.Row]+c.below {
				t.Errorf("%s: row %d on line %d (want %d)", name, r.Row, r.Line, want[r.Row]+c.below)
			}
		}
		for _, x := range got.rejections {
			if seen++; x.Line != want[x.Row]+c.below {
				t.Errorf("%s: row %d, which is rejected, on line %d (want %d)", name, x.Row, x.Line, want[x.Row]+c.below)
			}
		}
		if seen < 8 {
			t.Errorf("%s: %d rows have a place", name, seen)
		}
	}
	long, _ := readAll(t, inFile(t, Deaths, "d.csv", deathsHeader+strings.Repeat("Alder,Bryony,2015-01-31,\n", 3000)+"\"Beck\n"+strings.Repeat("Alder,Bryony,2015-01-31,\n", 3000)))
	if n := len(long.records); n != 6000 || long.records[n-1].Line != 6002 || long.records[4000].Row != 4002 || long.records[4000].Line != 4003 {
		t.Errorf("%d records, the last on line %d", n, long.records[n-1].Line)
	}
}

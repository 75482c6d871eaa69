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

package sources

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWordsOfProgramsAreEmptyCells wants nothing said where a program wrote its word for nothing, whatever the field, and a real
// Null kept.
func TestWordsOfProgramsAreEmptyCells(t *testing.T) {
	const header = "nhs_number,surname,forename,middle_names,former_surname,dob,sex,address1,postcode,registered_date\n"
	for _, word := range []string{"NULL", "null", "nan", "NaN", "None", "<NA>", "NaT", "(null)", "[NULL]", `\N`, "nil", "#N/A", "#REF!", "-", "--", ".", "?", "not recorded", "Not Known"} {
		row := func(forename string) string {
			return strings.ReplaceAll("W,Marlow,"+forename+",W,W,2015-06-14,F,W,W,W\n", "W", word)
		}
		got, files := readAll(t, inFile(t, "health", "health.csv", header+row("Ines")+row("Abe")))
		if len(got.records) != 2 || len(got.rejections) > 0 {
			t.Errorf("%s: %d records, %v", word, len(got.records), reasons(got))
			continue
		}
		if w := got.records[0].Who; w.MiddleNames != "" || w.FormerSurname != "" || w.Address != "" || w.Postcode != "" || w.NHSNumber != "" {
			t.Errorf("%s stands in the record: %+v", word, w)
		}
		noted := false
		for _, n := range files[0].Notes {
			noted = noted || strings.Contains(n, "count as empty: nhs_number 2, middle_names 2, former_surname 2, address1 2, postcode 2, registered_date 2")
		}
		if !noted {
			t.Errorf("%s: not noted: %v", word, files[0].Notes)
		}
	}
	got, files := readAll(t, inFile(t, "health", "health.csv", header+",Null,Ines,Nan,,2015-06-14,F,,,\n,Marlow,Owen,,,2015-06-14,M,,,\n,NULL,Ada,,,2015-06-14,F,,,\n"))
	if w := got.records[0].Who; w.Surname != "Null" || w.MiddleNames != "Nan" || got.records[2].Who.Surname != "NULL" {
		t.Errorf("a name is lost: %+v, %+v", w, got.records[2].Who)
	}
	if d := cmp.Diff([]string{"middle_names: 1 cells say NULL or the like and are kept as names",
		"surname: 2 cells say NULL or the like and are kept as names"}, slices.Sorted(slices.Values(files[0].Notes))); d != "" {
		t.Error(d)
	}
}

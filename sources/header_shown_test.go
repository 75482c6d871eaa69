package sources

import (
	"fmt"
	"strings"
	"testing"
)

// TestNothingOfARowIsShownAsAHeader reads files whose header has swallowed rows, or is one, in every way that is told to people, and wants
// no word of a row.
func TestNothingOfARowIsShownAsAHeader(t *testing.T) {
	const header = "surname,forename,dob,sex,address1,postcode,team"
	const row = "Quarrender,Ysolde,2015-06-14,F,1 Larkspur St,ZZ1 1AE,Wrenlow"
	for name, text := range map[string]string{
		"no line ends":        header + "," + row + "," + row + "\n" + row + "\n",
		"vertical tabs":       strings.Join([]string{header, row, row}, "\v") + "\n" + row + "\n",
		"line separators":     strings.Join([]string{header, row, row}, "\u2028") + "\n" + row + "\n",
		"next lines":          strings.Join([]string{header, row, row}, "\u0085") + "\n" + row + "\n",
		"an open quotation":   strings.Replace(header, "team", `"team`, 1) + "\n" + row + "\n" + strings.Replace(row, "Wrenlow", `Wrenlow"`, 1) + "\n" + row + "\n",
		"names alone":         "surname,forename,\"team\nQuarrender\",\"Ysolde\nWrenlow\"\nQuarrender,Ysolde,Wrenlow,Larkspur\n",
		"a row for a header":  row + "\n" + row + "\n",
		"a row and two words": "surname,forename," + row + "\n",
		"mapped":              strings.ReplaceAll(header, "surname", "Name") + "," + row + "\n" + row + "\n",
	} {
		for _, columns := range []map[string]string{nil, {"surname": "Name"}, {"surname": "FamilyName"}} {
			x := inFile(t, "health", "h.csv", text)
			x.Columns = columns
			got, reports := readAll(t, x)
			_, err := SurveyFile(t.Context(), x.Files[0], x)
			said := fmt.Sprint(reasons(got), reports[0].Notes, reports[0].Unknown, reports[0].Codes, err)
			for _, word := range []string{"Quarrender", "Ysolde", "Wrenlow", "Larkspur", "ZZ1", "2015"} {
				if strings.Contains(said, word) {
					t.Errorf("%s, %v: %s is said: %s", name, columns, word, said)
				}
			}
		}
	}
}

// TestUnknownHeadersAreShown where they are surely headers, also over two lines of a cell.
func TestUnknownHeadersAreShown(t *testing.T) {
	_, reports := readAll(t, inFile(t, "health", "h.csv", "surname,forename,dob,\"Date of\nbirth\",Shoe size\nAlder,Bryony,2015-01-31,x,3\n"))
	if got := fmt.Sprint(reports[0].Unknown); got != "[Date of birth Shoe size]" {
		t.Errorf("unknown %s", got)
	}
}

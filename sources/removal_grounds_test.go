package sources

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/sources/cells"
)

// TestRemovalGrounds wants a letter alone to be one of regulation 9, and one of regulation 8 mapped to what took its place.
func TestRemovalGrounds(t *testing.T) {
	known := removalGroundWords()
	for in, want := range map[string]string{
		"D": "D", "d": "D", "(i)": "I", "9(1)(o)": "O", "Ground F": "F", "reg 9(1)(h)": "H",
		"8(1)(b)": "A", "8(1)(c)": "C", "8(1)(d)": "F", "8(1)(e)": "G", "Reg 8(1)(f)": "H", "8(1)(h)": "I", "8(1)(i)": "J", "8(1)(j)": "K",
		"8(1)(k)": "L", "8(1)(l)": "O", "regulation 8(1)(m)": "N", "8(1)(n)": "B", "8(1)(o)": "M",
		"8(1)(a)": "", "8(1)(g)": "", "P": "", "9(1)(p)": "", "7(1)(d)": "",
	} {
		if got := known[cells.Fold(in)]; got != want {
			t.Errorf("%s is %q (want %q)", in, got, want)
		}
	}
}

// TestOldRemovals wants a removal from before regulation 9 to be noted once, and one after it not.
func TestOldRemovals(t *testing.T) {
	const header = "surname,return_type,event_date,ground\n"
	_, reports := readAll(t, inFile(t, RollChanges, "r.csv", header+strings.Repeat("Alderwick,removed,18/08/2024,d\n", 3)))
	if len(reports[0].Notes) != 1 || !strings.HasPrefix(reports[0].Notes[0], "ground: of removals before 19 August 2024") {
		t.Errorf("notes %v", reports[0].Notes)
	}
	got, reports := readAll(t, inFile(t, RollChanges, "r.csv", header+"Alderwick,removed,19/08/2024,d\nAlderwick,removed,01/07/2020,8(1)(g)\n"))
	if len(reports[0].Notes) != 0 {
		t.Errorf("notes %v", reports[0].Notes)
	}
	if d := cmp.Diff([]string{"value 2 ground: a word that is not known (map it with values in the settings)"}, reasons(got)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]int{"ground=(words not shown)": 1}, reports[0].Codes); d != "" {
		t.Error(d)
	}
}

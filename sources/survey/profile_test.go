package survey

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// TestMaskHoldsNoLetter wants nothing of a value in its shape but its marks.
func TestMaskHoldsNoLetter(t *testing.T) {
	for s, want := range map[string]string{
		"Alderwick": "Aaaaaa…", "O'Neil-Søn": "A'Aaaa-Aaa", "A887299915001": "A999999999999", "ME4 9ZZ": "AA9 9AA", "12/05/2015": "99/99/9999",
	} {
		if got := maskValue(s); got != want {
			t.Errorf("%s has the shape %s (want %s)", s, got, want)
		}
	}
	r, err := os.Open(filepath.Join("..", "testdata", "health", "chis.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	all, err := csv.NewReader(r).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cell := range slices.Concat(all...) {
		if strings.ContainsFunc(maskValue(cell), func(c rune) bool {
			return (unicode.IsLetter(c) || unicode.IsDigit(c)) && !strings.ContainsRune("Aa9", c)
		}) {
			t.Errorf("the shape %q holds something of the value", maskValue(cell))
		}
	}
}

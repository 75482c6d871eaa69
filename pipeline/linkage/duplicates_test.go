package linkage

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
)

// TestNamesakesAreNoDuplicates links two tables in which namesakes of one birthday keep two addresses, and then the same tables
// with one person in thirty written twice: the first hold nobody twice, and of the second one does.
func TestNamesakesAreNoDuplicates(t *testing.T) {
	for _, c := range []struct {
		name  string
		twice int // of so many rows of the first table one is written again
		want  [2]string
	}{{"once", 0, [2]string{duplicatesNo, duplicatesNo}}, {"twice", 30, [2]string{duplicatesYes, duplicatesNo}}} {
		t.Run(c.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(7, 7))
			pick := func(list ...string) string { return list[r.IntN(len(list))] }
			var people [][]string
			for range 500 {
				people = append(people, household(r, pick)...)
			}
			for range 40 {
				one, other := household(r, pick)[0], household(r, pick)[0]
				people = append(people, one, append(append([]string{}, one[:6]...), other[6:]...))
			}
			header := []string{"rec", "forename", "surname", "sex", "birth_day", "birth_month", "birth_year", "address", "postcode"}
			dir := t.TempDir()
			for f := range 2 {
				rows := [][]string{header}
				for k, p := range people {
					for n := range 2 {
						if n == 0 && r.IntN(10) == 0 || n == 1 && (f > 0 || c.twice == 0 || k%max(c.twice, 1) > 0) {
							continue
						}
						row := append([]string{fmt.Sprintf("%c%d-%d", 'a'+f, k, n)}, p...)
						slip(r, row[1:])
						rows = append(rows, row)
					}
				}
				writeCSV(t, filepath.Join(dir, fmt.Sprintf("%d.csv", f)), rows)
			}
			run := linkIn(t, dir, "tables: [{path: 0.csv, id: rec}, {path: 1.csv, id: rec}]\n", Options{})
			for k, table := range run.Tables {
				t.Log(table.Duplicates)
				if !strings.HasPrefix(table.Duplicates, c.want[k]+":") {
					t.Errorf("table %s: duplicates %s (want %s)", table.Name, table.Duplicates, c.want[k])
				}
			}
		})
	}
}

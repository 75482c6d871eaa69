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

// Likely matches within a table are weighed against what chance brings there, and a few prove little.
func TestLikelyMatchesWithinATableExceedChance(t *testing.T) {
	const rows, others = 2000, 4000
	for _, c := range []struct {
		name  string
		count likelyCount
		once  bool
	}{
		{"sure matches, none within", likelyCount{0, 1000, 2}, true},
		{"sure matches, one of twenty twice", likelyCount{50, 1000, 2}, false},
		{"doubtful matches, as many within as chance brings", likelyCount{16, 1000, 60}, true},
		{"doubtful matches, many more", likelyCount{60, 1000, 60}, false},
		{"a few within a small table", likelyCount{2, 110, 0}, true},
		{"nothing to tell by", likelyCount{}, false},
	} {
		if got := c.count.exceeds(rows, others) < duplicatesShare*float64(c.count.across); got != c.once {
			t.Errorf("%s: holds nobody twice %v (want %v)", c.name, got, c.once)
		}
	}
}

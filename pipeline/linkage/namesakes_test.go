package linkage

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestNamesakesAreNoMovers writes people once to four times into one table, in two tables of it. In one, nobody moves, and there are namesakes of
// one birthday at two homes, each there twice or more: they are two people, and on the list of those to be looked at. In the other, one in eight
// moves between any two of their rows and nobody has such a namesake: they are one person, however often either home is written.
func TestNamesakesAreNoMovers(t *testing.T) {
	for _, moving := range []bool{false, true} {
		t.Run(fmt.Sprintf("moving %v", moving), func(t *testing.T) { linkNamesakes(t, moving) })
	}
}

func linkNamesakes(t *testing.T, moving bool) {
	r := rand.New(rand.NewPCG(8, 3))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	rows := [][]string{{"rec", "who", "forename", "surname", "sex", "birth_day", "birth_month", "birth_year", "address", "postcode"}}
	person := 0
	write := func(p, to []string, times int) {
		person++
		leaves := times
		if to != nil {
			leaves = 1 + r.IntN(times)
		}
		for k := range times {
			row := append([]string{fmt.Sprintf("p%d-%d", person, k), fmt.Sprint(person)}, p...)
			if k >= leaves {
				row[8], row[9] = to[6], to[7]
			}
			if k > 0 {
				slip(r, row[2:])
			}
			rows = append(rows, row)
		}
	}
	split := map[string]string{} // namesakes apart, by person
	for h := range 700 {
		home, other := household(r, pick), household(r, pick)[0]
		for _, p := range home {
			if moving && r.IntN(8) == 0 {
				write(p, other, 1+r.IntN(4))
			} else {
				write(p, nil, 1+r.IntN(4))
			}
		}
		if !moving && h < 40 {
			one := append([]string(nil), home[0]...)
			one[0], one[5] = one[0]+"E", "2012"
			two := append([]string(nil), one...)
			two[6], two[7] = other[6], other[7]
			write(one, nil, 2+r.IntN(2))
			write(two, nil, 2+r.IntN(2))
			split[fmt.Sprint(person)] = fmt.Sprint(person - 1)
		}
	}
	dir := t.TempDir()
	writeCSV(t, filepath.Join(dir, "people.csv"), rows)
	if err := os.WriteFile(filepath.Join(dir, "link.yaml"), []byte("tables: [{path: people.csv, id: rec}]\ncolumns: [forename, surname, sex, birth_day, birth_month, birth_year, address, postcode]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := LoadSettings(filepath.Join(dir, "link.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	run, err := Link(context.Background(), s, Options{Out: filepath.Join(dir, "out"), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	who, place := map[string][]int32{}, map[int32]string{}
	for i := range int32(len(rows) - 1) {
		row := rows[i+1]
		who[row[1]] = append(who[row[1]], run.Clusters.Of[i])
		place[i] = row[1]
	}
	pairs, joined := 0, 0
	for _, of := range who {
		for y := range of {
			for x := range y {
				pairs++
				if of[x] == of[y] {
					joined++
				}
			}
		}
	}
	if 100*joined < 97*pairs {
		t.Errorf("%d of %d pairs of one person are joined (want 97 of 100)", joined, pairs)
	}
	grey := map[[2]string]bool{}
	for _, p := range run.Clusters.Possible {
		grey[[2]string{place[p.L], place[p.R]}], grey[[2]string{place[p.R], place[p.L]}] = true, true
	}
	together, listed := 0, 0
	for a, b := range split {
		for _, x := range who[a] {
			for _, y := range who[b] {
				if x == y {
					together++
				}
			}
		}
		if grey[[2]string{a, b}] {
			listed++
		}
	}
	t.Logf("%d of %d pairs of one person joined; of %d pairs of namesakes %d rows are joined, %d pairs listed", joined, pairs, len(split), together, listed)
	if together > 20 || listed < len(split)-2 {
		t.Errorf("of %d pairs of namesakes %d rows are joined (want 20 at most), %d pairs are listed (want all but two)", len(split), together, listed)
	}
}

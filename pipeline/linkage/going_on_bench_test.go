//go:build unix

package linkage

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// BenchmarkGoingOn links the CSV file of people that ROLLCALL_PEOPLE names (peers/people.py invents one), as one table and as two, changes one
// row in a hundred of the one or of the second, and goes on. It tells the seconds of processors of that, of linking what there is now
// anew with training, and of reading and comparing all of it by the model that there was.
func BenchmarkGoingOn(b *testing.B) {
	path := os.Getenv("ROLLCALL_PEOPLE")
	if path == "" {
		b.Skip("ROLLCALL_PEOPLE names no file")
	}
	rows := readPeople(b, path)
	halves := [2][][]string{{rows[0]}, {rows[0]}}
	for k, row := range rows[1:] {
		halves[k%2] = append(halves[k%2], row)
	}
	for _, c := range []struct {
		name, tables string
		first, last  [][]string // what stays, if anything, and what changes
	}{
		{"one-table", "{path: last.csv, id: unique_id}", nil, rows},
		{"two-tables-one-as-it-was", "{path: first.csv, id: unique_id}, {path: last.csv, id: unique_id}", halves[0], halves[1]},
	} {
		b.Run(c.name, func(b *testing.B) {
			dir := b.TempDir()
			settings := "incremental: true\ncolumns: [forename, middle, surname, sex, dob, postcode, address]\ntables: [" + c.tables + "]\n"
			writePeople(b, filepath.Join(dir, "first.csv"), c.first)
			for b.Loop() {
				writePeople(b, filepath.Join(dir, "last.csv"), c.last)
				linkIn(b, dir, settings, Options{Out: "before"})
				writePeople(b, filepath.Join(dir, "last.csv"), changePeople(c.last))
				seconds := map[string]float64{}
				timed := func(name string, o Options) *Run {
					from := processorSeconds(b)
					r := linkIn(b, dir, settings, o)
					seconds[name] = processorSeconds(b) - from
					return r
				}
				going := timed("going-on", Options{Out: "now", Since: "before"})
				whole := timed("anew", Options{Out: "anew"})
				kept, _ := filepath.Glob(filepath.Join(dir, "before", "state*"))
				for _, path := range kept {
					_ = os.Remove(path)
				}
				timed("anew-by-the-model", Options{Out: "all", Since: "before"})
				for name, s := range seconds {
					b.ReportMetric(s, name+"-cpu-s")
				}
				b.ReportMetric(float64(going.Report.Pairs)/float64(whole.Report.Pairs), "share-of-pairs")
			}
		})
	}
}

// readPeople reads a CSV file.
func readPeople(b *testing.B, path string) [][]string {
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		b.Fatal(err)
	}
	return rows
}

// writePeople writes a CSV file.
func writePeople(b *testing.B, path string, rows [][]string) {
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if err := csv.NewWriter(f).WriteAll(rows); err != nil {
		b.Fatal(err)
	}
}

// changePeople changes one row in a hundred: of ten of them eight in one field, one is gone and one is written twice.
func changePeople(rows [][]string) [][]string {
	out := [][]string{rows[0]}
	for k, row := range rows[1:] {
		if k%100 == 99 {
			other := slices.Clone(row)
			at := 1 + k/100%(len(row)-1)
			other[at] = row[at][:len(row[at])/2] + "E" + row[at][len(row[at])/2:]
			switch k / 100 % 10 {
			case 0:
				continue
			case 1:
				other[0] += "n"
				out = append(out, row)
			}
			row = other
		}
		out = append(out, row)
	}
	return out
}

// processorSeconds returns the seconds of processors that the process has used.
func processorSeconds(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

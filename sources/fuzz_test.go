package sources

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rollcall/sources/cells"
)

// FuzzCSV reads any bytes as a CSV file of every kind that has tables, as they are or with the last line many times over, so
// that rows are read ahead as well: no panic, no hang, no row lost, and no record without anyone in it.
func FuzzCSV(f *testing.F) {
	for i, s := range inOrder {
		for _, sample := range s.sample {
			if b, err := os.ReadFile(filepath.Join("testdata", filepath.FromSlash(sample))); err == nil && strings.HasSuffix(sample, ".csv") {
				f.Add(b, uint8(i), false)
				f.Add(b, uint8(i), true)
			}
		}
	}
	f.Add([]byte("surname,forename,dob\n\"a,b,2015-01-31\n\"\"\"\n\x00,\xff,\r\"\n"), uint8(19), true)
	f.Add([]byte("\xff\xfes\x00u\x00"), uint8(19), false)
	f.Add([]byte("Printed on 3 May; for you\n\nsurname;forename\nA;B\nTotal;1\n"), uint8(19), false)
	f.Add([]byte("surname,forename,dob,\rA,\"B\" ,2015-01-31,\r\nsurname,forename,dob,\n---,---,---\nC,D\r\r\nE&euml;,JosÃ©\xeb,null,x\n"), uint8(19), false)
	f.Add([]byte("sep=;\r\nsurname;forename;\"dob\nA\"\rB;C\n\"\n\x1a"), uint8(19), true)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte, kind uint8, long bool) {
		s := inOrder[int(kind)%len(inOrder)]
		if len(s.tables) == 0 {
			return
		}
		if last := data[bytes.LastIndexByte(bytes.TrimRight(data, "\r\n"), '\n')+1:]; long && len(last) < 1000 {
			data = append(bytes.Clone(data), bytes.Repeat(last, 2*orderRows)...)
		}
		path := filepath.Join(dir, "x.csv")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		var c collector
		reports, err := Read(ctx, Extract{Kind: s.kind, Files: []string{path}, Root: dir, AsOf: sampleDay}, &c)
		if err != nil {
			t.Fatal(err)
		}
		checkCounts(t, &c, reports[0])
	})
}

// TestFuzzReachesEveryKind wants a seed of every kind that has tables: what no seed reaches, fuzzing hardly finds.
func TestFuzzReachesEveryKind(t *testing.T) {
	for _, s := range inOrder {
		if len(s.tables) > 0 && !slices.ContainsFunc(s.sample, func(name string) bool { return strings.HasSuffix(name, ".csv") }) {
			t.Errorf("%s has tables and no sample of one", s.kind)
		}
	}
}

// checkCounts holds what a Sink was given to what the report says.
func checkCounts(t *testing.T, c *collector, r FileReport) {
	whole, values := 0, 0
	for _, x := range c.rejections {
		switch {
		case !x.Whole:
			values++
		case x.Row > 0:
			whole++
		}
	}
	if n := c.rowCount() + len(c.schools) + len(c.links); r.Rows != r.Records+r.Rejects || n != r.Records || whole != r.Rejects || values != r.Values {
		t.Fatalf("%d rows, %d of %d records, %d of %d rejects, %d of %d values", r.Rows, n, r.Records, whole, r.Rejects, values, r.Values)
	}
	for _, x := range c.records {
		if x.Kind != Addresses && x.Who == (Identity{DOB: x.Who.DOB, Sex: x.Who.Sex}) {
			t.Fatalf("%s is about nobody", x.ID)
		}
	}
}

// rowCount is how many rows of files the records stand for.
func (c *collector) rowCount() (n int) {
	for i := range c.records {
		n += c.records[i].RowCount()
	}
	return n
}

// FuzzValues reads any text as a value of every type: no panic, and never both a value and a reason.
func FuzzValues(f *testing.F) {
	for _, s := range []string{"X801200000001", "9434765919", "ME4 9ZZ", "29/02/2016", "2016-Feb-29 00:00:00", "887/2999", "Twin 1", "Y", "45900.5", "", "\xff", " "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for is := cells.TextValue; is <= cells.DestinationValue; is++ {
			for _, gave := range []string{"", "02/01/2006", "2 Jan 06"} {
				r := tableReader{cols: &columns{serial: len(s)%2 == 0, table: &table{}}, out: &out{}, gave: []string{gave}, last: cells.LatestDay, asOf: sampleDay}
				r.row.cells = make([]cells.Cell, personSlots)
				b := binding{field: &field{name: "x", is: is, words: cells.WordSet("a", "b")}, known: map[string]word{}}
				c, why := r.readCell(&b, s)
				if why != "" && (c.Text != "" || c.N != 0) {
					t.Fatalf("type %d: both a value and the reason %q", is, why)
				}
				if len(s) > 3 && why != "" && strings.Contains(why, s) && !strings.Contains("want a LAESTAB, an LA code, XXXXXXX or MMMMMMM; not a date YYYY-MM-DD DD/MM/YYYY characters digits seven", s) {
					t.Fatalf("type %d: the reason holds the value", is)
				}
			}
		}
	})
}

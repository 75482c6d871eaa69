package sources

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fuzzReturn holds a reader of returns to what must hold of any bytes: no panic, no hang, every row a record or a
// rejection with a number of its own, nothing of a refused file, and the same again when read again.
func fuzzReturn(f *testing.F, kind Kind, name string, seeds ...string) {
	for _, s := range seeds {
		b, err := os.ReadFile(filepath.Join("testdata", s))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
		f.Add(b[:len(b)*2/3])
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, b []byte) {
		if !looksXML(&input{head: b, x: new(Extract)}) {
			t.Skip("not XML, and so of another reader")
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		x := Extract{Kind: kind, Root: dir, Files: []string{path}}
		c, reports := readAll(t, x)
		holdsTogether(t, c, reports[0])
		again, _ := readAll(t, x)
		diff(t, "read again", told(c), told(again))
	})
}

// holdsTogether checks a report against what the Sink was given.
func holdsTogether(t *testing.T, c *collector, r FileReport) {
	t.Helper()
	rejected, values, refused := 0, 0, false
	rows := map[int]bool{}
	number := func(n int) {
		if n < 1 || n > r.Rows || rows[n] {
			t.Errorf("row %d of %d is there twice or cannot be", n, r.Rows)
		}
		rows[n] = true
	}
	for _, rej := range c.rejections {
		switch {
		case rej.Whole && rej.Row == 0:
			refused = true
		case rej.Whole:
			rejected++
			number(rej.Row)
		default:
			values++
		}
	}
	for _, rec := range c.records {
		number(rec.Row)
	}
	if r.Rows != r.Records+r.Rejects || r.Records != len(c.records) || r.Rejects != rejected || r.Values != values || len(rows) != r.Rows {
		t.Errorf("%d rows, %d records of %d, %d rejections of %d, %d values of %d", r.Rows, r.Records, len(c.records), r.Rejects, rejected, r.Values, values)
	}
	if refused && r.Rows != 0 {
		t.Errorf("a refused file has %d rows", r.Rows)
	}
}

func FuzzCensusXML(f *testing.F) {
	fuzzReturn(f, SchoolCensus, "c.xml", "school_census/census_autumn_2026.xml", "school_census/census_spring_2024.xml")
}

func FuzzLostPupilsXML(f *testing.F) {
	fuzzReturn(f, LostPupils, "8872991_CTF_XXXXXXX_001.xml", "lost_pupils/8872991_CTF_XXXXXXX_001.xml", "lost_pupils/8872991_CTF_MMMMMMM_002.xml")
}

func FuzzRollChangesXML(f *testing.F) {
	fuzzReturn(f, RollChanges, "message.xml", "roll_changes/8872991_CML_887LLLL_001.xml", "roll_changes/8872991_CMJ_887LLLL_002.xml")
}

// FuzzCollect feeds any bytes as the pupils and as the sessions of an export.
func FuzzCollect(f *testing.F) {
	for _, n := range []string{"pupilonroll", "pupilnolongeronroll", "termlysessiondetailsonroll", "addresses", "termlyexclusionsonroll"} {
		b, err := os.ReadFile("testdata/school_census/collect/2027_spring_" + n + ".csv")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	root := f.TempDir()
	x := Extract{Kind: SchoolCensus, Root: root}
	for name, text := range map[string]string{
		"schoolcensus": censusHeader + "a1,8874001,1,s,SPR,2027,2027-Jan-21 00:00:00,887,4001\n",
		"pupils":       pupilHeader + "p1,8874001,1,s,a1,Tarling,Ida,2012-Feb-29 00:00:00,\n",
	} {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o600); err != nil {
			f.Fatal(err)
		}
		x.Files = append(x.Files, filepath.Join(root, name))
	}
	any := filepath.Join(root, "any")
	x.Files = append(x.Files, any)
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := os.WriteFile(any, b, 0o600); err != nil {
			t.Fatal(err)
		}
		_, reports := readAll(t, x)
		for _, r := range reports {
			if r.Rows != r.Records+r.Rejects {
				t.Errorf("%s: %d rows, %d records, %d rejections", r.File, r.Rows, r.Records, r.Rejects)
			}
		}
	})
}

// benchCensus writes returns of schools of 500 pupils each and returns them with their size.
func benchCensus(b *testing.B, schools int) (Extract, int64) {
	one, err := os.ReadFile("testdata/school_census/census_autumn_2026.xml")
	if err != nil {
		b.Fatal(err)
	}
	text := string(one)
	from, to := strings.Index(text, "<PupilOnRoll>"), strings.Index(text, "</PupilsOnRoll>")
	x := Extract{Kind: SchoolCensus, Root: b.TempDir()}
	size := int64(0)
	for i := range schools {
		file := strings.Replace(text[:from]+strings.Repeat(text[from:to], 250)+text[to:], "2991", fmt.Sprint(2000+i), 1)
		path := filepath.Join(x.Root, fmt.Sprintf("%d.xml", i))
		if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
			b.Fatal(err)
		}
		x.Files = append(x.Files, path)
		size += int64(len(file))
	}
	return x, size
}

// counter is a Sink that counts.
type counter int

func (n *counter) Record(*Record) error   { *n++; return nil }
func (n *counter) Reject(Rejection) error { return nil }
func (n *counter) School(School) error    { return nil }
func (n *counter) Link(SchoolLink) error  { return nil }

func BenchmarkCensusXML(b *testing.B) {
	x, size := benchCensus(b, 16)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		var n counter
		if _, err := Read(context.Background(), x, &n); err != nil || n < 16*500 {
			b.Fatal(n, err)
		}
	}
	b.ReportMetric(float64(16*501*b.N)/b.Elapsed().Seconds(), "records/s")
}

package candidates

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"rollcall/pipeline/custody"
)

// everyFile is every file that the sample is published in.
func everyFile() []outFile {
	l := sample()
	l.Reports, l.Schools = []Table{sampleTable()}, map[string]Table{"8871001": sampleTable()}
	files := slices.Concat(l.outFiles(), reportFiles(Summary{}, l.Reports))
	for _, small := range l.smallFiles() {
		files = append(files, outFile{small.name, func(path string) error { _, err := custody.WriteUnforced(path, small.encode); return err }})
	}
	return files
}

// TestAFullDiskIsTold writes each file to a disk that is full.
func TestAFullDiskIsTold(t *testing.T) {
	const full = "/dev/full"
	if _, err := os.Stat(full); err != nil {
		t.Skip("this system has no disk that is always full")
	}
	for _, file := range everyFile() {
		if err := file.write(full); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("%s: error %v, want one of no space", file.name, err)
		}
	}
}

// TestPublishNamesTheFileThatFails puts a folder where each file is to be, so that just that one cannot be written.
func TestPublishNamesTheFileThatFails(t *testing.T) {
	l := sample()
	for _, file := range l.outFiles() {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, file.name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := PublishLists(dir, l); err == nil || !strings.HasPrefix(err.Error(), file.name+": ") {
			t.Errorf("%s: error %v", file.name, err)
		}
	}
}

var errDisk = errors.New("the disk broke")

// breaking is a disk that breaks after so many bytes.
type breaking struct{ left int }

func (b *breaking) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errDisk
	}
	return len(p), nil
}

// TestADiskThatBreaksIsTold breaks the disk at places all over each kind of file: no matter where, the writer says so.
func TestADiskThatBreaksIsTold(t *testing.T) {
	l := sample()
	for name, write := range map[string]func(io.Writer) error{
		"a table": func(w io.Writer) error {
			return encodeTable(Origin{}, w, "measureLine", nil, slices.Values(l.Measures))
		},
		"the page":     func(w io.Writer) error { return writeReport(w, l) },
		"the workbook": func(w io.Writer) error { return writeWorkbook(w, l, sheetRows) },
		"the reports":  func(w io.Writer) error { return writeTables(w, l.Summary, []Table{sampleTable()}) },
	} {
		var whole bytes.Buffer
		if err := write(&whole); err != nil {
			t.Fatal(err)
		}
		const places = 12
		for i := range places {
			left := whole.Len() * i / places
			if err := write(&breaking{left}); !errors.Is(err, errDisk) {
				t.Errorf("%s, %d of %d bytes written: error %v, want %v", name, left, whole.Len(), err, errDisk)
			}
		}
	}
	if err := writeFile(filepath.Join(t.TempDir(), "f"), func(io.Writer) error { return errDisk }); !errors.Is(err, errDisk) {
		t.Errorf("error %v, want %v", err, errDisk)
	}
}

// TestNoRowIsLostBetweenBatches writes as many rows as are handed on at a time, one less, and one more.
func TestNoRowIsLostBetweenBatches(t *testing.T) {
	for _, n := range []int{0, 1, batch - 1, batch, batch + 1, 2*batch + 1} {
		path := filepath.Join(t.TempDir(), "rejections.parquet")
		if err := WriteRejections(Origin{}, path, func(yield func(Rejected) bool) {
			for i := range n {
				if !yield(Rejected{Source: "health", File: "h.csv", Row: i, Field: "dob", Reason: fmt.Sprint(i)}) {
					return
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
		seen := 0
		for r, err := range readTable[Rejected](path) {
			if err != nil || r.Row != seen || r.Reason != fmt.Sprint(seen) {
				t.Fatalf("row %d of %d: %+v, %v", seen, n, r, err)
			}
			seen++
		}
		if seen != n {
			t.Errorf("%d rows, want %d", seen, n)
		}
	}
}

// TestInputsAreSummedByKind wants every file of a kind in its line, the span of their days, and only noted files listed.
func TestInputsAreSummedByKind(t *testing.T) {
	day := func(d int) time.Time { return on(2026, time.October, d) }
	got := sumByKind([]Input{
		{Kind: "census", File: "a", AsOf: day(5), Rows: 10, Records: 8, Rejects: 2, Values: 3},
		{Kind: "health", File: "b"},
		{Kind: "census", File: "c", AsOf: day(3), Rows: 1, Records: 1, Note: "late"},
		{Kind: "census", File: "d", AsOf: day(7), Rows: 5, Rejects: 5, Values: 1},
		{Kind: "census", File: "e"},
	})
	if len(got) != 2 || got[0].Kind != "census" || got[1].Kind != "health" {
		t.Fatalf("kinds %+v", got)
	}
	c := got[0]
	if c.Files != 4 || c.Rows != 16 || c.Records != 9 || c.Rejects != 7 || c.Values != 4 || !c.Oldest.Equal(day(3)) || !c.Newest.Equal(day(7)) ||
		len(c.Noted) != 1 || c.Noted[0].File != "c" {
		t.Errorf("census: %+v", c)
	}
	if !got[1].Oldest.IsZero() || !got[1].Newest.IsZero() {
		t.Errorf("health: %+v, want no day", got[1])
	}
}

// TestNewsIsCountedByList wants each line under what is new of it, on its own list.
func TestNewsIsCountedByList(t *testing.T) {
	line := func(n News) Row { return Row{Memory: Memory{News: n}} }
	l := Lists{CME: open(line(New), line(New), line(Held), line(Still), line(Back), Row{}), AtRisk: open(line(Changed), line(Changed), line(Changed), line(New)),
		Gone: open(Gone{List: CME, Why: "b"}, Gone{List: AtRisk, Why: "a"}, Gone{List: CME, Why: "b"})}
	got := l.countNews()
	want := []newsCount{{Title: "Candidate CME", New: 2, Held: 1, Still: 1, Back: 1, Gone: 2}, {Title: "At risk", New: 1, Changed: 3, Gone: 1}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	l.Summary.Overview.Last = on(2026, 10, 14)
	if got := l.changes().Rows[0].Cells; len(got) != 7 || got[6].Text != "5" {
		t.Errorf("%+v, want 5 lines in all", got)
	}
}

// TestWordsOfNumbersAndDays reads the small words that stand all over the sheets.
func TestWordsOfNumbersAndDays(t *testing.T) {
	a, b := on(2026, time.March, 4), on(2026, time.October, 15)
	for _, c := range []struct{ got, want string }{
		{countChildren(1), "1 child"}, {countChildren(0), "0 children"}, {countChildren(1200), "1,200 children"},
		{countPairs(1), "1 pair"}, {countPairs(2), "2 pairs"},
		{dayWords(a), "4 March 2026"}, {dayWords(time.Time{}), "a date not known"},
		{daySpan(a, a), "04/03/2026"}, {daySpan(a, b), "04/03/2026 to 15/10/2026"}, {daySpan(time.Time{}, time.Time{}), "not said"},
		{schoolName(&Row{OnRollAt: "8871001", SchoolName: "Alder"}), "Alder (8871001)"}, {schoolName(&Row{OnRollAt: "8871001"}), "8871001"},
		{schoolName(&Row{SchoolName: "Alder"}), "Alder"}, {schoolName(&Row{}), ""},
		{clockUnit(&Row{DueUnit: "days"}), "days"}, {clockUnit(&Row{DueUnit: "school days", Calendar: "the school's own"}), "school days, by the school's own"},
		{sheetName(Table{ID: "P01", Title: "A/B: [c]?"}), "P01 A B (c)"}, {sheetName(Table{ID: "P02", Title: strings.Repeat("x", 40)}), "P02 " + strings.Repeat("x", 27)},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

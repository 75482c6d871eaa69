package sources

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/calendar"
)

// TestLateMarksReplaceEarlierOnes wants of all marks of a session the last one, in a file and in a later file, and the others
// rejected with their place.
func TestLateMarksReplaceEarlierOnes(t *testing.T) {
	const header = "school_laestab,upn,date,session,code\n"
	x := inFile(t, AttendanceReturns, "1.csv", header+
		"8872999,X801200000001,2026-09-01,AM,N\n"+ // amended below
		"8872999,X801200000001,2026-09-01,PM,N\n"+ // amended by the next file
		"8872999,X801200000001,2026-08-01,AM,N\n"+ // months before
		"8872998,X801200000001,2026-09-01,AM,N\n"+ // another school
		"8872999,L210201526004,2026-09-01,AM,N\n"+ // another child
		"8872999,X801200000001,2026-09-02,AM,N\n"+ // never amended: the later code is unknown
		"8872999,X801200000001,2026-09-01,AM,I\n")
	second := filepath.Join(x.Root, "2.csv")
	if err := os.WriteFile(second, []byte(header+"8872999,X801200000001,01/09/2026,PM,M\n8872999,X801200000001,2026-09-02,AM,Q9\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	x.Files = append(x.Files, second)
	got, reports := readAll(t, x)
	const late = "code: a later mark of the same session stands in its place"
	want := []string{"value 2 code: a word that is not known (map it with values in the settings)", "row 1 " + late, "row 2 " + late}
	if d := cmp.Diff(want, reasons(got)); d != "" {
		t.Error(d)
	}
	pages := []string{"1.csv#3 and 0 more, 2026-08-01 to 2026-08-01, 1 possible: [N ]", "1.csv#4 and 0 more, 2026-09-01 to 2026-09-01, 1 possible: [N ]",
		"1.csv#5 and 0 more, 2026-09-01 to 2026-09-01, 1 possible: [N ]", "1.csv#6 and 1 more, 2026-09-01 to 2026-09-02, 2 possible: [I   N ]",
		"2.csv#1 and 1 more, 2026-09-01 to 2026-09-01, 1 possible: [  M ]"}
	if d := cmp.Diff(pages, tellPages(got)); d != "" {
		t.Error(d)
	}
	if reports[0].Rows != 7 || reports[0].Rejects != 2 || reports[1].Records != 2 {
		t.Errorf("reports %+v", reports)
	}
	for i, r := range reports {
		if r.SHA256 == "" || len(r.Codes) != i {
			t.Errorf("report %d: %+v", i, r)
		}
	}
}

// tellPages says of each record of marks which rows it stands for, and what they say.
func tellPages(got *collector) (pages []string) {
	for _, r := range got.records {
		for _, c := range r.Claims {
			if c.Kind == Attendance {
				pages = append(pages, fmt.Sprintf("%s#%d and %d more, %s to %s, %d possible: [%s]", r.File, r.Row, r.More, c.From, c.To, c.Count, c.Sessions))
			}
		}
	}
	return pages
}

// TestMarksInAnyOrderAreTheSame wants of marks that come by child, by day or in no order the same pages and runs, whatever the
// number of workers; and each row in a page or rejected.
func TestMarksInAnyOrderAreTheSame(t *testing.T) {
	var rows []string
	for child := range 40 {
		for day := range Date(30) {
			code := []string{"/", "N", "O", "C2", "#"}[(child+int(day)/5)%5]
			for _, session := range []string{"AM", "PM"} {
				rows = append(rows, fmt.Sprintf("8872999,Alderwick,F%d,2015-01-31,%s,%s,%s\n", child, calendar.On(2026, 8, 20)+day, session, code))
			}
		}
	}
	read := func(workers int, rows []string) []string {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(workers))
		got, reports := readAll(t, inFile(t, AttendanceReturns, "m.csv", "school_laestab,surname,forename,dob,date,session,code\n"+strings.Join(rows, "")))
		if reports[0].Rows != len(rows) || reports[0].Records != len(rows) {
			t.Errorf("%d rows, %d of them in records (want %d)", reports[0].Rows, reports[0].Records, len(rows))
		}
		var said []string
		for _, r := range got.records {
			said = append(said, fmt.Sprint(r.Who.Forename, r.More, fmt.Sprintf("%+v", r.Claims)))
		}
		slices.Sort(said)
		return said
	}
	want := read(1, rows)
	if len(want) != 80 { // of two school years
		t.Errorf("%d records (want 80)", len(want))
	}
	byDay := slices.SortedStableFunc(slices.Values(rows), func(a, b string) int {
		return strings.Compare(a[strings.Index(a, "2026"):], b[strings.Index(b, "2026"):])
	})
	if d := cmp.Diff(want, read(4, byDay)); d != "" {
		t.Error(d)
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(rows), func(i, k int) { rows[i], rows[k] = rows[k], rows[i] })
	if d := cmp.Diff(want, read(2, rows)); d != "" {
		t.Error(d)
	}
}

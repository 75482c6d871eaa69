package sources

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/calendar"
)

// TestAbsenceRuns writes the marks of school days as pairs of a morning and an afternoon, and wants the longest run that
// the rows claim, in school days, with its codes.
func TestAbsenceRuns(t *testing.T) {
	check := func(marks, want string) {
		t.Helper()
		var b strings.Builder
		b.WriteString("school_laestab,upn,date,session,code\n")
		day := calendar.On(2026, 9, 1)
		for i, m := range strings.Fields(marks) {
			for k, session := range []string{"AM", "PM"} {
				if code := strings.Split(m, ",")[k]; code != "" {
					fmt.Fprintf(&b, "8872999,X801200000001,%s,%s,%s\n", day+Date(i), session, code)
				}
			}
		}
		got, _ := readAll(t, inFile(t, AttendanceReturns, "marks.csv", b.String()))
		longest := Claim{}
		for _, r := range got.records {
			for _, c := range r.Claims {
				if c.Kind == Absence && c.Count > longest.Count {
					longest = c
				}
			}
		}
		said := ""
		if longest.Count > 0 {
			said = fmt.Sprintf("%d %s %d-%d", longest.Count, longest.Reason, longest.From-day+1, longest.To-day+1)
		}
		if said != want {
			t.Errorf("%s: %q (want %q)", marks, said, want)
		}
	}
	check(`/,\ /,\`, "")
	check(`N,N`, "1 N 1-1")
	check(`/,\ N,N O,O G,U /,\`, "3 NOGU 2-4")
	check(`N,N N,\ N,N`, "1 N 1-1")     // half a day is no day of a run, and ends it
	check(`N,N /,N N,N`, "1 N 1-1")     // also when the morning was attended
	check(`N,N #,# N,N`, "2 N 1-3")     // a closure neither counts nor ends it
	check(`N,N N,# N,N`, "3 N 1-3")     // closed in the afternoon
	check(`N,N I,I N,N N,N`, "2 N 3-4") // illness ends it
	check(`N,N Y1,Y1 N,N`, "1 N 1-1")   // unable to attend ends it
	check(`N,N D,D N,N`, "1 N 1-1")     // the other school's session ends it
	check(`N,N N, N,N`, "3 N 1-3")      // no afternoon mark at all
	check(`X,X N,N X,X N,N`, "2 N 2-4") // not required to attend
	check(`N,N ??,?? N,N`, "2 N 1-3")   // an unknown code says nothing
}

// TestRunsAreOfOneChildAtOneSchool wants marks of two children, and of one at two schools, kept apart, whatever the order of the rows;
// a child whose name is written in two ways is one.
func TestRunsAreOfOneChildAtOneSchool(t *testing.T) {
	got, reports := readAll(t, inFile(t, AttendanceReturns, "marks.csv", `school_laestab,upn,surname,forename,dob,date,session,code
8872999,X801200000001,Pell,,,2026-09-01,PM,N
8872999,L210201526004,,,,2026-09-02,PM,N
8872998,X801200000001,,,,2026-09-02,PM,N
8872999,,Alderwick,Bryony,2015-01-31,2026-09-02,PM,N
8872999,,Alderwick,Bram,2015-01-31,2026-09-03,PM,N
8872999,X801200000001,Pelle,,,2026-09-02,PM,N
8872999,X801200000001,Pell,,,2026-08-31,PM,N
8872999,X801200000001,Pell,,,2026-09-03,PM,Q9
`))
	var said []string
	for _, r := range got.records {
		for _, c := range r.Claims {
			if c.Kind == Absence {
				said = append(said, fmt.Sprintf("row %d and %d more: %d days at %s from %s", r.Row, r.More, c.Count, c.Place, c.From))
			}
		}
	}
	want := []string{"row 2 and 0 more: 1 days at 8872999 from 2026-09-02", "row 3 and 0 more: 1 days at 8872998 from 2026-09-02",
		"row 4 and 0 more: 1 days at 8872999 from 2026-09-02", "row 5 and 0 more: 1 days at 8872999 from 2026-09-03",
		"row 6 and 0 more: 3 days at 8872999 from 2026-08-31"}
	if d := cmp.Diff(want, said); d != "" {
		t.Error(d)
	}
	if reports[0].Rows != 8 || reports[0].Records != 8 {
		t.Errorf("%d rows, %d of them records (want 8 and 8)", reports[0].Rows, reports[0].Records)
	}
	if reports[0].Codes["code=Q9"] != 1 {
		t.Errorf("codes %v (want code=Q9 once)", reports[0].Codes)
	}
}

package sources

import (
	"strings"
	"testing"
)

// TestOlderCensusLayouts reads an export of before 2021 under its own names, and notes those names in one of today.
func TestOlderCensusLayouts(t *testing.T) {
	tables := func(on, year string) map[string]string {
		return map[string]string{
			"census.csv": censusHeader + "a,8874001,1,s,SPR," + year + "," + on + " 00:00:00,887,4001\n",
			"pupils.csv": strings.Replace(pupilHeader, "dob", "gender,termlysessionscoronavirus,dob", 1) +
				"p,8874001,1,s,a,Tarling,Ida,F,0,2012-Feb-29 00:00:00,2019-Sep-04 00:00:00\n",
			"sessions.csv": "termlysessiondetailsonrolltableid,NativeId,termlysessiondetailsonrollorderseqcolumn,sourceid,pupilonrolltableid," +
				"attendancereason,absencesessions\nx,8874001,1,s,p,H,4.0\n",
			"exclusions.csv": "termlyexclusionsonrolltableid,NativeId,termlyexclusionsonrollorderseqcolumn,sourceid,pupilonrolltableid," +
				"category,reason,startdate,sessions,reviewresult\ny,8874001,1,s,p,FIXD,DB," + on + " 00:00:00,2,A\n",
		}
	}
	check := func(on, year string, notes int) {
		t.Helper()
		c, reports := readAll(t, writeTables(t, tables(on, year)))
		diff(t, on+" rejections", []string(nil), told(c))
		if len(c.records) != 1 || c.records[0].Who.Sex != "F" {
			t.Fatalf("%s: %d records, or no sex", on, len(c.records))
		}
		got := map[ClaimKind]string{}
		for _, k := range c.records[0].Claims {
			got[k.Kind] = k.Status + " " + k.Reason
		}
		diff(t, on, map[ClaimKind]string{Roll: " ", Exclusion: "suspension DB", Attendance: "H 4"}, got)
		n := 0
		for _, r := range reports {
			n += len(r.Notes)
			if len(r.Unknown) != 0 {
				t.Errorf("%s %s: unknown %v", on, r.File, r.Unknown)
			}
		}
		if n != notes {
			t.Errorf("%s: %d notes, want %d", on, n, notes)
		}
	}
	check("2020-Jan-16", "2020", 0)
	check("2021-Jan-21", "2021", 2) // the sessions and the reason
	check("2026-Jan-15", "2026", 3) // and the sex
}

// TestAcademiesApart reads the exports of the maintained schools and of the academies from one folder, whose keys have nothing
// to do with each other, and keeps a child who is registered at one of each as two records.
func TestAcademiesApart(t *testing.T) {
	files := map[string]string{}
	for kind, school := range map[string]string{"Acad": "4001", "LA": "2999"} {
		files[kind+"_schoolcensus.csv"] = censusHeader + "a,887" + school + ",1,s,AUT,2026,2026-Oct-01 00:00:00,887," + school + "\n"
		status := map[string]string{"Acad": "M", "LA": "S"}[kind]
		files[kind+"_pupilonroll.csv"] = strings.Replace(pupilHeader, "surname", "enrolstatus,surname", 1) +
			"p,887" + school + ",1,s,a," + status + ",Tarling,Ida,2012-Feb-29 00:00:00,2023-Sep-04 00:00:00\n"
	}
	c, _ := readAll(t, writeTables(t, files))
	diff(t, "rejections", []string(nil), told(c))
	got := map[string]string{}
	for _, r := range c.records {
		got[r.Claims[0].Place] = r.Claims[0].Status
	}
	diff(t, "rolls", map[string]string{"8874001": "M", "8872999": "S"}, got)
}

func TestPossibleSessions(t *testing.T) {
	check := func(codes string, said, want int32, faults int) {
		t.Helper()
		var all []codeCount
		for _, c := range strings.Fields(codes) {
			all = append(all, codeCount{c, 10})
		}
		var r pupilRow
		if got := r.possibleSessions(all, said); got != want || len(r.faults) != faults {
			t.Errorf("%s of %d: %d possible, %d faults (want %d, %d)", codes, said, got, len(r.faults), want, faults)
		}
	}
	check(`/ \ O D X #`, 30, 30, 0)
	check(`/ \ O D X #`, 0, 30, 0)
	check(`/ \ O`, 40, 40, 0)
	check(`/ \ O`, 20, 30, 1)
	check(`O N`, 0, 0, 0) // a return of absence alone
}

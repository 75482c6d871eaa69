package sources

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
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
	want := []string{"row 1 " + late, "row 2 " + late, "value 2 code: a word that is not known (map it with values in the settings)"}
	if d := cmp.Diff(want, reasons(got)); d != "" {
		t.Error(d)
	}
	codes := ""
	for _, r := range got.records {
		for _, c := range r.Claims {
			if c.Kind == Attendance {
				codes += c.Status
			}
		}
	}
	if codes != "NNNNIM" || reports[0].Rows != 7 || reports[0].Rejects != 2 || reports[1].Records != 2 {
		t.Errorf("codes %s, reports %+v", codes, reports)
	}
	for i, r := range reports {
		if r.SHA256 == "" || len(r.Codes) != i {
			t.Errorf("report %d: %+v", i, r)
		}
	}
}

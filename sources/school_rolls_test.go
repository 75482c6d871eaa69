package sources

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
)

// A roll says in its rows for which night it speaks; the file speaks for it where so many rows give it that it is no child's own day.
func TestARollSpeaksForTheNightOfItsRows(t *testing.T) {
	night := calendar.On(2026, 10, 13)
	for _, c := range []struct {
		rows        int
		file, rows1 Date
	}{{19, 0, night}, {20, night, night}, {40, night, night}} {
		var b strings.Builder
		b.WriteString("roll_date,school_laestab,surname,forename,dob,status,entry_date\n")
		b.WriteString("14/10/2026,8872999,Alone,Aiko,01/02/2015,,\n")
		for i := range c.rows {
			fmt.Fprintf(&b, "13/10/2026,8872999,Pupil%c,Ada,01/02/2015,,03/09/2022\n", 'a'+i%26)
		}
		path := filepath.Join(t.TempDir(), "roll.csv")
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		got, reports := readAll(t, Extract{Kind: SchoolRolls, Files: []string{path}, Root: filepath.Dir(path)})
		if len(got.records) != c.rows+1 || reports[0].AsOf != c.file || got.records[1].AsOf != c.rows1 || got.records[1].Claims[0].Decided != c.rows1 {
			t.Errorf("%d rows: the file speaks for %v, its rows for %v (want %v, %v)", c.rows, reports[0].AsOf, got.records[1].AsOf, c.file, c.rows1)
		}
	}
}

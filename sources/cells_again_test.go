package sources

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCellsAgainAreCountedAgain reads rows that repeat each other's cells in stretches and in turns, and wants the same said and noted of
// both: a cell like the one above it is not read anew.
func TestCellsAgainAreCountedAgain(t *testing.T) {
	rows := []string{
		"R1,removed,Alderwick,Zoë,31/01/15,X801200000001,2026-09-01,G,7700900123\n",
		"R1,vanished,O&#39;Neill,Bram,2015-01-31,L210201526004,03/09/2026,d,07700900123\n",
		"R1,removed,N/A,Bryony,31/31/2015,A801200000001,01/07/2020,Q,\n",
	}
	read := func(order func(i int) int) (said []string, measures string) {
		var b strings.Builder
		b.WriteString("return_id,return_type,surname,forename,dob,upn,event_date,ground,parent_phone\n")
		for i := range 90 {
			b.WriteString(rows[order(i)])
		}
		got, reports := readAll(t, inFile(t, RollChanges, "r.csv", b.String()))
		for _, r := range got.records {
			said = append(said, fmt.Sprintf("%s %s %s %s %s %+v", r.Who.Surname, r.Who.Forename, r.Who.DOB, r.Who.UPN, r.Who.ParentPhone, r.Claims))
		}
		slices.Sort(said)
		r := reports[0]
		return said, fmt.Sprintf("%+v %v %v %d", r.Measures, r.Notes, r.Codes, r.Values)
	}
	stretches, want := read(func(i int) int { return i / 30 })
	turns, got := read(func(i int) int { return i % 3 })
	if d := cmp.Diff(turns, stretches); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if len(stretches) < 60 || !strings.Contains(want, "parent_phone") {
		t.Errorf("%d records, %s", len(stretches), want)
	}
}

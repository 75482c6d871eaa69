package register

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"
)

// Extracts are kept for as long as erosion is looked for, and of who was in them the last two; a run for an earlier day sees what was
// accepted by then.
func TestExtractsAreKeptForSixtyDays(t *testing.T) {
	ctx := t.Context()
	r, err := Open(filepath.Join(t.TempDir(), "register.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	first := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	for n := range 100 {
		id := fmt.Sprintf("run %d", n)
		x := Extract{Kind: "health", Rows: 1000 - n, LetPass: []string{"rows"}, Members: []byte{byte(n)}}
		if err := r.RecordRun(ctx, Run{ID: id, AsOf: first.AddDate(0, 0, n), Folder: "runs/" + id, Published: true, Accepted: []Extract{x}}); err != nil {
			t.Fatal(err)
		}
	}
	last := first.AddDate(0, 0, 99)
	lately, err := r.AcceptedSince(ctx, last.AddDate(0, 0, -60), last)
	if err != nil {
		t.Fatal(err)
	}
	if all := lately["health"]; len(all) != 61 || all[0].Rows != 1000-39 || all[60].Rows != 901 || all[0].LetPass[0] != "rows" {
		t.Errorf("%d extracts of the last sixty days", len(all))
	}
	var kept int
	if err := r.db.QueryRow(`SELECT count(*) FROM accepted_extract`).Scan(&kept); err != nil || kept != keptDays+1 {
		t.Errorf("%d extracts are kept (want %d): %v", kept, keptDays+1, err)
	}
	newest, err := r.LastMembers(ctx, last)
	if err != nil || string(newest["health"]) != string([]byte{99}) {
		t.Errorf("who was in the last: %v, %v", newest, err)
	}
	earlier, err := r.LastMembers(ctx, last.AddDate(0, 0, -1))
	if err != nil || string(earlier["health"]) != string([]byte{98}) {
		t.Errorf("who was in the one before: %v, %v", earlier, err)
	}
	if err := r.db.QueryRow(`SELECT count(*) FROM accepted_members`).Scan(&kept); err != nil || kept != keptMembers {
		t.Errorf("of %d who was in them is kept: %v", kept, err)
	}
}

package candidates

import (
	"fmt"
	"strings"
	"testing"
)

// The sheet of children of whom nothing can be told is one to begin with: it holds those of whom something speaks, and not too many.
func TestUntoldSheetIsShort(t *testing.T) {
	lists := sample()
	lists.Untold = nil
	for i := range untoldShown + 5 {
		lists.Untold = append(lists.Untold, NewLine(Untold{ChildID: fmt.Sprint("c-s", i), Rank: i + 1, Signs: []string{"referral"}, Why: "Referred."}, false))
	}
	for i := range 1000 {
		lists.Untold = append(lists.Untold, NewLine(Untold{ChildID: fmt.Sprint("c-n", i), Rank: untoldShown + 6 + i}, false))
	}
	got, err := opened(t, lists, sheetRows).GetRows(untoldSheet)
	if err != nil {
		t.Fatal(err)
	}
	said := got[len(got)-1][0]
	if len(got) != 3+untoldShown+1 || !strings.Contains(said, "1,005 children") || !strings.Contains(said, UntoldFile) {
		t.Errorf("%d rows, and the last says %q", len(got), said)
	}
	if row := strings.Join(got[3], " "); !strings.Contains(row, "Referred.") || strings.Contains(row, "c-n") {
		t.Errorf("the first is %q", row)
	}
}

// Of a sealed child there is the id and whom to ask.
func TestUntoldSealed(t *testing.T) {
	got, err := opened(t, sample(), sheetRows).GetRows(untoldSheet)
	if err != nil {
		t.Fatal(err)
	}
	var sealed string
	for _, row := range got {
		if text := strings.Join(row, " "); strings.Contains(text, "c-000022") {
			sealed = text
		}
	}
	if !strings.Contains(sealed, SealedReason) || strings.Contains(sealed, "Hidden") || strings.Contains(sealed, "safeguarding") {
		t.Errorf("the line is %q", sealed)
	}
}

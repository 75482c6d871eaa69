package cells

import "testing"

// A team is named in full, and a narrative is not taken for one.
func TestTeamsAreNamed(t *testing.T) {
	for in, want := range map[string]string{"Team 3": "Team 3", "Family Safeguarding North and West": "Family Safeguarding North and West", "": "", "CME desk, 2nd floor": "CME desk, 2nd floor",
		"mother moved on 3 May. Rang twice": "", "anna@council.invalid": "", "01632960001": "", "a worker who has known the family for eight long years": ""} {
		if got := TeamName(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

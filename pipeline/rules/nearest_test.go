package rules

import "testing"

// An offer of yesterday that nobody has answered is not a place whose child did not come.
func TestAnOfferSaysWhyItExplainsNobody(t *testing.T) {
	check := func(o outcome, want string) {
		t.Helper()
		a := &application{outcome: o, school: &establishment{name: "Alder School"}}
		if got := a.whyNotProvision(); got != want {
			t.Errorf("outcome %d: %q, want %q", o, got, want)
		}
	}
	check(offered, "A place at Alder School was offered and has not been accepted.")
	check(accepted, "Has a place at Alder School, whose roll does not show the child.")
}

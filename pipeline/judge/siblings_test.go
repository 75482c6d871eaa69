package judge

import (
	"testing"

	"rollcall/sources"
)

// TestHomeKey holds the key by which two records are of one home: however the rest of an address is typed.
func TestHomeKey(t *testing.T) {
	check := func(address, postcode, want string) {
		t.Helper()
		if got := HomeKey(&sources.Identity{Address: address, Postcode: postcode}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	check("12 Mill Lane, Fenwick", "ME4 9ZZ", "ME4 9ZZ 12")
	check("12, MILL LN", "ME4 9ZZ", "ME4 9ZZ 12")
	check("12A Mill Lane", "ME4 9ZZ", "ME4 9ZZ 12")
	check("The Old Forge", "ME4 9ZZ", "")
	check("12 Mill Lane", "", "")
}

// TestAddressesAreNumberedByPostcode holds that one address typed in two ways is one home.
func TestAddressesAreNumberedByPostcode(t *testing.T) {
	var seen addresses
	for i, x := range []struct {
		postcode string
		want     uint8
	}{{"ME4 9ZZ", 1}, {"ME4 9YY", 2}, {"ME4 9ZZ", 1}, {"", 0}} {
		if got := seen.numberOf(x.postcode); got != x.want {
			t.Errorf("%d: %d, want %d", i, got, x.want)
		}
	}
}

package survey

import "testing"

// TestHeaderWords splits headers as people write them.
func TestHeaderWords(t *testing.T) {
	for h, want := range map[string]string{
		"D.O.B.": "dateofbirth", "GivenName": "givenname", "NHS #": "nhsnumber", "ADDR_1": "address1", "Child's Name": "childname",
		"addressLine2": "addressline2", "NCY": "nationalcurriculumyear", "Prénom": "prénom", "": "",
	} {
		if got := FormOf(h).whole; got != want {
			t.Errorf("%q is %q (want %q)", h, got, want)
		}
	}
}

package cells

import "testing"

// TestAuthorityOfGSS holds the lists to codes of every part of the country and to their lengths: a code left out would shift all behind it.
func TestAuthorityOfGSS(t *testing.T) {
	for gss, want := range map[string]string{
		"E06000001": "805", "E06000022": "800", "E06000035": "887", "E06000046": "921", "E06000053": "420", "E06000057": "929", "E06000060": "825", "E06000066": "933", "e06000065": "815",
		"E08000001": "350", "E08000011": "340", "E08000019": "373", "E08000025": "330", "E08000036": "384", "E08000037": "390", "E08000039": "373",
		"E09000001": "201", "E09000007": "202", "E09000014": "309", "E09000028": "210", "E09000033": "213",
		"E10000003": "873", "E10000016": "886", "E10000017": "888", "E10000028": "860", "E10000034": "885",
	} {
		if got, why, is := AuthorityOfGSS(gss); got != want || why != "" || !is {
			t.Errorf("%s: %q, %q, %v (want %s)", gss, got, why, is, want)
		}
	}
	for gss, want := range map[string]string{"E07000115": OfDistrict, "W06000015": NotInEngland, "S12000036": NotInEngland, "E99999999": NoAuthority, "E06000099": NoAuthority, "L99999999": NotInEngland} {
		if got, why, is := AuthorityOfGSS(gss); got != "" || why != want || !is {
			t.Errorf("%s: %q, %q (want %q)", gss, got, why, want)
		}
	}
	for _, s := range []string{"887", "", "E0600003", "E060000356", "Medway", "X80120000"} {
		if _, _, is := AuthorityOfGSS(s); is && s != "X80120000" {
			t.Errorf("%q has the shape of a code", s)
		}
	}
	for prefix, n := range map[string]int{"E06": 66, "E08": 39, "E09": 33, "E10": 34} {
		if len(gssLists[prefix]) != n {
			t.Errorf("%s has %d codes (want %d)", prefix, len(gssLists[prefix]), n)
		}
	}
	if c, why := ReadIdentifier(AuthorityValue, "E06000035"); c.Text != "887" || why != "" {
		t.Errorf("as an LA code: %q, %q", c.Text, why)
	}
}

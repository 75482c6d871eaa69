package cells

import "testing"

// TestPlain wants what nobody sees gone and what looks alike the same.
func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"943\u00a0476\u20095919": "943 476 5919", "\u202aMarlow\u202c": "Marlow", "Ow\u200ben": "Owen", "Marlow\u00adSmith": "MarlowSmith",
		"2015\u201106\u201114": "2015-06-14", "２０１５/０６/１４": "2015/06/14", "\ufeff x\u200e ": "x", "FW1\u20071AE": "FW1 1AE", "ＦＷ１　１ＡＥ": "FW1 1AE",
		"Zoë O’Dröne": "Zoë O’Dröne", " plain ": "plain", "": "", "\u00a0": "", "2–5 High St": "2–5 High St", "\u200b": "",
	} {
		if got := Plain(in); got != want {
			t.Errorf("%q: %q (want %q)", in, got, want)
		}
	}
}

// TestUnseenMarksInEveryIdentifier reads each type with hard spaces, direction marks, hyphens that do not break and figures of full width.
func TestUnseenMarksInEveryIdentifier(t *testing.T) {
	check := func(is ValueType, in, want string) {
		t.Helper()
		if got, why := ReadIdentifier(is, in); got.Text != want || why != "" {
			t.Errorf("%q: %q, %q", in, got.Text, why)
		}
	}
	check(NHSValue, "943\u00a0476\u00a05919", "9434765919")
	check(NHSValue, "\u200e943\u2009476\u20115919\u200f", "9434765919")
	check(NHSValue, "９４３４７６５９１９", "9434765919")
	check(ULNValue, "9276\u202f308686", "9276308686")
	check(UPNValue, "x801\u20072000\u200b00001", "X801200000001")
	check(PostcodeValue, "me4\u00a09zz", "ME4 9ZZ")
	check(UPRNValue, "\u00ad100060000017", "100060000017")
	check(SchoolValue, "887\u20112999", "8872999")
	check(SchoolValue, "887–2999", "8872999")
	check(PostcodeValue, "ME4–9ZZ", "ME4 9ZZ")
}

// TestNumbersOfPrograms reads whole numbers as data frames and Java write them, and leaves alone what has lost figures.
func TestNumbersOfPrograms(t *testing.T) {
	for in, want := range map[string]string{
		"9434765919.0": "9434765919", "2.0": "2", "2.000": "2", "9.434765919E9": "9434765919", "9.43476587E9": "9434765870", "1.00060000017E11": "100060000017",
		"9.434765919E+09": "9434765919", "9.434765919e+09": "9434765919", "1.0E7": "10000000", "7.700900123E9": "7700900123",
		"9.43E+09": "9.43E+09", "9.43476587E+09": "9.43476587E+09", "9.4347659191E9": "9.4347659191E9", "1E9": "1E9", "2E5": "2E5", "14.06.2015": "14.06.2015", "2.5": "2.5",
		"1.5E3": "1.5E3", "": "", ".0": ".0", "1.": "1.", "1.0E99": "1.0E99", "1.E7": "1.E7", "A.0": "A",
	} {
		if got := WholeDigits(in); got != want {
			t.Errorf("%q: %q (want %q)", in, got, want)
		}
	}
	for in, want := range map[string]string{"2.0": "F", "1.0": "M", "9.0": ""} {
		if got, why := ReadSex(in); got.Text != want || why != "" {
			t.Errorf("sex %s: %q, %q", in, got.Text, why)
		}
	}
	if c, why := ReadYesNo("1.0"); c.N != Yes || why != "" {
		t.Errorf("1.0 is no yes: %s", why)
	}
	if c, why := ReadKey("9.43E+09"); c.Text != "" || why == "" {
		t.Error("a key that was cut short is kept")
	}
	if c, _ := ReadPhone("7.700900123E9"); c.Text != "7700900123" || !LostZero("7.700900123E9") {
		t.Errorf("telephone %q", c.Text)
	}
}

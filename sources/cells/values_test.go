package cells

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"rollcall/pipeline/calendar"
)

// The vectors of permanent and temporary numbers are composed with the published algorithm, one per prefix.
func TestUPN(t *testing.T) {
	for _, s := range []string{"X801200000001", "Y823432113029", "L210201526004", "C887301200017", "T815311198026", "E887299920014", "B887299919031"} {
		if !ValidUPN(s) || TemporaryUPN(s) {
			t.Errorf("%s: valid %v, temporary %v (want true, false)", s, ValidUPN(s), TemporaryUPN(s))
		}
	}
	for _, s := range []string{"W80120000001A", "G21020152601B", "C88730120002Z", "J88730120002D", "B88729992001C"} {
		if !ValidUPN(s) || !TemporaryUPN(s) {
			t.Errorf("%s: valid %v, temporary %v (want true, true)", s, ValidUPN(s), TemporaryUPN(s))
		}
	}
	for _, s := range []string{"", "X80120000000", "X8012000000011", "A801200000001", "x801200000001", "X80120000001I", "X8012000A0001", "I801200000001", "UN1"} {
		if ValidUPN(s) {
			t.Errorf("%q is taken for a UPN", s)
		}
	}
}

// TestUPNCheckLetter changes one digit, or swaps two neighbours, of a valid number and wants it refused: the weights are
// coprime to 23, so every single slip changes the sum mod 23.
func TestUPNCheckLetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := []byte("X801200000001")
		for i := 1; i < 13; i++ {
			u[i] = '0' + byte(rapid.IntRange(0, 9).Draw(t, "digit"))
		}
		sum := 0
		for i := 1; i < 13; i++ {
			sum += int(u[i]-'0') * (i + 1)
		}
		u[0] = upnAlphabet[sum%23]
		if !ValidUPN(string(u)) {
			t.Fatalf("%s is refused", u)
		}
		i := rapid.IntRange(1, 12).Draw(t, "at")
		slip := append([]byte(nil), u...)
		slip[i] = '0' + (u[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if ValidUPN(string(slip)) {
			t.Fatalf("%s is taken for %s", slip, u)
		}
		if i < 12 && u[i] != u[i+1] {
			swap := append([]byte(nil), u...)
			swap[i], swap[i+1] = u[i+1], u[i]
			if ValidUPN(string(swap)) {
				t.Fatalf("%s is taken for %s", swap, u)
			}
		}
	})
}

func TestNumbersWithCheckDigits(t *testing.T) {
	check := func(name string, valid func(string) bool, s string, want bool) {
		t.Helper()
		if valid(s) != want {
			t.Errorf("%s %q: %v (want %v)", name, s, !want, want)
		}
	}
	for _, s := range []string{"9434765919", "9990000018", "9990000026", "9990000034", "9990000042"} {
		check("NHS number", ValidNHSNumber, s, true)
	}
	for d := byte('0'); d <= '9'; d++ {
		check("NHS number", ValidNHSNumber, "999000000"+string(d), false)
	}
	for _, s := range []string{"", "943476591", "94347659190", "9434765910", "943476591X", "0000000000", "1111111111"} {
		check("NHS number", ValidNHSNumber, s, false)
	}
	for _, s := range []string{"9276308686", "1000000000", "1234567899"} {
		check("ULN", ValidULN, s, true)
		check("NHS number", ValidNHSNumber, s, false)
	}
	for _, s := range []string{"", "9276308680", "0276308686", "927630868", "927630868A"} {
		check("ULN", ValidULN, s, false)
	}
}

func TestPostcode(t *testing.T) {
	for in, want := range map[string]string{
		"ME4 9ZZ": "ME4 9ZZ", "me49zz": "ME4 9ZZ", " M1 1AE": "M1 1AE", "ec1a1bb": "EC1A 1BB", "W1A-0AX": "W1A 0AX",
		"CR2 6XH": "CR2 6XH", "DN55 1PT": "DN55 1PT", "B33 8TH": "B33 8TH", "GIR 0AA": "GIR 0AA", "ME4  9ZZ": "ME4 9ZZ",
		"M E49ZZ": "ME4 9ZZ", "ZZ99 3VZ": "ZZ99 3VZ",
		"": "", "ME4": "", "ME4 9Z": "", "ME4 99Z": "", "ME4 9CZ": "", "4ME 9ZZ": "", "MEE4 9ZZ": "", "M\xc34 9ZZ": "", "not known": "",
		"ME449 9ZZ": "", "MEA 9ZZ": "",
	} {
		got, ok := NormalPostcode(in)
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v (want %q)", in, got, ok, want)
		}
	}
	if !PseudoPostcode("ZZ99 3VZ") || PseudoPostcode("ME4 9ZZ") {
		t.Error("pseudo postcodes are told apart wrongly")
	}
}

func TestLAESTAB(t *testing.T) {
	for in, want := range map[string]string{
		"8872999": "8872999", "887/2999": "8872999", "887-2999": "8872999", "887 2999": "8872999",
		"": "", "887299": "", "88729990": "", "887/299": "", "8872/999": "", "XXXXXXX": "", "0872999": "",
	} {
		if got, _ := LAESTAB(in); got != want {
			t.Errorf("%q: %q (want %q)", in, got, want)
		}
	}
}

func TestIdentifierCells(t *testing.T) {
	check := func(is ValueType, in, want, reason string) {
		t.Helper()
		got, why := ReadIdentifier(is, in)
		if got.Text != want || why != reason {
			t.Errorf("%q: %q, %q (want %q, %q)", in, got.Text, why, want, reason)
		}
	}
	check(UPNValue, "x801 2000 00001", "X801200000001", "")
	check(UPNValue, "A801200000001", "", "fails its check letter")
	check(UPNValue, "X801200", "", "truncated (want 13 characters)")
	check(UPNValue, "UN3", "", "")
	check(NHSValue, "943 476 5919", "9434765919", "")
	check(NHSValue, "9434765918", "", "fails its check digit")
	check(NHSValue, "943476", "", "truncated (want 10 characters)")
	check(NHSValue, "94347659190", "", "too long (want 10 characters)")
	check(ULNValue, "9276308686", "9276308686", "")
	check(PostcodeValue, "zz993vz", "", "a pseudo postcode (ZZ99), which is no place")
	check(UPRNValue, "000100060000017", "100060000017", "")
	check(UPRNValue, "100060000017.0", "100060000017", "")
	check(UPRNValue, "0", "", "not a UPRN (want 1 to 12 digits)")
	check(UPRNValue, "1.00E+11", "", shortenedReason)
	check(AuthorityValue, "887", "887", "")
	check(AuthorityValue, "Medway", "", "not the code of a local authority (want three digits)")
	check(DestinationValue, "Not known", "XXXXXXX", "")
	check(DestinationValue, "abroad", "", "not a destination (want a LAESTAB, an LA code, XXXXXXX or MMMMMMM)")
	check(DestinationValue, "xxxxxxx", "XXXXXXX", "")
	check(DestinationValue, "MMM/MMMM", "MMMMMMM", "")
	check(DestinationValue, "886/2999", "8862999", "")
	check(DestinationValue, "886", "886", "")
}

// TestDates wants each usual layout read, whatever the last one was, and everything else refused.
func TestDates(t *testing.T) {
	want := calendar.On(2016, time.February, 29)
	for _, s := range []string{"2016-02-29", "29/02/2016", "2016-02-29T10:11:12", "2016-02-29 00:00:00", "29-02-2016", "29.02.2016",
		"29-Feb-2016", "29 February 2016", "2016-Feb-29 00:00:00", "29/2/2016", "29/02/2016 00:00", "2016-02-29T00:00:00Z", "29-FEB-2016"} {
		for last := NoLayout; last < LayoutsEnd; last++ {
			if got, _, ok := ReadDate(s, last); !ok || got != want {
				t.Errorf("%s after layout %d: %v, %v", s, last, got, ok)
			}
		}
	}
	for _, s := range []string{"", "29/02/2015", "29/02/16", "02/29/2016", "2016-02-30", "29022016", "20160230", "29//2016", "2016-02-29X",
		"29/02/20166", "29/02/2016 noon", "29-Fub-2016", "42429", "//////////", "29-02/2016", "-1/02/2016", "٢٩/02/2016"} {
		if got, _, ok := ReadDate(s, NoLayout); ok {
			t.Errorf("%q is read as %v", s, got)
		}
	}
	if d, ok := ReadDateIn(UKLayout, "1/2/2016"); !ok || d != calendar.On(2016, 2, 1) {
		t.Errorf("1/2/2016 is %v (want 1 February)", d)
	}
}

func TestDatesAsSettingsSay(t *testing.T) {
	if d, ok := ReadDateAs("01/02/2006", "02/01/2016"); !ok || d != calendar.On(2016, 2, 1) {
		t.Errorf("month first: %v, %v", d, ok)
	}
	if d, ok := ReadDateAs("02/01/06", "01/02/16"); !ok || d != calendar.On(2016, 2, 1) {
		t.Errorf("a year of two figures: %v, %v", d, ok)
	}
	for layout, s := range map[string]string{"02/01/2006": "1/2/2016", "01/02/2006": "2/1/2016 0:00", "2006-01-02": "2016-2-1 00:00:00.000"} {
		if d, ok := ReadDateAs(layout, s); !ok || d != calendar.On(2016, 2, 1) {
			t.Errorf("%s by %s: %v, %v", s, layout, d, ok)
		}
	}
	if d, ok := ReadDateAs("20060102", "20160201"); !ok || d != calendar.On(2016, 2, 1) {
		t.Errorf("digits alone: %v, %v", d, ok)
	}
}

// TestDaysOf holds the arithmetic to the standard library.
func TestDaysOf(t *testing.T) {
	for d := calendar.On(1799, 12, 20); d < calendar.On(2101, 2, 1); d++ {
		y, m, day := d.Time().Date()
		if got := daysOf(y, int(m), day); got != d {
			t.Fatalf("%v: %d (want %d)", d, got, d)
		}
	}
}

func TestExcelDay(t *testing.T) {
	for in, want := range map[string]calendar.Date{
		"45900": calendar.On(2025, 8, 31), "45900.75": calendar.On(2025, 8, 31), "61": calendar.On(1900, 3, 1), "25569": 0,
		"25570": calendar.On(1970, 1, 2),
	} {
		if got, ok := ReadSerialDay(in); !ok || got != want {
			t.Errorf("%s: %v, %v (want %v)", in, got, ok, want)
		}
	}
	for _, s := range []string{"", "60", "0x10000", "4.59e4", "NaN", "Inf", "45_900", "-45900", "9999999"} {
		if got, ok := ReadSerialDay(s); ok {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}

func TestPlaceholderNames(t *testing.T) {
	for _, s := range []string{"BABY", "Unborn", "TWIN 1", "twin2", "Unknown", "NOT KNOWN", "Not-Known", "TEST", "N/K", "n/a", "Baby Girl", "-", ".",
		"?", "Baby of", "XXXX", "TBC", "Triplet 3", "Test 12", "(unknown)"} {
		if !PlaceholderName(s) {
			t.Errorf("%q is taken for a name", s)
		}
	}
	for _, s := range []string{"Babych", "Unbornson", "Twining", "Knowles", "Testa", "Na", "Ng", "O", "Girling", "Nonea", "Bo", "Child", "Xu", "Null",
		"Ünknown", "李", "Boyd", "Noname-Smythe"} {
		if PlaceholderName(s) {
			t.Errorf("%q is taken for a placeholder", s)
		}
	}
}

func TestAnswers(t *testing.T) {
	for in, want := range map[string]string{"M": "M", "male": "M", "1": "M", "F": "F", "Female": "F", "2": "F", "9": "", "U": "", "unknown": ""} {
		if c, why := ReadSex(in); c.Text != want || why != "" {
			t.Errorf("sex %q: %q, %q (want %q)", in, c.Text, why, want)
		}
	}
	if _, why := ReadSex("3"); why == "" {
		t.Error("3 is a sex")
	}
	for in, want := range map[string]int32{"Y": Yes, "yes": Yes, "TRUE": Yes, "1": Yes, "n": No, "No": No, "false": No, "0": No} {
		if c, why := ReadYesNo(in); c.N != want || why != "" {
			t.Errorf("%q: %d, %q (want %d)", in, c.N, why, want)
		}
	}
	if _, why := ReadYesNo("maybe"); why == "" {
		t.Error("maybe is an answer")
	}
	for in, want := range map[string][2]string{"ALDERWICK, Bryony": {"Bryony", "ALDERWICK"}, "Bryony Wren Alderwick": {"Bryony Wren", "Alderwick"}, "Alderwick": {"", "Alderwick"}} {
		if f, s := SplitName(in); f != want[0] || s != want[1] {
			t.Errorf("%q: %q, %q", in, f, s)
		}
	}
}

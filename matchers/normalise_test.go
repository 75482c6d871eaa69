package matchers

import (
	"testing"

	"pgregory.net/rapid"
)

func TestFoldName(t *testing.T) {
	for in, want := range map[string]string{
		"Zoë": "ZOE", "O'Neill": "ONEILL", "O’Neill": "ONEILL", "Smith-Jones": "SMITH JONES", "  de  la  Cruz ": "DE LA CRUZ",
		"Łukasz": "LUKASZ", "Søren": "SOREN", "Weiß": "WEISS", "Þór": "THOR", "Đorđe": "DORDE", "St. John": "ST JOHN", "Ng\u0169": "NGU",
		"-": "", "": "", "1234": "", "J": "J", "Siân": "SIAN", "Ægir": "AEGIR",
		"Sm1th": "SMTH", "va8ghan": "VAGHAN", "Smith2": "SMITH", "2nd": "ND", "A1": "A", "A 1 B": "A B",
	} {
		if got := FoldName(in); got != want {
			t.Errorf("FoldName(%q) = %q (want %q)", in, got, want)
		}
	}
}

func TestFoldNameIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "name")
		once := FoldName(s)
		if twice := FoldName(once); twice != once {
			t.Fatalf("%q folds to %q and then to %q", s, once, twice)
		}
		for k := range len(once) {
			if c := once[k]; c != ' ' && (c < 'A' || c > 'Z') {
				t.Fatalf("%q folds to %q", s, once)
			}
		}
	})
}

func TestParsePostcode(t *testing.T) {
	for in, want := range map[string]Postcode{
		"me4 9zz":  {"ME49ZZ", "ME49", "ME4", "ME"},
		"M1 1AA":   {"M11AA", "M11", "M1", "M"},
		"EC1A 1BB": {"EC1A1BB", "EC1A1", "EC1A", "EC"},
		"B338TH":   {"B338TH", "B338", "B33", "B"},
		"ZZ99 3VZ": {}, "": {}, "-": {},
		"2119":     {Unit: "2119"},
		"ME4":      {Unit: "ME4"},
		"ME4 99Z":  {Unit: "ME499Z"},
		"4444 4AA": {Unit: "44444AA"},
	} {
		if got := ParsePostcode(in); got != want {
			t.Errorf("ParsePostcode(%q) = %+v (want %+v)", in, got, want)
		}
	}
}

func TestParseAddress(t *testing.T) {
	for in, want := range map[string]AddressParts{
		"14 High Street, Chatham":          {"", "14", "HIGH ST"},
		"14 HIGH STREET CHATHAM":           {"", "14", "HIGH ST"},
		"Flat 2, 14 High St":               {"2", "14", "HIGH ST"},
		"Flat 2 14a High St.":              {"2", "14A", "HIGH ST"},
		"14, High Street":                  {"", "14", "HIGH ST"},
		"Rose Cottage, Mill Lane, Cliffe":  {"", "ROSE COTTAGE", "MILL LN"},
		"Rose Cottage, 3 Mill Lane":        {"", "3", "MILL LN"},
		"2/14 High Street":                 {"", "2", "14 HIGH ST"},
		"The Crescent":                     {"", "", "THE CRES"},
		"St Mary's Hospital, Church Road ": {"", "ST MARYS HOSPITAL", "CHURCH RD"},
		"":                                 {},
	} {
		if got := ParseAddress(in); got != want {
			t.Errorf("ParseAddress(%q) = %+v (want %+v)", in, got, want)
		}
		if got := parseAddressKey(AddressKey(in)); got != want {
			t.Errorf("AddressKey(%q) is %+v (want %+v)", in, got, want)
		}
	}
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2014-03-02": "2014-03-02", "20140302": "2014-03-02", "2014-03": "2014-03-00", "2014": "2014-00-00", "2014-13-02": "2014-00-02",
		"2014-03-02T00:00:00": "2014-03-02", "": "", "soon": "", "0000-00-00": "", "02/03/2014": "",
	} {
		if got := ParseDate(in).String(); got != want {
			t.Errorf("ParseDate(%q) = %q (want %q)", in, got, want)
		}
	}
}

func FuzzNormalisers(f *testing.F) {
	f.Add("Flat 2, 14 High Street, ME4 9ZZ")
	f.Add("2014-02-30")
	f.Fuzz(func(t *testing.T, s string) {
		for k := range Groups {
			once := normaliseValue(k, s)
			if twice := normaliseValue(k, once); twice != once {
				t.Errorf("%s: %q normalises to %q and then to %q", k, s, once, twice)
			}
		}
	})
}

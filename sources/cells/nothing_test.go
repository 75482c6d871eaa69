package cells

import "testing"

// TestWordsForNothing holds each kind of word to each kind of cell.
func TestWordsForNothing(t *testing.T) {
	for _, x := range []struct {
		s                    string
		name, line, key, any Sureness
	}{
		{"NULL", MayBeNothing, SaysNothing, SaysNothing, SaysNothing},
		{"Nan", MayBeNothing, SaysNothing, SaysNothing, SaysNothing},
		{"(null)", SaysNothing, SaysNothing, SaysNothing, SaysNothing},
		{"<NA>", SaysNothing, SaysNothing, SaysNothing, SaysNothing},
		{`\N`, SaysNothing, SaysNothing, SaysNothing, SaysNothing},
		{"#REF!", SaysNothing, SaysNothing, SaysNothing, SaysNothing},
		{"None", SaysNothing, SaysNothing, SaysNothing, SaysNothing},
		{"not recorded", SaysNothing, SaysNothing, SaysNothing, SaysNothing},
		{"--", SaysNothing, SaysNothing, SaysNothing, SaysNothing},
		{"—", SaysNothing, SaysNothing, SaysNothing, SaysNothing},
		{"Twin 1", SaysNothing, SaysSomething, SaysSomething, SaysSomething},
		{"Not yet named", SaysNothing, SaysNothing, SaysNothing, SaysSomething},
		{"Baby", MayBeNothing, SaysNothing, SaysNothing, SaysSomething},
		{"NFA", SaysSomething, SaysNothing, SaysSomething, SaysSomething},
		{"0000", SaysSomething, SaysSomething, SaysNothing, SaysSomething},
		{"99999", SaysSomething, SaysSomething, SaysNothing, SaysSomething},
		{"Nullman", SaysSomething, SaysSomething, SaysSomething, SaysSomething},
		{"李", SaysSomething, SaysSomething, SaysSomething, SaysSomething},
		{"Naïma", SaysSomething, SaysSomething, SaysSomething, SaysSomething},
		{"12", SaysSomething, SaysSomething, SaysSomething, SaysSomething},
		{"", SaysNothing, SaysNothing, SaysNothing, SaysNothing},
	} {
		for is, want := range map[ValueType]Sureness{NameValue: x.name, LineValue: x.line, KeyValue: x.key, TextValue: x.any} {
			if got := SurenessOf(is, x.s); got != want {
				t.Errorf("%q as %s: %d (want %d)", x.s, is, got, want)
			}
		}
	}
	for s, want := range map[string]bool{"NULL": true, "null": true, "None": true, "none": false, "[NULL]": true, "NaT": true, "#N/A": true, `\N`: true,
		"-": true, "Unknown": false, "Baby": false, "Ann": false, "": true, "####": false} {
		if got := StandsForNothing(TextValue, s); got != want {
			t.Errorf("%q as text: %v (want %v)", s, got, want)
		}
	}
	if StandsForNothing(NameValue, "NULL") || !StandsForNothing(NameValue, "<null>") || !StandsForNothing(NameValue, "unknown") {
		t.Error("of names alone a column tells")
	}
	if StandsForNothing(WordValue, "not known") || !StandsForNothing(WordValue, "NULL") || !StandsForNothing(SexValue, "not recorded") {
		t.Error("of words a list tells")
	}
}

// TestAColumnTellsNamesFromNothing wants a real Null, Nan or Baby kept, and the word of a program or clerk that many rows have not.
func TestAColumnTellsNamesFromNothing(t *testing.T) {
	check := func(chief bool, word string, rows int, others string, otherRows int, unknown int, want bool) {
		t.Helper()
		c := NameColumn{Chief: chief}
		c.AddValue(others, otherRows)
		c.AddValue(word, rows)
		if unknown > 0 {
			c.AddValue("Unknown", unknown)
		}
		if got := c.IsNothing(word); got != want {
			t.Errorf("%d times %s beside %d times %s: %v (want %v)", rows, word, otherRows, others, got, want)
		}
	}
	check(true, "Null", 4, "Marlow", 100, 0, false)      // a family
	check(true, "NULL", 1, "Marlow", 100, 0, false)      // one row joins nobody
	check(true, "NULL", 2, "Marlow", 100, 0, true)       // spelt as a program does
	check(false, "NULL", 1, "Ines", 100, 0, true)        // most middle names are missing
	check(false, "Nan", 9, "Ines", 100, 0, false)        // a name spelt like the others
	check(true, "nan", 2, "marlow", 200, 0, false)       // everything is small
	check(true, "nan", 5, "marlow", 200, 0, true)        // and too often
	check(true, "NAN", 2, "MARLOW", 200, 0, false)       // capitals throughout: it may be hers
	check(true, "NULL", 40, "MARLOW", 200, 0, true)      // in row after row
	check(true, "NaN", 2, "Marlow", 100, 0, true)        // no name is spelt so
	check(true, "Baby", 2, "Ines", 1000, 0, false)       // a forename of South Asia
	check(true, "Baby", 30, "Ines", 1000, 0, true)       // a maternity ward
	check(true, "Baby", 3, "Ines", 1000, 50, true)       // beside others without a name
	check(true, "Marlow", 900, "Ines", 100, 0, false)    // a name, however often
	check(true, "Unknown", 1, "Marlow", 1000, 0, true)   // nobody's name
	check(true, "(null)", 1, "Marlow", 1000, 0, true)    // no name stands in brackets
	check(true, "Twin 1", 1, "Marlow", 1000, 0, true)    // nor has a number
	check(true, "Blank", 10, "Marlow", 1000, 0, false)   // a surname
	check(true, "Blank", 100, "Marlow", 1000, 500, true) // in row after row
}

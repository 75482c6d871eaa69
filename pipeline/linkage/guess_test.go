package linkage

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// columnOf makes a column of values.
func columnOf(values ...string) *column {
	c := newColumn("x")
	for _, v := range values {
		c.addValue(v)
	}
	return c
}

func TestGuess(t *testing.T) {
	for _, x := range []struct {
		name   string
		values []string
		want   Kind
	}{
		{"First Name", []string{"Ann", "Bob", "Cy"}, Forename},
		{"date_of_birth", []string{"1980-01-02", "2001-12-30"}, Birth},
		{"date_of_birth", []string{"unknown", "see file"}, Text},
		{"gender", []string{"M", "F"}, Sex},
		{"gender", []string{"M", "M"}, Sex},
		{"postcode", []string{"ME4 9ZZ", "E1 1AA"}, Postcode},
		{"postcode", []string{"4011", "2602"}, Place},
		{"address", []string{"1 High St, Hoo", "2 Low Rd"}, Address},
		{"address_1", []string{"1 High St", "2 Low Rd"}, Address},
		{"address_1", []string{"kelso street", "milne cove"}, Place},
		{"unique_id", []string{"1", "2"}, Ignore},
		{"household_id", []string{"1", "2"}, Ignore},
		{"ethnicity", []string{"a", "b"}, Ignore},
		{"nhs_no", []string{"9434765919", "9434765870"}, NHSNumber},
		{"x1", []string{"03/04/2011", "13/04/2011"}, Birth},
		{"x2", []string{"a@b.example", "c@d.example"}, Email},
		{"x3", []string{"", ""}, Ignore},
		{"x4", slices.Repeat([]string{"same"}, 21), Ignore},
		{"surname", []string{"same", "same"}, Surname},
		{"phone_type", []string{"mobile", "home", "mobile", "home", "work"}, Category},
		{"tel", []string{"020 7946 0000", "01632 960001"}, Phone},
		{"birth", []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "31"}, BirthDay},
		{"head_name", []string{"Ann Vale", "Bob Moss", "Unknown"}, FullName},
	} {
		c := columnOf(x.values...)
		if got, why := guessKind(x.name, shapeOf(c)); got != x.want {
			t.Errorf("%s %q: %s, %s (want %s)", x.name, x.values, got, why, x.want)
		}
	}
}

func TestDatesAreReadInTheColumnsOrder(t *testing.T) {
	order := func(column []string) dateOrder {
		o, _, _ := orderOf(column)
		return o
	}
	for _, x := range []struct {
		column []string
		value  string
		want   string
	}{
		{nil, "2014-03-02", "2014-03-02"}, {nil, "20140302", "2014-03-02"}, {nil, "2014", "2014-00-00"}, {nil, "2014-03", "2014-03-00"},
		{nil, "2014-03-02T00:00:00", "2014-03-02"}, {nil, "2014-03-02 00:00:00", "2014-03-02"},
		{[]string{"13/04/2011"}, "03/04/2011", "2011-04-03"}, {[]string{"04/13/2011"}, "03/04/2011", "2011-03-04"},
		{nil, "3 Apr 2011", "2011-04-03"}, {nil, "03-APR-11", "2011-04-03"}, {nil, "3.4.87", "1987-04-03"}, {nil, "April 3, 2011", "2011-04-03"},
		{nil, "nonsense", ""}, {nil, "", ""}, {nil, "1/2/3/4", ""}, {nil, "2014-13-02", "2014-00-02"},
	} {
		if got := isoDate(x.value, order(x.column)); got != x.want {
			t.Errorf("%q among %q: %q (want %q)", x.value, x.column, got, x.want)
		}
	}
}

// TestShapesOfDates holds to the parts that a date can have, whether or not there is such a day.
func TestShapesOfDates(t *testing.T) {
	for text, want := range map[string]bool{"2011-04-03": true, "2011-99-99": true, "2011-100-01": false, "2011-01-100": false, "0999-01-01": false, "2201-01-01": false,
		"2200-01-01": true, "1000": true, "999": false, "20110403": true, "3/4/11": true, "99/99/2011": true, "100/4/2011": false, "3/100/2011": false, "3/4/1": false,
		"3/4/20111": false, "3 April 2011": true, "April 3 2011": true, "3 Aprl 2011": false, "3/4/xx": false, "2011-04": false, "": false, "12": false} {
		if got := looksLikeDate(text); got != want {
			t.Errorf("%q: %v (want %v)", text, got, want)
		}
	}
	for order, c := range map[dateOrder][]string{dayFirst: {"3/4/2011", "13/4/2011", "4/13/2011"}, monthFirst: {"4/13/2011", "3/4/2011", "12/13/2011", "13/12/2011"}} {
		if got, _, _ := orderOf(c); got != order {
			t.Errorf("%q: %v (want %v)", c, got, order)
		}
	}
	for in, want := range map[string]string{"3/4/29": "2029-04-03", "3/4/30": "1930-04-03", "0/4/2011": "2011-04-00", "32/4/2011": "2011-04-00", "31/12/2011": "2011-12-31",
		"3/0/2011": "2011-00-03", "3.0/4.0/2011": ""} {
		if got := isoDate(in, dayFirst); got != want {
			t.Errorf("%q: %q (want %q)", in, got, want)
		}
	}
}

func TestNamesInOneAreTakenApart(t *testing.T) {
	for _, x := range []struct{ name, forename, surname string }{
		{"Ann Marie Vale", "Ann Marie", "Vale"}, {"VALE, Ann Marie", "Ann Marie", "VALE"}, {"Vale", "", "Vale"}, {"", "", ""},
	} {
		if f, s := forenameOf(x.name), surnameOf(x.name); f != x.forename || s != x.surname {
			t.Errorf("%q: %q and %q", x.name, f, s)
		}
	}
	if got := joinAddress([]string{"12", "High Street", "", "Hoo"}); got != "12 High Street, Hoo" {
		t.Errorf("address %q", got)
	}
}

// TestColumnsKeepTheirValues holds the table of hashes, and columns read in parts, to a plain list.
func TestColumnsKeepTheirValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOf(rapid.StringOfN(rapid.SampledFrom([]rune("ab ")), 0, 6, -1)).Draw(t, "values")
		cut := rapid.IntRange(0, len(values)).Draw(t, "cut")
		own := rapid.Bool().Draw(t, "own")
		a, b := newColumn("x"), newColumn("x")
		a.own, b.own = own, own
		for k, v := range values {
			if k < cut {
				a.addValue(v)
			} else {
				b.addValue(v)
			}
		}
		a.appendColumn(b)
		if len(a.codes) != len(values) {
			t.Fatalf("%d rows (want %d)", len(a.codes), len(values))
		}
		for k, v := range values {
			if got := a.valueOf(k); got != trimmed(v) {
				t.Fatalf("row %d: %q (want %q)", k, got, trimmed(v))
			}
		}
	})
}

func trimmed(s string) string {
	for s != "" && s[0] == ' ' {
		s = s[1:]
	}
	for s != "" && s[len(s)-1] == ' ' {
		s = s[:len(s)-1]
	}
	return s
}

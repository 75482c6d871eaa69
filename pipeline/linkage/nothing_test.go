package linkage

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// repeatedRows returns a table of columns, each its name and its values, which are said again until there are enough.
func repeatedRows(name string, rows int, columns ...[]string) *table {
	t := &table{name: name, rows: rows}
	for _, values := range columns {
		c := newColumn(values[0])
		for i := range rows {
			c.addValue(values[1+i%(len(values)-1)])
		}
		t.columns = append(t.columns, c)
	}
	return t
}

// valuesOf returns the values of a column that some row has, in order.
func valuesOf(c *column) string {
	var out []string
	for i := range c.codes {
		if v := c.valueOf(i); v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return strings.Join(out, "|")
}

// TestCellsThatSayNothingAreEmptied wants words for nothing of each kind taken out and counted, and names that are names kept.
func TestCellsThatSayNothingAreEmptied(t *testing.T) {
	people := repeatedRows("people", 100,
		[]string{"forename", "Ann", "Nan", "Bob", "UNKNOWN"}, []string{"surname", "Null", "Vale", "Moss", "Vale", "NULL"},
		[]string{"middle", "Eve", "nan", "Null"}, []string{"address", "1 High Street", "NFA", "n/a", "2 Low Road"},
		[]string{"nino", "QQ123456C", "0", "999999999", "N/A"}, []string{"job", "cook", "Not recorded", "Baby", "-"})
	used := []Used{{Name: "forename", Kind: Forename}, {Name: "surname", Kind: Surname}, {Name: "middle", Kind: MiddleNames}, {Name: "address", Kind: Address},
		{Name: "nino", Kind: Identifier}, {Name: "job", Kind: Text}}
	clearNothing([]*table{people}, used)
	for k, want := range []struct {
		values, note string
		n            int
	}{
		{"Ann|Nan|Bob", "25 cells of people have a word that may stand for nothing and are kept as names; 25 cells say nothing: UNKNOWN", 25}, {"Null|Vale|Moss", "20 cells of people have a word that may stand for nothing and are kept as names; 20 cells say nothing: NULL", 20}, {"Eve|Null", "33 cells of people have a word that may stand for nothing and are kept as names; 33 cells say nothing: NAN", 33},
		{"1 High Street|2 Low Road", "50 cells say nothing: N/A, NFA", 50}, {"QQ123456C", "75 cells say nothing: 0, 999999999, N/A", 75},
		{"cook|Baby", "50 cells say nothing: -, NOT RECORDED", 50},
	} {
		u := used[k]
		if got := valuesOf(people.columnOf(u.Name)); got != want.values || u.Note != want.note || u.Nothing != want.n {
			t.Errorf("%s: %s, %d, %q (want %s, %d, %q)", u.Name, got, u.Nothing, u.Note, want.values, want.n, want.note)
		}
	}
}

// TestDaysThatStandForNoneAreEmptied wants a default day taken out, and a day kept that others about then share, or on which those are
// born of whom the year alone is known.
func TestDaysThatStandForNoneAreEmptied(t *testing.T) {
	days := func(from, years int) []string {
		var out []string
		for k := range 300 {
			out = append(out, fmt.Sprintf("%d-%02d-%02d", from+k%years, 1+k%12, 2+k%27))
		}
		return out
	}
	check := func(name string, want bool, day string, n int, others []string) {
		t.Helper()
		c := newColumn("dob")
		for _, v := range append(slices.Repeat([]string{day}, n), others...) {
			c.addValue(v)
		}
		if got := standIns(c, c.countRows())[c.codeOf(day, false)]; got != want {
			t.Errorf("%s: %v (want %v)", name, got, want)
		}
	}
	check("of children", true, "1900-01-01", 3, days(2005, 12))
	check("once", true, "1900-01-01", 1, days(2005, 12))
	check("of old people", false, "1900-01-01", 2, days(1895, 12))
	check("of old people, again and again", true, "1900-01-01", 60, days(1895, 12))
	check("the year alone is known", false, "1900-01-01", 90, append(days(1895, 12), slices.Repeat([]string{"1901-01-01", "1902-01-01", "1899-01-01"}, 30)...))
	check("the clock's beginning", true, "1970-01-01", 90, days(1960, 20))
	check("the end of all days", true, "9999-12-31", 1, days(1960, 20))
	check("any day of a list", false, "2010-05-06", 5, days(2005, 12))
	check("a day of every fifth", true, "2010-05-06", 80, days(2005, 12))
	check("a year of every fifth", false, "2010-00-00", 80, days(2005, 12))

	people := repeatedRows("people", 4, []string{"dob", "13/04/2011", "04/14/2011", "3/4/87", "spring"})
	used := []Used{{Name: "dob", Kind: Birth}}
	clearNothing([]*table{people}, used)
	if got := valuesOf(people.columnOf("dob")); got != "2011-04-13|2011-04-14|1987-04-03" {
		t.Errorf("read as %s", got)
	}
	for _, want := range []string{"1 cells of people are no dates", "1 years of people have two figures: 1930 to 2029", "1 can only have the day first, 1 the month"} {
		if !strings.Contains(used[0].Note, want) {
			t.Errorf("%q is not told: %s", want, used[0].Note)
		}
	}
	for in, want := range map[string]string{"2015-06-13T23:00:00.000Z": "2015-06-14", "2015-06-13T23:30:00Z": "2015-06-14", "2015-01-14T00:00:00Z": "2015-01-14",
		"2015-06-14T00:00:00+01:00": "2015-06-14"} {
		if got := isoDate(in, dayFirst); got != want {
			t.Errorf("%s: %s (want %s)", in, got, want)
		}
	}
}

// TestANumberOfManyIsNobodys wants a number on rows of different births emptied, one of a person kept, and a column of households left out.
func TestANumberOfManyIsNobodys(t *testing.T) {
	births := []string{"dob", "2011-04-03", "2010-01-02", "2009-11-21", "2012-02-14", "2013-09-09"}
	used := []Used{{Name: "dob", Kind: Birth}, {Name: "nino", Kind: Identifier, Guessed: true}}
	people := repeatedRows("people", 20, births, append([]string{"nino"}, "QQ1", "QQ2", "QQ3", "QQ4", "QQ5", "QQ6", "DEF", "DEF", "DEF", "DEF", "DEF", "QQ7", "QQ8", "QQ9", "QR1", "QR2", "QR3", "QR4", "QR5", "QR6"))
	clearNothing([]*table{people}, used)
	if got := valuesOf(people.columnOf("nino")); strings.Contains(got, "DEF") || !strings.Contains(got, "QQ1") || used[1].Nothing != 5 ||
		used[1].Note != "5 cells hold a value that people of different births share; they count as empty" {
		t.Errorf("%s, %+v", got, used[1])
	}
	// One person's rows, with a slip in a date of birth, share a number rightly.
	used = []Used{{Name: "dob", Kind: Birth}, {Name: "nino", Kind: Identifier, Guessed: true}}
	one := repeatedRows("one", 8, []string{"dob", "2011-04-03", "2011-04-03", "2011-04-30", "2011-04-03"}, []string{"nino", "QQ1"})
	if clearNothing([]*table{one}, used); used[1].Nothing != 0 || used[1].Kind != Identifier {
		t.Errorf("%+v", used[1])
	}
	home := repeatedRows("home", 20, births, []string{"nino", "H1"})
	used = []Used{{Name: "dob", Kind: Birth}, {Name: "nino", Kind: Identifier, Guessed: true}}
	if clearNothing([]*table{home}, used); used[1].Kind != Ignore || !strings.Contains(used[1].Why, "nobody's own") {
		t.Errorf("%+v", used[1])
	}
}

package matchers

import (
	"testing"
)

// pairOf makes a table of two rows and a comparer of it.
func pairOf(t *testing.T, c Comparison, fields []Field, rows [2]map[string][]string) comparer {
	t.Helper()
	b := NewBuilder(fields...)
	for k, row := range rows {
		b.Row(string(rune('a'+k)), 0)
		for at, f := range fields {
			for _, value := range row[f.Name] {
				b.Add(at, value)
			}
		}
	}
	table, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return measures[c.Measure].bind(table, c, newLexicon()).forWorker()
}

// levelChecks are pairs of rows and the level that they must reach, whichever comes first.
type levelCheck struct {
	a, b map[string][]string
	want string
}

func checkLevels(t *testing.T, c Comparison, fields []Field, checks []levelCheck) {
	t.Helper()
	for _, x := range checks {
		both := pairOf(t, c, fields, [2]map[string][]string{x.a, x.b})
		there, _, _ := both.compareRows(0, 1)
		back, _, _ := both.compareRows(1, 0)
		if c.LevelName(there) != x.want || back != there {
			t.Errorf("%v and %v: %s, and back %s (want %s)", x.a, x.b, c.LevelName(there), c.LevelName(back), x.want)
		}
	}
}

func TestForenameLevels(t *testing.T) {
	c := Comparison{Measure: MeasureForename, Columns: []string{"forename", "preferred"}, Middle: []string{"middle"}, Surname: []string{"surname"}}
	fields := []Field{{"forename", Names}, {"preferred", Names}, {"middle", Names}, {"surname", Names}}
	f := func(forename, preferred, middle, surname string) map[string][]string {
		return map[string][]string{"forename": {forename}, "preferred": {preferred}, "middle": {middle}, "surname": {surname}}
	}
	checkLevels(t, c, fields, []levelCheck{
		{f("Zoë", "", "", "A"), f("ZOE", "", "", "B"), "exact"},
		{f("Ann-Marie", "", "", ""), f("Annmarie", "", "", ""), "exact"},
		{f("William", "Billy", "", ""), f("Billy", "", "", ""), "exact"},
		{f("Ahmed", "", "", "Khalil"), f("Khalil", "", "", "Ahmed"), "swapped"},
		{f("Trần", "", "", "Anh Long"), f("Long", "", "Anh", "Tran"), "swapped"},
		{f("Vincent", "", "Cheuk Ting", "Wan"), f("Cheuk Ting", "", "", "Wan"), "known"},
		{f("", "", "", "Suryadi"), f("Suryadi", "", "", "Budi"), "swapped"},
		{f("Villet", "", "", "Bailey"), f("Bailey", "", "", "Violet"), "swapped"}, // and misspelt on the way
		{f("Nneks", "", "", "Anyanwu"), f("Anyanwu", "", "", "Nneka"), "swapped"},
		{f("Bailey", "", "", "Corin"), f("Violet", "", "", "Bailey"), "crossed"}, // one name in common crosswise is not enough
		{f("", "", "", "Suryadi"), f("", "", "", "Suryadi"), "null"},
		{f("Oliver", "", "", ""), f("Olivr", "", "", ""), "close"},
		{f("Marie Anne", "", "", ""), f("Anne Marie", "", "", ""), "close"},
		{f("Elizabeth", "", "", ""), f("Lizzie", "", "", ""), "known"},
		{f("Mohammed", "", "", ""), f("Muhammad", "", "", ""), "known"},
		{f("Jane", "", "Harriet", ""), f("Harriet", "", "", ""), "known"},
		{f("Mary Ann", "", "", ""), f("Mary", "", "", ""), "known"},
		{f("Mary Elizabeth Ann", "", "", ""), f("Mary", "", "", ""), "known"},
		{f("Rleanor", "", "", ""), f("Eleanor Victoria", "", "", ""), "known"},
		{f("Lizzie", "", "", ""), f("Elizabeth Rose", "", "", ""), "known"},
		{f("Muhammad Ali", "", "", ""), f("Muhammad Tariq", "", "", ""), "part"},
		{f("Muhammad Ali", "", "", ""), f("Mohammad Aly", "", "", ""), "close"},
		{f("Mary Elizabeth", "", "", ""), f("Mary Elisabeth", "", "", ""), "close"},
		{f("Mary E", "", "", ""), f("Mary Elizabeth Ann", "", "", ""), "known"},
		{f("Rob", "", "", ""), f("Robinson", "", "", ""), "near"},
		{f("Wunmi", "", "", ""), f("Adewunmi", "", "", ""), "near"}, // short for it by its end
		{f("Ina", "", "", ""), f("Katerina", "", "", ""), "else"},
		{f("J", "", "", ""), f("Jasper", "", "", ""), "initial"},
		{f("J A", "", "", ""), f("Jasper", "", "Alan", ""), "initial"}, // in a field of initials
		{f("J A", "", "", ""), f("Alan", "", "", ""), "else"},
		{f("J A", "", "", ""), f("J", "", "", ""), "initial"},
		{f("J Alan", "", "", ""), f("Jasper", "", "", ""), "else"},
		{f("J", "", "", ""), f("Mark", "", "", ""), "else"},
		{f("Jasper", "", "", ""), f("Louise", "", "", ""), "else"},
		{f("", "", "", "A"), f("Louise", "", "", "B"), "null"},
	})
}

// TestRegroupedNames holds the names of one person, as two offices write them, against those of brothers, sisters and twins.
func TestRegroupedNames(t *testing.T) {
	c := Comparison{Measure: MeasureForename, Columns: []string{"forename"}, Middle: []string{"middle"}, Surname: []string{"surname"}}
	fields := []Field{{"forename", Names}, {"middle", Names}, {"surname", Names}}
	f := func(forename, middle, surname string) map[string][]string {
		return map[string][]string{"forename": {forename}, "middle": {middle}, "surname": {surname}}
	}
	hodan := f("Hodan", "", "Liban Guled") // her father's name and his father's
	checkLevels(t, c, fields, []levelCheck{
		{hodan, f("Liban", "", "Guled Hodan"), "swapped"},
		{hodan, f("Guled", "", "Hodan Liban"), "swapped"},
		{hodan, f("Liban Guled", "", "Hodan"), "swapped"},
		{hodan, f("Liban", "", "Hodan"), "swapped"}, // the grandfather left out
		{hodan, f("Liban", "Guled", "Hodan"), "swapped"},
		{hodan, f("", "", "Hodan Liban Guled"), "swapped"},
		{hodan, f("Libaan", "", "Guled Hoddan"), "swapped"}, // misspelt
		{hodan, f("Hodan Liban", "", "Guled"), "swapped"},
		{hodan, f("Hodan", "Liban", "Guled"), "exact"},
		{f("James", "William", "Hill"), f("William James", "", "Hill"), "known"},
		{f("Meena", "", "Kandasamy"), f("K", "", "Meena"), "swapped"}, // her father's name as its initial, before her own
		{f("Meena", "", "Kandasamy"), f("R", "", "Meena"), "crossed"},
		{f("Meena", "", "Kandasamy"), f("K", "", "Leela"), "else"},
		{hodan, f("Liban H", "", "Guled"), "crossed"},                          // by her initial: it may be a sister's
		{hodan, f("Liban", "", "Guled Ifrah"), "crossed"},                      // her sister
		{hodan, f("Liban", "", "Ifrah"), "crossed"},                            // likewise
		{hodan, f("Ifrah", "", "Liban Guled"), "else"},                         // likewise, by the same office
		{hodan, f("", "", "Liban Guled"), "null"},                              // somebody of the family
		{f("Liban Hodan", "", "Guled"), f("Liban Ifrah", "", "Guled"), "part"}, // sisters
		{f("Salma", "", "Al Hakim"), f("Faris", "", "Salma Alhakim"), "swapped"},
		{f("Salma", "", "Al Hakim"), f("Hakim", "", "Salma"), "swapped"},
		{f("Salma", "", "Al Hakim"), f("Salma Faris", "", "El-Hakim"), "known"}, // in its own field
		{f("Salma", "", "Al Hakim"), f("Faris", "", "Noor Alhakim"), "else"},    // her sister
		{f("Linh", "", "Tran Thi"), f("Tran", "", "Thi Linh"), "swapped"},
		{f("Grace", "", "Lau"), f("Lau", "", "Ka Yan"), "crossed"},
		{f("Grace Ka Yan", "", "Lau"), f("Lau", "", "Ka Yan"), "swapped"},
		{f("Muhammad Zayan", "", "Akhtar"), f("Zayan", "", "Muhammad"), "swapped"},
		{f("Muhammad Zayan", "", "Akhtar"), f("Haris", "", "Muhammad"), "else"}, // his brother
		{f("Md Zayan", "", "Akhtar"), f("Akhtar", "", "Md Zayan"), "swapped"},
		{f("Zayan", "", "Md Akhtar"), f("Md Akhtar", "", "Zayan"), "swapped"},
		{f("Rosa", "Perla", "Quill"), f("", "", "Quill"), "null"},
	})
}

func TestSurnameLevels(t *testing.T) {
	c := Comparison{Measure: MeasureSurname, Columns: []string{"surname", "former"}}
	s := func(names ...string) map[string][]string {
		return map[string][]string{"surname": names[:1], "former": names[1:]}
	}
	checkLevels(t, c, []Field{{"surname", Names}, {"former", Names}}, []levelCheck{
		{s("O'Brien"), s("OBRIEN"), "exact"},
		{s("Hill", "Vale"), s("Vale"), "exact"},
		{s("De Silva"), s("Desilva"), "exact"},
		{s("Garcia Lopez"), s("Lopez Garcia"), "close"},
		{s("Hazelwood"), s("Hazlewood"), "close"},
		{s("Hazelwood-Quartermaine"), s("Quartermaine"), "part"},
		{s("Guled Hodan"), s("Guled Ifrah"), "shared"},
		{s("Guled Hodan"), s("Guled Hodn Jama"), "part"},
		{s("Al Quartermaine"), s("Al Hazelwood"), "else"}, // a particle in common is nothing
		{s("Barton"), s("Bartlett"), "near"},
		{s("Ward"), s("Ali"), "else"},
		{s(""), s("Ali"), "null"},
	})
}

func TestDateLevels(t *testing.T) {
	c := Comparison{Measure: MeasureDate}
	for _, x := range []struct{ a, b, want string }{
		{"2014-03-02", "2014-03-02", "exact"}, {"2014-03-02", "2014-03", "parts"}, {"2014-03-02", "2014-02-03", "edit"},
		{"2014-03-12", "2014-03-21", "edit"}, {"2014-03-02", "2015-03-02", "edit"}, {"2014-03-02", "2014-03-05", "edit"},
		{"2014-03-02", "2014-03-15", "two"}, {"2014-03-28", "2014-04-03", "near"}, {"2013-12-30", "2014-01-05", "near"},
		{"2014-03-02", "2013-05-20", "around"}, {"2014-03-02", "2013-01-20", "else"}, {"2014-03-02", "2003-03-02", "two"}, {"2014-03-02", "2014-11-25", "year"},
		{"2014-03-02", "2003-11-25", "else"}, {"2014-03-02", "1985-11-25", "far"}, {"2014-03", "1985-05-01", "far"}, {"2014-03-02", "2014", "null"}, {"2014-03-02", "", "null"}, {"2014-03", "2014-05-01", "year"},
		{"2014-03", "2013-05-01", "else"},
	} {
		a, b := ParseDate(x.a), ParseDate(x.b)
		if got, back := compareDates(a, b), compareDates(b, a); c.LevelName(got) != x.want || back != got {
			t.Errorf("%s and %s: %s, and back %s (want %s)", x.a, x.b, c.LevelName(got), c.LevelName(back), x.want)
		}
	}
}

func TestPlaceLevels(t *testing.T) {
	c := Comparison{Measure: MeasurePlace, Columns: []string{"address", "before"}, Postcodes: []string{"postcode", "postcode_before"}}
	fields := []Field{{"address", Addresses}, {"before", Addresses}, {"postcode", Postcodes}, {"postcode_before", Postcodes}}
	at := func(place ...string) map[string][]string {
		m := map[string][]string{"address": {place[0]}, "postcode": {place[1]}, "before": {""}, "postcode_before": {""}}
		if len(place) > 2 {
			m["before"], m["postcode_before"] = []string{place[2]}, []string{place[3]}
		}
		return m
	}
	home := at("14 High Street, Chatham", "ME4 9ZZ")
	checkLevels(t, c, fields, []levelCheck{
		{home, at("14 HIGH ST", "me49zz"), "both"},
		{home, at("14 Hihg St", "ME4 9ZZ"), "both"},
		{home, at("16 High Street", "ME4 9ZZ"), "neighbour"},
		{home, at("Flat 1, 14 High Street", "ME4 9ZZ"), "both"},
		{at("Flat 2, 14 High Street", "ME4 9ZZ"), at("Flat 1, 14 High Street", "ME4 9ZZ"), "neighbour"},
		{home, at("14 High Street", "ME4 9ZX"), "nearly"},
		{home, at("14 High Street", ""), "address"},
		{home, at("", "ME4 9ZZ"), "postcode"},
		{home, at("14 High Street", "LS1 2AB"), "elsewhere"},
		{home, at("3 Low Road", "ME4 9AA"), "around"},
		{home, at("3 Low Road", "LS1 2AB"), "else"},
		{home, at("3 Low Road", "LS1 2AB", "14 High Street", "ME4 9ZZ"), "both"}, // moved since
		{home, at("", ""), "null"},
		{home, at("", "ZZ99 3VZ"), "null"},
	})
}

func TestIdentifierLevels(t *testing.T) {
	c := Comparison{Measure: MeasureIdentifier, Columns: []string{"upn"}, Former: []string{"former"}}
	id := func(present, former string) map[string][]string {
		return map[string][]string{"upn": {present}, "former": {former}}
	}
	checkLevels(t, c, []Field{{"upn", Identifiers}, {"former", Identifiers}}, []levelCheck{
		{id("Q000000000001", ""), id("q 000000000001", ""), "same"},
		{id("Q000000000001", ""), id("R555555555555", "Q000000000001"), "same"},
		{id("Q000000000001", ""), id("Q000000000010", ""), "close"},
		{id("Q000000000001", ""), id("R555555555555", ""), "else"},
		{id("Q000000000001", ""), id("", "R555555555555"), "null"}, // a former one never disagrees
		{id("Q000000000001", ""), id("", ""), "null"},
	})
}

func TestMiddleAndTextLevels(t *testing.T) {
	m := func(s string) map[string][]string { return map[string][]string{"x": {s}} }
	checkLevels(t, Comparison{Measure: MeasureMiddle, Columns: []string{"x"}}, []Field{{"x", Names}}, []levelCheck{
		{m("Jane"), m("JANE"), "exact"}, {m("Jane"), m("J"), "initial"}, {m("Jane Rose"), m("Rose"), "exact"}, {m("Jane"), m("Rose"), "else"},
		{m("Jane"), m(""), "null"}, {m("Jane"), m("Jame"), "exact"},
	})
	checkLevels(t, Comparison{Measure: MeasureText, Columns: []string{"x"}}, []Field{{"x", Words}}, []levelCheck{
		{m("New Brompton"), m("new brompton"), "exact"}, {m("Brompton"), m("Bromton"), "close"}, {m("Brompton"), m("Hoo"), "else"}, {m(""), m("Hoo"), "null"},
	})
}

package linkage

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/matchers"
)

// tableOf makes a table as read of a header and rows.
func tableOf(name string, rows ...string) *table {
	t := &table{name: name, rows: len(rows) - 1}
	for _, h := range strings.Split(rows[0], ",") {
		t.columns = append(t.columns, newColumn(h))
	}
	for _, row := range rows[1:] {
		for k, v := range strings.Split(row, ",") {
			t.columns[k].addValue(v)
		}
	}
	return t
}

// TestColumnsArePutTogetherByWhatTheyHold wants each kind where the default Spec looks for it, and its values rewritten.
func TestColumnsArePutTogetherByWhatTheyHold(t *testing.T) {
	s := &Settings{Tables: []TableSetting{{}, {Columns: map[string]string{"dob": "born"}}}}
	one := tableOf("one", "f,m,s,full,dob,sex,no,street,pc,nino,upn,nhs,tel,town,job,code", "Ann,Bea,Vale,\"\",13/04/2011,female,12,High St,ME4 9ZZ,q1,A123456789012,943 476 5919,1,Hoo,cook,k",
		"Bob,,Moss,Cy Lee Day,01/02/2011,9,3,Low Rd,,,B,9434765918,,,,")
	two := tableOf("two", "f,born", "Dee,04/05/2010")
	used := []Used{{Name: "f", Kind: Forename}, {Name: "m", Kind: MiddleNames}, {Name: "s", Kind: Surname}, {Name: "full", Kind: FullName}, {Name: "dob", Kind: Birth},
		{Name: "sex", Kind: Sex}, {Name: "no", Kind: Address}, {Name: "street", Kind: Address}, {Name: "pc", Kind: Postcode}, {Name: "nino", Kind: Identifier},
		{Name: "upn", Kind: UPN}, {Name: "nhs", Kind: NHSNumber}, {Name: "tel", Kind: Phone}, {Name: "town", Kind: Place}, {Name: "job", Kind: Text}, {Name: "code", Kind: Category}}
	nameColumns(s, []*table{one, two})
	clearNothing([]*table{one, two}, used)
	columns, people := columnsFor([]*table{one, two}, used)
	want := matchers.PersonColumns{Forenames: []string{"f", "full_forename"}, Surnames: []string{"s", "full_surname"}, Middle: []string{"m"}, Birth: "dob", Sex: "sex",
		Addresses: []string{"no"}, Postcodes: []string{"pc"}, Contacts: []string{"tel"}, Places: []string{"town"}, Codes: []string{"code"}, Other: []string{"job"},
		Identifiers: []matchers.IdentifierColumns{{Name: "nino", Columns: []string{"nino"}, Soft: true}, {Name: "upn", Columns: []string{"upn"}, Certain: []string{"upn_valid"}},
			{Name: "nhs", Columns: []string{"nhs"}, Certain: []string{"nhs_valid"}}}}
	if d := cmp.Diff(want, people); d != "" {
		t.Error(d)
	}
	values := map[string]string{}
	for _, c := range columns {
		var row []string
		for _, code := range c.Codes {
			v := ""
			if code >= 0 {
				v = c.Values[code]
			}
			row = append(row, v)
		}
		values[fmt.Sprintf("%s %v", c.Field.Name, c.Field.Kind)] = strings.Join(row, "|")
	}
	for name, want := range map[string]string{"f names": "Ann|Bob|Dee", "full_forename names": "|Cy Lee|", "full_surname names": "|Day|", "dob dates": "2011-04-13|2011-02-01|2010-05-04",
		"sex categories": "F||", "no addresses": "12 High St|3 Low Rd|", "nhs identifiers": "943 476 5919|9434765918|", "nhs_valid identifiers": "943 476 5919||", "job words": "cook||"} {
		if values[name] != want {
			t.Errorf("%s: %q (want %q)", name, values[name], want)
		}
	}
	_, people = columnsFor([]*table{tableOf("x", "y,m,d,sex,gender,dob,dob2", "2011,4,03,M,F,2010-01-02,2011-02-03")}[:1], []Used{{Name: "y", Kind: BirthYear}, {Name: "m", Kind: BirthMonth}, {Name: "d", Kind: BirthDay},
		{Name: "sex", Kind: Sex}, {Name: "gender", Kind: Sex}, {Name: "dob", Kind: Birth}, {Name: "dob2", Kind: Birth}})
	if people.Birth != "dob" || people.Sex != "sex" {
		t.Errorf("the first of several counts: %+v", people)
	}
	columns, people = columnsFor([]*table{tableOf("x", "y,m,d", "2011,4,03", "1999,,")}, []Used{{Name: "d", Kind: BirthDay}, {Name: "m", Kind: BirthMonth}, {Name: "y", Kind: BirthYear}})
	if people.Birth != "birth" || strings.Join(columns[0].Values, " ") != "2011-04-03 1999-00-00" {
		t.Errorf("%+v %+v", people, columns)
	}
	if _, people = columnsFor([]*table{tableOf("x", "m,d", "4,03")}, []Used{{Name: "d", Kind: BirthDay}, {Name: "m", Kind: BirthMonth}}); people.Birth != "" {
		t.Errorf("no year, no date of birth: %+v", people)
	}
}

// TestWhatAColumnHoldsIsSettled wants kinds as the settings say or guessed, and repeats left out.
func TestWhatAColumnHoldsIsSettled(t *testing.T) {
	people := tableOf("p", "id,forename,surname,fullname,dob,dob_day,team,key", "1,Ann,Vale,Ann Vale,2011-04-03,3,red,x", "2,Bob,Moss,Bob Moss,2010-01-02,2,blue,y")
	s := &Settings{path: "link.yaml", Tables: []TableSetting{{ID: "key"}}}
	got, err := columnsOf(s, []*table{people})
	if err != nil {
		t.Fatal(err)
	}
	want := []Used{{Name: "id", Kind: Ignore, Guessed: true, Why: "it names rows, not people"}, {Name: "forename", Kind: Forename, Guessed: true, Why: ""}, {Name: "surname", Kind: Surname, Guessed: true, Why: ""},
		{Name: "fullname", Kind: Ignore, Guessed: true, Why: "forename and surname stand in columns of their own"}, {Name: "dob", Kind: Birth, Guessed: true, Why: ""},
		{Name: "dob_day", Kind: Ignore, Guessed: true, Why: "the date of birth stands in a column of its own"}, {Name: "team", Kind: Ignore, Guessed: true, Why: "nearly every row has a value of its own"}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	s.Columns = ColumnSettings{{"fullname", FullName}, {"forename", ""}, {"surname", ""}}
	got, err = columnsOf(s, []*table{people})
	if d := cmp.Diff([]Used{{Name: "fullname", Kind: FullName}, {Name: "forename", Kind: Forename, Guessed: true, Why: ""}, {Name: "surname", Kind: Surname, Guessed: true, Why: ""}}, got); d != "" || err != nil {
		t.Errorf("%s, %v", d, err)
	}
	s.Columns = ColumnSettings{{"nickname", ""}, {"surname", ""}, {"hat", Text}}
	var wrong *SettingsError
	if _, err = columnsOf(s, []*table{people}); !errors.As(err, &wrong) || len(wrong.Faults) != 2 || wrong.Faults[0] != `link.yaml: columns: no table has a column "nickname"` {
		t.Errorf("%v", err)
	}
	s.Columns = ColumnSettings{{"id", ""}}
	if _, err = columnsOf(s, []*table{people}); err == nil || !strings.Contains(err.Error(), "link.yaml: columns: none is left to compare") {
		t.Errorf("%v", err)
	}
	three := withoutRepeats([]Used{{Name: "full", Kind: FullName, Guessed: true, Why: ""}, {Name: "f", Kind: Forename, Guessed: false, Why: ""}, {Name: "y", Kind: BirthYear, Guessed: true, Why: ""}, {Name: "c", Kind: Category, Guessed: true, Why: ""}}, true)
	if d := cmp.Diff([]Used{{Name: "full", Kind: FullName, Guessed: true, Why: ""}, {Name: "f", Kind: Forename, Guessed: false, Why: ""}, {Name: "y", Kind: BirthYear, Guessed: true, Why: ""}, {Name: "c", Kind: Category, Guessed: true, Why: ""}}, three); d != "" {
		t.Errorf("none of them says again what others say: %s", d)
	}
}

// TestShapesAreCounted wants the guess by the look of values to change at its shares.
func TestShapesAreCounted(t *testing.T) {
	for _, c := range []struct {
		name   string
		shape  shape
		values int
		want   Kind
	}{
		{"q", shape{rows: 100, filled: 100, values: 50, dates: 45}, 50, Birth}, {"q", shape{rows: 100, filled: 100, values: 50, dates: 44}, 50, Text},
		{"q", shape{rows: 100, filled: 100, values: 50, dates: 50, numbers: 45}, 50, Text},
		{"q", shape{rows: 100, filled: 100, values: 50, postcodes: 40}, 50, Postcode}, {"q", shape{rows: 100, filled: 100, values: 50, postcodes: 39}, 50, Text},
		{"q", shape{rows: 100, filled: 100, values: 50, emails: 40}, 50, Email}, {"q", shape{rows: 100, filled: 100, values: 50, emails: 39}, 50, Text},
		{"q", shape{rows: 100, filled: 100, values: 50, numbered: 30}, 50, Address}, {"q", shape{rows: 100, filled: 100, values: 50, numbered: 29}, 50, Text},
		{"q", shape{rows: 100, filled: 100, values: 91}, 91, Ignore}, {"q", shape{rows: 100, filled: 100, values: 90}, 90, Text},
		{"q", shape{rows: 100, filled: 100, values: 12}, 12, Category}, {"q", shape{rows: 100, filled: 100, values: 13}, 13, Text},
		{"dob", shape{rows: 100, filled: 100, values: 50, dates: 25}, 50, Birth}, {"dob", shape{rows: 100, filled: 100, values: 50, dates: 24}, 50, Text},
		{"postcode", shape{rows: 100, filled: 100, values: 50, postcodes: 25}, 50, Postcode}, {"postcode", shape{rows: 100, filled: 100, values: 50, postcodes: 24}, 50, Place},
		{"email", shape{rows: 100, filled: 100, values: 50, emails: 15}, 50, Email}, {"email", shape{rows: 100, filled: 100, values: 50, emails: 14}, 50, Text},
		{"address", shape{rows: 100, filled: 100, values: 50, numbered: 10}, 50, Address}, {"address", shape{rows: 100, filled: 100, values: 50, multiWorded: 25}, 50, Address},
		{"address", shape{rows: 100, filled: 100, values: 50, numbered: 9, multiWorded: 24}, 50, Place},
		{"street", shape{rows: 100, filled: 100, values: 50, numbered: 25}, 50, Address}, {"street", shape{rows: 100, filled: 100, values: 50, numbered: 24}, 50, Place},
	} {
		if got, why := guessKind(c.name, c.shape.of(c.values)); got != c.want {
			t.Errorf("%s %+v: %s, %s (want %s)", c.name, c.shape, got, why, c.want)
		}
	}
	got := shapeOf(columnOf("1 High St", "1 High St", "", "a@b.example", "12", "ME4 9ZZ", "2011-04-03", "Flat 3, Hoo"))
	want := shape{values: 6, distinct: 6, filled: 7, rows: 8, days: 1, months: 1, figured: 1, dates: 1, postcodes: 1, emails: 1, numbers: 1, numbered: 2, multiWorded: 3}
	if got != want {
		t.Errorf("%+v (want %+v)", got, want)
	}
}

// TestSexesAreOneLetter and what stands for not known is missing.
func TestSexesAreOneLetter(t *testing.T) {
	for in, want := range map[string]string{"m": "M", "Male": "M", "1": "M", "BOY": "M", "f": "F", "female": "F", "2": "F", "Girl": "F", "9": "", "u": "", "Unknown": "", "not known": "", "Q": "Q"} {
		if got := sexOf(in); got != want {
			t.Errorf("%s: %q (want %q)", in, got, want)
		}
	}
	if plainName(" Date of birth! ") != "Date_of_birth" || plainName("a-b_9É") != "a-b_9" {
		t.Errorf("%q %q", plainName(" Date of birth! "), plainName("a-b_9É"))
	}
	if thousands(1234567) != "1,234,567" || thousands(-1234.4) != "-1,234" || thousands(999) != "999" || thousands(int64(1000)) != "1,000" {
		t.Error("numbers are written with a comma at each thousand")
	}
}

// TestDuplicatesAreFoundByTheirShare holds the answer to one sure match within for a hundred across.
func TestDuplicatesAreFoundByTheirShare(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, dir, "more.csv", manyPeople)
	r, _ := linkPeople(t, dir, "tables: [{path: people.csv}, {path: more.csv}]\n", Options{})
	if got := r.Tables[0].Duplicates; !strings.HasPrefix(got, "yes: ") || !strings.HasSuffix(got, " with other tables") || got != r.Tables[1].Duplicates {
		t.Errorf("%s and %s: each table holds people twice", got, r.Tables[1].Duplicates)
	}
	r.Tables = []TableReport{{Duplicates: duplicatesYes}, {Duplicates: duplicatesNo}}
	if r.anyOpen() {
		t.Error("the settings leave nothing open")
	}
	if found, err := r.findDuplicates(t.Context(), Options{}); found || err != nil {
		t.Errorf("%v, %v", found, err)
	}
	r.Tables[1].Duplicates = duplicatesAuto
	if !r.anyOpen() {
		t.Error("one table is left open")
	}
}

// TestTheReportsFiguresAreThoseOfTheRun holds charts and counts to the numbers that they show.
func TestTheReportsFiguresAreThoseOfTheRun(t *testing.T) {
	dir := t.TempDir()
	r, _ := linkPeople(t, dir, "tables: [{path: people.csv}]\n", Options{})
	var b strings.Builder
	if err := r.writeReport(&b); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, want := range []string{"<b>8</b>rows", fmt.Sprintf("<b>%d</b>links", len(r.Clusters.Links)), fmt.Sprintf("<b>%d</b>pairs compared", r.Report.Pairs),
		fmt.Sprintf("<b>%d</b>clusters", r.Clusters.N), "<td>forename</td><td>forename</td><td>guessed</td>", fmt.Sprintf("%d rounds", r.Training.Rounds)} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is not in the report", want)
		}
	}
	for _, p := range r.Model.Parameters {
		for g, level := range p.Levels {
			want := fmt.Sprintf("<title>%s, %s: %.2f bits</title>", p.Comparison, level, math.Log2(p.M[g]/p.U[g]))
			if !strings.Contains(page, strings.ReplaceAll(want, "+", "&#43;")) {
				t.Errorf("%s is not in the report", want)
			}
		}
	}
	text := r.Summary()
	for _, want := range []string{"  people                            8 rows   duplicates auto\n", "  forename                 forename       guessed\n",
		fmt.Sprintf("%d pairs compared, %d kept · %d links · %d possible links · %d clusters", r.Report.Pairs, r.Edges.Len(), len(r.Clusters.Links), len(r.Clusters.Possible), r.Clusters.N),
		"read 1.00 s · train 1.00 s · compare 1.00 s · resolve 1.00 s · write 1.00 s (5.00 s)",
		fmt.Sprintf("trained on %d pairs in %d rounds", r.Training.Pairs, r.Training.Rounds)} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	r.Used = []Used{{Name: "x", Kind: Text}}
	if !strings.Contains(r.Summary(), "as the settings say") {
		t.Error("a kind of the settings is not told as such")
	}
}

// of returns the shape with so many distinct values.
func (s shape) of(distinct int) shape {
	s.distinct = distinct
	return s
}

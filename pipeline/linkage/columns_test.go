package linkage

import (
	"fmt"
	"strings"
	"testing"

	"rollcall/matchers"
)

// TestColumnsAreGuessedOverAllTables wants a column of later tables found, one of a single table left out, and headers that mean one thing put
// together.
func TestColumnsAreGuessedOverAllTables(t *testing.T) {
	s := &Settings{path: "link.yaml", Tables: []TableSetting{{}, {}, {}}}
	a := tableOf("a", "forename,surname,dob,hat", "Ann,Vale,2011-04-03,bowler", "Bob,Moss,2010-01-02,cap")
	b := tableOf("b", "First Name,last_name,DOB,national_id,street", "Ann,Vale,2011-04-03,QQ101,Mill Lane", "Cy,Dee,2012-05-06,QQ202,High Street")
	c := tableOf("c", "full_name,birth_date,national_id,street", "Ann Vale,2011-04-03,QQ101,", "Cy Dee,2012-05-06,QQ202,")
	tables := []*table{a, b, c}
	nameColumns(s, tables)
	used, err := columnsOf(s, tables)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, u := range used {
		got[u.Name] = string(u.Kind) + " " + u.Why
	}
	for name, want := range map[string]string{"forename": "forename ", "surname": "surname ", "dob": "birth ", "national_id": "identifier ",
		"hat": "ignore only a has it, so that no pair of tables can be compared on it", "street": "ignore only b has it, so that no pair of tables can be compared on it"} {
		if got[name] != want {
			t.Errorf("%s: %q (want %q)", name, got[name], want)
		}
	}
	if all := gatherColumn(tables, "surname"); valuesOf(all) != "Vale|Moss|Dee" || len(all.codes) != 6 {
		t.Errorf("surnames %s", valuesOf(all))
	}
	notes := strings.Join(append(b.notes, c.notes...), "\n")
	for _, want := range []string{"First Name is taken for forename", "last_name is taken for surname", "DOB is taken for dob", "birth_date is taken for dob",
		"full_name is taken apart into forename and surname"} {
		if !strings.Contains(notes, want) {
			t.Errorf("not told %q: %s", want, notes)
		}
	}
	s.Tables[0].Duplicates = duplicatesYes
	if only := onlyTable(s, tables, "hat"); only != "" {
		t.Errorf("%s is searched for duplicates, and hat tells them", only)
	}
}

// TestColumnsAreToldByThoseBesideThem wants a birth in three columns of numbers and a name in two found, whatever they are called.
func TestColumnsAreToldByThoseBesideThem(t *testing.T) {
	rows := []string{"pername1,pername2,bd,bm,by,x"}
	for k := range 60 {
		rows = append(rows, fmt.Sprintf("Ann%c,Vale%c,%d,%d,%d,%d", 'a'+k%20, 'a'+k%7, 1+k%31, 1+k%12, 1950+k%50, k%31))
	}
	used, err := columnsOf(&Settings{Tables: []TableSetting{{}}}, []*table{tableOf("people", rows...)})
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []Kind{Forename, Surname, BirthDay, BirthMonth, BirthYear} {
		if used[k].Kind != want || used[k].Why != whyNeighbours {
			t.Errorf("%+v (want %s)", used[k], want)
		}
	}
	if used[5].Kind == BirthDay {
		t.Errorf("%+v", used[5])
	}
}

// TestTheMostTellingColumnsAreCompared wants those kept that people agree on, of more than a Spec may have, and a fault where the settings name
// too many.
func TestTheMostTellingColumnsAreCompared(t *testing.T) {
	header, used := "forename,surname,dob", []Used{{Name: "forename", Kind: Forename}, {Name: "surname", Kind: Surname}, {Name: "dob", Kind: Birth}}
	for c := range 20 {
		header += fmt.Sprintf(",c%d", c)
		used = append(used, Used{Name: fmt.Sprintf("c%d", c), Kind: Text, Guessed: true})
	}
	rows := []string{header}
	for k := range 200 {
		person := k / 2
		row := fmt.Sprintf("F%d,S%d,2011-04-%02d", person, person, 1+person%28)
		for c := range 20 {
			value := person*7 + c // everybody's own
			if c%2 == 0 {
				value = k*13 + c // nobody's
			}
			row += fmt.Sprintf(",%d", value%50)
		}
		rows = append(rows, row)
	}
	tables := []*table{tableOf("people", rows...)}
	s := &Settings{path: "link.yaml", Tables: []TableSetting{{}}}
	if err := keepTelling(s, tables, used); err != nil {
		t.Fatal(err)
	}
	for c, u := range used[3:] {
		if kept := u.Kind == Text; kept != (c%2 == 1) {
			t.Errorf("%s: %+v", u.Name, u)
		}
	}
	if n := countComparisons(used); n > mostComparisons {
		t.Errorf("%d comparisons", n)
	}
	for k := range used {
		used[k].Guessed = false
		if used[k].Kind == Ignore {
			used[k].Kind = Text
		}
	}
	if err := keepTelling(s, tables, used); err == nil || !strings.Contains(err.Error(), "link.yaml: columns: 23 comparisons of at most 16: leave out 7 of c0, c1") {
		t.Errorf("%v", err)
	}
	// The limit is that of matchers.
	for n, fails := range map[int]bool{mostComparisons: false, mostComparisons + 1: true} {
		var people matchers.PersonColumns
		var fields []matchers.Field
		for k := range n {
			people.Codes = append(people.Codes, fmt.Sprintf("c%d", k))
			fields = append(fields, matchers.Field{Name: people.Codes[k], Kind: matchers.Categories})
		}
		spec := matchers.PersonSpec(people)
		spec.Blocking = []matchers.BlockingRule{{Name: "c", Keys: []matchers.Key{{Columns: people.Codes[:1]}}}}
		if err := spec.Validate(fields); (err != nil) != fails {
			t.Errorf("%d comparisons: %v", n, err)
		}
	}
}

// TestColumnsOfAnyNameCanBeCompared wants names that are alike, that a comparison of all people has, or that have no letter, told apart.
func TestColumnsOfAnyNameCanBeCompared(t *testing.T) {
	people := tableOf("people", "forename,place,first name,first_name,職業", "Ann,Hoo,x,y,z")
	columns, _ := columnsFor([]*table{people}, []Used{{Name: "forename", Kind: Forename}, {Name: "place", Kind: Text}, {Name: "first name", Kind: Text},
		{Name: "first_name", Kind: Text}, {Name: "職業", Kind: Text}})
	var names []string
	for _, c := range columns {
		names = append(names, c.Field.Name)
	}
	if got := strings.Join(names, " "); got != "forename place_column first_name first_name_2 column" {
		t.Error(got)
	}
}

// TestNoVetoesAreNone wants an empty list in the settings to be one.
func TestNoVetoesAreNone(t *testing.T) {
	dir := t.TempDir()
	for text, want := range map[string]bool{"": true, "vetoes:\n": true, "vetoes: []\n": false} {
		a := assembled{spec: matchers.Spec{Vetoes: []matchers.Veto{{Name: "one"}}}}
		a.overrideSpec(settingsOf(t, dir, "tables: [{path: people.csv}]\n"+text))
		if got := len(a.spec.Vetoes) > 0; got != want {
			t.Errorf("%q: vetoes %v (want %v)", text, got, want)
		}
	}
}

// TestAModelThatIsReadKeepsToTheVetoesOfTheSettings also where they were others when it was learnt.
func TestAModelThatIsReadKeepsToTheVetoesOfTheSettings(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		text string
		want bool
	}{{"", true}, {"", true}, {"vetoes: []\n", false}} {
		r, _ := linkPeople(t, dir, "tables: [{path: people.csv}]\nmodel: model.json\n"+c.text, Options{})
		if got := len(r.Model.Spec.Vetoes) > 0; got != c.want {
			t.Errorf("%q: vetoes %v (want %v)", c.text, got, c.want)
		}
	}
}

package candidates

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/quick"
	"time"
)

// marked writes stretches with what differs in brackets.
func marked(stretches []Stretch) string {
	var b strings.Builder
	for _, s := range stretches {
		if s.Differs {
			b.WriteString("[" + s.Text + "]")
			continue
		}
		b.WriteString(s.Text)
	}
	return b.String()
}

// TestFieldsAreSetBeside holds each comparison to what a person sees at a glance.
func TestFieldsAreSetBeside(t *testing.T) {
	for _, c := range []struct {
		field, left, right string
		want               Likeness
		how, l, r          string
	}{
		{"forename", "Zofia", "ZOFIA", Equal, "", "Zofia", "ZOFIA"},
		{"forename", "Łucja", "Lucja", Equal, "written otherwise", "Łucja", "Lucja"},
		{"forename", "Anna-Maria", "Annamaria", Equal, "written otherwise", "Anna-Maria", "Annamaria"},
		{"forename", "Anna Maria", "Maria Anna", Alike, "other order", "Anna Maria", "Maria Anna"},
		{"forename", "Anna Maria", "Maria", Alike, "A has more", "[Anna] Maria", "Maria"},
		{"surname", "Hollow", "Hollow-Nowhere", Alike, "B has more", "Hollow", "Hollow-[Nowhere]"},
		{"forename", "Zofia", "Zosia", Alike, "one letter differs", "Zo[f]ia", "Zo[s]ia"},
		{"forename", "Mohammed", "Muhammad", Alike, "2 letters differ", "M[o]hamm[e]d", "M[u]hamm[a]d"},
		{"forename", "Brain", "Brian", Alike, "letters swapped", "Br[a]in", "Bri[a]n"},
		{"forename", "Z", "Zofia", Alike, "initial fits", "Z", "Z[ofia]"},
		{"parent", "Barnaby Hollow", "B Hollow", Alike, "initial fits", "B[arnaby] Hollow", "B Hollow"},
		{"surname", "Hollow", "Holow-Nowhere", Alike, "one letter differs, B has more", "", ""},
		{"surname", "Zo Li", "Zo Nu", Unlike, "", "", ""},
		{"forename", "Ann", "Anna", Alike, "one letter differs", "Ann", "Ann[a]"},
		{"forename", "Annmarie", "Ana Marie", Alike, "one letter differs", "", ""},
		{"forename", "Zof", "Zofia", Alike, "shortened", "", ""},
		{"forename", "Zofia Anna", "Zosia Maria", Unlike, "", "[Zofia Anna]", "[Zosia Maria]"},
		{"surname", "Testby Hollow", "Hollow Nowhere", Alike, "one name in both", "[Testby] Hollow", "Hollow [Nowhere]"},
		{"forename", "Oliver", "Olivia", Unlike, "", "[Oliver]", "[Olivia]"},
		{"forename", "Em", "Emily", Alike, "shortened", "", ""},
		{"forename", "Bas", "Sebastian", Alike, "shortened", "", ""},
		{"forename", "Dielan", "Dylan", Alike, "sounds alike", "D[ie]lan", "D[y]lan"},
		{"forename", "Al", "Sally", Unlike, "", "", ""},
		{"forename", "Jo", "Al", Unlike, "", "[Jo]", "[Al]"},
		{"dob", "2015-03-05", "05/03/2015", Equal, "", "05/03/2015", "05/03/2015"},
		{"dob", "2015-03-05", "2015-05-03", Alike, "day and month swapped", "0[5]/0[3]/2015", "0[3]/0[5]/2015"},
		{"dob", "2015-03-05", "2015-03-15", Alike, "one digit differs: the day", "[0]5/03/2015", "[1]5/03/2015"},
		{"dob", "2015-03-05", "2013-03-05", Alike, "one digit differs: the year", "05/03/201[5]", "05/03/201[3]"},
		{"dob", "2009-03-05", "2010-03-05", Alike, "only the year differs, by 1", "", ""},
		{"dob", "2015-03-12", "2015-03-21", Alike, "two digits swapped", "[12]/03/2015", "[21]/03/2015"},
		{"dob", "2015-03-14", "2015-03-28", Alike, "only the day differs", "", ""},
		{"dob", "2015-01-01", "2015-11-28", Alike, "same year, 1 January may mean not known", "", ""},
		{"dob", "2015-03-30", "2015-04-02", Unlike, "3 days apart", "", ""},
		{"dob", "2015-03-30", "2011-08-12", Unlike, "3 years apart", "", ""},
		{"dob", "spring 2015", "Spring  2015", Equal, "", "", ""},
		{"sex", "F", "Female", Equal, "", "F", "Female"},
		{"sex", "F", "M", Unlike, "", "[F]", "[M]"},
		{"upn", "A887400116001", "a887400116001", Equal, "", "", ""},
		{"upn", "A887400116001 (fails its check)", "A887400116001", Equal, "", "", ""},
		{"upn", "A887400116001", "A887400116007", Alike, "one digit differs", "A88740011600[1]", "A88740011600[7]"},
		{"upn", "A887400116012", "A887400116021", Alike, "two digits swapped", "A8874001160[1]2", "A88740011602[1]"},
		{"nhs_number", "999 000 0018", "9990000018", Equal, "", "", ""},
		{"nhs_number", "999 000 0018", "999 123 4567", Unlike, "", "", ""},
		{"postcode", "ZZ1 1ZZ", "zz11zz", Equal, "", "", ""},
		{"postcode", "ZZ1 1ZZ", "ZZ1 1AB", Alike, "same sector", "ZZ1 1[ZZ]", "ZZ1 1[AB]"},
		{"postcode", "ZZ1 1ZZ", "ZZ1 2AB", Alike, "same district", "ZZ1 [1ZZ]", "ZZ1 [2AB]"},
		{"postcode", "ZZ1 1ZZ", "ZZ1 1ZA", Alike, "one character differs", "", ""},
		{"postcode", "ZZ1 1ZZ", "QQ9 4AB", Unlike, "", "", ""},
		{"address", "1 Invented Road, Testham", "1 Invented Rd, TESTHAM, ZZ1 1ZZ", Equal, "", "", ""},
		{"address", "1 Invented Road, Testham", "1 Invented Rd", Equal, "same number and street", "1 Invented Road, [Testham]", "1 Invented Rd"},
		{"address", "Flat 2, 14 Invented Row", "14 Invented Row", Alike, "same but for a flat", "", ""},
		{"address", "Flat 2, 14 Invented Row", "Flat 3, 14 Invented Row", Alike, "same building, another flat", "Flat [2], 14 Invented Row", "Flat [3], 14 Invented Row"},
		{"address", "12 Invented Row, Testham", "14 Invented Row, Testham", Alike, "same street, another number", "[12] Invented Row, Testham", "[14] Invented Row, Testham"},
		{"address", "Rose Cottage, Mill Lane", "Rose Cottage, Mill Ln, Testham", Equal, "same number and street", "", ""},
		{"address", "12 Invented Row", "12 Nowhere Close", Unlike, "", "", ""},
		{"address", "Flat 22, Nowhere House, Invented Walk, Testham", "NOWHERE HSE/22 INVENTED WALK", Equal, "written otherwise", "", ""},
		{"address", "Flat 7 Nowhere Hse Invented Way, Testham", "Flat 7, Nowhere House, Invented Way", Equal, "written otherwise", "", ""},
		{"address", "Flat 22, Nowhere House, Invented Walk", "Flat 22, Nowhere Hse, Invented Walk, Testham", Equal, "same number and street", "", ""},
		{"address", "Flat 22, Nowhere House, Invented Walk", "NOWHERE HSE/21 INVENTED WALK", Unlike, "", "", ""},
		{"address", "Invented Walk", "Nowhere House, Invented Walk", Alike, "same street, another number", "", ""},
		{"address", "12 Hill", "12 Hillside", Unlike, "", "", ""},
		{"phone", "07700 900123", "+44 7700 900123", Equal, "", "", ""},
		{"phone", "07700 900123", "07700 900124", Alike, "one digit differs", "", ""},
		{"Telephone", "07700 900123", "(07700) 900 123", Equal, "", "", ""},
		{"Born", "5 March 2015", "5 March 2015", Equal, "", "05/03/2015", "05/03/2015"},
		{"E-mail", "A@example.org", "a@EXAMPLE.org", Equal, "", "", ""},
		{"school", "Ash Primary", "Ash primary", Equal, "", "", ""},
		{"school", "Ash Primary", "Oak Primary", Unlike, "two schools at once", "", ""},
		{"parent", "Hidden Testby", "Testby Hidden", Alike, "other order", "", ""},
	} {
		b := SetBeside([]Field{{c.field, c.left}}, []Field{{c.field, c.right}})
		if len(b.Fields) != 1 {
			t.Fatalf("%s: %d fields", c.field, len(b.Fields))
		}
		f := b.Fields[0]
		if f.Likeness != c.want || f.How != c.how {
			t.Errorf("%s: %q, %q: %v (%s), want %v (%s)", c.field, c.left, c.right, f.Likeness, f.How, c.want, c.how)
		}
		if l, r := marked(f.Left), marked(f.Right); c.l != "" && (l != c.l || r != c.r) {
			t.Errorf("%s: %s | %s, want %s | %s", c.field, l, r, c.l, c.r)
		}
		back := SetBeside([]Field{{c.field, c.right}}, []Field{{c.field, c.left}}).Fields[0]
		if how := strings.NewReplacer("A has", "B has", "B has", "A has").Replace(f.How); back.Likeness != f.Likeness || back.How != how {
			t.Errorf("%s: %q, %q the other way round: %v (%s), was %v (%s)", c.field, c.left, c.right, back.Likeness, back.How, f.Likeness, f.How)
		}
	}
}

func TestOneSideMaySayNothing(t *testing.T) {
	if born := SetBeside([]Field{{"Born", "5 March 2015"}}, nil).Fields[0]; marked(born.Left) != "05/03/2015" {
		t.Errorf("born %s, and in figures beside another", marked(born.Left))
	}
	b := SetBeside([]Field{{"forename", "Zofia"}, {"upn", " "}}, []Field{{"phone", "07700 900123"}, {"upn", ""}})
	if len(b.Fields) != 2 || b.Fields[0].Likeness != OneSided || b.Fields[0].How != "only A says" || b.Fields[1].How != "only B says" {
		t.Errorf("%+v", b.Fields)
	}
	if len(b.For)+len(b.Against) > 0 {
		t.Errorf("for %q, against %q; silence speaks for nothing", b.For, b.Against)
	}
}

// TestNamesAreFoundElsewhere sets beside each other what stands under another name.
func TestNamesAreFoundElsewhere(t *testing.T) {
	for _, c := range []struct{ left, right, field, want string }{
		{"forename=Zofia;surname=Hollow", "forename=Hollow;surname=Zofia", "surname", "forename and surname turned"},
		{"forename=Mariam;surname=Hollow", "forename=Hollow;surname=Maryam", "forename", "forename and surname turned"},
		{"surname=Hollow", "surname=Testby;other_names=Zofia Hollow", "surname", "another name"},
		{"surname=Hollow", "surname=Testby;former_surname=Hollow", "surname", "another name"},
		{"forename=Zofia", "forename=Anna;middle_names=Zofia Maria", "forename", "another name"},
		{"address=1 Invented Row", "address=9 Nowhere Close;previous_address=1 Invented Row", "address", "earlier address"},
		{"Postcode=ZZ1 1ZZ", "Postcode=QQ9 4AB;Former postcode=zz11zz", "postcode", "earlier postcode"},
		{"upn=A887400116001", "upn=B123456789012;former_upn=A887400116001", "upn", "former UPN"},
	} {
		for _, b := range []Beside{SetBeside(fieldsOf(c.left), fieldsOf(c.right)), SetBeside(fieldsOf(c.right), fieldsOf(c.left))} {
			i := slices.IndexFunc(b.Fields, func(f BesideField) bool { return f.Key == c.field })
			if b.Fields[i].How != c.want || b.Fields[i].Likeness != Alike {
				t.Errorf("%s | %s: %s: %v (%s), want %s", c.left, c.right, c.field, b.Fields[i].Likeness, b.Fields[i].How, c.want)
			}
		}
	}
}

func fieldsOf(text string) (fields []Field) {
	for part := range strings.SplitSeq(text, ";") {
		name, value, _ := strings.Cut(part, "=")
		fields = append(fields, Field{name, value})
	}
	return fields
}

// TestWhatSpeaksForAndAgainst holds the order: the weightiest first, and no value in the words.
func TestWhatSpeaksForAndAgainst(t *testing.T) {
	check := func(left, right, wantFor, wantAgainst string) {
		t.Helper()
		b := SetBeside(fieldsOf(left), fieldsOf(right))
		if got := strings.Join(b.For, "; "); got != wantFor {
			t.Errorf("for: %s\nwant %s", got, wantFor)
		}
		if got := strings.Join(b.Against, "; "); got != wantAgainst {
			t.Errorf("against: %s\nwant %s", got, wantAgainst)
		}
		if twins := strings.Contains(wantAgainst, "twins"); twins != (len(b.Beware) == 1) {
			t.Errorf("beware of %q", b.Beware)
		}
	}
	check("forename=Zofia;surname=Hollow;dob=2015-03-05;sex=F;nhs_number=9990000018", "forename=Zosia;surname=Hollow;dob=2015-05-03;sex=F;nhs_number=9990000018",
		"same NHS number; day of birth: day and month swapped; same surname; forename: one letter differs", "")
	check("forename=Adam;surname=Hollow;dob=2015-03-05;postcode=ZZ1 1ZZ;upn=A1", "forename=Eve;surname=Hollow;dob=2015-03-05;postcode=ZZ1 1ZZ;upn=B2",
		"same day of birth; same surname; same postcode", "UPN differs; one home and birth, two forenames: twins?; forename differs")
	check("forename=Adam;dob=2015-03-30;postcode=ZZ1 1ZZ;sex=F", "forename=Adam;dob=2011-08-12;postcode=ZZ1 2AB;sex=M",
		"same forename", "day of birth: 3 years apart; sex differs") // a district is many people's
}

// TestNothingElseIsSetBeside: of faith and origin nothing comes in by a new column.
func TestNothingElseIsSetBeside(t *testing.T) {
	both := []Field{{"Ethnicity", "WBRI"}, {"religion", "none"}, {"Nationality", "GB"}, {"local_id", "7"}, {"country_of_birth", "GB"}, {"language", "ENG"}}
	if b := SetBeside(both, both); len(b.Fields)+len(b.For)+len(b.Against) > 0 {
		t.Errorf("%+v", b)
	}
}

func TestAPersonIsSetBeside(t *testing.T) {
	p := Person{Forename: "Zofia", MiddleNames: "Ŵen", Surname: "Hollow", OtherNames: "formerly Testby", DOB: time.Date(2015, 3, 5, 0, 0, 0, 0, time.UTC),
		Sex: "F", Address: "1 Invented Row", Postcode: "ZZ1 1ZZ", UPN: "A887400116001", Parent: "Hidden Testby", Phone: "07700 900123"}
	b := SetBeside(p.Fields(), p.Fields())
	if len(b.Fields) != 11 || len(b.Against) > 0 {
		t.Errorf("%d fields, against %q", len(b.Fields), b.Against)
	}
	for _, f := range b.Fields {
		if f.Likeness != Equal {
			t.Errorf("%s: %v", f.Key, f.Likeness)
		}
	}
	if b := SetBeside(Person{}.Fields(), p.Fields()); len(b.For)+len(b.Against) > 0 {
		t.Errorf("%+v", b)
	}
}

// TestHouseholdsMeet finds who lives in both homes, and leaves the two themselves out.
func TestHouseholdsMeet(t *testing.T) {
	adam, eve := Sibling{ChildID: "C3", Name: "Adam Hollow"}, Sibling{Name: "Eve Hollow", DOB: time.Date(2012, 2, 1, 0, 0, 0, 0, time.UTC)}
	eveToo := Sibling{ChildID: "C9", Name: "EVE HOLLOW", DOB: eve.DOB}
	h := MeetHouseholds([]Sibling{{ChildID: "C2", Name: "Zofia Hollow"}, adam, eve}, []Sibling{eveToo, {ChildID: "C1"}, {ChildID: "C4", Name: "Adam Hollow"}}, "C1", "C2")
	names := func(all []Sibling) (ids []string) {
		for _, s := range all {
			ids = append(ids, s.ChildID+s.Name)
		}
		return ids
	}
	if got := fmt.Sprint(names(h.Both), names(h.Left), names(h.Right)); got != "[Eve Hollow] [C3Adam Hollow] [C4Adam Hollow]" {
		t.Error(got)
	}
	if h := MeetHouseholds(nil, nil); h.Both != nil || h.Left != nil || h.Right != nil {
		t.Errorf("%+v", h)
	}
}

// checkBeside holds what is true of any two texts in any field.
func checkBeside(field, left, right string) error {
	b, back := SetBeside([]Field{{field, left}}, []Field{{field, right}}), SetBeside([]Field{{field, right}}, []Field{{field, left}})
	if len(b.Fields) != len(back.Fields) {
		return fmt.Errorf("%d fields, and %d the other way round", len(b.Fields), len(back.Fields))
	}
	for i, f := range b.Fields {
		if back.Fields[i].Likeness != f.Likeness {
			return fmt.Errorf("%v (%s), and %v (%s) the other way round", f.Likeness, f.How, back.Fields[i].Likeness, back.Fields[i].How)
		}
		for side, text := range map[string][]Stretch{left: f.Left, right: f.Right} {
			plain := strings.NewReplacer("[", "", "]", "").Replace(marked(text))
			want := strings.NewReplacer("[", "", "]", "").Replace(strings.TrimSpace(side))
			if field != "dob" && left != right && plain != want {
				return fmt.Errorf("%q became %q", want, plain)
			}
		}
		if strings.TrimSpace(left) == strings.TrimSpace(right) && f.Likeness != Equal {
			return fmt.Errorf("%v to itself", f.Likeness)
		}
		if words := strings.Join(b.For, " ") + strings.Join(b.Against, " "); len(left) > 3 && strings.Contains(words, left) && !strings.Contains("same "+f.Title+f.How, left) && !isOurWord(left) {
			return fmt.Errorf("%q names a value", words)
		}
	}
	return nil
}

// isOurWord reports whether a text is one of the words that a comparison says.
func isOurWord(text string) bool {
	for _, k := range besideKinds {
		if strings.Contains(k.spoken+" differs", text) {
			return true
		}
	}
	return false
}

func FuzzBeside(f *testing.F) {
	for _, field := range []string{"forename", "dob", "upn", "postcode", "address", "phone", "sex", "email"} {
		f.Add(field, "Zofia", "Żofia")
		f.Add(field, "2015-03-05", "1 Invented Rd, ZZ1 1ZZ")
		f.Add(field, "e\u0301", "\u0301")
		f.Add(field, "", "–")
	}
	f.Fuzz(func(t *testing.T, field, left, right string) {
		if err := checkBeside(field, string([]rune(left)), string([]rune(right))); err != nil {
			t.Errorf("%s: %q, %q: %v", field, left, right, err)
		}
	})
}

// TestAnyTwoTextsCanBeSetBeside tries texts at random, as the fuzzing does for longer.
func TestAnyTwoTextsCanBeSetBeside(t *testing.T) {
	for _, k := range besideKinds {
		if err := quick.Check(func(left, right string) bool {
			err := checkBeside(k.key, left, right)
			if err != nil {
				t.Logf("%s: %q, %q: %v", k.key, left, right, err)
			}
			return err == nil
		}, &quick.Config{MaxCount: 200}); err != nil {
			t.Error(err)
		}
	}
}

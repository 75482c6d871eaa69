package cells

import "testing"

// TestNamesAreParted wants each name of a field that holds several in its place, and names left alone that only look like it.
func TestNamesAreParted(t *testing.T) {
	for s, want := range map[string]NameParts{
		"Miss Ines": {Name: "Ines"}, "Mr. Owen": {Name: "Owen"}, "Master Owen James": {Name: "Owen James"}, "MSTR OWEN": {Name: "OWEN"}, "Miss": {}, "Mrs": {}, "Master": {Name: "Master"},
		"MARLOW Jnr": {Name: "MARLOW"}, "Marlow, Jr.": {Name: "Marlow"}, "Henry III": {Name: "Henry"}, "Junior": {Name: "Junior"},
		"Marlow (nee Smith)": {Name: "Marlow", Former: "Smith"}, "Marlow née Smith": {Name: "Marlow", Former: "Smith"}, "Marlow (formerly Smith-Jones)": {Name: "Marlow", Former: "Smith-Jones"},
		"Marlow (was Smith)": {Name: "Marlow", Former: "Smith"}, "MARLOW FORMERLY SMITH": {Name: "MARLOW", Former: "SMITH"}, "Marlow aka Tarn": {Name: "Marlow", Also: "Tarn"},
		"Owen \"Ozzie\"": {Name: "Owen", Also: "Ozzie"}, "Owen (Ozzie)": {Name: "Owen", Also: "Ozzie"}, "Owen known as Ozzie": {Name: "Owen", Also: "Ozzie"}, "Owen (known as: Ozzie)": {Name: "Owen", Also: "Ozzie"},
		"Owen 'Ozzie' James": {Name: "Owen James", Also: "Ozzie"}, "Owen [Ozzie]": {Name: "Owen", Also: "Ozzie"}, "Miss Ines (Nessie)": {Name: "Ines", Also: "Nessie"}, "Owen (Owen)": {Name: "Owen"},
		"Owen (Twin 1)": {Name: "Owen"}, "Owen (deceased)": {Name: "Owen"}, "(Ozzie)": {Name: "Ozzie"},
		// Nothing is taken off these.
		"O' Brien": {Name: "O' Brien"}, "de la Cruz": {Name: "de la Cruz"}, "Ann Marie": {Name: "Ann Marie"}, "Van Der Berg": {Name: "Van Der Berg"}, "Missy": {Name: "Missy"}, "Nee": {Name: "Nee"},
		"Aliyah Mae": {Name: "Aliyah Mae"}, "D'Arcy O'Neil": {Name: "D'Arcy O'Neil"}, "": {},
	} {
		if got := PartName(s); got != want {
			t.Errorf("%q: %+v (want %+v)", s, got, want)
		}
	}
}

// TestChildrenWithoutANameYet wants the entries of clerks for a child that has none told from names.
func TestChildrenWithoutANameYet(t *testing.T) {
	for _, s := range []string{"Female", "Male", "Unnamed", "Girl Two", "Twin II", "Not Yet Named", "Baby Girl 1", "Baby Girl Two", "Second Twin", "2nd Twin", "First twin", "Twin 2 girl", "Male Infant",
		"Newborn boy", "Triplet Three", "Triplet III", "Baby of Jane", "Baby of Jane Smith", "Twin 1 of Smith", "Son of Ann", "B/O Smith", "Name not known", "Not named yet", "To be named",
		"Awaiting name", "Baby (unnamed)", "Boy Child", "Baby-Girl", "TWIN ONE", "Twin no. 2", "Unborn child of Ann", "Female 2"} {
		if !PlaceholderName(s) || SurenessOf(NameValue, s) == SaysSomething {
			t.Errorf("%q is taken for a name", s)
		}
	}
	for _, s := range []string{"Boy George", "Baby Jane", "Son Heung", "Child", "Ann", "Ann Marie", "Named", "Ali B", "Noah", "Notley", "Bob Oates", "Girlie", "Twinkle Star", "Daughter Mae", "Malek One", "Yet Sen"} {
		if PlaceholderName(s) {
			t.Errorf("%q is taken for none", s)
		}
	}
	for _, c := range [][2]string{{"Baby Marlow", "Marlow"}, {"Twin 2 Marlow-Smith", "Marlow Smith"}, {"MARLOW BABY GIRL", "Marlow"}} {
		if !NamesNobodyOf(c[0], c[1]) {
			t.Errorf("%q of %q is taken for a name", c[0], c[1])
		}
	}
	if NamesNobodyOf("Baby Jane", "Marlow") || NamesNobodyOf("Owen Marlow", "Marlow") || NamesNobodyOf("Marlow", "Marlow") {
		t.Error("a name is taken for none")
	}
}

package sources

import (
	"slices"
	"testing"
)

// TestNamesInTheirPlaces reads rows whose fields hold more than one name, as tables, and wants each in its own.
func TestNamesInTheirPlaces(t *testing.T) {
	x := inFile(t, Deaths, "d.csv", "surname,forename,former_surname,preferred_forename,dob\n"+
		"Marlow (nee Smith),Miss Ines,,,2015-01-31\n\"Marlow, Owen\",,,,2015-01-31\n,\"Marlow, Owen\",,,2015-01-31\nMarlow,\"Marlow, Owen\",,,2015-01-31\n"+
		"\"Marlow, Owen\",Owen,,,2015-01-31\nMARLOW Jnr,\"Owen \"\"Ozzie\"\"\",,,2015-01-31\nMarlow nee Smith,Owen (Ozzie),Tarn,Oz,2015-01-31\n"+
		"Marlow,Baby Marlow,,,2015-01-31\nMarlow,\"Owen, James\",,,2015-01-31\n")
	got, _ := readAll(t, x)
	type names struct{ surname, forename, former, preferred string }
	want := []names{{"Marlow", "Ines", "Smith", ""}, {"Marlow", "Owen", "", ""}, {"Marlow", "Owen", "", ""}, {"Marlow", "Owen", "", ""}, {"Marlow", "Owen", "", ""},
		{"MARLOW", "Owen", "", "Ozzie"}, {"Marlow", "Owen", "Tarn", "Oz"}, {"Marlow", "", "", ""}, {"Marlow", "Owen, James", "", ""}}
	var all []names
	for _, r := range got.records {
		all = append(all, names{r.Who.Surname, r.Who.Forename, r.Who.FormerSurname, r.Who.PreferredForename})
	}
	if !slices.Equal(all, want) {
		t.Errorf("%v\nwant %v", all, want)
	}
	if why := reasons(got); !slices.Equal(why, []string{"value 8 forename: a placeholder, not a name"}) {
		t.Errorf("told %v", why)
	}
}

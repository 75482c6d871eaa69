package stories

import (
	"testing"

	"rollcall/sources"
)

// Names in capitals, or all small, are written by the ways of names; a name that is written well is left alone.
func TestNamesAreWrittenWell(t *testing.T) {
	for in, want := range map[string]string{
		"SMITH": "Smith", "smith": "Smith", "Smith": "Smith", "SMITH-JONES": "Smith-Jones", "Smith-JONES": "Smith-Jones", "MCDONALD": "McDonald", "McDONALD": "McDonald",
		"McDonald": "McDonald", "MACDONALD": "Macdonald", "MacDONALD": "MacDonald", "MACKIE": "Mackie", "O'NEILL": "O'Neill", "O’NEILL": "O’Neill", "D'SOUZA": "D'Souza",
		"DE LA CRUZ": "de la Cruz", "de la Cruz": "de la Cruz", "DOS SANTOS": "dos Santos", "VAN DER BERG": "van der Berg", "DA SILVA": "da Silva", "LA ROSE": "La Rose", "LE": "Le", "DO": "Do",
		"DE": "De", "NG": "Ng", "NG'ANG'A": "Ng'ang'a", "ÓDONNELL": "Ódonnell", "ŁUKASZEWSKI": "Łukaszewski", "ÖZDEMIR": "Özdemir", "RUIZ Y GOMEZ": "Ruiz y Gomez", "DAVIES III": "Davies III",
		"AL-HASSAN": "Al-Hassan", "EL SAYED": "El Sayed", "ST JOHN": "St John", "BIN ALI": "bin Ali", "MC": "Mc", "": "", "X": "X", "李": "李", "DELA CRUZ": "Dela Cruz", "SMITH (JONES)": "Smith (Jones)", "SMITH/JONES": "Smith/Jones", "ST.JOHN": "St.John", "Smith (JONES)": "Smith (Jones)", "-": "-", "MCLEAN-O'BRIEN": "McLean-O'Brien",
	} {
		if got := writeSurname(in); got != want {
			t.Errorf("surname %q is written %q, want %q", in, got, want)
		}
		if again := writeSurname(writeSurname(in)); again != writeSurname(in) {
			t.Errorf("%q is written %q and then %q", in, writeSurname(in), again)
		}
	}
	for in, want := range map[string]string{"ALMA": "Alma", "ALMA MAY": "Alma May", "TJ": "TJ", "T J": "T J", "J.P.": "J.P.", "(ALMA)": "(Alma)", "DE": "De", "MARIA DE LOS ANGELES": "Maria de los Angeles", "ANNE-MARIE": "Anne-Marie", "BO": "Bo",
		"VAN": "Van", "MCKENZIE": "Mckenzie", "D'ARCY": "D'Arcy", "ZOË": "Zoë"} {
		if got := writeForename(in); got != want {
			t.Errorf("forename %q is written %q, want %q", in, got, want)
		}
	}
}

// A name in capitals is written as another record of the child writes the same name, however much trust that one has.
func TestNamesAreWrittenAsTheBestRecordHasThem(t *testing.T) {
	recs := []*sources.Record{{Who: sources.Identity{Surname: "MACKENZIE", Forename: "ZOE"}}, {Who: sources.Identity{Surname: "Mac Kenzie", Forename: "Zoë"}},
		{Who: sources.Identity{Surname: "MacKenzie", Forename: "Zoe"}}}
	if got := spellSurname("MACKENZIE", recs); got != "MacKenzie" {
		t.Errorf("the surname is %q", got)
	}
	if got := spellForename("ZOE", recs); got != "Zoë" {
		t.Errorf("the forename is %q", got)
	}
	if got := spellSurname("Mackenzie", recs); got != "Mackenzie" {
		t.Errorf("a name that is written well became %q", got)
	}
	if got := spellSurname("HADDAD", recs); got != "Haddad" {
		t.Errorf("a name that nobody else writes is %q", got)
	}
}

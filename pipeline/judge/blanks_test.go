package judge

import (
	"rollcall/pipeline/rules"
	"rollcall/sources"
	"strings"
	"testing"
)

// A leaving says which particulars its record leaves out, of the extract that has to give them.
func TestALeavingSaysWhatItsRecordLeavesOut(t *testing.T) {
	check := func(want string, kind rules.Kind, source sources.Kind, who sources.Identity) {
		t.Helper()
		var c rules.Claim
		c.Kind, c.Source, c.Marks = kind, string(source), "written_notice"
		if markBlanks(&c, &sources.Record{Who: who}); c.Marks != want {
			t.Errorf("%q, want %q", c.Marks, want)
		}
	}
	whole := sources.Identity{UPRN: "200000000059", ParentSurname: "Quennell", ParentPhone: "07100 236066"}
	check("written_notice", rules.LeftRoll, sources.RollChanges, whole)
	check("written_notice no_address no_parent no_phone", rules.LeftRoll, sources.RollChanges, sources.Identity{})
	check("written_notice no_phone", rules.LeftRoll, sources.RollChanges, sources.Identity{Postcode: "FW9 9ZZ", ParentForename: "Ada"})
	check("written_notice", rules.LeftRoll, sources.SchoolCensus, sources.Identity{})
	check("written_notice", rules.Roll, sources.RollChanges, sources.Identity{})
	if got := addMark("", "a") + "|" + addMark("a", "b"); got != "a|a b" {
		t.Errorf("joined %q", got)
	}
}

// A particular is blank where none of what it can be given by is there; of a name both parts are needed.
func TestWhichParticularsAreBlank(t *testing.T) {
	whole := sources.Identity{Surname: "Quayle", Forename: "Alma", DOB: 1, Address: "12 Mill Lane", ParentForename: "Ada"}
	for want, change := range map[string]func(*sources.Identity){
		"":              func(*sources.Identity) {},
		"name ":         func(w *sources.Identity) { w.Surname = "" },
		"name":          func(w *sources.Identity) { w.Forename = "" },
		"date of birth": func(w *sources.Identity) { w.DOB = 0 },
		"address":       func(w *sources.Identity) { w.Address = "" },
		"parent":        func(w *sources.Identity) { w.ParentForename = "" },
		" ": func(w *sources.Identity) {
			w.Address, w.Postcode, w.ParentForename, w.ParentSurname = "", "ME4 9ZZ", "", "Quayle"
		},
		"  ":                                   func(w *sources.Identity) { w.Address, w.UPRN = "", "1" },
		"name, date of birth, address, parent": func(w *sources.Identity) { *w = sources.Identity{} },
	} {
		rec := &sources.Record{Who: whole}
		change(&rec.Who)
		var blank []string
		for _, p := range Particulars {
			if p.Blank(rec) {
				blank = append(blank, p.Name)
			}
		}
		if got := strings.Join(blank, ", "); got != strings.TrimSpace(want) {
			t.Errorf("blank are %q, want %q", got, want)
		}
	}
}

package judge

import (
	"rollcall/pipeline/rules"
	"rollcall/sources"
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

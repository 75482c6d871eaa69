package reports

import (
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
)

// An authority is told of its own children and of nobody else's, in the order in which they are known; of a sealed child nobody is told,
// and in Parquet a child is an id.
func TestAnAuthorityIsToldOfItsOwnChildren(t *testing.T) {
	notice := func(to, child, surname string, since calendar.Date, sealed bool) candidates.Line[Notice] {
		return candidates.NewLine(Notice{Authority: to, Child: child, Person: person("Ada", surname), Reason: "The newest address is in authority " + to + ".",
			Asked: "residence there", Since: since.Midnight()}, sealed)
	}
	october := calendar.On(2026, 10, 1)
	f := &Facts{Authority: "Fenwick", Notices: []candidates.Line[Notice]{
		notice("888", "CHILD2", "Late", october, false), notice("889", "CHILD3", "Other", october, false),
		notice("888", "CHILD1", "Early", october-9, false), notice("889", "CHILD4", "Hidden", october, true), notice("890", "CHILD5", "Refuge", october, true),
	}}
	all := ForAuthorities(f)
	if len(all) != 2 {
		t.Fatalf("%d authorities are told, want 2", len(all))
	}
	if got := lines(all["888"]); strings.Index(got, "Early") > strings.Index(got, "Late") || len(all["888"].Rows) != 2 || strings.Contains(got, "Other") {
		t.Errorf("888 is told\n%s", got)
	}
	if got := lines(all["889"]); len(all["889"].Rows) != 1 || !strings.Contains(got, "CHILD3 | Ada Mary | Other") {
		t.Errorf("889 is told\n%s", got)
	}
	whole := ToSend(f)[0]
	if got := lines(whole); len(whole.Rows) != 3 || strings.Contains(got, "Hidden") || strings.Contains(got, "CHILD5") {
		t.Errorf("all of it\n%s", got)
	}
	for _, c := range whole.Columns {
		if c.Name == "surname" && !c.SheetOnly || c.Name == "address" && !c.SheetOnly || c.Name == "upn" && !c.SheetOnly {
			t.Errorf("%s is in Parquet", c.Name)
		}
	}
}

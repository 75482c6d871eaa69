package sources

import (
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
)

func TestRollChangesXML(t *testing.T) {
	c, reports := readSample(t, RollChanges, "roll_changes/8872991_CML_887LLLL_001.xml", "roll_changes/8872991_CMJ_887LLLL_002.xml")
	if len(c.records) != 3 {
		t.Fatalf("%d records, want 3; %v", len(c.records), told(c))
	}
	diff(t, "rejections", []string{"2 ground: a code that is not known"}, told(c))
	diff(t, "unknown", []string{"Mystery"}, reports[0].Unknown)
	diff(t, "codes", map[string]int{"ground=ZQ": 1}, reports[0].Codes)
	diff(t, "claims", []Claim{
		{Kind: LeftRoll, From: calendar.On(2026, 9, 16), Decided: calendar.On(2026, 9, 18), Place: "8872991", Status: "return", Reason: "F", Year: "6", Marks: "written_notice home_visit future_address"},
		{Kind: Residence, From: calendar.On(2026, 9, 16), Status: "school"},
	}, c.records[0].Claims)
	diff(t, "identity", Identity{
		UPN: "R887299920004", Surname: "O’Quill", Forename: "Bram", DOB: calendar.On(2015, 7, 14), Sex: "M", Address: "2 Nonesuch Hill", Postcode: "ME5 9ZZ",
		ParentSurname: "O’Quill", ParentForename: "Maeve",
	}, c.records[0].Who)
	diff(t, "claims", []Claim{
		{Kind: LeftRoll, From: calendar.On(2026, 9, 17), Decided: calendar.On(2026, 9, 18), Place: "8872991", Status: "return", Toward: "8863001"},
	}, c.records[1].Claims)
	diff(t, "claims", []Claim{
		{Kind: Roll, From: calendar.On(2026, 9, 8), Place: "8872991", Status: "added", Year: "3"},
		{Kind: Residence, From: calendar.On(2026, 9, 8), Status: "school"},
	}, c.records[2].Claims)
}

// Whether pupils join or leave is told by the file's name, its document, its outermost element, or each pupil's dates.
func TestRollChangesXMLDirection(t *testing.T) {
	check := func(name, outer, document, pupil string, want ClaimKind) {
		t.Helper()
		c, r := readText(t, RollChanges, name, "<"+outer+"><Header><DocumentName>"+document+"</DocumentName><DateTime>2026-09-18T08:00:00</DateTime><SourceSchool><LEA>887</LEA><Estab>2991</Estab></SourceSchool></Header><Anything><Pupil><Surname>Tarling</Surname>"+pupil+"</Pupil></Anything></"+outer+">")
		if want == NoClaim {
			if len(c.records) != 0 || r.Rejects != 1 {
				t.Errorf("%s %s: %d records, %v", name, outer, len(c.records), told(c))
			}
			return
		}
		if len(c.records) != 1 || c.records[0].Claims[0].Kind != want {
			t.Errorf("%s %s %s: %d records, want kind %d; %v", name, outer, pupil, len(c.records), want, told(c))
		}
	}
	check("8872991_CML_887LLLL_001.xml", "x", "", "<EntryDate>2020-09-01</EntryDate>", LeftRoll)
	check("8872991_CMJ_887LLLL_001.xml", "x", "", "", Roll)
	check("a.xml", "CMLfile", "", "", LeftRoll)
	check("a.xml", "x", "Child joining", "", Roll)
	check("a.xml", "x", "", "<EntryDate>2026-09-01</EntryDate>", Roll)
	check("a.xml", "x", "", "<EntryDate>2020-09-01</EntryDate><DateOfLeaving>2026-09-01</DateOfLeaving>", LeftRoll)
	check("a.xml", "x", "", "<Ground>(g)</Ground>", LeftRoll)
	check("a.xml", "x", "", "", NoClaim)
}

func TestRollChangesXMLDestinationInWords(t *testing.T) {
	c, _ := readText(t, RollChanges, "8872991_CML_887LLLL_001.xml", strings.Replace(transfer("887LLLL",
		"<Pupil><Surname>Tarling</Surname><NewSchool><SchoolName>Invented Lycée</SchoolName></NewSchool></Pupil>"), "CTfile", "CMLfile", 2))
	if len(c.records) != 1 || c.records[0].Claims[0].Toward != "Invented Lycée" {
		t.Errorf("%d records, %v", len(c.records), told(c))
	}
}

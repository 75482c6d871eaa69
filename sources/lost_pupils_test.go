package sources

import (
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
)

func TestLostPupils(t *testing.T) {
	c, reports := readSample(t, LostPupils, "lost_pupils/8872991_CTF_XXXXXXX_001.xml", "lost_pupils/8872991_CTF_MMMMMMM_002.xml")
	if len(c.records) != 2 {
		t.Fatalf("%d records, want 2; %v", len(c.records), told(c))
	}
	for _, r := range reports {
		if r.School != "8872991" || len(r.Notes)+len(r.Unknown) != 0 {
			t.Errorf("report %+v", r)
		}
	}
	unknown, outside := c.records[0], c.records[1]
	diff(t, "identity", Identity{
		UPN: "Q887299919003", FormerUPN: "M88729991600Y", Surname: "Umberleigh", Forename: "Tansy", MiddleNames: "Rue",
		PreferredSurname: "Leigh", PreferredForename: "Tan", FormerSurname: "Marsh", DOB: calendar.On(2014, 12, 19), Sex: "F",
		Address: "3 Nonesuch Hill, Chatham", Postcode: "ME5 9ZZ",
		ParentSurname: "Umberleigh", ParentForename: "Ash", ParentPhone: "07700 900451", ParentEmail: "ash@example.org",
	}, unknown.Who)
	diff(t, "claims", []Claim{
		{Kind: Lost, From: calendar.On(2026, 6, 5), Decided: calendar.On(2026, 6, 26), Place: "8872991", Toward: "XXXXXXX", Reason: "MOVED"},
		{Kind: Residence, From: calendar.On(2026, 6, 5), Status: "school"},
	}, unknown.Claims)
	diff(t, "identity", Identity{Surname: "Penhallow", Forename: "Jory", DOB: calendar.On(2013, 5, 6), Sex: "M", Address: "Flat 1, Invented Tower"}, outside.Who)
	diff(t, "claims", []Claim{ // no history: the day of the file stands for the day of leaving
		{Kind: Lost, From: calendar.On(2026, 7, 10), Decided: calendar.On(2026, 7, 10), Place: "8872991", Toward: "MMMMMMM"},
		{Kind: Residence, From: calendar.On(2026, 7, 10), Status: "school"},
	}, outside.Claims)
	if unknown.AsOf != calendar.On(2026, 6, 26) || unknown.Row != 1 {
		t.Errorf("row %d as of %v", unknown.Row, unknown.AsOf)
	}
}

// transfer is a transfer file with the pupils.
func transfer(dest, pupils string) string {
	lea, estab := dest[:3], dest[3:]
	return "<CTfile><Header><DateTime>2026-07-10T11:00:00</DateTime><SourceSchool><LEA>887</LEA><Estab>2991</Estab></SourceSchool><DestSchool><LEA>" + lea +
		"</LEA><Estab>" + estab + "</Estab></DestSchool></Header><CTFpupilData>" + pupils + "</CTFpupilData></CTfile>"
}

const lostTarling = "<Pupil><Surname>Tarling</Surname></Pupil>"

func TestLostPupilsDestination(t *testing.T) {
	check := func(name, dest, toward string, notes int) {
		t.Helper()
		c, r := readText(t, LostPupils, name, transfer(dest, lostTarling))
		if len(c.records) != 1 || c.records[0].Claims[0].Toward != toward || len(r.Notes) != notes {
			t.Errorf("%s to %s: %d records, notes %q", name, dest, len(c.records), r.Notes)
		}
	}
	check("8872991_CTF_XXXXXXX_001.xml", "XXXXXXX", "XXXXXXX", 0)
	check("8872991_ctf_mmmmmmm_00001.XML", "MMMMMMM", "MMMMMMM", 0)
	check("8872991_CTF_XXXXXXX_001.xml", "8863001", "XXXXXXX", 1) // they disagree
	check("8872991_CTF_XXXXXXX_001.xml", "       ", "XXXXXXX", 1)
	check("received.xml", "XXXXXXX", "XXXXXXX", 0)
	check("received.xml", "       ", "", 1)
	check("8872991_CTF_8863001_001.xml", "8863001", "8863001", 1) // to a school: no lost pupil's
	check("8872991_CTF_886LLLL_001.xml", "886LLLL", "886", 1)
	check("8872990_CTF_XXXXXXX_001.xml", "XXXXXXX", "XXXXXXX", 1) // of another sender
	check("8872991_CML_XXXXXXX_001.xml", "XXXXXXX", "XXXXXXX", 1)
}

func TestLostPupilsLeaving(t *testing.T) {
	check := func(history string, from Date, reason string, rejections ...string) {
		t.Helper()
		c, _ := readText(t, LostPupils, "8872991_CTF_XXXXXXX_001.xml", transfer("XXXXXXX", "<Pupil><Surname>Tarling</Surname><SchoolHistory>"+history+"</SchoolHistory></Pupil>"))
		if got := c.records[0].Claims[0]; got.From != from || got.Reason != reason {
			t.Errorf("%s: from %v, reason %q", history, got.From, got.Reason)
		}
		diff(t, history, rejections, told(c))
	}
	school := func(inside string) string { return "<School>" + inside + "</School>" }
	check("", calendar.On(2026, 7, 10), "")
	check(school("<LeavingDate>2026-05-01</LeavingDate>")+school("<LeavingDate>2025-05-01</LeavingDate>"), calendar.On(2026, 5, 1), "")
	check(school("<LeavingDate>2025-05-01</LeavingDate><LastSchool>true</LastSchool><LeavingReason>EHE</LeavingReason>")+school("<LeavingDate>2026-05-01</LeavingDate>"), calendar.On(2025, 5, 1), "EHE")
	check(school("<LeavingDate>May</LeavingDate><LastSchool>1</LastSchool>"), calendar.On(2026, 7, 10), "", "1 leaving_date: not a date (want YYYY-MM-DD)")
}

func TestLostPupilsParent(t *testing.T) {
	check := func(contacts, surname, phone string) {
		t.Helper()
		c, r := readText(t, LostPupils, "8872991_CTF_XXXXXXX_001.xml", transfer("XXXXXXX", "<Pupil><Surname>Tarling</Surname><Contacts>"+contacts+"</Contacts></Pupil>"+lostTarling))
		if got := c.records[0].Who; got.ParentSurname != surname || got.ParentPhone != phone || got.Surname != "Tarling" || len(r.Unknown) > 0 {
			t.Errorf("%s: parent or phone is wrong; unknown %q", contacts, r.Unknown)
		}
		if got := c.records[1].Who; got.ParentSurname != "" || got.ParentPhone != "" {
			t.Error("the next pupil has the parent of the one before")
		}
	}
	contact := func(name, responsibility, relation string) string {
		return "<Contact><Surname>" + name + "</Surname><Relationship>" + relation + "</Relationship>" + responsibility + "<Phones><Phone><PhoneNo>07700 900" + itoa(100+len(name)) + "</PhoneNo></Phone></Phones></Contact>"
	}
	yes, no := "<Responsibility>true</Responsibility>", "<Responsibility>0</Responsibility>"
	check("", "", "")
	check(contact("Ash", yes, "OTH"), "Ash", "07700 900103")
	check(contact("Neighbour", no, "OTH")+contact("Birch", yes, "FAT"), "Birch", "07700 900105")
	check(contact("Birch", yes, "FAT")+contact("Ash", yes, "MOT"), "Birch", "07700 900105")
	check(contact("Neighbour", "", "OTH")+contact("Birch", "", "MOT"), "Birch", "07700 900105")
	check(contact("Neighbour", no, "MOT"), "", "")
}

func TestLostPupilsRefused(t *testing.T) {
	check := func(text, want string) {
		t.Helper()
		c, r := readText(t, LostPupils, "8872991_CTF_XXXXXXX_001.xml", text)
		if len(c.records) != 0 || r.Rows != 0 || len(c.rejections) != 1 || !strings.Contains(c.rejections[0].Reason, want) {
			t.Errorf("%.40q: %d records, %v, want %q", text, len(c.records), told(c), want)
		}
	}
	whole := transfer("XXXXXXX", lostTarling)
	check(whole[:len(whole)-9], "not well-formed")
	check("<!DOCTYPE x>"+whole, "document type")
	check(message(""), "want ctfile")
	check(strings.Replace(whole, "2026-07-10", "10/07/2026", 1), "not a date")
}

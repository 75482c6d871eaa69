package sources

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/calendar"
)

// readSample reads files under testdata.
func readSample(t testing.TB, kind Kind, files ...string) (*collector, []FileReport) {
	t.Helper()
	x := Extract{Kind: kind, Root: "testdata"}
	for _, f := range files {
		x.Files = append(x.Files, filepath.Join("testdata", f))
	}
	return readAll(t, x)
}

// readText reads one file with the text.
func readText(t testing.TB, kind Kind, name, text string) (*collector, FileReport) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, reports := readAll(t, Extract{Kind: kind, Root: dir, Files: []string{path}})
	return c, reports[0]
}

func diff(t *testing.T, what string, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got)\n%s", what, d)
	}
}

// told lists rejections as "row field: reason", those of whole rows with "!" before.
func told(c *collector) []string {
	var all []string
	for _, r := range c.rejections {
		whole := ""
		if r.Whole {
			whole = "!"
		}
		all = append(all, fmt.Sprintf("%s%d %s: %s", whole, r.Row, r.Field, r.Reason))
	}
	return all
}

func TestCensusXML(t *testing.T) {
	c, reports := readSample(t, SchoolCensus, "school_census/census_autumn_2026.xml")
	diff(t, "rejections", []string(nil), told(c))
	if len(c.records) != 3 {
		t.Fatalf("%d records, want 3", len(c.records))
	}
	r := reports[0]
	if r.Rows != 3 || r.School != "8872991" || r.Term != "autumn" || r.AsOf != calendar.On(2026, 10, 1) || r.SHA256 == "" || len(r.Unknown)+len(r.Notes)+len(r.Codes) != 0 {
		t.Errorf("report %+v", r)
	}
	first := c.records[0]
	diff(t, "identity", Identity{
		UPN: "Q887299917001", FormerUPN: "M88729991600Y", Surname: "Quillfeather", Forename: "Ottoline", MiddleNames: "Wren Juno",
		PreferredSurname: "Feather", FormerSurname: "Marsh-Quill", DOB: calendar.On(2017, 3, 8), Sex: "F",
		Address: "FLAT 2, 11 Nowhere Quay, Unbuilt Dock, Chatham", Postcode: "ME4 9ZZ", UPRN: "100000077",
	}, first.Who)
	// Easter Sunday 2026 is 5 April and the last Monday of May the 25th.
	one, two := window{calendar.On(2026, 4, 6), calendar.On(2026, 5, 24)}, window{calendar.On(2026, 5, 25), calendar.On(2026, 7, 31)}
	sessions := func(w window, code, n string, possible int32) Claim {
		return Claim{Kind: Attendance, From: w.from, To: w.to, Place: "8872991", Status: code, Reason: n, Count: possible}
	}
	diff(t, "claims", []Claim{
		{Kind: Roll, From: calendar.On(2021, 9, 6), Place: "8872991", Status: "C", Year: "5"},
		{Kind: Residence, From: calendar.On(2026, 10, 1), Status: "school"},
		{Kind: Exclusion, From: calendar.On(2026, 5, 12), Place: "8872991", Status: "suspension", Reason: "PP DB", Count: 3},
		{Kind: Exclusion, From: calendar.On(2026, 6, 22), Place: "8872991", Status: "lunchtime", Reason: "DB", Count: 1},
		sessions(one, "/", "24", 50), sessions(one, `\`, "23", 50), sessions(one, "C2", "3", 50),
		sessions(two, "/", "40", 80), sessions(two, "N", "40", 80),
	}, first.Claims)
	second := c.records[1]
	diff(t, "identity", Identity{
		UPN: "Q887299918002", Surname: "D’Arblay & Søn", Forename: "Íñigo", DOB: calendar.On(2021, 11, 30), Sex: "M",
		Address: "The Invented Lodge, Nonesuch Hill, Gillingham", Postcode: "ME7 9ZZ",
	}, second.Who)
	diff(t, "claims", []Claim{
		{Kind: Roll, From: calendar.On(2026, 9, 7), Place: "8872991", Status: "M", Year: "R", Marks: "part_time boarder"},
		{Kind: Residence, From: calendar.On(2026, 10, 1), Status: "school"},
	}, second.Claims)
	left := c.records[2]
	diff(t, "claims", []Claim{
		{Kind: LeftRoll, From: calendar.On(2026, 6, 5), Place: "8872991", Status: "census", Year: "6"},
		{Kind: Residence, From: calendar.On(2026, 6, 5), Status: "school"},
		sessions(one, "O", "50", 50),
	}, left.Claims)
	if left.Row != 3 || left.ID != "school_census:school_census/census_autumn_2026.xml#3" || left.AsOf != calendar.On(2026, 10, 1) {
		t.Errorf("row %d, id %s, as of %v", left.Row, left.ID, left.AsOf)
	}
}

// An old return: capitals and no containers, Gender, AbsenceSessions, the thirty-hour code, leavers first, Windows-1252.
func TestCensusXMLOldNames(t *testing.T) {
	c, reports := readSample(t, SchoolCensus, "school_census/census_spring_2024.xml")
	diff(t, "rejections", []string(nil), told(c))
	diff(t, "unknown", []string(nil), reports[0].Unknown)
	if len(c.records) != 2 {
		t.Fatalf("%d records, want 2", len(c.records))
	}
	left, on := c.records[0], c.records[1]
	if left.Row != 2 || on.Row != 1 {
		t.Errorf("rows %d and %d, want the leaver to be row 2 and the pupil on roll row 1", left.Row, on.Row)
	}
	diff(t, "leaver", Identity{UPN: "R887299920004", Surname: "O’Quill", Forename: "Bram", DOB: calendar.On(2012, 7, 14), Sex: "M"}, left.Who)
	diff(t, "leaver's claims", []Claim{
		{Kind: LeftRoll, From: calendar.On(2023, 11, 17), Place: "8872991", Status: "census"},
		{Kind: Attendance, From: calendar.On(2023, 8, 1), To: calendar.On(2023, 12, 31), Place: "8872991", Status: "I", Reason: "2", Count: 92},
	}, left.Claims)
	diff(t, "on roll", Identity{UPN: "R887299921005", Surname: "Zoës-Penhallow", Forename: "Merrin", DOB: calendar.On(2013, 2, 2), Sex: "F", Postcode: "ME4 9ZY"}, on.Who)
	diff(t, "claims on roll", []Claim{
		{Kind: Roll, From: calendar.On(2022, 9, 5), Place: "8872991", Status: "S", Year: "6"}, // not the dates of the alternative provision
		{Kind: Residence, From: calendar.On(2024, 1, 18), Status: "school"},
	}, on.Claims)
}

// message wraps pupils in a return.
func message(pupils string) string {
	return `<Message><Header><CollectionDetails><Collection>SC</Collection><Term>SUM</Term><Year>2027</Year><ReferenceDate>2027-05-20</ReferenceDate></CollectionDetails>
<Source><LEA>887</LEA><Estab>2991</Estab></Source></Header><Pupils><PupilsOnRoll>` + pupils + `</PupilsOnRoll></Pupils></Message>`
}

func TestCensusXMLOddPupils(t *testing.T) {
	check := func(pupil string, want ...string) FileReport {
		t.Helper()
		c, r := readText(t, SchoolCensus, "c.xml", message("<PupilOnRoll><Surname>Tarling</Surname>"+pupil+"</PupilOnRoll>"))
		diff(t, pupil, want, told(c))
		if r.Rows != r.Records+r.Rejects || r.Values+r.Rejects != len(c.rejections) {
			t.Errorf("%s: report %+v", pupil, r)
		}
		return r
	}
	check(`<UPN>A887299917001</UPN>`, "1 upn: fails its check letter")
	check(`<UPN>A88729991</UPN>`, "1 upn: truncated (want 13 characters)")
	check(`<DOB>08/03/2017</DOB>`, "1 dob: not a date (want YYYY-MM-DD)")
	check(`<DOB>1900-01-01</DOB>`, "1 dob: before 1990: a placeholder or a slip, not a child's date of birth")
	check(`<EntryDate>2077-01-01</EntryDate>`, "1 entry_date: a date that cannot be (want one from 1900 to three years after the extract)")
	check(`<PostCode>ZZ99 3WZ</PostCode>`, "1 postcode: a pseudo postcode (ZZ99), which is no place")
	check(`<PartTime>perhaps</PartTime>`, "1 part_time: neither yes nor no")
	check(`<Forename>Ada</Forename><Forename>Bea</Forename>`, "1 forename: given twice, and not alike; the first is used")
	check(`<Forename>Ada</Forename><Forename>Ada</Forename>`)
	check(`<Forename>Ada<b/></Forename>`, "1 forename: holds elements (want only text)")
	check(`<Forename>`+strings.Repeat("x", 2000)+`</Forename>`, "1 forename: longer than any value of a return")
	check(`stray<Sex>F</Sex>stray`, "1 : text where only elements are wanted")
	check(`<Address><PostCode>ME4 9ZZ</PostCode></Address><Address><PostCode>ME5 9ZZ</PostCode></Address>`, "1 address1: a second address; the first is used")
	check(`<TermlyExclusion><StartDate>2027-01-08</StartDate></TermlyExclusion>`, "1 exclusion: no category (want PERM, SUSP or LNCH)")
	check(`<SummerHalfTerm2Attendance><SessionDetail><AttendanceReason>O</AttendanceReason><Sessions>2</Sessions></SessionDetail></SummerHalfTerm2Attendance>`,
		"1 attendance: a block of attendance that the term of the return does not have")
	session := func(s string) string {
		return "<TermlyAttendance><SessionDetail>" + s + "</SessionDetail></TermlyAttendance>"
	}
	check(session(`<Sessions>2</Sessions>`), "1 attendance: sessions without a code")
	check(session(`<AttendanceReason>O</AttendanceReason>`), "1 attendance: a code without a number of sessions")
	check(session(`<AttendanceReason>O</AttendanceReason><Sessions>many</Sessions>`), "1 attendance: not a whole number")
	check(`<EthnicGroup>x</EthnicGroup><Language>ENG</Language><SENprovision>K</SENprovision>`)
	check(`<PupilOnRoll><Surname>Inner</Surname></PupilOnRoll>`, "!2 : a pupil inside another pupil, or inside an element that is never read")
	check(`<Language><PupilOnRoll/></Language>`, "!2 : a pupil inside another pupil, or inside an element that is never read")

	r := check(`<EnrolStatus>G</EnrolStatus>`, "1 enrol_status: a code that is not known")
	diff(t, "codes", map[string]int{"enrol_status=G": 1}, r.Codes)
	r = check(`<NCyearActual>Z9</NCyearActual><Boarder>Q</Boarder><Sex>Q</Sex>`, "1 sex: a code that is not known", "1 year_group: a code that is not known", "1 boarder: a code that is not known")
	diff(t, "codes", map[string]int{"year_group=Z9": 1, "boarder=Q": 1, "sex=Q": 1}, r.Codes)
	r = check(session(`<AttendanceReason>QQ</AttendanceReason><Sessions>1</Sessions>`), "1 attendance: a code that is not known")
	diff(t, "codes", map[string]int{"attendance=QQ": 1}, r.Codes)
	r = check(`<TermlyExclusion><Category>ODD</Category></TermlyExclusion>`, "1 exclusion: a code that is not known")
	diff(t, "codes", map[string]int{"exclusion=ODD": 1}, r.Codes)
	r = check(`<Forename>Ada</Forename><Boarder>ada</Boarder><NCyearActual>Wetherspoon</NCyearActual>`, "1 year_group: a code that is not known", "1 boarder: a code that is not known")
	diff(t, "names in the place of codes", map[string]int{"year_group=(not a code)": 1, "boarder=(not a code)": 1}, r.Codes)
	r = check(`<Mystery><Deep>x</Deep></Mystery><Mystery/>`)
	diff(t, "unknown", []string{"Mystery", "Deep"}, r.Unknown)
}

// A value found beneath an element that is not known gives way to one in its place.
func TestCensusXMLUnknownContainer(t *testing.T) {
	c, _ := readText(t, SchoolCensus, "c.xml", message(`<PupilOnRoll><Surname>Tarling</Surname><NewThing><EntryDate>2020-01-01</EntryDate><Forename>Ida</Forename></NewThing>
<PupilStatus><EntryDate>2021-09-06</EntryDate></PupilStatus></PupilOnRoll>`))
	diff(t, "rejections", []string(nil), told(c))
	if r := c.records[0]; r.Claims[0].From != calendar.On(2021, 9, 6) || r.Who.Forename != "Ida" {
		t.Errorf("entry %v, forename kept: %v", r.Claims[0].From, r.Who.Forename == "Ida")
	}
}

func TestCensusXMLNamelessPupil(t *testing.T) {
	c, r := readText(t, SchoolCensus, "c.xml", message(`<PupilOnRoll><DOB>2017-03-08</DOB></PupilOnRoll><PupilOnRoll><Surname>Tarling</Surname></PupilOnRoll>`))
	diff(t, "rejections", []string{"!1 : neither a name nor an identifier of a child (want at least one that is valid)"}, told(c))
	if r.Rows != 2 || r.Records != 1 || r.Rejects != 1 || c.records[0].Row != 2 {
		t.Errorf("report %+v", r)
	}
}

// A return that cannot be trusted as a whole gives no record at all.
func TestCensusXMLRefused(t *testing.T) {
	check := func(text, want string) {
		t.Helper()
		c, r := readText(t, SchoolCensus, "c.xml", text)
		if len(c.records) != 0 || r.Rows != 0 || len(c.rejections) != 1 || c.rejections[0].Row != 0 || !c.rejections[0].Whole || !strings.Contains(c.rejections[0].Reason, want) {
			t.Errorf("%.50q: %d records, %v, want one rejection of row 0 with %q", text, len(c.records), told(c), want)
		}
	}
	pupil := "<PupilOnRoll><Surname>Tarling</Surname></PupilOnRoll>\n"
	whole := message(strings.Repeat(pupil, 500))
	check(whole[:strings.LastIndex(whole, "<PupilOnRoll>")], "ends inside an element at line 501")
	check(whole[:strings.LastIndex(whole, "<Surname>")+4], "ends in the middle of a tag at line 501")
	check(whole[:len(whole)-12], "the whole return is refused")
	check("<!DOCTYPE Message [<!ENTITY a \"aaaa\">]>"+whole, "document type")
	check(message("<PupilOnRoll><Surname>&xxe;</Surname></PupilOnRoll>"), "entity")
	check(whole+whole, "second outermost element")
	check(message(strings.Repeat("<x>", 100)+strings.Repeat("</x>", 100)), "deeper")
	check("<CTfile/>", "want message")
	check(strings.Replace(whole, "<Collection>SC", "<Collection>CIN", 1), "another collection")
	check(strings.Replace(whole, "<Estab>2991", "<Estab>29", 1), "which school")
	check(strings.Replace(whole, "2027-05-20", "20 May", 1), "not a date")
	check(strings.Replace(whole, "<ReferenceDate>2027-05-20</ReferenceDate>", "", 1), "for which day")
	check(`<?xml version="1.0" encoding="utf-7"?>`+whole, "encoding")
	check(`<?xml version="1.0" encoding="utf-16"?>`+whole, "says UTF-16")
}

func TestCensusXMLEncodings(t *testing.T) {
	utf16 := func(s string) string {
		b := []byte{0xff, 0xfe}
		for _, c := range s {
			b = append(b, byte(c), byte(c>>8))
		}
		return string(b)
	}
	text := message("<PupilOnRoll><Surname>Søn</Surname></PupilOnRoll>")
	check := func(file string, notes int) {
		t.Helper()
		c, r := readText(t, SchoolCensus, "c.xml", file)
		if len(c.records) != 1 || c.records[0].Who.Surname != "Søn" || len(r.Notes) != notes {
			t.Errorf("%.40q: %d records, notes %q, %v", file, len(c.records), r.Notes, told(c))
		}
	}
	check(text, 0)
	check("\ufeff"+text, 0)
	check(utf16(`<?xml version="1.0" encoding="utf-16"?>`+text), 0)
	check(utf16(text)[2:], 0)
	check(`<?xml version="1.0" encoding="ISO-8859-1"?>`+strings.ReplaceAll(text, "ø", "\xf8"), 0)
	check(`<?xml version='1.0' encoding='windows-1252'?>`+strings.ReplaceAll(text, "ø", "\xf8"), 0)
	check(`<?xml version="1.0" encoding="utf-8"?>`+strings.ReplaceAll(text, "ø", "\xf8"), 1)
}

func TestCensusXMLHeader(t *testing.T) {
	check := func(old, new string, notes int, term string, asOf Date) {
		t.Helper()
		c, r := readText(t, SchoolCensus, "c.xml", strings.Replace(message("<PupilOnRoll><Surname>Tarling</Surname></PupilOnRoll>"), old, new, 1))
		if len(c.records) != 1 || len(r.Notes) != notes || r.Term != term || r.AsOf != asOf {
			t.Errorf("%s: %d records, notes %q, term %q, as of %v", new, len(c.records), r.Notes, r.Term, r.AsOf)
		}
	}
	on := calendar.On(2027, 5, 20)
	check("", "", 0, "summer", on)
	check("SUM", "605", 1, "", on)
	check("2027-05-20", "2027-05-20T00:00:00", 0, "summer", on)
	check("<LEA>", "<SourceLevel>L</SourceLevel><LEA>", 1, "summer", on)
	check("<Year>2027", "<Year>20270", 1, "summer", on)
	check("<Header>", "<Header><Odd/>", 0, "summer", on)
	// The header may stand behind the pupils.
	text := message("<PupilOnRoll><Surname>Tarling</Surname></PupilOnRoll>")
	head := text[strings.Index(text, "<Header>") : strings.Index(text, "</Header>")+9]
	c, r := readText(t, SchoolCensus, "c.xml", strings.Replace(strings.Replace(text, head, "", 1), "</Message>", head+"</Message>", 1))
	if len(c.records) != 1 || c.records[0].Claims[0].Place != "8872991" || r.Term != "summer" {
		t.Errorf("with the header last: %v", told(c))
	}
}

// Files come out in their order whoever reads them, and every row of every file is there.
func TestCensusXMLManyFiles(t *testing.T) {
	dir := t.TempDir()
	x := Extract{Kind: SchoolCensus, Root: dir}
	for i := range 60 {
		n := 1 + (i*37)%150
		text := strings.Replace(message(strings.Repeat("<PupilOnRoll><Surname>Tarling</Surname></PupilOnRoll>", n)), "2991", fmt.Sprint(2000+i), 1)
		if i%7 == 3 {
			text = text[:len(text)-20]
		}
		path := filepath.Join(dir, fmt.Sprintf("%02d.xml", i))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		x.Files = append(x.Files, path)
	}
	c, reports := readAll(t, x)
	at := 0
	for i, r := range reports {
		want := 1 + (i*37)%150
		if i%7 == 3 {
			want = 0
		}
		if r.Records != want || r.Rows != want {
			t.Fatalf("file %d: %d records, want %d", i, r.Records, want)
		}
		for n := range want {
			if rec := c.records[at]; rec.File != r.File || rec.Row != n+1 || rec.Claims[0].Place != r.School {
				t.Fatalf("record %d is of %s row %d, want %s row %d", at, rec.File, rec.Row, r.File, n+1)
			}
			at++
		}
	}
	again, _ := readAll(t, x)
	if !reflect.DeepEqual(c.records, again.records) {
		t.Error("read twice, the records differ")
	}
}

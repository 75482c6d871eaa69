package sources

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/pipeline/calendar"
	"rollcall/sources/cells"
)

// TestSpoiltBySpreadsheet wants whatever a spreadsheet does to a value recognised and said, and the value left out: a key
// cut short would join two children, and a birthday got back from a number would be a guess.
func TestSpoiltBySpreadsheet(t *testing.T) {
	check := func(is cells.ValueType, in, want, reason string) {
		t.Helper()
		r := tableReader{cols: &columns{table: &table{}}, out: &out{}, last: cells.LatestDay, asOf: sampleDay}
		r.row.cells = make([]cells.Cell, personSlots)
		b := binding{field: &field{name: "x", is: is}, known: map[string]word{}}
		got, why := r.readCell(&b, in)
		if got.Text != want || !strings.Contains(why, reason) || reason == "" && why != "" {
			t.Errorf("%q of type %d: %q, %q (want %q, %q)", in, is, got.Text, why, want, reason)
		}
	}
	check(cells.NHSValue, "9.43477E+09", "", "cut short")
	check(cells.NHSValue, "9434765919.0", "9434765919", "")
	check(cells.ULNValue, "9.3E+09", "", "cut short")
	check(cells.UPRNValue, "1.0006E+11", "", "cut short")
	check(cells.KeyValue, "1.23457E+09", "", "cut short")
	check(cells.KeyValue, "P1E+09", "P1E+09", "")
	check(cells.KeyValue, "1048.0", "1048", "")
	check(cells.PhoneValue, "7.7009E+09", "", "cut short")
	check(cells.PhoneValue, "7700900451", "7700900451", "")
	check(cells.SchoolValue, "8872999.0", "8872999", "")
	check(cells.SchoolValue, "2999", "", "has a spreadsheet taken zeros off")
	check(cells.SchoolValue, "8.87E+06", "", "cut short")
	check(cells.AuthorityValue, "887.0", "887", "")
	check(cells.AuthorityValue, "1", "", "leading zeros")
	check(cells.BirthValue, "42861", "", "the number of a day")
	check(cells.BirthValue, "42861.0", "", "the number of a day")
	check(cells.BirthValue, "Mar-12", "", "cut to a day or a year and a month")
	check(cells.DateValue, "2-May", "", "cut to a day or a year and a month")
	check(cells.DateValue, "########", "", "too narrow")
	check(cells.DateValue, "4.2861E+04", "", "cut short")
	check(cells.TextValue, "03-Apr", "", "turned into a date")
	check(cells.TextValue, "Year 3-4", "Year 3-4", "")
	check(cells.LineValue, "02-May", "", "turned into a date")
	check(cells.LineValue, "May-02", "", "turned into a date")
	check(cells.LineValue, "2-5 Maythorn Way", "2-5 Maythorn Way", "")
	check(cells.LineValue, "Mar Lodge", "Mar Lodge", "")
}

// TestDayNumbersBySettings reads the day numbers of a spreadsheet where the settings say that they are such.
func TestDayNumbersBySettings(t *testing.T) {
	x := inFile(t, Deaths, "d.csv", "surname,forename,dob\nAlderwick,Bryony,42861\nAlderwick,Bram,31/01/2015\n")
	x.Dates = []string{cells.SerialDates}
	got, _ := readAll(t, x)
	if len(got.records) != 2 || len(got.rejections) != 0 || got.records[0].Who.DOB != calendar.On(2017, 5, 6) || got.records[1].Who.DOB != calendar.On(2015, 1, 31) {
		t.Errorf("42861 is not 6 May 2017, or a day as usual is not read beside it: %v", reasons(got))
	}
}

// TestSettingsNeverReadLess reads a column of several writings by one layout, by a list of them and by none: a layout of the settings comes
// first and takes nothing away.
func TestSettingsNeverReadLess(t *testing.T) {
	x := inFile(t, Deaths, "d.csv", "surname,forename,dob\nA,A,2015-06-14\nA,B,14/06/2015\nA,C,14 Jun 2015\nA,D,6/14/2015\nA,E,07/06/2015 00:00\nA,F,14-06-15\n")
	for _, c := range []struct {
		dates []string
		read  int
		fifth Date
	}{
		{nil, 4, calendar.On(2015, 6, 7)}, {[]string{"02/01/2006"}, 4, calendar.On(2015, 6, 7)}, {[]string{"01/02/2006"}, 5, calendar.On(2015, 7, 6)},
		{[]string{"01/02/2006", "02-01-06"}, 6, calendar.On(2015, 7, 6)},
	} {
		x.Dates = c.dates
		got, _ := readAll(t, x)
		read := 0
		for _, r := range got.records {
			if r.Who.DOB != 0 {
				read++
			}
		}
		if read != c.read || got.records[4].Who.DOB != c.fifth {
			t.Errorf("dates %v: %d days read, %v (want %d, %v)", c.dates, read, got.records[4].Who.DOB, c.read, c.fifth)
		}
	}
}

// TestYearsInDateCells wants the numbers of a workbook that are no days left out of every column of days, and said.
func TestYearsInDateCells(t *testing.T) {
	check := func(places, adults bool, is cells.ValueType, in, why string) {
		t.Helper()
		r := tableReader{cols: &columns{table: &table{places: places, adults: adults}, serial: true}, out: &out{}, last: calendar.On(2029, 1, 1), asOf: sampleDay}
		r.row.cells = make([]cells.Cell, personSlots)
		b := binding{field: &field{name: "x", is: is}, known: map[string]word{}}
		if got, said := r.readCell(&b, in); (got.N != 0) != (why == "") || !strings.Contains(said, why) {
			t.Errorf("%s: %d, %q (want %q)", in, got.N, said, why)
		}
	}
	for _, is := range []cells.ValueType{cells.DateValue, cells.BirthValue} {
		check(false, false, is, "2026", "a year, not a day")
		check(false, true, is, "2019.0", "a year, not a day")
		check(false, false, is, "201909", "a year and a month, not a day")
		check(false, false, is, "1092019", "figures without marks")
		check(false, false, is, "42861", "")
		check(false, false, is, "20150614", "")
	}
	check(false, false, cells.DateValue, "12345", "no day since 1990")
	check(false, true, cells.DateValue, "31048", "")
	check(true, false, cells.DateValue, "18264", "")
	check(true, false, cells.DateValue, "1950", "a year, not a day")
}

// TestPlaceholdersNeverCompared wants nothing that stands for "not known" to reach an identity.
func TestPlaceholdersNeverCompared(t *testing.T) {
	check := func(is cells.ValueType, in, reason string) {
		t.Helper()
		r := tableReader{cols: &columns{table: &table{}}, out: &out{}, last: cells.LatestDay, asOf: sampleDay}
		r.row.cells = make([]cells.Cell, personSlots)
		b := binding{field: &field{name: "x", is: is}, known: map[string]word{}}
		if got, why := r.readCell(&b, in); got.Text != "" || got.N != 0 || !strings.Contains(why, reason) {
			t.Errorf("%q of type %d is %q, %q (want nothing, %q)", in, is, got.Text, why, reason)
		}
	}
	for _, s := range []string{"BABY", "TWIN 1", "Unborn"} {
		check(cells.NameValue, s, "a placeholder")
		check(cells.KeyValue, strings.TrimSuffix(s, " 1"), "a placeholder")
	}
	for _, s := range []string{"NFA", "No fixed abode", "Address not known", "as above"} {
		check(cells.LineValue, s, "a placeholder")
	}
	for _, s := range []string{"0", "000000", "99999999"} {
		check(cells.KeyValue, s, "a placeholder")
	}
	check(cells.PhoneValue, "00000 000000", "a placeholder")
	nothing := func(s string, types ...cells.ValueType) {
		t.Helper()
		for _, is := range types {
			if check(is, s, ""); !cells.StandsForNothing(is, s) {
				t.Errorf("%q of type %d says something", s, is)
			}
		}
	}
	for _, s := range []string{"Unknown", "NOT KNOWN", "n/a", "-", "--", "?", ".", "—", "Not recorded", "none", "[null]", "#REF!", `\N`} {
		nothing(s, cells.NameValue, cells.KeyValue, cells.LineValue, cells.PhoneValue, cells.EmailValue, cells.PostcodeValue, cells.BirthValue, cells.DateValue, cells.UPNValue,
			cells.NHSValue, cells.SchoolValue, cells.SexValue, cells.YesNoValue, cells.CountValue, cells.UPRNValue)
	}
	check(cells.NHSValue, "0000000000", "a placeholder")
	check(cells.ULNValue, "9999999999", "a placeholder")
	check(cells.UPRNValue, "999999999999", "a placeholder")
	check(cells.PostcodeValue, "ZZ99 3VZ", "a pseudo postcode")
	check(cells.PostcodeValue, "XX1 1XX", "a pseudo postcode")
	check(cells.BirthValue, "01/01/1900", "a placeholder")
	check(cells.UPNValue, "UN3", "")
}

// TestUnverified wants an identifier that fails its check kept for a person to see, and nowhere else.
func TestUnverified(t *testing.T) {
	got, reports := readAll(t, inFile(t, Deaths, "d.csv", "surname,upn,nhs_number,uln\nAlderwick,A801200000001,9434765918,927630\n,A801200000001,,\n"))
	want := []string{"value 1 upn: fails its check letter", "value 1 uln: truncated (want 10 characters)", "value 1 nhs_number: fails its check digit",
		"value 2 upn: fails its check letter", "row 2 : neither a name nor an identifier of a child (want at least one that is valid)"}
	if d := cmp.Diff(want, reasons(got)); d != "" {
		t.Error(d)
	}
	if len(got.records) != 1 || reports[0].Values != 4 {
		t.Fatalf("%d records, %d values left out", len(got.records), reports[0].Values)
	}
	who := Identity{Surname: "Alderwick", Unverified: "upn=A801200000001 nhs_number=9434765918"}
	if got.records[0].Who != who {
		t.Error("another identity")
	}
}

// TestMonthFirst wants a column written with the month first believed nowhere, one written with the day first everywhere,
// and one in both orders said.
func TestMonthFirst(t *testing.T) {
	check := func(name, days string, notes []string, want ...string) {
		t.Helper()
		text := "surname,forename,dob\n"
		for _, d := range strings.Fields(days) {
			text += "Alderwick,Bryony," + d + "\n"
		}
		got, reports := readAll(t, inFile(t, Deaths, "d.csv", text))
		if d := cmp.Diff(want, reasons(got)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if d := cmp.Diff(notes, reports[0].Notes); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	const wrong = "not a date (want YYYY-MM-DD or DD/MM/YYYY)"
	check("day first", "31/01/2015 01/02/2015 03/03/2015", nil)
	check("month first", "01/31/2015 01/02/2015 03/03/2015", nil, "value 1 dob: "+wrong,
		"value 2 dob: the dates of this column have the month before the day (say dates: 01/02/2006 in the settings)")
	check("both", "01/31/2015 31/01/2015 01/02/2015",
		[]string{"dob: 1 dates have the month before the day; of those read with the day first, 1 may be wrong"}, "value 1 dob: "+wrong)
	check("late", strings.Repeat("01/02/2015 ", orderRows)+"01/31/2015",
		[]string{"dob: 1 dates have the month before the day; of those read with the day first, 200 may be wrong"}, "value 201 dob: "+wrong)
}

// TestUnverifiedInReturns wants the same of the national messages and tables.
func TestUnverifiedInReturns(t *testing.T) {
	got, _ := readText(t, LostPupils, "8872991_CTF_XXXXXXX_001.xml", "<CTfile><Header><DateTime>2026-09-18T08:00:00</DateTime><SourceSchool><LEA>887</LEA>"+
		"<Estab>2991</Estab></SourceSchool></Header><CTFpupilData><Pupil><UPN>A801200000001</UPN><Surname>Tarling</Surname></Pupil></CTFpupilData></CTfile>")
	if len(got.records) != 1 || got.records[0].Who.UPN != "" || got.records[0].Who.Unverified != "upn=A801200000001" {
		t.Errorf("transfer file: %d records, %v", len(got.records), told(got))
	}
	got, _ = readAll(t, writeTables(t, map[string]string{
		"c.csv": censusHeader + "a,8874001,1,s,AUT,2026,2026-Oct-01 00:00:00,887,4001\n",
		"p.csv": strings.Replace(pupilHeader, "dob", "uniquelearnernumber,dob", 1) + "p,8874001,1,s,a,Tarling,Ida,9276308680.0,2012-Feb-29 00:00:00,\n",
	}))
	if len(got.records) != 1 || got.records[0].Who.ULN != "" || got.records[0].Who.Unverified != "uln=9276308680" {
		t.Errorf("tables: %d records, %v", len(got.records), told(got))
	}
}

// TestFloatCodes wants codes that a data frame wrote with ".0" read in every type of field, also by the settings' words.
func TestFloatCodes(t *testing.T) {
	check := func(is cells.ValueType, in string, want cells.Cell) {
		t.Helper()
		r := tableReader{cols: &columns{table: &table{}}, out: &out{}, last: cells.LatestDay, asOf: sampleDay}
		r.row.cells = make([]cells.Cell, personSlots)
		b := binding{field: &field{name: "x", is: is, words: cells.WordSet("7", "10")}, known: map[string]word{}}
		if got, why := r.readCell(&b, in); got != want {
			t.Errorf("%s: %+v, %q (want %+v)", in, got, why, want)
		}
	}
	check(cells.SexValue, "2.0", cells.Cell{Text: "F"})
	check(cells.YesNoValue, "0.0", cells.Cell{N: cells.No})
	check(cells.WordValue, "7.0", cells.Cell{Text: "7"})
	check(cells.WordValue, "10.0", cells.Cell{Text: "10"})
	check(cells.CountValue, "12.00", cells.Cell{N: 12})
	check(cells.TextValue, "887.0", cells.Cell{Text: "887"})
	check(cells.LineValue, "12.0", cells.Cell{Text: "12"})
	check(cells.AuthorityValue, "887.0", cells.Cell{Text: "887"})
	check(cells.KeyValue, "1.2345678E7", cells.Cell{Text: "12345678"})
	x := inFile(t, Deaths, "d.csv", "surname,forename,sex\nAlderwick,Bryony,1.0\nAlderwick,Bram,10.0\n")
	x.Values = map[string]map[string]string{"sex": {"1": "F", "10": "M"}}
	if got, _ := readAll(t, x); len(got.records) != 2 || got.records[0].Who.Sex != "F" || got.records[1].Who.Sex != "M" {
		t.Errorf("the settings' words are not taken for 1.0 and 10.0: %v", reasons(got))
	}
}

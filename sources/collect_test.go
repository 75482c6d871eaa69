package sources

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
)

func TestCollect(t *testing.T) {
	files, err := filepath.Glob("testdata/school_census/collect/*.csv")
	if err != nil || len(files) < 9 {
		t.Fatal(files, err)
	}
	slices.Reverse(files) // their order says nothing
	c, reports := readAll(t, Extract{Kind: SchoolCensus, Root: "testdata/school_census/collect", Files: files})
	byFile := map[string]FileReport{}
	for _, r := range reports {
		byFile[strings.TrimSuffix(strings.TrimPrefix(r.File, "2027_spring_"), ".csv")] = r
		if r.Rows != r.Records+r.Rejects || r.AsOf != calendar.On(2027, 1, 21) || r.Term != "spring" {
			t.Errorf("report %+v", r)
		}
	}
	counts := func(table string, rows, records int) {
		t.Helper()
		if r := byFile[table]; r.Rows != rows || r.Records != records {
			t.Errorf("%s: %d rows, %d records, want %d and %d", table, r.Rows, r.Records, rows, records)
		}
	}
	counts("schoolcensus", 2, 2)
	counts("pupilonroll", 5, 3)
	counts("pupilnolongeronroll", 1, 1)
	counts("addresses", 4, 2)
	counts("termlysessiondetailsonroll", 7, 4)
	counts("termlysessiondetailsoffroll", 1, 1)
	counts("termlyexclusionsonroll", 2, 1)
	counts("fsmperiod", 0, 0)
	diff(t, "notes", []string{"the table fsmperiod is never read"}, byFile["fsmperiod"].Notes)
	diff(t, "unknown", []string{"summerhalfterm2sessionscoronavirus"}, byFile["pupilonroll"].Unknown)
	diff(t, "codes", map[string]int{"enrol_status=G": 1}, byFile["pupilonroll"].Codes)
	diff(t, "codes", map[string]int{"attendance=QQ": 1}, byFile["termlysessiondetailsonroll"].Codes)
	var all []string
	for _, r := range c.rejections {
		if r.Whole {
			all = append(all, strings.TrimPrefix(r.File, "2027_spring_")+" "+itoa(r.Row)+": "+r.Field+": "+r.Reason)
		}
	}
	slices.Sort(all)
	diff(t, "rejections", []string{
		"addresses.csv 3: address1: a second address; the first is used",
		"addresses.csv 4: pupilonrolltableid: no pupil row with this key",
		"pupilonroll.csv 3: schoolcensustableid: no schoolcensus row with this key",
		"pupilonroll.csv 4: : neither a name nor an identifier of a child (want at least one that is valid)",
		"termlyexclusionsonroll.csv 2: exclusion: a code that is not known",
		"termlysessiondetailsonroll.csv 5: attendance: sessions without a code",
		"termlysessiondetailsonroll.csv 6: attendance: a code that is not known",
		"termlysessiondetailsonroll.csv 7: pupilonrolltableid: no pupil row with this key",
	}, all)

	byID := map[RecordID]Record{}
	for _, r := range c.records {
		byID[r.ID] = r
	}
	// Two pupils of two schools have the same key: NativeId tells them apart.
	one, two := byID["school_census:2027_spring_pupilonroll.csv#1"], byID["school_census:2027_spring_pupilonroll.csv#2"]
	diff(t, "identity", Identity{
		UPN: "X887400119006", Surname: "Vesper-Holt", Forename: "Linnet", MiddleNames: "Sable", DOB: calendar.On(2012, 2, 29), Sex: "F",
		Address: "FLAT 4, 9 Nowhere Quay, Chatham", Postcode: "ME4 9ZZ", UPRN: "100000000078",
	}, one.Who)
	from, to := calendar.On(2026, 8, 1), calendar.On(2026, 12, 31)
	sessions := func(school, code, n string, possible int32) Claim {
		return Claim{Kind: Attendance, From: from, To: to, Place: school, Status: code, Reason: n, Count: possible}
	}
	diff(t, "claims", []Claim{
		{Kind: Roll, From: calendar.On(2023, 9, 4), Place: "8874001", Status: "C", Year: "10"},
		{Kind: Residence, From: calendar.On(2027, 1, 21), Status: "school"},
		sessions("8874001", "/", "70", 140), sessions("8874001", `\`, "66", 140), sessions("8874001", "#", "4", 140),
	}, one.Claims)
	diff(t, "claims", []Claim{
		{Kind: Roll, From: calendar.On(2022, 9, 5), Place: "8874002", Status: "M", Year: "11", Marks: "part_time boarder"},
		{Kind: Residence, From: calendar.On(2027, 1, 21), Status: "school"},
		{Kind: Exclusion, From: calendar.On(2026, 11, 3), Place: "8874002", Status: "suspension", Reason: "VA", Count: 4},
		sessions("8874002", "O", "140", 140),
	}, two.Claims)
	if two.Who.Address != "The Invented Lodge, Nonesuch Hill, Gillingham" || two.Who.UPRN != "" || two.Native != "p1" || two.AsOf != calendar.On(2027, 1, 21) {
		t.Errorf("native key %s, as of %v", two.Native, two.AsOf)
	}
	diff(t, "leaver's claims", []Claim{
		{Kind: LeftRoll, From: calendar.On(2026, 11, 20), Place: "8874001", Status: "census"},
		sessions("8874001", "O", "28", 100),
	}, byID["school_census:2027_spring_pupilnolongeronroll.csv#1"].Claims)
}

// writeTables writes files into folders of a temporary root.
func writeTables(t testing.TB, files map[string]string) Extract {
	t.Helper()
	x := Extract{Kind: SchoolCensus, Root: t.TempDir()}
	for _, name := range sortedKeys(files) {
		path := filepath.Join(x.Root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(files[name]), 0o600); err != nil {
			t.Fatal(err)
		}
		x.Files = append(x.Files, path)
	}
	return x
}

const (
	censusHeader = "schoolcensustableid,NativeId,schoolcensusorderseqcolumn,sourceid,term,year,referencedate,lea,estab\n"
	pupilHeader  = "pupilonrolltableid,NativeId,pupilonrollorderseqcolumn,sourceid,schoolcensustableid,surname,forename,dob,entrydate\n"
	streetHeader = "addressestableid,NativeId,addressesorderseqcolumn,sourceid,pupilonrolltableid,postcode\n"
)

// The same keys stand for other pupils in another term, whether the terms lie in one folder or in two.
func TestCollectKeysOfAnotherTerm(t *testing.T) {
	autumn := map[string]string{
		"census":  censusHeader + "a,8874001,1,s,AUT,2026,2026-Oct-01 00:00:00,887,4001\n",
		"pupils":  pupilHeader + "p,8874001,1,s,a,Tarling,Ida,2012-Feb-29 00:00:00,2023-Sep-04 00:00:00\n",
		"address": streetHeader + "d,8874001,1,s,p,ME4 9ZZ\n",
	}
	spring := map[string]string{
		"census":  censusHeader + "a,8874001,1,s,SPR,2027,2027-Jan-21 00:00:00,887,4001\n",
		"pupils":  pupilHeader + "p,8874001,1,s,a,Other,Ada,2012-Feb-28 00:00:00,2023-Sep-04 00:00:00\n",
		"address": streetHeader + "d,8874001,1,s,p,ME5 9ZZ\n",
	}
	check := func(layout string) {
		t.Helper()
		files := map[string]string{}
		for term, tables := range map[string]map[string]string{"autumn": autumn, "spring": spring} {
			for table, text := range tables {
				name := map[string]string{"census": "schoolcensus", "pupils": "pupilonroll", "address": "addresses"}[table]
				files[strings.NewReplacer("TERM", term, "TABLE", name).Replace(layout)] = text
			}
		}
		c, _ := readAll(t, writeTables(t, files))
		got := map[string]string{}
		for _, r := range c.records {
			got[r.Who.Surname+" "+r.AsOf.String()] = r.Who.Postcode
		}
		diff(t, layout, map[string]string{"Tarling 2026-10-01": "ME4 9ZZ", "Other 2027-01-21": "ME5 9ZZ"}, got)
	}
	check("TERM_TABLE.csv")
	check("TERM/TABLE.csv")
	check("TABLE-TERM.csv")
}

// Tables are known by their headers, in whatever file and order of columns, with whatever case.
func TestCollectFileNamesSayNothing(t *testing.T) {
	c, _ := readAll(t, writeTables(t, map[string]string{
		"1.csv": "Surname,FORENAME,dob,schoolcensustableid,PupilOnRollTableID,nativeid,entrydate\nTarling,Ida,2012-02-29,a,p,8874001,2023-09-04\n",
		"2.csv": censusHeader + "a,8874001,1,s,AUT,2026,2026-Oct-01 00:00:00,887,4001\n",
	}))
	if len(c.records) != 1 || len(c.records[0].Claims) != 1 || c.records[0].Claims[0].From != calendar.On(2023, 9, 4) {
		t.Errorf("%d records, %v", len(c.records), told(c))
	}
}

func TestCollectRefused(t *testing.T) {
	check := func(files map[string]string, want string) {
		t.Helper()
		c, reports := readAll(t, writeTables(t, files))
		found := false
		for _, r := range told(c) {
			found = found || strings.Contains(r, want)
		}
		if !found || len(c.records) != 0 {
			t.Errorf("%d records, %v, want %q", len(c.records), told(c), want)
		}
		for _, r := range reports {
			if r.Rows != r.Records+r.Rejects {
				t.Errorf("report %+v", r)
			}
		}
	}
	census := censusHeader + "a,8874001,1,s,AUT,2026,2026-Oct-01 00:00:00,887,4001\n"
	check(map[string]string{"p.csv": pupilHeader + "p,8874001,1,s,a,Tarling,Ida,2012-Feb-29 00:00:00,\n"}, "!0 : the export has no schoolcensus table")
	check(map[string]string{"c.csv": census, "p.csv": "pupilonrolltableid,nativeid,pupilonrollorderseqcolumn,schoolcensustableid\np,8874001,1,a\n"}, "!0 surname: no column for it in the table pupilonroll")
	check(map[string]string{"c.csv": census, "p.csv": "mysterytableid,nativeid,mysteryorderseqcolumn\np,8874001,1\n"}, "no table of the census that is known: mystery")
	check(map[string]string{"c.csv": census, "p.csv": "addressestableid,nativeid,addressesorderseqcolumn\np,8874001,1\n"}, "no column for the key of the pupil")
	check(map[string]string{"c.csv": census, "p.csv": pupilHeader + "p,8874001,1,s,a,Tarling\n"}, "!1 : the row has 6 columns (want 9 as in the header)")
	check(map[string]string{"c.csv": strings.Replace(census, "4001\n", "x\n", 1)}, "!1 estab: not a school")
	check(map[string]string{"c.csv": strings.Replace(census, "AUT", "605", 1)}, "!1 term: not a term")
	check(map[string]string{"c.csv": strings.Replace(census, "2026-Oct-01", "1 of 10", 1)}, "!1 reference_date: not a date")
	check(map[string]string{"c.csv": census + "a,8874001,1,s,AUT,2026,2026-Oct-01 00:00:00,887,4001\n"}, "!2 schoolcensustableid: the key is an earlier row's")
}

func TestCollectKeyTwice(t *testing.T) {
	row := "p,8874001,1,s,a,Tarling,Ida,2012-Feb-29 00:00:00,\n"
	c, _ := readAll(t, writeTables(t, map[string]string{
		"c.csv": censusHeader + "a,8874001,1,s,AUT,2026,2026-Oct-01 00:00:00,887,4001\n", "p.csv": pupilHeader + row + row,
	}))
	diff(t, "rejections", []string{"!2 pupilonrolltableid: the key is an earlier row's"}, told(c))
}

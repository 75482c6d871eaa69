package sources

import (
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
)

func TestTermOfName(t *testing.T) {
	for name, want := range map[string]censusTerm{
		"2025_spring_pupilonroll.csv": {"spring", 2025}, "2024_autumn_addressesoffroll.csv": {"autumn", 2024}, "Summer 2025 PupilOnRoll.csv": {"summer", 2025},
		"Autumn 2024/pupilonroll.csv": {"autumn", 2024}, "2024-25/summer/pupilonroll.csv": {"summer", 2025}, "2024-25_autumn_pupilonroll.csv": {"autumn", 2024},
		"2024_2025 SPR pupilonroll.csv": {"spring", 2025}, "collect_sum2026_pupilonroll.csv": {"summer", 2026}, "a.zip/2025_spring_pupilonroll.csv": {"spring", 2025},
		"pupilonroll.csv": {}, "consumer_2025.csv": {}, "spring_pupilonroll.csv": {}, "summary 2025.csv": {},
	} {
		if got := termOfName(name); got != want {
			t.Errorf("%s: %v (want %v)", name, got, want)
		}
	}
	for term, want := range map[censusTerm]Date{
		{"autumn", 2024}: calendar.On(2024, 10, 3), {"spring", 2025}: calendar.On(2025, 1, 16), {"summer", 2025}: calendar.On(2025, 5, 15), {"autumn", 2026}: calendar.On(2026, 10, 1),
		{"spring", 2026}: calendar.On(2026, 1, 15), {"summer", 2026}: calendar.On(2026, 5, 21),
	} {
		if got := term.day(); got != want || termOfDay(got) != term {
			t.Errorf("%v: %v (want %v)", term, got, want)
		}
	}
}

// handedOn is COLLECT's tables of a term as boroughs hand them on: no table of the returns, keys of their own in every row, schools by NativeId.
func handedOn(prefix string) map[string]string {
	return map[string]string{
		prefix + "pupilonroll.csv": "pupilonrolltableid,NativeId,dob,surname,forename,middlenames,upn,sex,entrydate,pupilonrollorderseqcolumn,sourceid,schoolcensustableid,parttime,termlysessionspossible,enrolstatus,ncyearactual\n" +
			"k1,SCH1,2015-Apr-25 00:00:00,Tarling,Ida,,X801200000001,F,2020-Sep-03 00:00:00,1,a,z1,False,136.0,C,5\n" +
			"k2,8874002,2014-May-02 00:00:00,Moss,Bram,Owen,,M,2019-Sep-03 00:00:00,1,b,z2,True,120.0,C,6\n" +
			"k3,SCH9,2014-May-02 00:00:00,Vale,Ann,,,F,2019-Sep-03 00:00:00,1,c,z3,False,,C,6\n",
		prefix + "pupilnolongeronroll.csv": "pupilnolongeronrolltableid,NativeId,dob,surname,forename,sex,entrydate,leavingdate,pupilnolongeronrollorderseqcolumn,sourceid,schoolcensustableid\n" +
			"l1,SCH1,2013-Jul-19 00:00:00,Hale,Ned,M,2018-Sep-03 00:00:00,2024-Dec-20 00:00:00,1,d,z4\n",
		prefix + "addresses.csv": "pupilonrolltableid,NativeId,addressestableid,addressesorderseqcolumn,sourceid,uniquepropertyreferencenumber,postcode\n" +
			"k1,SCH1,q1,1,a,100060000017.0,ME4 9ZZ\n",
		prefix + "termlysessiondetailsonroll.csv": "pupilonrolltableid,NativeId,termlysessiondetailsonrolltableid,termlysessiondetailsonrollorderseqcolumn,sourceid,sessions,attendancereason\n" +
			"k1,SCH1,s1,1,a,12.0,I\n",
	}
}

// TestCollectHandedOn reads two terms in one folder, the day by the files' names and the schools by the settings' map and by NativeId.
func TestCollectHandedOn(t *testing.T) {
	files := handedOn("2025_spring_")
	for name, text := range handedOn("2024_autumn_") {
		files[name] = text
	}
	x := writeTables(t, files)
	x.AsOf, x.Values = 0, map[string]map[string]string{"school": {"SCH1": "887/4001"}}
	c, reports := readAll(t, x)
	rows, seen := 0, map[string]int{}
	for _, r := range reports {
		rows += r.Records
		if r.Rows != r.Records+r.Rejects || strings.Contains(r.File, "onroll.csv") && strings.Contains(r.File, "pupil") && !strings.Contains(strings.Join(r.Notes, ""), "this is taken for the census of") {
			t.Errorf("report %+v", r)
		}
		if want := map[bool]Date{true: calendar.On(2025, 1, 16), false: calendar.On(2024, 10, 3)}[strings.HasPrefix(r.File, "2025_spring")]; r.AsOf != want {
			t.Errorf("%s is of %v (want %v)", r.File, r.AsOf, want)
		}
		for code, n := range r.Codes {
			seen[code] += n
		}
	}
	if rows != 10 || seen["school=SCH9"] != 2 {
		t.Errorf("%d rows are records or parts of one (want 10); codes %v; %v", rows, seen, told(c))
	}
	for _, r := range c.records {
		w := &r.Who
		if w.Surname != "Tarling" || r.AsOf != calendar.On(2025, 1, 16) {
			continue
		}
		if w.DOB != calendar.On(2015, 4, 25) || w.UPN != "X801200000001" || w.Postcode != "ME4 9ZZ" || w.UPRN != "100060000017" || r.Claims[0].Place != "8874001" || r.Claims[0].From != calendar.On(2020, 9, 3) {
			t.Errorf("another day, place or address: %+v", r.Claims)
		}
	}
}

// TestCollectDayBySettings takes the day of the settings where names say no term, and says what is wanted where neither does.
func TestCollectDayBySettings(t *testing.T) {
	x := writeTables(t, handedOn(""))
	x.AsOf = calendar.On(2025, 5, 14)
	if c, reports := readAll(t, x); len(c.records) != 1 || reports[0].AsOf != calendar.On(2025, 5, 14) || c.records[0].Claims[0].Place != "8874002" {
		t.Errorf("%d records, %v", len(c.records), told(c))
	}
	x = writeTables(t, handedOn("2025_spring_"))
	x.AsOf = calendar.On(2025, 1, 17)
	if c, _ := readAll(t, x); len(c.records) != 1 || c.records[0].AsOf != calendar.On(2025, 1, 17) {
		t.Errorf("the day of the settings, in the term of the names, is not taken: %v", told(c))
	}
	x = writeTables(t, handedOn(""))
	x.AsOf = 0
	if c, _ := readAll(t, x); len(c.records) != 0 || !strings.Contains(strings.Join(told(c), "\n"), "nor as_of in the settings") {
		t.Errorf("%d records, %v", len(c.records), told(c))
	}
}

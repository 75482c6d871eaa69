package sources

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// look surveys a file of the test.
func look(t *testing.T, x Extract) *Survey {
	t.Helper()
	s, err := SurveyFile(context.Background(), x.Files[0], x)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestTheKindOfEverySampleIsFound looks at the sample of every kind without saying which it is.
func TestTheKindOfEverySampleIsFound(t *testing.T) {
	for _, s := range inOrder {
		for _, sample := range s.sample {
			if !strings.HasSuffix(sample, ".csv") || len(s.tables) == 0 {
				continue
			}
			all := look(t, sampleExtract(t, s, sample)).ProposeAll()
			if all[0].Kind != s.kind {
				t.Errorf("%s looks like %s (%.2f) rather than %s", sample, all[0].Kind, all[0].Fit, all[1].Kind)
			}
			if len(all[0].Lacking) > 0 {
				t.Errorf("%s lacks %v", sample, all[0].Lacking)
			}
		}
	}
}

// localHeaders are headers in the style of local reports for those of the samples.
var localHeaders = map[Kind]map[string]string{
	Admissions: {"surname": "Child Surname", "forename": "Child First Name", "dob": "Date of Birth", "sex": "Gender", "upn": "Unique Pupil No",
		"application_ref": "App Ref", "status_code": "Allocation Status", "offer_date": "Date Offered", "postcode": "Post Code",
		"address1": "Addr Line 1", "address2": "Addr Line 2", "pref_no": "Pref Rank", "parent_phone": "Contact Tel"},
	Health: {"nhs_number": "NHS No.", "surname": "FamilyName", "forename": "Given_Names", "dob": "D.O.B.", "postcode": "HomePostCode",
		"registered_date": "Date Registered", "last_contact_date": "Last Seen", "movement": "Movement Type", "ethnicity": "Ethnic Category",
		"address1": "HomeAddressLine1", "mother_name": "Mother's Name", "previous_surname": "Prev. Surname"},
	HomeEducation: {"surname": "Legal Surname", "forename": "Legal Forename", "preferred_forename": "Known As", "upn": "Pupil UPN",
		"start_date": "EHE Start", "end_date": "Date Closed", "status": "Suitability", "case_ref": "EHE Ref", "postcode": "PostCode",
		"parent_surname": "Parent/Carer Surname", "parent_phone": "Mobile No", "previous_school_laestab": "Prev School DfE", "dob": "BirthDate"},
	Exclusions: {"surname": "Pupil_Surname", "forename": "Pupil_Forename", "dob": "DateOfBirth", "school_laestab": "School DfE No",
		"category": "Exclusion Type", "start_date": "Start Dt", "sessions": "No. of Sessions", "review_outcome": "Governors Decision"},
}

// TestLocalHeadersReadTheSame writes samples with local headers, looks at them without a kind, reads them as proposed, and
// wants the records that the samples give.
func TestLocalHeadersReadTheSame(t *testing.T) {
	for _, kind := range []Kind{Admissions, Health, HomeEducation, Exclusions} {
		x := sampleExtract(t, kinds[kind], kinds[kind].sample[0])
		want, _ := readAll(t, x)
		raw, err := os.ReadFile(x.Files[0])
		if err != nil {
			t.Fatal(err)
		}
		first, rest, _ := strings.Cut(string(raw), "\n")
		header := strings.Split(strings.TrimSpace(first), ",")
		renamed := 0
		for i, h := range header {
			if local := localHeaders[kind][h]; local != "" {
				header[i] = local
				renamed++
			}
		}
		if renamed < 8 {
			t.Fatalf("%s: only %d headers are others", kind, renamed)
		}
		local := x
		local.Root = t.TempDir()
		path := filepath.Join(local.Root, filepath.FromSlash(kinds[kind].sample[0]))
		local.Files = []string{path}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(strings.Join(header, ",")+"\n"+rest), 0o600); err != nil {
			t.Fatal(err)
		}
		s := look(t, local)
		p := s.ProposeAll()[0]
		if p.Kind != kind {
			t.Errorf("%s is proposed for %s", p.Kind, kind)
			continue
		}
		local.Columns = map[string]string{}
		for i, c := range p.Columns {
			if c.Fate == Proposed {
				local.Columns[c.Field] = s.Columns[i].Header
			}
		}
		got, reports := readAll(t, local)
		if d := cmp.Diff(want, got, cmp.AllowUnexported(collector{})); d != "" {
			t.Errorf("%s: read as proposed it is another:\n%s", kind, d)
		}
		if len(reports[0].Unknown) > 0 {
			t.Errorf("%s: not known: %v", kind, reports[0].Unknown)
		}
	}
}

// TestProposalsFollowWhatColumnsHold wants the values to decide where headers do not, and to speak against a header that
// lies.
func TestProposalsFollowWhatColumnsHold(t *testing.T) {
	row := "Alderwick,Bryony,%d/05/2015,ME4 9AA,a@b.example,M,2026-09-01,%d\n"
	var b strings.Builder
	b.WriteString("Family Nm,F1,F2,F3,F4,F5,Postcode of birth registration,Date of Birth Order\n")
	for i := range 40 {
		b.WriteString(strings.NewReplacer("%d/05/2015", itoa(1+i%28)+"/05/"+itoa(2008+i%9), "%d", itoa(i%5)).Replace(row))
	}
	s := look(t, inFile(t, Health, "x.csv", b.String()))
	p, _ := s.Propose(Health)
	want := []string{"surname", "", "dob", "postcode", "parent_email", "sex", "", ""}
	var got []string
	for _, c := range p.Columns {
		got = append(got, c.Field)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if s.Columns[2].Looks != "dates of birth (02/01/2006)" || s.Columns[1].Looks != "1 words or codes" {
		t.Errorf("columns look like %q, %q", s.Columns[2].Looks, s.Columns[1].Looks)
	}
}

// TestDateLayouts wants the layout that the settings must give, and none where the usual ones do.
func TestDateLayouts(t *testing.T) {
	for _, c := range []struct {
		dob, on string
		dates   string
		mixed   bool
	}{
		{"31/01/2015", "05/09/2026", "", false}, {"2015-01-31", "05/09/2026", "", false}, {"01/31/2015", "09/25/2026", "01/02/2006", false},
		{"20150131", "20260905", "20060102", false}, {"42035", "46270", "serial", false}, {"2015-01-31", "09/25/2026", "", true},
	} {
		text := "surname,forename,dob,date_of_death\n" + strings.Repeat("Alderwick,Bryony,"+c.dob+","+c.on+"\n", 5)
		p, _ := look(t, inFile(t, Deaths, "d.csv", text)).Propose(Deaths)
		if p.Dates != c.dates || p.Mixed != c.mixed {
			t.Errorf("%s and %s: dates %q, mixed %v (want %q, %v)", c.dob, c.on, p.Dates, p.Mixed, c.dates, c.mixed)
		}
	}
}

// TestWordsThatMayBeNamesAreNotShown wants words to be shown that repeat in a column of words, and none that is a name
// elsewhere in the file, is rare, or stands in a column that is mapped wrongly.
func TestWordsThatMayBeNamesAreNotShown(t *testing.T) {
	rows := strings.Repeat("Alderwick,Bryony,Awaiting visit,Alderwick\nBramley,Cora,Not suitable,Bramley\nCottrell,Esme,Sutable,Cottrell\n", 4) +
		"Dunmore,Finn,Dunmore,x\nEverard,Greta,Quennell,x\n"
	s := look(t, inFile(t, HomeEducation, "e.csv", "surname,forename,status,EHE Status\n"+rows))
	p, _ := s.Propose(HomeEducation)
	got := p.Columns[2]
	want := []ProposedWord{
		{Local: "Awaiting visit", Times: 4, OneOf: []string{"attendance_order", "closed", "no_contact", "not_assessed", "suitable", "unsuitable"}},
		{Local: "Not suitable", Times: 4, OneOf: []string{"attendance_order", "closed", "no_contact", "not_assessed", "suitable", "unsuitable"}},
		{Local: "Sutable", Times: 4, Word: "suitable"},
	}
	if d := cmp.Diff(want, got.Words); d != "" || got.Hidden != 2 {
		t.Errorf("%d hidden (want 2), words: %s", got.Hidden, d)
	}
	s.x.Columns = map[string]string{"status": "EHE Status"} // a column of surnames
	p, _ = s.Propose(HomeEducation)
	if c := p.Columns[3]; c.Fate != Mapped || len(c.Words) != 1 || c.Words[0].Local != "x" || c.Hidden != 3 {
		t.Errorf("%d words of a column of names are shown, %d hidden (want the one letter and 3)", len(c.Words), c.Hidden)
	}
}

// TestSurveyOfAWorkbook looks at a worksheet below a title, with days as the spreadsheet holds them.
func TestSurveyOfAWorkbook(t *testing.T) {
	f := excelize.NewFile()
	rows := [][]any{{"Deaths of children, 2026"}, {}, {"Legal Surname", "GivenName", "D.O.B.", "Date of Death"},
		{"Alderwick", "Bryony", 42035, 46270}, {"Bramley", "Cora", 42400, 46271}, {"Cottrell", "Esme", 42800, 46272}}
	for i, r := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", cell, &r); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "d.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	s := look(t, Extract{Files: []string{path}})
	p, _ := s.Propose(Deaths)
	var got []string
	for _, c := range p.Columns {
		got = append(got, c.Field)
	}
	if d := cmp.Diff([]string{"surname", "forename", "dob", "date_of_death"}, got); d != "" || s.Rows != 3 || p.Dates != "" {
		t.Errorf("%d rows, dates %q: %s", s.Rows, p.Dates, d)
	}
}

// TestSurveyRefusesWhatIsNoTable wants a reason and no survey.
func TestSurveyRefusesWhatIsNoTable(t *testing.T) {
	for _, text := range []string{"", "<?xml version=\"1.0\"?><Message/>", "%PDF-1.4 x"} {
		x := inFile(t, Health, "x.csv", text)
		if s, err := SurveyFile(context.Background(), x.Files[0], x); err == nil {
			t.Errorf("%.10q is surveyed: %d columns", text, len(s.Columns))
		}
	}
}

// TestMaskHoldsNoLetter wants nothing of a value in its shape but its marks.
func TestMaskHoldsNoLetter(t *testing.T) {
	for s, want := range map[string]string{
		"Alderwick": "Aaaaaa…", "O'Neil-Søn": "A'Aaaa-Aaa", "A887299915001": "A999999999999", "ME4 9ZZ": "AA9 9AA", "12/05/2015": "99/99/9999",
	} {
		if got := maskValue(s); got != want {
			t.Errorf("%s has the shape %s (want %s)", s, got, want)
		}
	}
	r, err := os.Open(filepath.Join("testdata", "health", "chis.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	all, err := csv.NewReader(r).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cell := range slices.Concat(all...) {
		if strings.ContainsFunc(maskValue(cell), func(c rune) bool {
			return (unicode.IsLetter(c) || unicode.IsDigit(c)) && !strings.ContainsRune("Aa9", c)
		}) {
			t.Errorf("the shape %q holds something of the value", maskValue(cell))
		}
	}
}

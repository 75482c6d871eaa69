package sources

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// TestUnknownWordsMakeNoClaim wants a row with a word that nobody knows to be a record without the claim that hangs on it,
// never one with a default; only a seal is a seal whatever its word.
func TestUnknownWordsMakeNoClaim(t *testing.T) {
	check := func(kind Kind, text string, want ...ClaimKind) {
		t.Helper()
		got, reports := readAll(t, inFile(t, kind, "x.csv", text))
		if len(got.records) != 1 || reports[0].Values != 1 {
			t.Fatalf("%s: %d records, %v", kind, len(got.records), reasons(got))
		}
		var kinds []ClaimKind
		for _, c := range got.records[0].Claims {
			kinds = append(kinds, c.Kind)
		}
		if d := cmp.Diff(want, kinds); d != "" {
			t.Errorf("%s: %s", kind, d)
		}
		if len(reports[0].Codes) != 1 {
			t.Errorf("%s: codes %v (want one)", kind, reports[0].Codes)
		}
	}
	check(Admissions, "surname,postcode,status_code,offer_school_laestab\nAlderwick,ME4 9ZZ,pending,8872999\n", Residence)
	check(Housing, "surname,postcode,tenure_event,refuge\nAlderwick,ME4 9ZZ,eviction,Y\n", Flag)
	check(HomeEducation, "surname,postcode,status\nAlderwick,ME4 9ZZ,splendid\n", Residence)
	check(AlternativeProvision, "surname,type,start_date\nAlderwick,camp,2026-09-01\n")
	check(Exclusions, "surname,category,start_date\nAlderwick,expelled,2026-09-01\n")
	check(RollChanges, "surname,return_type,event_date\nAlderwick,amended,2026-09-01\n")
	check(IndependentSchools, "surname,event\nAlderwick,visited\n")
	check(OtherAuthorities, "surname,message_type\nAlderwick,greeting\n")
	check(SocialCare, "surname,flag\nAlderwick,red\n")
	check(AttendanceReturns, "surname,school_laestab,return_type\nAlderwick,8872999,late\n")
	check(EHCPlans, "surname,package\nAlderwick,gift\n")
	check(CaseList, "case_ref,surname,status\nC-1,Alderwick,asleep\n")
	check(Protected, "surname,seal\nAlderwick,secret\n", Seal)
}

// TestSettingsOwnAHeader wants a header that the settings give to one field not to be read for the field of its name.
func TestSettingsOwnAHeader(t *testing.T) {
	x := inFile(t, HomeEducation, "x.csv", "surname,status,state\nAlderwick,Marsh Farm,suitable\n")
	x.Columns = map[string]string{"address1": "status", "status": "state"}
	got, _ := readAll(t, x)
	if len(got.rejections) != 0 || got.records[0].Who.Address != "Marsh Farm" {
		t.Errorf("got %v, or another address", reasons(got))
	}
	x.Columns = map[string]string{"address1": "status"}
	got, _ = readAll(t, x)
	if len(got.rejections) != 0 {
		t.Errorf("the address was read as a status: %v", reasons(got))
	}
}

// TestLongTextIsStillUTF8 puts a letter of two bytes across every likely edge of a read.
func TestLongTextIsStillUTF8(t *testing.T) {
	for shift := range 4 {
		var b strings.Builder
		b.WriteString("surname,forename,notes\n" + strings.Repeat("x", shift) + ",y,\n")
		for b.Len() < 300<<10 {
			b.WriteString("Łaskówna,Żółć," + strings.Repeat("ó", 2000) + "\n")
		}
		got, reports := readAll(t, inFile(t, Deaths, "d.csv", b.String()))
		if len(reports[0].Notes) != 0 || got.records[1].Who.Surname != "Łaskówna" {
			t.Errorf("shift %d: notes %v", shift, reports[0].Notes)
		}
	}
}

func TestSameFileTwice(t *testing.T) {
	x := inFile(t, Deaths, "a.csv", deathsHeader+"Alderwick,Bryony,2015-01-31,\n")
	second := x.Root + "/b.csv"
	if err := os.WriteFile(second, []byte(deathsHeader+"Alderwick,Bryony,2015-01-31,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	x.Files = append(x.Files, second)
	_, reports := readAll(t, x)
	if d := cmp.Diff([]string{"the same file as a.csv"}, reports[1].Notes); d != "" || len(reports[0].Notes) != 0 {
		t.Error(d, reports[0].Notes)
	}
}

// writing is a Sink in whose time the supplier is still writing the file.
type writing struct {
	collector
	path string
}

func (w *writing) Record(r *Record) error {
	f, err := os.OpenFile(w.path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.WriteString("\n"); err != nil {
		return err
	}
	return w.collector.Record(r)
}

func TestFileStillWritten(t *testing.T) {
	x := inFile(t, Deaths, "a.csv", deathsHeader+"Alderwick,Bryony,2015-01-31,\n")
	w := &writing{path: x.Files[0]}
	if _, err := Read(context.Background(), x, w); err != nil {
		t.Fatal(err)
	}
	want := []string{"row 0 : the file changed while it was read; run again when it is whole"}
	if d := cmp.Diff(want, reasons(&w.collector)); d != "" {
		t.Error(d)
	}
}

// TestThinColumns wants a note for a column most of whose values are left out, for a name that is hardly ever said, and for
// a file without rows.
func TestThinColumns(t *testing.T) {
	var b strings.Builder
	b.WriteString("surname,forename,upn\n")
	for i := range 40 {
		forename := ""
		if i < 10 {
			forename = "Bryony"
		}
		fmt.Fprintf(&b, "Alderwick,%s,%s\n", forename, map[bool]string{true: "X801200000001", false: "X80120000"}[i < 30])
	}
	_, reports := readAll(t, inFile(t, Deaths, "d.csv", b.String()))
	want := []string{"forename: said in 10 of 40 rows", "upn: 10 of 40 values are left out"}
	slices.Sort(reports[0].Notes)
	if d := cmp.Diff(want, reports[0].Notes); d != "" {
		t.Error(d)
	}
	_, reports = readAll(t, inFile(t, Deaths, "d.csv", deathsHeader))
	if d := cmp.Diff([]string{"a header and no row below it"}, reports[0].Notes); d != "" {
		t.Error(d)
	}
}

func TestWorkbookOf1904(t *testing.T) {
	x := workbook(t, Deaths, [][]any{{"surname", "forename"}, {"Alderwick", "Bryony"}}, func(f *excelize.File, _ string) {
		yes := true
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
			t.Fatal(err)
		}
	})
	got, _ := readAll(t, x)
	want := []string{"row 0 : the workbook counts days from 1904; save it with the usual date system"}
	if d := cmp.Diff(want, reasons(got)); d != "" {
		t.Error(d)
	}
}

// TestDeclare wants every kind to say what it is, on which law it is held, and each of its columns.
func TestDeclare(t *testing.T) {
	if len(Kinds()) != 23 {
		t.Errorf("%d kinds (want 23)", len(Kinds()))
	}
	for _, k := range Kinds() {
		d, known := DeclarationOf(k)
		if !known || d.Kind != k || d.Basis != kinds[k].basis || len(d.Formats) == 0 {
			t.Errorf("%s is not declared", k)
		}
		said := 0
		for _, l := range d.Layouts {
			for _, f := range l.Fields {
				said++
				if f.About == "" || f.Type == "" || f.Sees == "" {
					t.Errorf("%s: field %s says too little: %+v", k, f.Name, f)
				}
			}
		}
		if said == 0 {
			t.Errorf("%s declares no field", k)
		}
	}
	if _, known := DeclarationOf("tea"); known {
		t.Error("a kind that nobody knows is declared")
	}
}

// TestEndsBeforeItBegins wants a file noted in which days stand in the wrong order, and its rows kept.
func TestEndsBeforeItBegins(t *testing.T) {
	const header = "surname,start_date,end_date,status\n"
	got, reports := readAll(t, inFile(t, HomeEducation, "h.csv", header+"Alderwick,2026-09-01,2026-06-01,closed\nBram,2026-09-01,2026-09-01,closed\n"))
	want := []string{"1 rows say that something ends before it begins; both days are kept as they are"}
	if d := cmp.Diff(want, reports[0].Notes); d != "" || len(got.records) != 2 {
		t.Error(d, len(got.records))
	}
	_, reports = readAll(t, inFile(t, HomeEducation, "h.csv", header+strings.Repeat("Alderwick,2026-09-01,2026-06-01,closed\n", 3*orderRows)))
	if len(reports[0].Notes) != 1 || !strings.HasPrefix(reports[0].Notes[0], "600 rows") {
		t.Errorf("notes %v", reports[0].Notes)
	}
}

// TestShownWords wants a word that nobody knows shown where the column is surely one of words, and never where it may be one
// of names.
func TestShownWords(t *testing.T) {
	check := func(text, want string) {
		t.Helper()
		_, reports := readAll(t, inFile(t, HomeEducation, "h.csv", "forename,status\n"+text))
		var got []string
		for _, k := range sortedKeys(reports[0].Codes) {
			got = append(got, fmt.Sprint(k, " ", reports[0].Codes[k]))
		}
		if d := cmp.Diff(want, strings.Join(got, ", ")); d != "" {
			t.Error(d)
		}
	}
	three := strings.Repeat("A,Alderwick\n", 3)
	check(three, "status=(words not shown) 3")
	check(three+"A,suitable\n", "status=Alderwick 3")
	check(strings.Repeat("A,awaiting visit\n", 12), "status=awaiting visit 12")
	check(strings.Repeat("A,Alderwick\nA,Birch\n", 8), "status=(words not shown) 16")
}

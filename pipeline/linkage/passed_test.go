package linkage

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// manyPeople are rows of a table that a model can be trained on, with columns that are not compared.
const manyPeople = `record_id,forename,surname,dob,town,Ethnicity,religion,nationality,age,Household ID,team
r1,Eleanor,Quartermaine,2011-04-03,Hoo,x,x,x,9,h1,red
r2,Eleanor,Quartermaine,2011-04-03,Hoo,x,x,x,9,h1,red
r3,Bertram,Hazelwood,2009-11-21,Cliffe,y,y,y,11,h2,red
r4,Bertram,Hazlewood,2009-11-21,Cliffe,y,y,y,11,h2,blue
r5,Ottoline,Featherstone,2012-02-14,Grain,x,x,x,8,h3,blue
r6,Ottoline,Featherstone,2012-02-14,,x,x,x,8,h3,blue
r7,Cuthbert,Winterbourne,2010-07-30,Upnor,y,y,y,10,h4,red
r8,Philippa,Ravenscroft,2013-09-09,Hoo,x,x,x,7,h5,red
`

// TestColumnsPassedOverAreTold wants each column that is not compared, with why, on the screen, in the manifest and in the
// report.
func TestColumnsPassedOverAreTold(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, dir, "people.csv", manyPeople)
	writeFile(t, dir, "more.csv", "record_id,forename,surname,dob,town,hat\nm1,Eleanor,Quartermaine,2011-04-03,Hoo,bowler\nm2,Ada,Moss,2010-01-02,Hoo,cap\n")
	r := linkIn(t, dir, "tables: [{path: people.csv}, {path: more.csv}]\ntraining: {allow: [not_converged]}\n", Options{})
	m, err := readManifest(filepath.Join(dir, "out"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(dir, "out", ReportFile))
	if err != nil {
		t.Fatal(err)
	}
	for column, why := range map[string]string{
		"Ethnicity": "unless the settings", "religion": "unless the settings", "nationality": "unless the settings", "age": "date of birth",
		"Household ID": "home", "record_id": "names rows", "team": "only people has it", "hat": "only more has it",
	} {
		told := false
		for _, u := range m.Columns {
			told = told || u.Name == column && u.Kind == Ignore && strings.Contains(u.Why, why)
		}
		if !told {
			t.Errorf("the manifest does not say that %s is not compared, and why: %+v", column, m.Columns)
		}
		line := ""
		for l := range strings.Lines(r.Summary()) {
			if strings.HasPrefix(strings.TrimSpace(l), column+" ") {
				line = l
			}
		}
		if !strings.Contains(line, "ignore") || !strings.Contains(line, why) {
			t.Errorf("the screen does not say that %s is not compared, and why: %q", column, line)
		}
		if !strings.Contains(string(page), "<td>"+column+"</td><td>ignore</td>") {
			t.Errorf("the report does not say that %s is not compared", column)
		}
	}
	named := "tables: [{path: people.csv}]\ncolumns: {forename: , surname: , dob: , religion: category}\ntraining: {allow: [not_converged]}\n"
	r = linkIn(t, dir, named, Options{Out: "named"})
	if len(r.Used) != 4 || r.Used[3] != (Used{Name: "religion", Kind: Category}) {
		t.Errorf("%+v: want the four columns that the settings name and nothing else", r.Used)
	}
}

// TestWorkbooksAreLinked reads a worksheet whose dates of birth are the numbers of a spreadsheet, and tables whose format the
// settings say.
func TestWorkbooksAreLinked(t *testing.T) {
	dir := t.TempDir()
	book := excelize.NewFile()
	for i, row := range [][]any{{"id", "forename", "surname", "dob", "number"}, {"a", "Eleanor", "Vale", 40636, 40636}, {"b", "Otto", "Moss", 40000, 7}} {
		if err := book.SetSheetRow("Sheet1", "A"+string(rune('1'+i)), &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := book.SaveAs(filepath.Join(dir, "people.xlsx")); err != nil {
		t.Fatal(err)
	}
	writeFile(t, dir, "more.txt", "id^forename^surname^dob\nc^Zo\xeb^Vale^2011-04-03\n")
	s := settingsOf(t, dir, "tables: [{path: people.xlsx, sheet: sheet1}, {path: more.txt, delimiter: ^, encoding: windows-1252}]\n")
	r := &Run{Settings: s}
	if err := r.readTables(t.Context(), Options{}); err != nil {
		t.Fatal(err)
	}
	first, err := readTable(t.Context(), filepath.Join(dir, "people.xlsx"), "people", s.Tables[0].readingOptions(s), s.columnReadings(0), nil)
	if err != nil {
		t.Fatal(err)
	}
	if born, number := first.columnNamed("dob").valueOf(0), first.columnNamed("number").valueOf(0); born != "2011-04-03" || number != "40636" {
		t.Errorf("born %q, number %q (want a day of the column of births alone)", born, number)
	}
	second, err := readTable(t.Context(), filepath.Join(dir, "more.txt"), "more", s.Tables[1].readingOptions(s), s.columnReadings(1), nil)
	if err != nil {
		t.Fatal(err)
	}
	if name := second.columnNamed("forename").valueOf(0); name != "Zoë" {
		t.Errorf("forename %q", name)
	}
	if strings.Join(r.IDs, " ") != "a b c" {
		t.Errorf("rows %q", r.IDs)
	}
}

package sources

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rollcall/sources/cells"
)

// supplied is an extract as a supplier of testdata/suppliers writes it: a kind, the name of the file, and its columns.
type supplied struct {
	kind    Kind
	file    string
	headers []string
	fields  []string // canonical, by column; - for what is no field
	words   [][]string
}

// suppliersOf reads a supplier's headers.
func suppliersOf(t *testing.T, name string) (all []supplied) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "suppliers", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		part := strings.SplitN(strings.TrimSpace(line), " | ", 3)
		if len(part) != 3 {
			continue
		}
		s := supplied{kind: Kind(part[0]), file: part[1]}
		for column := range strings.SplitSeq(part[2], "; ") {
			header, field, _ := strings.Cut(column, "=")
			field, words, _ := strings.Cut(strings.TrimSuffix(field, "}"), "{")
			s.headers, s.fields = append(s.headers, header), append(s.fields, field)
			if words == "" {
				s.words = append(s.words, nil)
				continue
			}
			s.words = append(s.words, strings.Split(words, ","))
		}
		all = append(all, s)
	}
	return all
}

// writeExtract writes rows of it, invented.
func (s *supplied) writeExtract(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, dice := csv.NewWriter(f), rand.New(rand.NewPCG(7, 7))
	_ = w.Write(s.headers)
	for i := range 30 {
		row := make([]string, len(s.fields))
		for c, field := range s.fields {
			row[c] = s.valueOf(dice, field, s.words[c], i)
		}
		_ = w.Write(row)
	}
	if w.Flush(); w.Error() != nil {
		t.Fatal(w.Error())
	}
}

// valueOf invents a value of a field.
func (s *supplied) valueOf(dice *rand.Rand, field string, words []string, row int) string {
	one := func(of ...string) string { return of[dice.IntN(len(of))] }
	f := fieldOf(s.kind, field)
	switch {
	case len(words) > 0:
		return words[row%len(words)]
	case field == "full_name" && row%2 == 0, field == "household_adult1_name", field == "mother_name":
		return one("Ashley", "Briar", "Corin") + " " + one("Osterley", "Pellwood", "Quarrendon", "Rushby", "Selwick")
	case field == "full_name":
		return one("OSTERLEY", "PELLWOOD", "RUSHBY") + ", " + one("Ashley", "Briar", "Corin")
	case field == "surname":
		return one("Osterley", "Pellwood", "Quarrendon", "Rushby", "Selwick", "Tarrow") + one("", "ton", "ham")
	case field == "forename":
		return one("Ashley", "Briar", "Corin", "Delphie", "Emrys", "Fenella", "Greta", "Hollis", "Imre", "Jarrah", "Kestrel", "Linnet")
	case field == "dob":
		return fmt.Sprintf("%02d/%02d/%d", 1+dice.IntN(28), 1+dice.IntN(12), 2009+dice.IntN(12))
	case strings.HasPrefix(field, "address"):
		return fmt.Sprintf("%d %s %s", 1+dice.IntN(90), one("Osier", "Kiln", "Weir", "Teasel"), one("Road", "Lane", "Close"))
	case f == nil || field == "-" || field == "-#":
		return fmt.Sprint(1000 + dice.IntN(9000))
	case field == "urn" || field == "linked_urn" || strings.HasSuffix(field, "_urn"):
		return fmt.Sprint(100000 + dice.IntN(50000))
	case f.is == cells.DateValue:
		return fmt.Sprintf("%02d/%02d/2026", 1+dice.IntN(28), 1+dice.IntN(10))
	case f.is == cells.KeyValue:
		return fmt.Sprintf("R-%05d", row*7+1)
	case strings.HasSuffix(field, "name") || field == "provider" || field == "named_setting" || strings.HasSuffix(field, "school"):
		return one("Kiln Lane Academy", "Osier Bank Primary", "The Lantern Trust", "Saltmarsh Hall")
	case f.is == cells.TextValue:
		return one("north", "south", "east", "west") + one("", " side", " team")
	}
	return invented(dice, f)
}

// guessScore is how much of a supplier's extracts is proposed rightly.
type guessScore struct {
	kinds, of                int
	right, wrong, notKnown   int
	wrongKinds, wrongColumns []string
}

func (g guessScore) String() string {
	return fmt.Sprintf("%d of %d kinds; %d columns right, %d not known, %d wrong\nkinds: %s\ncolumns: %s", g.kinds, g.of, g.right, g.notKnown, g.wrong,
		strings.Join(g.wrongKinds, "; "), strings.Join(g.wrongColumns, "; "))
}

// scoreGuesses proposes for each extract of a supplier, under its own name or under one that says nothing.
func scoreGuesses(t *testing.T, supplier string, named bool) (g guessScore) {
	t.Helper()
	for _, s := range suppliersOf(t, supplier) {
		path := filepath.Join(t.TempDir(), "extract.csv")
		if named {
			path = filepath.Join(filepath.Dir(path), s.file+".csv")
		}
		s.writeExtract(t, path)
		guess, err := GuessFile(t.Context(), path, Extract{})
		if err != nil {
			t.Fatalf("%s: %v", s.kind, err)
		}
		g.of++
		if guess.Kind != s.kind || guess.Survey == nil {
			g.wrongKinds = append(g.wrongKinds, fmt.Sprintf("%s is %s (%s)", s.kind, guess.Kind, guess.NearestKinds()))
			continue
		}
		g.kinds++
		for i, want := range s.fields {
			if fieldOf(s.kind, want) == nil {
				want = ""
			}
			switch got := guess.Proposal.Columns[i].Field; {
			case got == want:
				g.right++
			case got == "":
				g.notKnown++
				g.wrongColumns = append(g.wrongColumns, fmt.Sprintf("%s: %s not %s", s.kind, s.headers[i], want))
			default:
				g.wrong++
				g.wrongColumns = append(g.wrongColumns, fmt.Sprintf("%s: %s is %s, not %s", s.kind, s.headers[i], got, want))
			}
		}
	}
	return g
}

// TestKindsAndColumnsOfSuppliers proposes for extracts under the headers of three suppliers, by their columns alone: the names of the files say
// nothing. Linden's were looked at to choose spellings and weights by; Osier's and Teasel's are only scored.
func TestKindsAndColumnsOfSuppliers(t *testing.T) {
	for _, c := range []struct {
		supplier           string
		kinds, right, most int // at least, and columns that are wrong at most
	}{{"linden", 21, 210, 2}, {"osier", 20, 195, 4}, {"teasel", 18, 135, 6}} {
		g := scoreGuesses(t, c.supplier, false)
		t.Logf("%s: %d of %d kinds; %d columns right, %d not known, %d wrong", c.supplier, g.kinds, g.of, g.right, g.notKnown, g.wrong)
		if g.kinds < c.kinds || g.right < c.right || g.wrong > c.most {
			t.Errorf("%s: %v", c.supplier, g)
		}
	}
}

// A name of the file, its sheet or a title that says what it is counts for the kind that it names, and makes no kind of what has no column of one.
func TestTheNameOfAFileCounts(t *testing.T) {
	dir := t.TempDir()
	fit := func(name, text string, kind Kind) float64 {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		g, err := GuessFile(t.Context(), path, Extract{})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range g.Nearest {
			if p.Kind == kind {
				return p.Fit
			}
		}
		return -1
	}
	const list = "Surname,Forename,DOB,Start Date\nOsterley,Wren,03/02/2014,01/09/2026\n"
	if plain, named := fit("list.csv", list, HomeEducation), fit("EHE register.csv", list, HomeEducation); named < plain+filedBonus-0.001 {
		t.Errorf("a register of home education fits by %.2f and under its own name by %.2f", plain, named)
	}
	if titled := fit("x.csv", "Elective home education,,,\n"+list, HomeEducation); titled < fit("list.csv", list, HomeEducation)+filedBonus-0.001 {
		t.Errorf("under a title it fits by %.2f", titled)
	}
	if got := fit("EHE people.csv", "Surname,Forename,DOB,Postcode\nOsterley,Wren,03/02/2014,ME4 9AA\n", HomeEducation); got >= leastFit {
		t.Errorf("a list of people that only its name says to be of home education fits by %.2f", got)
	}
}

// A day is told by the name of a file and by the lines above its header, in whatever order and shape; two days are none.
func TestDaysThatNamesSay(t *testing.T) {
	for text, want := range map[string]string{
		"CHIS extract 300926": "2026-09-30", "tenancies_20261009": "2026-10-09", "ehe-2026-10-01": "2026-10-01", "list 1.10.2026": "2026-10-01",
		"in year applications as at 12 October 2026": "2026-10-12", "Run: 09/10/2026 07:31": "2026-10-09", "roll 01Oct26": "2026-10-01", "9th Sept 2026": "2026-09-09",
		"on-off roll Sept": "", "Oct26": "", "v7 FINAL": "", "HSG0042": "", "01/09/2026 to 30/09/2026": "", "case 99999999": "", "887 2026": "", "310226": "",
	} {
		if got := DayNamed(text); got.String() != want && (want != "" || got != 0) {
			t.Errorf("%q says %s, want %q", text, got, want)
		}
	}
}

package lists

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// readEthnicities reads an extract that says nothing but an ethnicity of each row.
func readEthnicities(t *testing.T, said ...string) *intake.Apart {
	t.Helper()
	var text strings.Builder
	text.WriteString("person_id,surname,forename,dob,ethnicity,flag,start_date\n")
	for i, e := range said {
		fmt.Fprintf(&text, "P%d,Quayle,Alma,04/03/2016,%s,CIN,01/09/2026\n", i, e)
	}
	file := filepath.Join(t.TempDir(), "care.csv")
	if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	j := journal.New(t.Context(), journal.Options{}.WithDefaults(""))
	read := journal.Step(j, "ingest", func() (intake.Read, error) {
		return intake.Ingest(j, nil, []sources.Extract{{Kind: sources.SocialCare, Files: []string{file}, Root: filepath.Dir(file)}})
	})
	if err := j.Failure(); err != nil || intake.NewRecords(read.Ingested.Slabs).Len() != len(said) {
		t.Fatalf("%d rows, %v", intake.NewRecords(read.Ingested.Slabs).Len(), err)
	}
	return read.Apart
}

// A child's ethnic group is the one that most of its records give; where two are given as often it is not known, and what is not said
// counts for nothing.
func TestWhichEthnicGroupAChildIsOf(t *testing.T) {
	for _, c := range []struct{ said, want string }{
		{"WBRI", "white_british"}, {"NOBT", "not_known"}, {"WBRI NOBT NOBT", "white_british"}, {"WBRI BAFR", "not_known"}, {"WBRI BAFR BAFR", "black"},
		{"BAFR WBRI BAFR WBRI AIND", "not_known"}, {"AIND AIND BAFR WBRI", "asian"}, {"BAFR WBRI WBRI BAFR WBRI", "white_british"}, {"WROM OARA", "not_known"},
	} {
		n := peopletest.Begin(t)
		words := strings.Fields(c.said)
		var recs []sources.Record
		for i := range words {
			recs = append(recs, peopletest.Pupil(peopletest.Who(fmt.Sprintf("Alma%d", i%2)), peopletest.Ash))
		}
		n.Child(recs...)
		w := weighing{judged: judgeNight(t, n, &past.Past{}).asked.Judged, apart: readEthnicities(t, words...)}
		if got := w.ethnicityOf(0).String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.said, got, c.want)
		}
	}
}

// The groups of a child follow from its own records: sex, years since school age began, how the name is written, and where it lived.
func TestWhichGroupsAChildIsOf(t *testing.T) {
	who := func(change func(*sources.Identity)) sources.Identity {
		w := sources.Identity{Forename: "Alma", Surname: "Quayle", LocalID: "1", Sex: "F", Postcode: "ME4 9ZZ", DOB: calendar.On(2016, 3, 4)}
		if change != nil {
			change(&w)
		}
		return w
	}
	for _, c := range []struct {
		all  []sources.Identity
		want string
	}{
		{[]sources.Identity{who(nil)}, "sex: F, age: Years 3 to 6, names: one word each"},
		{[]sources.Identity{who(func(w *sources.Identity) { w.Sex, w.Postcode, w.Surname = "", "", "de la Quayle" })}, "sex: not known, age: Years 3 to 6, names: four words or more, names: several family names in one field, postcode: none on any record"},
		{[]sources.Identity{who(func(w *sources.Identity) { w.Surname = "Quayle-Teasel" })}, "sex: F, age: Years 3 to 6, names: one word each, names: letters beyond the English alphabet, apostrophe or hyphen"},
		{[]sources.Identity{who(func(w *sources.Identity) { w.Forename = "Ámbar" }), who(func(w *sources.Identity) { w.Surname, w.Sex = "van Quayle", "" })},
			"sex: F, age: Years 3 to 6, names: three words, names: several family names in one field, names: letters beyond the English alphabet, apostrophe or hyphen"},
		{[]sources.Identity{who(nil), who(func(w *sources.Identity) { w.Postcode = "me49zz" }), who(func(w *sources.Identity) { w.Postcode = "ME4 9YY" })}, "sex: F, age: Years 3 to 6, names: one word each"},
		{[]sources.Identity{who(nil), who(func(w *sources.Identity) { w.Postcode = "ME4 9XX" }), who(func(w *sources.Identity) { w.Postcode = "ME4 9YY" })},
			"sex: F, age: Years 3 to 6, names: one word each, postcode: three or more"},
		{[]sources.Identity{who(func(w *sources.Identity) { w.DOB = 0 })}, "sex: F, names: one word each"},
	} {
		n := peopletest.Begin(t)
		var recs []sources.Record
		for _, w := range c.all {
			recs = append(recs, peopletest.Pupil(w, peopletest.Ash))
		}
		n.Child(recs...)
		judging := weighing{judged: judgeNight(t, n, &past.Past{}).asked.Judged}
		w := judging.newWeigher()
		if got := strings.Join(w.groupsOf(0), ", "); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
	for name, want := range map[string]string{"Abdirahman Farah": "Arabic", "Noor al-Habib": "Arabic", "Oleksandr Moroz": "Cyrillic", "Mila Ivanova": "Cyrillic", "Wai Ming Lau": "Chinese",
		"Grace Lam": "", "Harpreet Gill": "Indic", "Asha Murthy": "Indic", "Selam Tesfaye": "Ethiopic", "Ada Quayle": "", "Bláithín O’Dwyer": "", "": ""} {
		told := newNameReader(&sync.Map{}).countScripts(name)
		got := ""
		if i := told.likeliest(); i >= 0 {
			got = strings.TrimPrefix(scripts[i].group, "names: spelt as from ")
		}
		if got != want {
			t.Errorf("%s is spelt as from %q, want %q", name, got, want)
		}
	}
	for years, want := range map[int]string{0: "up to Year 2", 2: "up to Year 2", 3: "Years 3 to 6", 6: "Years 3 to 6", 7: "Years 7 to 9", 9: "Years 7 to 9", 10: "Years 10 and 11"} {
		if got := ageBand(years); got != want {
			t.Errorf("%d years: %s, want %s", years, got, want)
		}
	}
	for r, want := range map[rune]bool{'\'': true, '’': true, '-': true, 'é': true, 'z': false, ' ': false, '~': false} {
		if isMark(r) != want {
			t.Errorf("%q is a mark: %v", r, !want)
		}
	}
}

// A double is another child of the same birth date, sex and postcode whom no extract has too; twins are in one.
func TestDoubles(t *testing.T) {
	n := peopletest.Begin(t)
	home := func(forename, sex, postcode string) sources.Identity {
		w := peopletest.Who(forename)
		w.Sex, w.Postcode = sex, postcode
		return w
	}
	n.Child(peopletest.Pupil(home("Amina", "F", "ME4 9ZZ"), peopletest.Ash))
	n.Child(peopletest.Referred(home("Warsame", "F", "me49zz"), "absence"))
	n.Child(peopletest.Pupil(home("Halima", "F", "ME4 9ZZ"), peopletest.Ash)) // a twin of the first
	n.Child(peopletest.Referred(home("Other", "M", "ME4 9ZZ"), "absence"))
	n.Child(peopletest.Referred(home("Elsewhere", "F", "ME4 9YY"), "absence"))
	n.Child(peopletest.Referred(home("Nowhere", "F", ""), "absence"), peopletest.Pupil(home("Nowhere", "F", ""), peopletest.Ash))
	judged := judgeNight(t, n, &past.Past{}).asked.Judged
	w := weighing{judged: judged, apart: readEthnicities(t, slices.Repeat([]string{"NOBT"}, 7)...)}
	of, doubles := map[int]int{}, map[int][]int{}
	for record := range 6 {
		of[n.Number(record)] = record
	}
	_, found := w.weighAll()
	for child, others := range found {
		for _, other := range others {
			doubles[of[child]] = append(doubles[of[child]], of[other])
		}
	}
	for _, others := range doubles {
		slices.Sort(others)
	}
	if want := map[int][]int{0: {1}, 1: {0, 2}, 2: {1}}; !maps.EqualFunc(doubles, want, slices.Equal) {
		t.Errorf("doubles %v, want %v", doubles, want)
	}
}

// Children of age are measured, each group large enough to tell: on a roll, grey, listed by the rules or by an officer, and confirmed of
// those decided. A group that fares worse is told.
func TestGroupsAreMeasured(t *testing.T) {
	n := peopletest.Begin(t)
	var said []string
	var decisions []register.Decision
	const each = 205
	for i := range 2 * each {
		who := peopletest.Who(fmt.Sprint("Alma", string(rune('a'+i%26)), string(rune('a'+i/26))))
		if i%2 == 0 {
			n.Child(peopletest.Pupil(who, peopletest.Ash))
			said = append(said, "WBRI")
			continue
		}
		n.Child(peopletest.Referred(who, "absence"))
		said = append(said, "BAFR")
	}
	old := peopletest.Who("Old")
	old.DOB = calendar.On(2005, 1, 1)
	n.Child(peopletest.Pupil(old, peopletest.Dale))
	said = append(said, "AIND")
	n.Near(1, 2, .3, .3)
	n.Make(t)
	for record, outcome := range map[int]string{0: "confirmed", 1: "not_cme", 3: "confirmed"} {
		ground := map[string]string{"confirmed": "enquiries", "not_cme": "died"}[outcome]
		decisions = append(decisions, register.Decision{Seq: int64(record + 1), Child: n.ID(record), List: "cme_candidates", Outcome: outcome, Ground: ground, By: "AB", Made: "2026-10-01"})
	}
	m := judgeNight(t, n, &past.Past{Decisions: decisions})
	m.asked.Judged.Verdicts[n.Number(1)].Status = rules.Candidate // whatever was decided
	apart := readEthnicities(t, said...)
	got := journal.Step(n.Journal, "fairness", func() ([]candidates.Measure, error) { return Fairness(n.Journal, m.asked.Judged, apart) })
	by := map[string]float64{}
	for _, x := range got {
		by[x.Measure+", "+x.Group] = x.Value
	}
	for what, want := range map[string]float64{
		"fairness: on a roll, all children of age": .5, "fairness: on a roll, ethnicity: white_british": 1, "fairness: on a roll, ethnicity: black": 0,
		"fairness: listed, all children of age": float64(each+1) / (2 * each), "fairness: listed, ethnicity: white_british": 1. / each, "fairness: listed, ethnicity: black": 1,
		"fairness: grey, ethnicity: black": 1. / each, "fairness: grey, ethnicity: white_british": 0,
		"fairness: confirmed of decided, all children of age": 2. / 3, "fairness: confirmed of decided, ethnicity: white_british": 1, "fairness: confirmed of decided, ethnicity: black": .5,
	} {
		if v, there := by[what]; !there || v != want {
			t.Errorf("%s: %v (%v), want %v", what, v, there, want)
		}
	}
	stage := n.Manifest.Stages[len(n.Manifest.Stages)-1]
	if !slices.Equal(stage.Counts, journal.Counts{{Name: "children of age whose ethnic group is known", N: 2 * each}}) {
		t.Errorf("counted %v", stage.Counts)
	}
	told := 0
	for _, x := range n.Manifest.Notices {
		if x.Kind == journal.MatchingNotice && strings.Contains(x.Text, "ethnicity: black") {
			told++
		}
	}
	if told != 2 {
		t.Errorf("notices %v, want that the group is listed and left grey more often", n.Manifest.Notices)
	}
}

// Of any children, whatever the number of workers, doubles are those that a look at every pair of them finds.
func TestDoublesAreThoseOfEveryPair(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	rapid.Check(t, func(r *rapid.T) {
		n := peopletest.Begin(t)
		records := 0
		for child := range rapid.IntRange(2, 9).Draw(r, "children") {
			var recs []sources.Record
			for k := range rapid.IntRange(1, 3).Draw(r, "records") {
				w := peopletest.Who(fmt.Sprintf("Alma%d.%d", child, k))
				w.Sex = rapid.SampledFrom([]string{"F", "M", ""}).Draw(r, "sex")
				w.Postcode = rapid.SampledFrom([]string{"ME4 9ZZ", "me49zz", "ME4 9YY", ""}).Draw(r, "postcode")
				recs = append(recs, rapid.SampledFrom([]sources.Record{peopletest.Pupil(w, peopletest.Ash), peopletest.Referred(w, "absence"), peopletest.Absent(w, peopletest.Ash)}).Draw(r, "record"))
			}
			n.Child(recs...)
			records += len(recs)
		}
		w := weighing{judged: judgeNight(t, n, &past.Past{}).asked.Judged, apart: readEthnicities(t, slices.Repeat([]string{"NOBT"}, records)...)}
		want := map[int][]int{}
		for a := range n.Children.Len() {
			for b := range n.Children.Len() {
				if a != b && w.bornAlike(a, b) && !n.Children.ShareExtract(a, b) {
					want[a] = append(want[a], b)
				}
			}
		}
		for workers := 1; workers <= 3; workers++ {
			runtime.GOMAXPROCS(workers)
			if _, got := w.weighAll(); !maps.EqualFunc(got, want, slices.Equal) {
				r.Fatalf("%d workers: doubles %v, want %v", workers, got, want)
			}
		}
	})
}

// bornAlike reports whether two children have records of one birth date, sex and postcode.
func (w *weighing) bornAlike(a, b int) bool {
	folk := w.judged.Children.People
	for _, i := range w.judged.Children.IdentitiesOf(a) {
		for _, k := range w.judged.Children.IdentitiesOf(b) {
			x, y := folk.Who(i), folk.Who(k)
			if x.DOB.Known() && x.DOB == y.DOB && x.Sex != "" && x.Sex == y.Sex && x.Postcode != "" && plainPostcode(x.Postcode) == plainPostcode(y.Postcode) {
				return true
			}
		}
	}
	return false
}

package pipeline

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/people"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/sources"
)

// explained is a published run of a few children, looked into: Alma is referred, Bram on a roll and away from it, Cleo sealed.
func explained(t *testing.T) (*Explainer, *peopletest.Night) {
	t.Helper()
	n := peopletest.Begin(t)
	n.Child(peopletest.Referred(peopletest.Who("Alma"), "absence"))
	n.Child(peopletest.Pupil(peopletest.Who("Bram"), peopletest.Ash), peopletest.Absent(peopletest.Who("Bram"), peopletest.Ash))
	seal := peopletest.Referred(peopletest.Who("Cleo"), "absence")
	seal.Claims = append(seal.Claims, sources.Claim{Kind: sources.Flag, Status: "refuge"}, sources.Claim{Kind: sources.Residence, Status: "tenancy", Place: "887", From: peopletest.AsOf - 9, To: peopletest.AsOf - 1})
	n.Child(seal)
	n.Near(0, 1, .4, .3)
	n.Make(t)
	x := &Explainer{published: published{dir: t.TempDir()}, judged: judge.Again(n.Children, n.Passed), byRecord: map[string]int32{}, placed: slices.Repeat([]bool{true}, n.Children.People.Identities())}
	for i := range n.Passed.Records.Len() {
		x.byRecord[string(n.Passed.Records.Origin(i).ID)] = n.Children.People.IdentityOf(i)
	}
	write(t, x, nil, nil, nil)
	return x, n
}

// openLines are lines of children of whom none is sealed.
func openLines[T candidates.Bareable[T]](rows []T) []candidates.Line[T] {
	var lines []candidates.Line[T]
	for _, row := range rows {
		lines = append(lines, candidates.NewLine(row, false))
	}
	return lines
}

// write writes what the run said of its children.
func write(t *testing.T, x *Explainer, reconciled []candidates.Reconciled, risk []candidates.Row, decided []candidates.Decided) {
	t.Helper()
	for _, err := range []error{
		candidates.WriteReconciliation(candidates.Origin{}, filepath.Join(x.dir, candidates.ReconciliationFile), slices.Values(reconciled)),
		candidates.WriteList(candidates.Origin{}, filepath.Join(x.dir, candidates.AtRiskFile), risk), candidates.WriteDecided(candidates.Origin{}, filepath.Join(x.dir, candidates.DecisionsFile), openLines(decided)),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// A child is explained in words: how it stands, what each rule said and rests on, what could explain it, its records and what they say.
func TestAChildIsExplainedInWords(t *testing.T) {
	x, n := explained(t)
	id := n.ID(0)
	write(t, x, []candidates.Reconciled{{ChildID: id, Status: "decided", ExplainedBy: "U24"}, {ChildID: n.ID(1), Status: "grey"}}, nil, []candidates.Decided{
		{Decision: 3, ChildID: id, Outcome: "not_cme", Ground: "died", By: "AB", Made: calendar.On(2026, 10, 1).Midnight(), Until: calendar.On(2026, 12, 31).Midnight(), State: "holds", Facts: "housing: residence"},
		{Decision: 4, ChildID: "Z", Outcome: "resolved"}, {Decision: 5, ChildID: id, Outcome: "confirmed", Ground: "enquiries", By: "CD", Made: calendar.On(2026, 10, 2).Midnight(), State: "ended", Why: "its term ended"}})
	text, err := x.ExplainChild(id)
	if err != nil {
		t.Fatal(err)
	}
	v, _ := x.judged.JudgeAlone(n.Number(0))
	f := v.CME[0]
	rests := "      rests on referrals:referrals.csv#1\n"
	for _, want := range []string{
		"child " + id + " as of 15 October 2026: candidate\n  compulsory school age from " + v.CSAStart.Words() + " to " + v.CSAEnd.Words() + "\n  the run said decided U24: " + before + "\n\ncandidate CME\n  C24 ",
		": " + f.Reason + "\n      since 9 October 2026; due " + f.Due.Words() + " (working days); P3; CME officer: " + f.Next + "\n" + rests,
		"\n\nwhat officers decided, and how it stood\n  3 not_cme, died, by AB on 1 October 2026, until 31 December 2026: holds\n      made on: housing: residence\n  5 confirmed, enquiries, by CD on 2 October 2026: ended; its term ended\n\nrecords\n",
		"\nrecords\n  referrals:referrals.csv#1                                    M1 1.0000\n  may be the same child: school_census:school_census.csv#2, probability 0.400\n\nwhat the records say\n" +
			"  2026-10-09   –            referral        absence                referrals:referrals.csv#1\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "sealed") || strings.Contains(text, "at risk") || strings.Contains(text, "Alma") || strings.Contains(text, "2016") {
		t.Errorf("it says too much:\n%s", text)
	}
	x.undecided = map[string]string{id: "It cannot be told."}
	if text, err := x.ExplainChild(id); err != nil || !strings.Contains(text, ": undecided\n   It cannot be told.\n") || !strings.Contains(text, "\ncould not tell\n  C24 ") || strings.Contains(text, "; due ") {
		t.Errorf("held back (%v):\n%s", err, text)
	}
	if _, err := x.ExplainChild("Z"); err == nil || !strings.HasPrefix(err.Error(), "child Z: not in this run, or sealed") {
		t.Errorf("of nobody: %v", err)
	}
}

// A pair is explained with what the run made of it: Alma is near Bram, who has two records.
func TestAPairIsExplainedWithItsOutcome(t *testing.T) {
	x, n := explained(t)
	of := n.Children.People.IdentityOf
	for _, c := range []struct {
		left, right int
		want        string
	}{
		{0, 1, "placed with different children, the pair on the grey list at 0.4000"},
		{1, 0, "placed with different children, the pair on the grey list at 0.4000"},
		{1, 2, "placed with the same child, as surely as 1.0000 and 1.0000 by the best record of each"},
		{0, 2, "placed with different children"},
	} {
		if got := x.placedTogether(of(c.left), of(c.right)); got != c.want {
			t.Errorf("records %d and %d: %s (want %s)", c.left, c.right, got, c.want)
		}
	}
}

// A child on a roll is explained with what is at risk, and what the run did not list; of a sealed child nothing is shown.
func TestWhatIsAtRiskAndWhatIsSealed(t *testing.T) {
	x, n := explained(t)
	id := n.ID(1)
	text, err := x.ExplainChild(id)
	notListed := "  not on the run's list of children at risk: " + before + "\n"
	if err != nil || !strings.Contains(text, ": explained\n  U01 On the roll of Ash Primary in its census of 1 October 2026.\n  compulsory") || !strings.Contains(text, notListed) || !strings.Contains(text, "\nat risk\n  R01 ") ||
		!strings.Contains(text, " (school days, by the usual term dates, as none were supplied); P4; ") || !strings.Contains(text, "\nwhat could explain the child\n") || !strings.Contains(text, "  U01 ") || !strings.Contains(text, ": applied E3: On the roll") {
		t.Errorf("(%v)\n%s", err, text)
	}
	write(t, x, []candidates.Reconciled{{ChildID: id, Status: "explained"}}, []candidates.Row{{ChildID: id, List: candidates.AtRisk}}, nil)
	if text, err := x.ExplainChild(id); err != nil || strings.Contains(text, before) || strings.Contains(text, "what officers decided") {
		t.Errorf("as the run said it (%v):\n%s", err, text)
	}
	text, err = x.ExplainChild(n.ID(3))
	if err != nil || text != "child "+n.ID(3)+": "+candidates.SealedReason+"\n" {
		t.Errorf("sealed (%v):\n%s", err, text)
	}
	if text, err := x.ExplainPair(string(n.Passed.Records.Origin(3).ID), string(n.Passed.Records.Origin(0).ID)); err == nil || text != "" {
		t.Errorf("a pair with a sealed child (%v):\n%s", err, text)
	}
	for _, file := range []string{candidates.ReconciliationFile, candidates.AtRiskFile, candidates.DecisionsFile} {
		if err := os.Rename(filepath.Join(x.dir, file), filepath.Join(x.dir, "away")); err != nil {
			t.Fatal(err)
		}
		if _, err := x.ExplainChild(id); err == nil || !strings.HasPrefix(err.Error(), file+": ") {
			t.Errorf("without %s: %v", file, err)
		}
		if err := os.Rename(filepath.Join(x.dir, "away"), filepath.Join(x.dir, file)); err != nil {
			t.Fatal(err)
		}
	}
}

// Identities are placed with the children that the run published, with the open matches between them.
func TestChildrenArePlacedAsPublished(t *testing.T) {
	x, n := explained(t)
	ids := []string{"A", "A", "B", "C"}
	var placed []candidates.Placed
	for i, id := range ids {
		placed = append(placed, candidates.Placed{ChildID: id, RecordID: string(n.Passed.Records.Origin(i).ID), LinkProbability: float64(i) / 10})
	}
	placed = append(placed, candidates.Placed{ChildID: "D", RecordID: "gone"})
	possible := []candidates.Possible{{RecordL: placed[0].RecordID, RecordR: placed[2].RecordID, Weight: 3, Probability: .3, Gap: 2}, {RecordL: "gone", RecordR: placed[1].RecordID}, {RecordL: placed[1].RecordID, RecordR: "gone"}}
	links := []candidates.Link{{RecordL: placed[0].RecordID, RecordR: placed[1].RecordID, Weight: 9, Probability: .99}, {RecordL: "gone", RecordR: placed[1].RecordID}}
	writePlaced := func() {
		t.Helper()
		if err := candidates.WriteLinks(candidates.Origin{}, filepath.Join(x.dir, candidates.LinksFile), nil, slices.Values(links)); err != nil {
			t.Fatal(err)
		}
		if err := candidates.WriteChildren(candidates.Origin{}, filepath.Join(x.dir, candidates.ChildrenFile), slices.Values(placed)); err != nil {
			t.Fatal(err)
		}
		if err := candidates.WritePossible(candidates.Origin{}, filepath.Join(x.dir, candidates.PossibleFile), nil, possible); err != nil {
			t.Fatal(err)
		}
	}
	writePlaced()
	c, err := x.placedAsPublished(n.Children.People)
	if err != nil || c.Len() != 4 || len(c.Grey) != 1 || c.Grey[0].L != 0 || c.Grey[0].R != 2 || c.Grey[0].Weight != 3 || c.Grey[0].Probability != .3 || c.Grey[0].Gap != 2 || len(x.byRecord) != 4 ||
		len(c.Links) != 1 || c.Links[0].L != 0 || c.Links[0].R != 1 || c.Links[0].Weight != 9 {
		t.Fatalf("placed %+v, %v", c, err)
	}
	for i, id := range ids {
		child := int(c.ChildOf(n.Children.People.IdentityOf(i)))
		if string(c.IDs[child]) != id || !slices.ContainsFunc(c.RecordsOf(child), func(r people.Placed) bool {
			return string(r.ID) == placed[i].RecordID && r.Link == placed[i].LinkProbability
		}) {
			t.Errorf("record %d is placed with %s, want %s", i, c.IDs[child], id)
		}
	}
	for _, file := range []string{candidates.ChildrenFile, candidates.PossibleFile, candidates.LinksFile} {
		if err := os.Remove(filepath.Join(x.dir, file)); err != nil {
			t.Fatal(err)
		}
		if _, err := x.placedAsPublished(n.Children.People); err == nil || !strings.HasPrefix(err.Error(), file+": ") {
			t.Errorf("without %s: %v", file, err)
		}
		writePlaced()
	}
	then := []journal.Input{{File: "a", SHA256: "1"}, {File: "b", SHA256: "2"}, {File: "c", SHA256: "3"}}
	if got := changedFiles(then, []journal.Input{{File: "b", SHA256: "2"}, {File: "a", SHA256: "9"}, {File: "d", SHA256: "4"}}); !reflect.DeepEqual(got, []string{"a", "c"}) {
		t.Errorf("changed are %v", got)
	}
}

// Of a child on a roll it is told from when on the day alone may change what is said; of one whose line counts from today it is not.
func TestTheNextDayIsTold(t *testing.T) {
	x, n := explained(t)
	night := peopletest.Begin(t)
	night.Child(peopletest.Pupil(peopletest.Who("Dora"), peopletest.Ash))
	night.Make(t)
	quiet := &Explainer{published: x.published, judged: judge.Again(night.Children, night.Passed), byRecord: map[string]int32{}, placed: []bool{true}}
	const told = "\n  the day alone changes none of this before "
	if text, err := quiet.ExplainChild(night.ID(0)); err != nil || !strings.Contains(text, told) {
		t.Errorf("of a child on a roll (%v):\n%s", err, text)
	}
	if text, err := x.ExplainChild(n.ID(1)); err != nil || strings.Contains(text, told) {
		t.Errorf("of a child at risk (%v):\n%s", err, text)
	}
}

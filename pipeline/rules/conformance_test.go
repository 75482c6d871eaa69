package rules

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestEveryRuleIsWhole demands of every rule its citation, its day in force, its needs, its words for an officer, suppressors
// that exist, and a case for each answer or the reason why there can be none.
func TestEveryRuleIsWhole(t *testing.T) {
	for _, r := range catalogue {
		t.Run(string(r.ID), func(t *testing.T) {
			for field, v := range map[string]string{
				"title": r.Title, "condition": r.Condition, "next action": r.Next, "who": r.Who,
			} {
				if strings.TrimSpace(v) == "" {
					t.Errorf("no %s", field)
				}
			}
			checkCitations(t, r.Citations)
			if r.From == 0 || len(r.Needs)+len(r.AnyOf) == 0 || r.Severity == 0 || r.listLetter() != cmeList && r.listLetter() != atRiskList {
				t.Error("want a day in force, needs, a severity, and an id of a list")
			}
			for _, kind := range slices.Concat(r.Needs, r.AnyOf, r.Better, r.Nowhere) {
				if inventedAuthority().Extracts[kind].Name == "" {
					t.Errorf("needs %q, which is no register", kind)
				}
			}
			if lists := r.For == Lists || r.For == Strengthens; r.listLetter() == atRiskList && lists && r.Road == 0 && !roadVaries[r.ID] || r.listLetter() == cmeList && r.Road != 0 {
				t.Errorf("road %q: want one of each rule that makes a line at risk, and of no other", r.Road)
			}
			if r.Awaits != "" && !slices.Contains(r.Needs, r.Awaits) {
				t.Errorf("says that the child is not in %s, and does not need it", r.Awaits)
			}
			answers := map[string]int{}
			for _, x := range readCases(t, filepath.Join(casesDir, string(r.ID)+".txt")) {
				for _, w := range x.wants {
					if w.head == "want" {
						answers[w.words[0]]++
					}
				}
			}
			for _, a := range []Answer{Yes, No, Unknown} {
				if answers[a.String()] == 0 {
					t.Errorf("no case in which it says %s", a)
				}
			}
		})
	}
}

// roadVaries are the rules at risk whose findings say themselves who takes them up.
var roadVaries = map[ID]bool{"R21": true, "R28": true}

// TestEveryExcuseHasACase demands that a rule's file of cases names every suppressor that the rule names.
func TestEveryExcuseHasACase(t *testing.T) {
	outOfScope := map[ID]string{
		"U19": "school days are the calendar's, and the cases name it",
	}
	for _, r := range catalogue {
		raw, err := os.ReadFile(filepath.Join(casesDir, string(r.ID)+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range r.Excuses {
			if SuppressorOf(id).ID == "" && outOfScope[id] == "" {
				t.Errorf("%s names %s, which is no suppressor", r.ID, id)
			}
			if !strings.Contains(string(raw), string(id)) {
				t.Errorf("%s names %s and has no case of it", r.ID, id)
			}
		}
	}
}

// TestEverySuppressorIsWhole demands of every suppressor its citation, its proof, how long it lasts, and cases with and without it.
func TestEverySuppressorIsWhole(t *testing.T) {
	for _, s := range suppressors {
		if s.Title == "" || s.Does == "" || s.Proof == "" || s.Expires == "" || s.Effect == 0 || s.Part == 0 {
			t.Errorf("%s: want a title, an effect, its part in the judging, proof and an expiry", s.ID)
		}
		checkCitations(t, s.Citations)
		found, not := false, false
		for _, x := range readCases(t, filepath.Join(casesDir, string(s.ID)+".txt")) {
			for _, w := range x.wants {
				if w.head == "want" {
					found = found || w.words[0] != "nothing"
					not = not || w.words[0] != "applied"
				}
			}
		}
		if !found || !not {
			t.Errorf("%s: want a case in which it holds and one in which it does not", s.ID)
		}
	}
}

func checkCitations(t *testing.T, all []Citation) {
	t.Helper()
	if len(all) == 0 {
		t.Error("no citation")
	}
	for _, c := range all {
		if c.Instrument == "" {
			t.Error("a citation without an instrument")
		}
	}
}

// TestEveryFileOfCasesHasARule finds cases that nothing reads.
func TestEveryFileOfCasesHasARule(t *testing.T) {
	files, err := os.ReadDir(casesDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		id := ID(strings.TrimSuffix(f.Name(), ".txt"))
		if rule(id) == nil && SuppressorOf(id).ID == "" && clock(id) == nil && closure(id) == nil {
			t.Errorf("%s: nothing of that name in the catalogue", f.Name())
		}
	}
}

// TestLegalAmounts demands of every amount of the law its unit or share, its day in force and its citation.
func TestLegalAmounts(t *testing.T) {
	for _, a := range []amount{sixthDay, removalDay, newPupilDay, returnDay, sicknessDay, noReasonDay, outcomeDay, transferDay, persistentAbsence, severeAbsence} {
		if a.n <= 0 || a.from == 0 || a.citation.Instrument == "" {
			t.Errorf("%+v: want a number, a day in force and a citation", a)
		}
	}
}

// TestReasonsReadWell puts every finding of every case to an officer's eye: a sentence, short, and with no date as a machine
// writes it.
func TestReasonsReadWell(t *testing.T) {
	machine := regexp.MustCompile(`\d{4}-\d{2}-\d{2}|  |\.\.|not known of|a date not known`)
	for _, r := range catalogue {
		for _, x := range readCases(t, filepath.Join(casesDir, string(r.ID)+".txt")) {
			v := Judge(x.build.c)
			says := []string{r.Decide(x.build.c).Reason, v.Explanation, v.NotAccepted}
			for _, f := range slices.Concat(v.CME, v.AtRisk, v.OwnLists, v.Unknown) {
				says = append(says, f.Reason)
				if f.Answer == Yes && (f.Next == "" || f.Who == "" || f.Since == 0 || f.Severity == 0 || len(f.Records) == 0) {
					t.Errorf("%s: %s: %s: want a next action, who, since, a severity and records", r.ID, x.name, f.Rule)
				}
			}
			for _, s := range says {
				if s == "" {
					continue
				}
				if !strings.HasSuffix(s, ".") || len(s) > 320 || machine.MatchString(s) || strings.ToUpper(s[:1]) != s[:1] {
					t.Errorf("%s: %s: %q", r.ID, x.name, s)
				}
			}
		}
	}
}

// TestCatalogueReads prints a rule and a suppressor as the catalogue shows them.
func TestCatalogueReads(t *testing.T) {
	for _, want := range []string{"C06 Left roll, destination unknown", "regulation 9(1)", "in force: from 19 August 2024", "needs: school_census, roll_changes", "P2"} {
		if got := rule("C06").String(); !strings.Contains(got, want) {
			t.Errorf("%s\nwant %q in it", got, want)
		}
	}
	if got := SuppressorOf("U04").catalogueEntry().String(); !strings.Contains(got, "section 7") {
		t.Error(got)
	}
}

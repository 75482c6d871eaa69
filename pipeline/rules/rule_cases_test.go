package rules

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const casesDir = "testdata/cases"

// TestCases puts every case of every file to the rule or suppressor that the file is named after, and to Judge where the case
// says what the verdict is.
func TestCases(t *testing.T) {
	files, err := os.ReadDir(casesDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		id := ID(strings.TrimSuffix(f.Name(), ".txt"))
		for _, x := range readCases(t, filepath.Join(casesDir, f.Name())) {
			t.Run(string(id)+"/"+x.name, func(t *testing.T) { x.check(t, id) })
		}
	}
}

func (x *caseText) check(t testing.TB, id ID) {
	if len(x.wants) == 0 {
		t.Fatal("the case wants nothing")
	}
	for _, w := range x.wants {
		switch {
		case w.head == "verdict":
			w.checkVerdict(t, Judge(x.build.c))
		case w.head == "unsaid":
			if said := x.says(id); strings.Contains(said, w.text) {
				t.Errorf("says %q, with %q in it", said, w.text)
			}
		case clock(id) != nil:
			w.checkTask(t, x, clock(id))
		case closure(id) != nil:
			w.checkProposal(t, Judge(x.build.c), id)
		case SuppressorOf(id).ID == id:
			w.checkSuppression(t, SuppressorOf(id).Apply(x.build.c))
		default:
			w.checkFinding(t, rule(id).Decide(x.build.c))
		}
	}
}

// says is the reason that the provision of a case gives.
func (x *caseText) says(id ID) string {
	switch {
	case rule(id) != nil:
		return rule(id).Decide(x.build.c).Reason
	case SuppressorOf(id).ID == id:
		return SuppressorOf(id).Apply(x.build.c).Reason
	}
	said := ""
	for _, one := range append(Judge(x.build.c).Tasks, x.build.authority.Tasks(x.build.heard)...) {
		if one.Rule == id {
			said += one.Reason + " Missing: " + one.Missing + "\n"
		}
	}
	return said
}

func rule(id ID) *Rule {
	r, _ := ruleOf(id)
	return r
}

func (w want) checkFinding(t testing.TB, f Finding) {
	t.Helper()
	if f.Answer.String() != w.words[0] {
		t.Fatalf("says %s (%s), want %s", f.Answer, f.Reason, w.words[0])
	}
	w.checkText(t, f.Reason)
	for rest := w.words[1:]; len(rest) > 0; rest = rest[1:] {
		got := ""
		switch name := rest[0]; name {
		case "since":
			got, rest = f.Since.String(), rest[1:]
		case "due":
			got, rest = f.Due.String(), rest[1:]
		case "rests":
			rest = rest[1:]
			checkRests(t, rest[0], f.Records...)
			continue
		case "label":
			got, rest = strings.ReplaceAll(cmp.Or(f.Label, "none"), " ", "_"), rest[1:]
		case "counted": // in which days the due day is
			got, rest = strings.ReplaceAll(string(f.DueUnit), " ", "_"), rest[1:]
		case "P1", "P2", "P3", "P4", "P5":
			got = f.Severity.String()
		default:
			t.Fatalf("no such want: %s", name)
		}
		if got != rest[0] {
			t.Errorf("%s, want %s (%s)", got, rest[0], f.Reason)
		}
	}
}

func (w want) checkSuppression(t testing.TB, x Suppression) {
	t.Helper()
	got := "nothing"
	if x.Applied {
		got = "applied"
	} else if x.Reason != "" {
		got = "wanting"
	}
	if got != w.words[0] {
		t.Fatalf("%s (%s), want %s", got, x.Reason, w.words[0])
	}
	w.checkText(t, x.Reason)
	for rest := w.words[1:]; len(rest) > 0; rest = rest[1:] {
		switch rest[0] {
		case "until":
			rest = rest[1:]
			if x.Until.String() != rest[0] {
				t.Errorf("until %s, want %s", x.Until, rest[0])
			}
		case "grade":
			rest = rest[1:]
			if x.Grade != rest[0] {
				t.Errorf("grade %s, want %s", x.Grade, rest[0])
			}
		case "rests":
			rest = rest[1:]
			checkRests(t, rest[0], x.Record)
		case "old":
			if !x.Old {
				t.Error("not marked as old")
			}
		case "fresh":
			if x.Old {
				t.Error("marked as old")
			}
		default:
			t.Fatalf("no such want: %s", rest[0])
		}
	}
}

// checkRests holds which extract the first record is of, "none" for no record.
func checkRests(t testing.TB, want string, records ...string) {
	t.Helper()
	got := "none"
	if len(records) > 0 && records[0] != "" {
		got, _, _ = strings.Cut(records[0], ":")
	}
	if got != want {
		t.Errorf("rests on %s, want %s", got, want)
	}
}

// checkVerdict takes the status and then the ids that explain, or are on a list, or cannot tell.
func (w want) checkVerdict(t testing.TB, v Verdict) {
	t.Helper()
	if string(v.Status) != w.words[0] {
		t.Fatalf("status %s by %s (%s), want %s", v.Status, v.ExplainedBy, v.Explanation, w.words[0])
	}
	for rest := w.words[1:]; len(rest) > 1; rest = rest[2:] {
		var got string
		switch rest[0] {
		case "by":
			got = string(v.ExplainedBy)
		case "cme":
			got = ids(v.CME)
		case "bands": // of the findings of the list of candidates
			for _, f := range v.CME {
				got += "+" + f.Severity.String()
			}
			got = strings.TrimPrefix(got, "+")
		case "risk":
			got = ids(v.AtRisk)
		case "signs":
			for _, s := range v.Signs {
				got += "+" + s.Kind.String()
			}
			got = strings.TrimPrefix(got, "+")
		case "road":
			got = RoadOf(v.AtRisk).String()
		case "removable":
			got = v.Removable.String()
		case "apart":
			got = ids(v.OwnLists)
		default:
			t.Fatalf("no such want: %s", rest[0])
		}
		if got != rest[1] && (got != "" || rest[1] != "none") {
			t.Errorf("%s %q, want %q", rest[0], got, rest[1])
		}
	}
	w.checkText(t, v.Explanation+v.NotAccepted)
}

func (w want) checkText(t testing.TB, got string) {
	t.Helper()
	if !strings.Contains(got, w.text) {
		t.Errorf("says %q, want %q in it", got, w.text)
	}
}

func ids(fs []Finding) string {
	var out []string
	for _, f := range fs {
		out = append(out, string(f.Rule))
	}
	return strings.Join(out, "+")
}

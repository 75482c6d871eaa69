package judge

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// answeredNight is a pupil with a line at risk by an absence.
func answeredNight(t *testing.T) *peopletest.Night {
	n := peopletest.Begin(t)
	n.Child(peopletest.Pupil(peopletest.Who("Alma"), peopletest.Ash), peopletest.Absent(peopletest.Who("Alma"), peopletest.Ash))
	return n.Make(t)
}

// A line that a register answered on an earlier night does not come back word for word; whatever is new of it brings it back, and so
// does its having been shown by the last run.
func TestAnAnsweredLineDoesNotComeBack(t *testing.T) {
	n := answeredNight(t)
	d := decide(t, n, &past.Past{})
	v := d.Verdicts[n.Number(0)]
	if len(v.AtRisk) != 2 {
		t.Fatalf("at risk by %v", v.AtRisk)
	}
	said := DigestFindings(v.AtRisk, d.FactsFor(n.Number(0), candidates.AtRisk).Hash())
	span := register.Span{List: string(candidates.AtRisk), Child: n.ID(0), Said: said, Answered: (peopletest.AsOf - 1).String()}
	for _, c := range []struct {
		name   string
		change func(s *register.Span, m *past.Past)
		kept   bool
	}{
		{"answered yesterday", func(*register.Span, *past.Past) {}, true},
		{"answered on the day itself", func(s *register.Span, _ *past.Past) { s.Answered = peopletest.AsOf.String() }, true},
		{"answered on a later day", func(s *register.Span, _ *past.Past) { s.Answered = (peopletest.AsOf + 1).String() }, false},
		{"not answered", func(s *register.Span, _ *past.Past) { s.Answered = "" }, false},
		{"it said something else", func(s *register.Span, _ *past.Past) { s.Said = "other" }, false},
		{"on the other list", func(s *register.Span, _ *past.Past) { s.List = string(candidates.CME) }, false},
		{"another child", func(s *register.Span, _ *past.Past) { s.Child = "Z" }, false},
		{"shown by the last run", func(_ *register.Span, m *past.Past) {
			m.Lines = map[past.Line]register.Shown{{List: string(candidates.AtRisk), Child: n.ID(0)}: {}}
		}, false},
	} {
		n := answeredNight(t)
		s, m := span, &past.Past{}
		c.change(&s, m)
		m.Spans = []register.Span{s}
		d := decide(t, n, m)
		if kept := len(d.Verdicts[n.Number(0)].AtRisk) == 0; kept != c.kept {
			t.Errorf("%s: kept off %v", c.name, kept)
		}
		want := map[bool]int{true: 1}[c.kept]
		told := notices(n, "1 line kept off the lists: a register answered them on an earlier night, and nothing about them is new")
		if counts(n)["answered before"] != want || len(told) != want || want == 0 && len(n.Manifest.Notices) > 0 {
			t.Errorf("%s: counted %v, told %v", c.name, counts(n), n.Manifest.Notices)
		}
	}
}

// The digest of a line is of its rules, day, words and facts, each apart from the next.
func TestWhatALineSaysIsDigested(t *testing.T) {
	base := DigestLine([]string{"C06", "C19"}, "2026-10-01", "why", "facts")
	for _, other := range []string{
		DigestLine([]string{"C06"}, "2026-10-01", "why", "facts"), DigestLine([]string{"C19", "C06"}, "2026-10-01", "why", "facts"),
		DigestLine([]string{"C06", "C19"}, "2026-10-02", "why", "facts"), DigestLine([]string{"C06", "C19"}, "2026-10-01", "other", "facts"),
		DigestLine([]string{"C06", "C19"}, "2026-10-01", "why", "other"), DigestLine([]string{"C06", "C19"}, "2026-10-01", "whyf", "acts"),
	} {
		if other == base {
			t.Error("two lines have one digest")
		}
	}
	if len(base) != 24 || base != DigestFindings([]rules.Finding{{Rule: "C06", Since: calendar.On(2026, 10, 1), Reason: "why"}, {Rule: "C19", Reason: "unread"}}, "facts") {
		t.Errorf("the digest of findings is not that of their line: %q", base)
	}
	v := &rules.Verdict{CME: []rules.Finding{{Rule: "C06"}}, AtRisk: []rules.Finding{{Rule: "R01"}}}
	if FindingsOn(v, candidates.CME)[0].Rule != "C06" || FindingsOn(v, candidates.AtRisk)[0].Rule != "R01" {
		t.Error("findings are on the other list")
	}
	for n, want := range map[int]string{0: "0 lines", 1: "1 line", 2: "2 lines", 1234: "1,234 lines"} {
		if got := CountLines(n); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// The facts of a line at risk are those of its rules and of absences as well; those of a candidate are not.
func TestWhichFactsALineRestsOn(t *testing.T) {
	n := answeredNight(t)
	d := decide(t, n, &past.Past{})
	child := n.Number(0)
	texts := func(facts rules.Facts) (all []string) {
		for _, f := range facts {
			all = append(all, f.Source)
		}
		return all
	}
	for what, c := range map[string]struct {
		got  rules.Facts
		want int
	}{
		"a line at risk":       {d.FactsFor(child, candidates.AtRisk), 4},
		"a candidate":          {d.FactsFor(child, candidates.CME), 1},
		"known of one at risk": {d.KnownFacts(child, candidates.AtRisk), 2},
		"known of a candidate": {d.KnownFacts(child, candidates.CME), 1},
	} {
		if len(c.got) != c.want {
			t.Errorf("%s: facts of %v, want %d", what, texts(c.got), c.want)
		}
	}
}

// The facts that are kept of a child at risk are those that its Case gives, and stay so whoever asks.
func TestKeptFactsAreThoseOfTheCase(t *testing.T) {
	n := answeredNight(t)
	d := decide(t, n, &past.Past{})
	kept := 0
	for child := range d.Verdicts {
		if d.Cases.atRisk[child] != nil {
			kept++
		}
		k, atRisk := d.Cases.buildCase(child), append([]rules.Finding{}, d.Verdicts[child].AtRisk...)
		for range 2 {
			if diff := cmp.Diff(k.Facts(atRisk), d.FactsFor(child, candidates.AtRisk), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("child %d: the facts of its line differ from its Case's:\n%s", child, diff)
			}
			if diff := cmp.Diff(k.Facts([]rules.Finding{}), d.KnownFacts(child, candidates.AtRisk), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("child %d: what is known differs from its Case's:\n%s", child, diff)
			}
		}
	}
	if kept == 0 {
		t.Error("no facts are kept of a child at risk")
	}
}

package lists

import (
	"reflect"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// lineOf is the line of a child on a list, or nil.
func lineOf(rows []candidates.Row, child string) *candidates.Row {
	for i := range rows {
		if rows[i].ChildID == child {
			return &rows[i]
		}
	}
	return nil
}

// A line of the last run stays, though no rule says so, where what is wanting is an extract, a return, a time of the year or a
// judgement; where a rule denies it, a fact has changed or an officer closed it, it goes, and it is said how.
func TestWhetherALineIsKeptOrGone(t *testing.T) {
	const home = "alternative_provision" // an extract that holds all that is open
	unknown := []rules.Finding{{Rule: "C05", Reason: "no census"}, {Rule: "C07", Reason: "the census is held back"}}
	decided := []rules.Suppression{{By: rules.Remembered, Applied: true, Reason: "an officer decided"}}
	explained := func(by rules.ID) rules.Verdict {
		return rules.Verdict{Status: rules.Explained, ExplainedBy: by, Explanation: "A roll says so."}
	}
	for _, c := range []struct {
		name    string
		list    candidates.List
		v       rules.Verdict
		besides rules.Facts // that the line rested on besides those that are known now
		fresh   bool        // what is known now was not known then
		moved   bool        // its records are with another child
		open    bool        // it was an open case
		kept    string
		why     string
		reason  string
	}{
		{name: "undecided, one of its rules", list: candidates.CME, v: rules.Verdict{Status: rules.Undecided, Unknown: unknown, Explanation: "It cannot be told."},
			kept: "C07: the census is held back", why: "held back", reason: "It cannot be told."},
		{name: "undecided, another rule", list: candidates.CME, v: rules.Verdict{Status: rules.Undecided, Unknown: unknown[:1], Explanation: "It cannot be told."},
			kept: "It cannot be told.", why: "held back", reason: "It cannot be told."},
		{name: "undecided, and nothing says why", list: candidates.CME, v: rules.Verdict{Status: rules.Undecided}, why: "held back",
			reason: "No rule that could be checked says that education is missing."},
		{name: "undecided, a fact is new", list: candidates.CME, v: rules.Verdict{Status: rules.Undecided, Explanation: "It cannot be told."}, fresh: true, why: "held back", reason: "It cannot be told."},
		{name: "undecided, an open extract says it no longer", list: candidates.CME, v: rules.Verdict{Status: rules.Undecided, Explanation: "It cannot be told."},
			besides: rules.Facts{{Source: home, Text: "alternative provision"}}, why: "held back", reason: "It cannot be told."},
		{name: "grey", list: candidates.CME, v: rules.Verdict{Status: rules.Grey, Explanation: "A match may explain."}, kept: "A match may explain.", why: "possible match", reason: "A match may explain."},
		{name: "grey, a fact is new", list: candidates.CME, v: rules.Verdict{Status: rules.Grey, Explanation: "A match may explain."}, fresh: true, kept: "A match may explain.",
			why: "possible match", reason: "A match may explain."},
		{name: "grey, at risk", list: candidates.AtRisk, v: rules.Verdict{Status: rules.Grey, Explanation: "A match may explain."}, why: "possible match", reason: "A match may explain."},
		{name: "a case is another thing", list: candidates.CME, v: rules.Verdict{Status: rules.Grey, Explanation: "A match may explain."}, open: true,
			why: "possible match", reason: "A match may explain."},
		{name: "kept off by a decision", list: candidates.CME, v: rules.Verdict{Status: rules.Decided, Suppressions: decided, Explanation: "x"}, why: "decided", reason: "an officer decided"},
		{name: "a decision that was not applied", list: candidates.CME, v: rules.Verdict{Status: rules.Elsewhere, Suppressions: []rules.Suppression{{By: rules.Remembered}}, Explanation: "Away."},
			why: "elsewhere", reason: "Away."},
		{name: "at risk and looked at", list: candidates.AtRisk, v: rules.Verdict{Status: rules.Explained, ExplainedBy: "U01", Suppressions: decided, Unknown: unknown}, why: "decided", reason: "an officer decided"},
		{name: "looked at, on the other list", list: candidates.CME, v: rules.Verdict{Status: rules.Explained, ExplainedBy: "U01", Explanation: "A roll.", Suppressions: decided}, why: "explained", reason: "U01 A roll."},
		{name: "explained", list: candidates.CME, v: explained("U01"), why: "explained", reason: "U01 A roll says so."},
		{name: "between schools", list: candidates.CME, v: explained("U18"), kept: "A roll says so.", why: "explained", reason: "U18 A roll says so."},
		{name: "a return is late", list: candidates.CME, v: explained("U20"), kept: "A roll says so.", why: "explained", reason: "U20 A roll says so."},
		{name: "explained, a fact got lost", list: candidates.CME, v: explained("U01"), besides: rules.Facts{{Source: "roll_changes", Text: "left the roll of"}},
			kept: "the roll changes that it rests on did not come whole.", why: "explained", reason: "U01 A roll says so."},
		{name: "explained, an open fact is gone", list: candidates.CME, v: explained("U01"), besides: rules.Facts{{Source: home, Text: "alternative provision"}}, why: "explained", reason: "U01 A roll says so."},
		{name: "explained, its facts went with its records", list: candidates.CME, v: explained("U01"), besides: rules.Facts{{Source: "roll_changes", Text: "left the roll of"}},
			moved: true, why: "explained", reason: "U01 A roll says so."},
		{name: "at risk, its rule cannot tell", list: candidates.AtRisk, v: rules.Verdict{Status: rules.Explained, ExplainedBy: "U01", Unknown: unknown}, kept: "C07: the census is held back", why: "held back",
			reason: "C07: the census is held back"},
		{name: "at risk, its rule says no", list: candidates.AtRisk, v: rules.Verdict{Status: rules.Explained, ExplainedBy: "U01", Unknown: unknown[:1]}, why: "no longer so", reason: "No rule says so any longer."},
		{name: "not of age", list: candidates.CME, v: rules.Verdict{Status: rules.NotOfAge, Explanation: "Too old."}, why: "not of age", reason: "Too old."},
		{name: "elsewhere", list: candidates.CME, v: rules.Verdict{Status: rules.Elsewhere, Explanation: "Away."}, why: "elsewhere", reason: "Away."},
		{name: "a candidate by another list", list: candidates.AtRisk, v: rules.Verdict{Status: rules.Candidate, CME: []rules.Finding{{Rule: "C24", Severity: 3}}}, why: "on the other list",
			reason: "The child is on the list of candidates now."},
	} {
		begin := func() *peopletest.Night {
			n := peopletest.Begin(t)
			n.Child(peopletest.Referred(peopletest.Who("Alma"), "absence"))
			n.Child(peopletest.Referred(peopletest.Who("Bram"), "absence"))
			return n.Make(t)
		}
		n := begin()
		child := n.Number(0)
		facts := c.besides
		if !c.fresh {
			facts = append(facts, judgeNight(t, begin(), &past.Past{}).asked.Judged.KnownFacts(child, c.list)...)
		}
		was := register.Shown{List: string(c.list), Child: n.ID(0), Rules: []string{"C07"}, Severity: "P2", Since: "2026-09-20", Due: "2026-10-20", Unit: "school days"}
		was.Evidence = resting(facts, n.Children.PrintsOf(child)...)
		if c.moved {
			was.Evidence.Prints = n.Children.PrintsOf(n.Number(1))
		}
		if c.open {
			was.Case = "confirmed"
		}
		memory := &past.Past{Lines: map[past.Line]register.Shown{{List: string(c.list), Child: n.ID(0)}: was},
			Spans: []register.Span{{List: string(c.list), Child: n.ID(0), Said: "what it said", First: "2026-10-01", Last: "2026-10-14"}}}
		memory.Last.AsOf = (peopletest.AsOf - 1).Midnight()
		m := judgeNight(t, n, memory)
		c.v.Child, c.v.CSAEnd = n.Children.IDs[child], 21000
		m.asked.Judged.Verdicts[child] = c.v
		m.asked.Judged.Verdicts[n.Number(1)] = rules.Verdict{Child: n.Children.IDs[n.Number(1)], Status: rules.Elsewhere}
		m = m.lists(t)
		rows := m.Lists.CME
		if c.list == candidates.AtRisk {
			rows = m.Lists.AtRisk
		}
		row := lineOf(rows, n.ID(0))
		if c.kept != "" {
			if row == nil || row.Reason != "Listed by the last run, and nothing new explains the child. It could not be checked again tonight: "+c.kept {
				t.Errorf("%s: the line is %+v, want one kept for %q", c.name, row, c.kept)
				continue
			}
			if row.Label != "kept from the last run" || row.Who != "CME officer" || row.Severity != "P2" || row.Since != calendar.On(2026, 9, 20).Midnight() || row.Due != calendar.On(2026, 10, 20).Midnight() ||
				row.DueUnit != "school days" || row.NextAction == "" || row.News != candidates.Still || row.FirstListed != calendar.On(2026, 10, 1).Midnight() || len(m.Lists.Gone) > 0 {
				t.Errorf("%s: the kept line is %+v", c.name, row)
			}
			shown := m.Recorded.Shown[0]
			if shown.Said != "what it said" || (shown.Evidence.Hash == was.Evidence.Hash) == c.fresh || shown.Evidence.Hash != row.Evidence || row.Evidence == "" {
				t.Errorf("%s: recorded is %+v, the line rests on %s, it rested on %s", c.name, shown, row.Evidence, was.Evidence.Hash)
			}
			if told := m.Manifest.Notices; len(told) != 1 || told[0].Kind != "register" || told[0].Grave || told[0].Text !=
				"kept from the last run: 1 line; nothing new is known about the children, and an extract that the rules need did not come" {
				t.Errorf("%s: notices %v", c.name, told)
			}
			v := c.v
			if why, reason := whyGone(&v, c.list, was.Rules); why != c.why || reason != c.reason {
				t.Errorf("%s: it would go as %q, %q; want %q, %q", c.name, why, reason, c.why, c.reason)
			}
			continue
		}
		if row != nil || len(m.Lists.Gone) != 1 {
			t.Errorf("%s: the line is %+v, gone are %+v", c.name, row, m.Lists.Gone)
			continue
		}
		g := m.Lists.Gone[0]
		if g.Why != c.why || g.Reason != c.reason || g.List != c.list || g.ChildID != n.ID(0) || g.Severity != "P2" || g.Since != calendar.On(2026, 9, 20).Midnight() || g.LastRun != memory.Last.AsOf ||
			g.Person.Forename != "Alma" || g.Sealed || !reflect.DeepEqual(g.Rules, []string{"C07"}) {
			t.Errorf("%s: it is gone as %+v, want %q, %q", c.name, g, c.why, c.reason)
		}
		if new := c.fresh || c.besides != nil; new != (g.New != "") {
			t.Errorf("%s: what is new is %q", c.name, g.New)
		}
		if w := m.Recorded.Went; len(w) != 1 || w[0].Why != c.why+": "+c.reason || w[0].Child != n.ID(0) || w[0].List != string(c.list) || w[0].Answered != (c.name == "at risk, its rule says no") {
			t.Errorf("%s: recorded as %+v", c.name, w)
		}
	}
}

// A line whose rules doubt what explains the child now has been answered; one with a rule besides has not. A child of whom no record is
// left, and one that was joined with another, are told so.
func TestHowALineWent(t *testing.T) {
	n := peopletest.Begin(t)
	n.Child(peopletest.Pupil(peopletest.Who("Alma"), peopletest.Ash))
	m := judgeNight(t, n, &past.Past{}).maker()
	var doubts, by string
	for _, r := range rules.Rules() {
		for _, s := range []rules.ID{"U01", "U04", "U05"} {
			if doubts == "" && rules.DoubtsExplanation(r.ID, s) {
				doubts, by = string(r.ID), string(s)
			}
		}
	}
	if doubts == "" {
		t.Fatal("no rule doubts a register")
	}
	explained := &rules.Verdict{Status: rules.Explained, ExplainedBy: rules.ID(by)}
	for _, c := range []struct {
		name  string
		g     candidates.Gone
		v     *rules.Verdict
		rules []string
		want  register.Went
	}{
		{"its rule doubts it", candidates.Gone{List: candidates.CME, Why: "explained", Reason: "A roll."}, explained, []string{doubts}, register.Went{Why: "explained: A roll.", Answered: true}},
		{"another rule does not", candidates.Gone{List: candidates.CME, Why: "explained"}, explained, []string{"C24", doubts}, register.Went{Why: "explained"}},
		{"a fact is new", candidates.Gone{List: candidates.CME, Why: "explained", New: "new: x"}, explained, []string{doubts}, register.Went{Why: "explained"}},
		{"not explained", candidates.Gone{List: candidates.CME, Why: "elsewhere"}, &rules.Verdict{Status: rules.Elsewhere, ExplainedBy: rules.ID(by)}, []string{doubts}, register.Went{Why: "elsewhere"}},
		{"no record", candidates.Gone{List: candidates.AtRisk, Why: "no longer so"}, nil, nil, register.Went{Why: "no longer so"}},
		{"at risk no longer", candidates.Gone{List: candidates.AtRisk, Why: "no longer so"}, explained, nil, register.Went{Why: "no longer so", Answered: true}},
		{"at risk, decided", candidates.Gone{List: candidates.AtRisk, Why: "decided"}, explained, []string{doubts}, register.Went{Why: "decided"}},
	} {
		c.g.ChildID, c.want.Child, c.want.List = "A", "A", string(c.g.List)
		if got := m.howGone(c.g, c.v, register.Shown{Rules: c.rules}); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
	n = peopletest.Begin(t)
	sealed := peopletest.Pupil(peopletest.Who("Alma"), peopletest.Ash)
	sealed.Claims = append(sealed.Claims, sources.Claim{Kind: sources.Flag, Status: "family_risk"})
	n.Child(sealed)
	n.Make(t)
	lines := map[past.Line]register.Shown{{List: "cme_candidates", Child: "Z"}: {List: "cme_candidates", Child: "Z", Rules: []string{"C07"}},
		{List: "cme_candidates", Child: n.ID(0)}: {List: "cme_candidates", Child: n.ID(0)}, {List: "at_risk", Child: n.ID(0)}: {List: "at_risk", Child: n.ID(0)}}
	got := judgeNight(t, n, &past.Past{Lines: lines}).lists(t)
	if len(got.Lists.Gone) != 3 {
		t.Fatalf("gone are %+v", got.Lists.Gone)
	}
	if g := got.Lists.Gone[0]; g.List != candidates.AtRisk || !g.Sealed || g.Reason != candidates.SealedReason {
		t.Errorf("first is gone %+v", g)
	}
	for i, g := range got.Lists.Gone {
		if stranger := g.ChildID == "Z"; stranger != (g.Why == "no record") || stranger && (g.Reason != "No extract of this run names the child." || g.Person.Surname != "" || got.Recorded.Went[i].Answered) {
			t.Errorf("gone is %+v", g)
		}
	}
}

// An officer's decision that holds keeps a line from being kept, on its own list and no other.
func TestADecisionKeepsALineOff(t *testing.T) {
	begin := func() *peopletest.Night {
		n := peopletest.Begin(t)
		n.Child(peopletest.Referred(peopletest.Who("Alma"), "absence"))
		return n.Make(t)
	}
	n := begin()
	d := judgeNight(t, n, &past.Past{Decisions: []register.Decision{{Seq: 1, Child: n.ID(0), Outcome: "not_cme", Made: "2026-10-01", By: "AB", Ground: "died"}}})
	mk := d.maker()
	mk.Judged.Verdicts[0].Suppressions = nil
	s := mk.Judged.Decisions.Of(0).Current[0]
	for _, c := range []struct {
		outcome   rules.Outcome
		holds     bool
		cme, risk bool
	}{{rules.NotCME, true, true, false}, {rules.NotCME, false, false, false}, {rules.LookedAt, true, false, true}, {rules.Confirmed, true, false, false}} {
		s.Law.Outcome, s.Holds = c.outcome, c.holds
		if cme, risk := mk.keptOff(0, candidates.CME), mk.keptOff(0, candidates.AtRisk); cme != c.cme || risk != c.risk {
			t.Errorf("%s, holds %v: kept off the candidates %v, off those at risk %v", c.outcome, c.holds, cme, risk)
		}
	}
	mk.Judged.Decisions = &judge.Decisions{}
	for applied, want := range map[bool]bool{true: true, false: false} {
		mk.Judged.Verdicts[0].Suppressions = []rules.Suppression{{By: "U01", Applied: true}, {By: rules.Remembered, Applied: applied}}
		if got := mk.keptOff(0, candidates.CME); got != want {
			t.Errorf("a decision applied %v keeps off %v", applied, got)
		}
	}
}

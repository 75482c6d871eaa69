package lists

import (
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// A line is new, still there, changed or back; one that comes back says when it was shown, how it went, and what is new since.
func TestNewsOfALine(t *testing.T) {
	out := t.TempDir()
	reg, err := past.OpenRegister(t.Context(), out)
	if err != nil {
		t.Fatal(err)
	}
	defer reg.Close()
	begin := func() *peopletest.Night {
		n := peopletest.Begin(t)
		for _, name := range []string{"Alma", "Bram", "Cleo", "Dov", "Esme"} {
			n.Child(peopletest.Referred(peopletest.Who(name), "absence"))
		}
		return n.Make(t)
	}
	n := begin()
	first := judgeNight(t, n, &past.Past{}).lists(t)
	show := func(id string, on calendar.Date, went []register.Went, lines ...register.Shown) {
		t.Helper()
		if err := reg.RecordRun(t.Context(), register.Run{ID: id, AsOf: on.Midnight(), Folder: "runs/" + id, Published: true, Shown: lines, Went: went}); err != nil {
			t.Fatal(err)
		}
	}
	line := func(record int) register.Shown {
		for _, s := range first.Recorded.Shown {
			if s.Child == n.ID(record) {
				return s
			}
		}
		t.Fatal("no such line")
		return register.Shown{}
	}
	// Bram went as explained, and nothing is new; of Cleo a fact is new since then. Dov is still there, and of Esme a rule is new.
	cleo := line(2)
	cleo.Evidence = resting(nil)
	esme := line(4)
	esme.Rules, esme.Severity = nil, "P5"
	show("first", peopletest.AsOf-9, nil, line(1), cleo)
	show("second", peopletest.AsOf-1, []register.Went{{List: "cme_candidates", Child: n.ID(1), Why: "explained: A roll says so."}, {List: "cme_candidates", Child: n.ID(2), Why: ""}}, line(3), esme)
	memory, err := past.Recall(t.Context(), reg, peopletest.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	m := judgeNight(t, begin(), memory).lists(t)
	for record, want := range []struct {
		news    candidates.News
		changed string
		first   calendar.Date
	}{
		{candidates.New, "", peopletest.AsOf},
		{candidates.Back, "first listed on 6 October 2026, last on 6 October 2026; it went as explained: A roll says so; no fact is new since it was last listed", peopletest.AsOf - 9},
		{candidates.Back, "", peopletest.AsOf - 9},
		{candidates.Still, "", peopletest.AsOf - 1},
		{candidates.Changed, "severity P5 is now P3; rule C24 says so too", peopletest.AsOf - 1},
	} {
		row := lineOf(m.Lists.CME, n.ID(record))
		if record == 2 {
			want.changed = "first listed on 6 October 2026, last on 6 October 2026; new: " + m.asked.Judged.KnownFacts(n.Number(2), candidates.CME)[0].Text + " (referrals)"
		}
		if row == nil || row.News != want.news || row.Changed != want.changed || row.FirstListed != want.first.Midnight() {
			t.Errorf("record %d: %+v, want %+v", record, row, want)
		}
	}
	// Under another id than its own a line was shown before, and no more is known of it.
	joined := &past.Past{Spans: []register.Span{{List: "cme_candidates", Child: "Z", First: "2026-10-01", Last: "2026-10-02"}}}
	joined.Last = memory.Last
	n = begin()
	d := judgeNight(t, n, joined)
	d.asked.Judged.Heirs = joined.HeirsAmong(n.Children.IDs, []register.Change{{Child: "Z", Into: n.ID(0), Kind: register.Merged}})
	m = d.lists(t)
	if row := lineOf(m.Lists.CME, n.ID(0)); row.News != candidates.Back || row.Changed != "first listed on 1 October 2026, and not by the last run" {
		t.Errorf("a line shown under another id: %+v", row)
	}
	// A day still to come is no first day.
	m = judgeNight(t, begin(), &past.Past{Spans: []register.Span{{List: "cme_candidates", Child: n.ID(0), First: "2026-10-16", Last: "2026-10-16"}}}).lists(t)
	if row := lineOf(m.Lists.CME, n.ID(0)); row.News != candidates.New || row.FirstListed != peopletest.AsOf.Midnight() {
		t.Errorf("a line that a later day shows: %+v", row)
	}
}

// How long ago a line began is counted in the unit of its clock.
func TestTheAgeOfALine(t *testing.T) {
	n := peopletest.Begin(t)
	n.Child(peopletest.Referred(peopletest.Who("Alma"), "absence"))
	m := judgeNight(t, n, &past.Past{}).maker()
	for _, c := range []struct {
		since, unit string
		age, days   int
		want        string
	}{
		{"", "days", 0, 0, ""}, {"2026-10-01", "school days", 10, 14, "school days"}, {"2026-08-27", "working days", 34, 49, "working days"},
		{"2026-10-01", "days", 14, 14, "days"}, {"2026-10-01", "", 14, 14, "days"}, {"2026-10-16", "days", 0, 0, "days"},
	} {
		row := candidates.Row{Since: parseDay(c.since), DueUnit: c.unit, OnRollAt: peopletest.Ash}
		m.countAge(&row)
		if row.Age != c.age || row.AgeDays != c.days || row.AgeUnit != c.want {
			t.Errorf("since %s in %q: %d %q, %d days; want %d, %d", c.since, c.unit, row.Age, row.AgeUnit, row.AgeDays, c.age, c.days)
		}
	}
}

// What is new since a line was last shown leaves out, at risk, what a rule says so; at the list of candidates a rule's word counts as any.
func TestWhatIsNewSinceALine(t *testing.T) {
	n := peopletest.Begin(t)
	n.Child(peopletest.Pupil(peopletest.Who("Alma"), peopletest.Ash), peopletest.Absent(peopletest.Who("Alma"), peopletest.Ash))
	m := judgeNight(t, n, &past.Past{}).maker()
	known := m.Judged.KnownFacts(0, candidates.AtRisk)
	was := register.Shown{Evidence: resting(append(rules.Facts{{Source: "rules", Text: "R01"}}, known...))}
	if got := m.newSince(0, candidates.AtRisk, was); got != "" {
		t.Errorf("at risk it is new that %q", got)
	}
	if got := m.newSince(0, candidates.CME, was); got == "" {
		t.Error("a candidate rested on another fact, and nothing is new")
	}
}

package lists

import (
	"testing"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
)

// A child whom only one extract names stays on the list on a night without it, and for as long as the authority is to send it; what goes
// otherwise is told as gone.
func TestANightWithoutTheOnlyExtract(t *testing.T) {
	const child = "UNSEEN1"
	known := rules.Facts{{Source: "housing", Text: "temporary home", On: peopletest.AsOf - 60, Weak: true}}
	for _, c := range []struct {
		name     string
		asked    bool
		came     bool
		held     string
		ends     string
		known    rules.Facts
		decision string
		kept     bool
	}{
		{name: "did not come", asked: true, known: known, kept: true},
		{name: "is held back", came: true, held: "it is short", known: known, kept: true},
		{name: "came, and does not name the child", asked: true, came: true, known: known},
		{name: "is not asked for any longer", known: known},
		{name: "over age since", asked: true, known: known, ends: "2026-06-26"},
		{name: "known by another that came", asked: true, known: rules.Facts{{Source: "health", Text: "contact", Weak: true}}},
		{name: "decided", asked: true, known: known, decision: "not_cme"},
	} {
		n := peopletest.Begin(t)
		n.Child(peopletest.Pupil(peopletest.Who("Alma"), peopletest.Ash))
		n.Make(t)
		housing := n.Passed.Authority.Extracts["housing"]
		housing.Came, housing.Held = c.came, c.held
		health := n.Passed.Authority.Extracts["health"]
		health.Came = true
		n.Passed.Authority.Extracts["housing"], n.Passed.Authority.Extracts["health"] = housing, health
		was := register.Shown{List: string(candidates.CME), Child: child, Rules: []string{"C01"}, Severity: "P3", Since: "2026-09-20", Ends: c.ends, Evidence: resting(c.known)}
		memory := &past.Past{Lines: map[past.Line]register.Shown{{List: string(candidates.CME), Child: child}: was}}
		memory.Last.AsOf = (peopletest.AsOf - 1).Midnight()
		if c.decision != "" {
			memory.Decisions = []register.Decision{{Seq: 1, Child: child, List: string(candidates.CME), Outcome: c.decision, Ground: "visitor", By: "AB", Made: "2026-10-12", Evidence: register.Evidence{Prints: []register.Fingerprint{{9}}}}}
		}
		m := judgeNight(t, n, memory)
		if c.asked {
			m.asked.Settings.Sources = []settings.Source{{Kind: "housing"}}
		}
		m = m.lists(t)
		row := lineOf(m.Lists.CME, child)
		if (row != nil) != c.kept || (len(m.Lists.Gone) == 0) != c.kept {
			t.Errorf("%s: the line is %+v, gone are %+v", c.name, row, m.Lists.Gone)
		}
		if row != nil && (row.Label != "kept from the last run" || row.Severity != "P3" || row.News != candidates.Still || row.Reason !=
			"Listed by the last run, and nothing new explains the child. It could not be checked again tonight: the housing by which the child is known did not come, or is held back.") {
			t.Errorf("%s: the line is %+v", c.name, row)
		}
	}
}

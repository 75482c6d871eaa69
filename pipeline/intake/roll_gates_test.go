package intake

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// nightly is a school's roll of a night.
func nightly(place string, on calendar.Date, pupils int) []sources.Record {
	recs := census(place, on, pupils)
	for i := range recs {
		recs[i].Kind, recs[i].File = sources.SchoolRolls, "rolls.csv"
		recs[i].ID = sources.NewRecordID(sources.SchoolRolls, place, i+1)
	}
	return recs
}

// A nightly roll is a school's newest return when it is whole: held to its census, to its roll before and to those accepted, but where a
// school year has ended between; and a roll that is short stands beside the census, which stands.
func TestARollIsTrustedWhenItIsWhole(t *testing.T) {
	july, august, september := calendar.On(2026, 7, 10), calendar.On(2026, 8, 20), calendar.On(2026, 9, 14)
	for _, c := range []struct {
		name     string
		accepted map[string]int
		of       int // pupils of the census of October
		on       []calendar.Date
		pupils   []int
		held     string // of the last roll
	}{
		{"as the census", nil, 100, []calendar.Date{october + 7}, []int{97}, ""},
		{"half of the census", nil, 100, []calendar.Date{october + 7}, []int{50}, "its roll has 50 pupils where it had 100"},
		{"half of the roll before", nil, 0, []calendar.Date{september, september + 1}, []int{100, 50}, "its roll has 50 pupils where it had 100"},
		{"half of the roll of the night before, which is written over", map[string]int{"8872001@2026-10-07": 100}, 0, []calendar.Date{october + 7}, []int{50},
			"its roll has 50 pupils where it had 100"},
		{"a tenth less every night", map[string]int{"8872001@2026-10-06": 100, "8872001@2026-10-07": 91}, 0, []calendar.Date{october + 7}, []int{82},
			"its roll has 82 pupils where it had 100"},
		{"the top year has gone in August", map[string]int{"8872001@2026-07-10": 90}, 0, []calendar.Date{august}, []int{60}, ""},
		{"half is gone in August", map[string]int{"8872001@2026-07-10": 90}, 0, []calendar.Date{august}, []int{45}, "its roll has 45 pupils where it had 90"},
		{"an infant school has more leavers than starters", nil, 0, []calendar.Date{july, september}, []int{90, 62}, ""},
	} {
		k := asking(nil, register.Accepted{Extract: register.Extract{Kind: "school_rolls", Schools: c.accepted}})
		a := describing(rules.School{LAESTAB: "8872001", Name: "Ash Primary"})
		groups := [][]sources.Record{census("8872001", october, c.of)}
		for i, on := range c.on {
			groups = append(groups, nightly("8872001", on, c.pupils[i]))
		}
		k.askReturns(a, recordsOf(groups...))
		rs := a.Returns["8872001"]
		at := slices.IndexFunc(rs, func(r rules.Return) bool { return r.Nightly && r.On == c.on[len(c.on)-1] })
		if at < 0 || rs[at].Held != c.held || k.lost != (c.held != "") {
			t.Errorf("%s: returns %+v, lost %v, want held %q", c.name, rs, k.lost, c.held)
		}
		if c.of > 0 && (rs[0].Held != "" || rs[0].Nightly || !slices.Equal(a.Censuses, []calendar.Date{october})) {
			t.Errorf("%s: the census %+v of %v", c.name, rs[0], a.Censuses)
		}
	}
}

// All rolls a little short on one night are one system's fault: none is trusted, and the census stands.
func TestRollsThatAreShortTogetherAreHeldBack(t *testing.T) {
	ask := func(pupils int) (*gatekeeper, *rules.Authority) {
		k, a := asking(nil), describing()
		var groups [][]sources.Record
		for _, place := range []string{"8872001", "8872002", "8872003", "8872004", "8872005"} {
			groups = append(groups, census(place, october, 100), nightly(place, october+7, pupils))
		}
		k.askReturns(a, recordsOf(groups...))
		return k, a
	}
	if k, a := ask(97); k.whyHeld("school_rolls") != "" || a.Returns["8872003"][1].Held != "" || k.lost {
		t.Errorf("three of a hundred have left: %+v, %+v", k.reports, a.Returns["8872003"])
	}
	k, a := ask(92)
	if why := k.whyHeld("school_rolls"); !strings.Contains(why, "5 schools have 460 pupils together, where they had 500") || a.Returns["8872003"][1].Held != why || !k.lost {
		t.Errorf("eight of a hundred: %+v, %+v", k.reports, a.Returns["8872003"])
	}
	if k.whyHeld("school_census") != "" || a.Returns["8872003"][0].Held != "" {
		t.Errorf("the census is held for it: %+v", a.Returns["8872003"])
	}
}

// A school's roll that is not there any more is told while it is fresh, and remembered; the rolls of the others are those of tonight.
func TestARollThatIsGoneIsTold(t *testing.T) {
	k := asking(nil, register.Accepted{Extract: register.Extract{Kind: "school_rolls",
		Schools: map[string]int{"8872001@2026-10-07": 29, "8872002@2026-10-09": 8, "8872003@2026-09-01": 7}}})
	k.expect = map[sources.Kind]sources.Expectation{sources.SchoolRolls: {}}
	a := describing(rules.School{LAESTAB: "8872002", Name: "Beech Infant"}, rules.School{LAESTAB: "8872003", Name: "Cedar Junior"})
	a.Extracts = declaredExtracts()
	notices := k.askRolls(a, recordsOf(nightly("8872001", october+10, 29)))
	if len(notices) != 1 || !strings.Contains(notices[0].Text, "from Beech Infant; Cedar Junior:") || !k.lost {
		t.Errorf("told %+v, lost %v", notices, k.lost)
	}
	if got := k.rememberedRolls(a); len(got) != 2 || got["8872001@2026-10-11"] != 29 || got["8872002@2026-10-09"] != 8 {
		t.Errorf("remembered %v", got)
	}
}

// The rolls that runs accepted of a school are those that a look at every school of every night finds.
func TestAcceptedRollsAreThoseOfEveryNight(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		place := rapid.SampledFrom([]string{"8872001", "8872002", "8872003"})
		day := func(label string) calendar.Date { return october + calendar.Date(rapid.IntRange(0, 4).Draw(r, label)) }
		key := func() string { return place.Draw(r, "place") + "@" + day("on").String() }
		k := asking(nil)
		k.Past.Lately = map[string][]register.Accepted{}
		for range rapid.IntRange(0, 5).Draw(r, "nights") {
			a := register.Accepted{Extract: register.Extract{Kind: "school_rolls", Schools: map[string]int{}}}
			for range rapid.IntRange(0, 5).Draw(r, "schools") {
				a.Schools[key()] = rapid.IntRange(0, 300).Draw(r, "pupils")
			}
			if rapid.IntRange(0, 3).Draw(r, "let pass") == 0 {
				a.LetPass = []string{"rows", returnPass + key()}
			}
			k.Past.Lately["school_rolls"], k.Past.Accepted["school_rolls"] = append(k.Past.Lately["school_rolls"], a), a
		}
		for range 4 {
			at, on := place.Draw(r, "asked"), day("up to")
			var want []rules.Return
			for _, a := range k.lately(sources.SchoolRolls, returnPass+at+"@"+on.String()) {
				for key, n := range a.Schools {
					if of, when, _ := strings.Cut(key, "@"); of == at && when <= on.String() {
						d, _ := calendar.Parse(when)
						want = append(want, rules.Return{On: d, Pupils: n, Nightly: true})
					}
				}
			}
			slices.SortFunc(want, func(x, y rules.Return) int { return cmp.Or(cmp.Compare(x.On, y.On), cmp.Compare(x.Pupils, y.Pupils)) })
			if got := k.acceptedRolls(at, on); !slices.Equal(got, want) {
				r.Fatalf("of %s up to %s: %+v, want %+v", at, on, got, want)
			}
		}
	})
}

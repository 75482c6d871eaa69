package rules

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"rollcall/pipeline/calendar"
)

// butUntil leaves out until when a verdict stands: on a later day, or where more is asked, that may be another day.
var butUntil = cmpopts.IgnoreFields(Verdict{}, "Until")

// onNight returns the same child on another day, when every night has moved what a night moves.
func onNight(c *Case, day calendar.Date) *Case {
	a := &Authority{AsOf: day, Home: c.Home, Calendar: c.Calendar, Schools: c.Schools, Returns: c.Returns, Censuses: c.Censuses, RollLists: c.RollLists,
		Amounts: c.Authority.Amounts, InForce: c.InForce, Extracts: maps.Clone(c.Authority.Extracts), Registers: maps.Clone(c.Authority.Registers)}
	on := int(day - c.Authority.AsOf)
	for kind, x := range a.Extracts {
		if x.AsOf != 0 && !x.Stale && kind != "schools" {
			x.AsOf = x.AsOf.AddDays(on)
		}
		if x.Since != 0 {
			x.Since = x.Since.AddDays(on)
		}
		a.Extracts[kind] = x
	}
	for laestab, r := range a.Registers {
		a.Registers[laestab] = Register{Since: r.Since.AddDays(on), Last: r.Last.AddDays(on), Pupils: r.Pupils + on}
	}
	k := *c
	k.Authority = a
	return &k
}

// dated returns the same child where every extract has days that a night moves.
func dated(c *Case) *Case {
	k := onNight(c, c.Authority.AsOf)
	for kind, x := range k.Authority.Extracts {
		if x.AsOf == 0 && kind != "schools" {
			x.AsOf = c.Authority.AsOf - 3
		}
		if x.Since == 0 {
			x.Since = c.Authority.AsOf - 700
		}
		k.Authority.Extracts[kind] = x
	}
	return k
}

// nights are the days on which a verdict is compared: the last on which it stands, and one before.
func nights(v Verdict, from calendar.Date, horizon int) []calendar.Date {
	last := min(v.Until, from.AddDays(horizon))
	return slices.Compact([]calendar.Date{from + (last-from)/2, last})
}

// walkOn judges a child on the day after each on which its verdict stood last, and reports where one did not stand as long as it said.
func walkOn(c *Case, hops int) (stood int, wrong string) {
	const horizon = 500
	c = dated(c)
	for range hops {
		v, ground := Judge(c), c.Ground()
		if v.Until < c.Authority.AsOf {
			return stood, fmt.Sprintf("a verdict of %v stands until %v, before it was made", c.Authority.AsOf, v.Until)
		}
		for _, day := range nights(v, c.Authority.AsOf, horizon) {
			k := onNight(c, day)
			if k.Ground() != ground {
				continue
			}
			if diff := cmp.Diff(v, Judge(k), append(verdicts, butUntil)...); diff != "" {
				return stood, fmt.Sprintf("a verdict of %v does not stand on %v, though it says until %v:\n%s", c.Authority.AsOf, day, v.Until, diff)
			}
			if day > c.Authority.AsOf {
				stood++
			}
		}
		if v.Until > c.Authority.AsOf.AddDays(horizon) {
			return stood, ""
		}
		c = onNight(c, v.Until+1)
	}
	return stood, ""
}

// TestAVerdictStandsUntilItSays follows every written case, and lives that are drawn, from one day on which a verdict may change to the next.
func TestAVerdictStandsUntilItSays(t *testing.T) {
	stood := 0
	for _, x := range everyCase(t) {
		n, wrong := walkOn(x.build.c, 3)
		if wrong != "" {
			t.Fatalf("%s: %s", x.name, wrong)
		}
		stood += n
	}
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		c.Authority.Registers = map[string]Register{"8872001": {Since: day("2026-09-02"), Last: c.AsOf - 1, Pupils: 180}}
		n, wrong := walkOn(c, 8)
		if wrong != "" {
			t.Fatal(wrong)
		}
		stood += n
	})
	if stood < 1000 {
		t.Errorf("only %d verdicts stood for more than their day: nothing is tried", stood)
	}
}

// TestGroundIsAllThatAVerdictRestsOn changes every part of an Authority in turn.
func TestGroundIsAllThatAVerdictRestsOn(t *testing.T) {
	fresh := func() *Authority {
		a := inventedAuthority()
		a.Registers = map[string]Register{"8872001": {Pupils: 180}}
		return a
	}
	was := fresh().Ground()
	if fresh().Ground() != was {
		t.Fatal("one Authority has two grounds")
	}
	amounts := DefaultAmounts()
	amounts.CurrentAbsence++
	for field, change := range map[string]func(*Authority){
		"Home":      func(a *Authority) { a.Home = "888" },
		"Calendar":  func(a *Authority) { a.Calendar = calendar.New(nil) },
		"Schools":   func(a *Authority) { a.Schools["8872001"] = School{LAESTAB: "8872001", Name: "Ash"} },
		"Extracts":  func(a *Authority) { alter(a.Extracts, "health", func(x *Extract) { x.Came = false }) },
		"Returns":   func(a *Authority) { a.Returns["8872001"][0].Pupils++ },
		"Censuses":  func(a *Authority) { a.Censuses = a.Censuses[:3] },
		"Registers": func(a *Authority) { a.Registers["8872002"] = Register{} },
		"RollLists": func(a *Authority) { a.RollLists = map[string]calendar.Date{"888": day("2026-10-01")} },
		"Amounts":   func(a *Authority) { a.Amounts = &amounts },
		"InForce":   func(a *Authority) { a.InForce = map[string]calendar.Date{"not_in_school": day("2026-10-01")} },
		"AsOf":      func(a *Authority) { a.AsOf = day("2023-10-15") }, // before provisions of 2024 are law
	} {
		a := fresh()
		change(a)
		if a.Ground() == was {
			t.Errorf("the ground does not hold %s", field)
		}
	}
	for _, by := range []func(*Extract){
		func(x *Extract) { x.Stale = true }, func(x *Extract) { x.Held = "short" }, func(x *Extract) { x.FreshDays++ }, func(x *Extract) { x.KeptUp = !x.KeptUp },
	} {
		a := fresh()
		alter(a.Extracts, "health", by)
		if a.Ground() == was {
			t.Errorf("the ground does not hold %+v of an extract", a.Extracts["health"])
		}
	}
	known := []string{"AsOf", "Home", "Calendar", "Schools", "Extracts", "Returns", "Censuses", "Registers", "RollLists", "Amounts", "InForce"}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Authority]()) {
		if f.IsExported() && !slices.Contains(known, f.Name) {
			t.Errorf("whether a verdict may rest on %s of an Authority is not said here", f.Name)
		}
	}
}

// alter changes a value of a map.
func alter[K comparable, V any](m map[K]V, at K, by func(*V)) {
	v := m[at]
	by(&v)
	m[at] = v
}

// TestRulesAskTheirHistory holds that nothing goes past a history to what an Authority has by the same names.
func TestRulesAskTheirHistory(t *testing.T) {
	past := regexp.MustCompile(`\bh\.(Case|Authority)\.(Authority\.)?(AsOf|Extracts|Registers)\b`)
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(len(files), err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if at := past.Find(raw); at != nil {
			t.Errorf("%s: %s does not shorten how long a verdict stands; ask the history", name, at)
		}
	}
}

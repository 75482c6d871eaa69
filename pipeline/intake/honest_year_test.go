package intake

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"rollcall/fixtures"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/members"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// The invented authority whose honest year is gone through, and how many days lie between two nights.
var (
	yearChildren = flag.Int("year.children", 600, "children of the authority of the honest year")
	yearStep     = flag.Int("year.step", 13, "days between two nights of it")
	yearSeed     = flag.Uint64("year.seed", 1, "seed of it")
)

// gateNight asks the gates of an inbox as it stands on a day and takes what they accept into memory, as the register does.
func gateNight(t *testing.T, memory *past.Past, file string, d calendar.Date) (*Passed, *journal.Manifest) {
	t.Helper()
	s, err := settings.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	terms, _, err := s.SchoolCalendar()
	if err != nil {
		t.Fatal(err)
	}
	extracts, err := s.Extracts()
	if err != nil {
		t.Fatal(err)
	}
	j := journal.New(context.Background(), journal.Options{AsOf: d}.WithDefaults(t.TempDir()))
	read := journal.Step(j, "ingest", func() (Read, error) { return Ingest(j, nil, extracts) })
	gated := journal.Step(j, "gate", func() (Gated, error) {
		return Gate(j, Asked{Settings: s, Calendar: terms, Past: memory}, read)
	})
	if err := j.Failure(); err != nil {
		t.Fatal(err)
	}
	for _, x := range gated.Passed.Accepted {
		a := register.Accepted{Extract: x, AsOf: d.Midnight()}
		memory.Accepted[x.Kind] = a
		memory.Lately[x.Kind] = slices.DeleteFunc(append(memory.Lately[x.Kind], a), func(o register.Accepted) bool { return d.Midnight().Sub(o.AsOf) > 60*24*time.Hour })
		memory.Files[x.Kind] = append(memory.Files[x.Kind], x.Files...)
		if x.Members != nil {
			memory.Members[x.Kind] = x.Members
		}
	}
	return gated.Passed, j.Manifest
}

func emptyMemory() *past.Past {
	return &past.Past{Accepted: map[string]register.Accepted{}, Lately: map[string][]register.Accepted{}, Files: map[string][]register.File{},
		Members: map[string][]byte{}, MembersKey: register.Digest{1, 2, 3}}
}

// In a school year in which nothing goes wrong no extract is held back, whatever leaves, joins and moves: with -year.children and
// -year.step 1 of a whole authority, night by night.
func TestNoHonestNightHoldsAnExtractBack(t *testing.T) {
	year, err := fixtures.InventYear(fixtures.Options{Children: *yearChildren, Seed: *yearSeed}, 2026, fixtures.DefaultErrors())
	if err != nil {
		t.Fatal(err)
	}
	dir, memory := t.TempDir(), emptyMemory()
	most := map[sources.Kind]*honestMost{}
	nights := 0
	for d := calendar.On(2026, 9, 1); d <= calendar.On(2027, 7, 21); d += calendar.Date(*yearStep) {
		if _, err := year.WriteInbox(dir, fixtures.Day(d)); err != nil {
			t.Fatal(err)
		}
		passed, manifest := gateNight(t, memory, filepath.Join(dir, "rollcall.yaml"), d)
		nights++
		for _, g := range manifest.Gates {
			if g.Held {
				t.Errorf("%s: %s: gate %s: %s", d, g.Kind, g.Gate, g.Why)
			}
		}
		for kind, like := range passed.Portraits {
			if most[kind] == nil {
				most[kind] = &honestMost{least: [3]float64{1, 1, 1}}
			}
			most[kind].see(like, memory.Lately[string(kind)])
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(most)) {
		t.Logf("%-22s %s", kind, most[kind])
	}
	if nights < 20 {
		t.Errorf("%d nights: too few to show anything", nights)
	}
}

// honestMost is the most that an honest extract of a kind did on any night.
type honestMost struct {
	shrunk, lost, eroded, ages share
	changed                    [4]share
	least                      [3]float64
}

// share is a share and what it is of.
type share struct{ n, of int }

func (s *share) see(n, of int) {
	if of > 0 && n*s.of >= s.n*of {
		*s = share{n, of}
	}
}

func (s share) String() string {
	return fmt.Sprintf("%.1f%% (%d/%d)", 100*float64(s.n)/float64(max(1, s.of)), s.n, s.of)
}

func (m *honestMost) see(p *members.Portrait, lately []register.Accepted) {
	m.lost.see(p.Lost, p.Of)
	m.eroded.see(p.Eroded, p.Of)
	best := 0
	for _, a := range lately {
		best = max(best, a.Rows)
	}
	m.shrunk.see(best-p.Rows, best)
	for i := range p.Changed {
		m.changed[i].see(p.Changed[i], p.Met[i])
	}
	school := 0
	for age := 3; age <= 18; age++ {
		school += p.Ages[age]
	}
	m.ages.see(p.Births-school, p.Births)
	for _, a := range p.Agrees {
		for i, x := range [3][2]int{{a.BirthsSame, a.Births}, {a.NamesSame, a.Names}, {a.SexesSame, a.Sexes}} {
			if x[1] >= 20 {
				m.least[i] = min(m.least[i], float64(x[0])/float64(x[1]))
			}
		}
	}
}

func (m *honestMost) String() string {
	return fmt.Sprintf("rows %s lost %s eroded %s changed birth %s name %s sex %s postcode %s agree %.2f ages %s", m.shrunk, m.lost, m.eroded, m.changed[0],
		m.changed[1], m.changed[2], m.changed[3], m.least, m.ages)
}

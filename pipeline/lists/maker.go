package lists

import (
	"sync"
	"sync/atomic"

	"rollcall/matchers"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
	"rollcall/pipeline/stories"
)

// Asked is what a night's lists are made from.
type Asked struct {
	Judged   *judge.Judged
	Passed   *intake.Passed
	Model    *matchers.Model
	Past     *past.Past
	Settings *settings.Settings
	Fairness []candidates.Measure
}

// Release lets go of what lists are made of and need not be there while they are written, when much else is: Cases, the list of addresses,
// what the last run showed.
func (a *Asked) Release() {
	a.Judged.Cases.Release()
	a.Passed.Ingested.Addresses = nil
	a.Judged.Was, a.Past.Lines = nil, nil
}

// maker makes the lists. It notes nothing of what it makes but drafts, which say the same whoever asks.
type maker struct {
	Asked
	stories.Teller
	children *people.Children
	calendar *calendar.Calendar
	asOf     calendar.Date
	searched string                               // in which registers
	wasFound map[register.Fingerprint][]int32     // the identities that lines of the last run rested on, as far as they are there
	steps    map[string][]register.Step           // that officers took, by the id that the child has now
	drafts   []atomic.Pointer[candidates.Row]     // by child
	kin      []atomic.Pointer[candidates.Sibling] // by child: what its brothers and sisters are told of it
	hidden   *people.HiddenPlaces
	listed   []bool                        // by child: it is on the list of candidates, as far as that is made
	mayBes   map[string][]candidates.MayBe // by child id
	readers  sync.Pool                     // of children's records
}

func newMaker(asked Asked, asOf calendar.Date) *maker {
	a, children := asked.Judged.Authority, asked.Judged.Children
	m := &maker{Asked: asked, children: children, calendar: a.Calendar, asOf: asOf, searched: a.SearchedWords(), hidden: children.HiddenPlaces(),
		steps: asked.Past.StepsOf(asked.Judged.Heirs), drafts: make([]atomic.Pointer[candidates.Row], children.Len()), kin: make([]atomic.Pointer[candidates.Sibling], children.Len()),
		listed: make([]bool, children.Len())}
	m.Teller = stories.Teller{AsOf: asOf, Places: stories.PlacesOf(a, asked.Passed.Ingested.Schools, asOf)}
	m.readers.New = func() any { return children.NewReader() }
	return m
}

func (m *maker) verdict(child int) *rules.Verdict { return &m.Judged.Verdicts[child] }

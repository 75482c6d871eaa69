package rules

import (
	"strings"
	"sync"

	"rollcall/pipeline/calendar"
)

// facts are what follows from an Authority alone, worked out once for all its children.
type facts struct {
	amounts Amounts
	places  map[string]*establishment
	named   map[string]string // LAESTAB by name in lower case; where schools share a name, the one of the authority
	census  calendar.Date     // the newest census day for which any return was had

	spelt sync.Once
	plain []plainSchool // the schools by their plain names, for those that are spelt otherwise
	like  sync.Map      // LAESTAB by the plain name that was looked for; empty where there is none

	bars sync.Once
	// barred holds, by the rule's place in the catalogue, what a rule must say of every child: that it is not in force, or
	// that it lacks an extract.
	barred  []*Finding
	idle    []string  // by the clock's place in the list, why it can say nothing; empty when it can
	missing []Finding // those of barred that are Unknown
}

// establishment is what follows for a school from the list of schools and the returns had.
type establishment struct {
	laestab    string
	name       string
	root       string        // where its pupils are now: itself, or the school it became
	trusted    calendar.Date // the newest return that no gate distrusts, of it or of the school it became
	returns    bool          // it has ever made a return that we had
	nightly    bool          // its newest trusted return is the nightly roll of its own system
	census     bool          // it has ever made a census return that we had
	late       bool          // others have made a newer census return than its newest trusted one
	distrusted string        // why its newest return is not trusted; empty: it did not come
	top        int           // the highest National Curriculum year taught; -1 not known
	closed     calendar.Date // the day on which it closed with no school after it
	undated    bool          // that day is not known: it is the first on which it can have been
}

func (a *Authority) knownFacts() *facts {
	a.once.Do(func() { a.facts = a.workOutFacts() })
	return a.facts
}

func (a *Authority) workOutFacts() *facts {
	f := &facts{amounts: DefaultAmounts(), places: make(map[string]*establishment, len(a.Schools)+len(a.Returns))}
	if a.Amounts != nil {
		f.amounts = *a.Amounts
	}
	for _, d := range a.Censuses {
		if d <= a.AsOf && d > f.census {
			f.census = d
		}
	}
	for laestab := range a.Schools {
		f.places[laestab] = a.establishmentOf(laestab, f.census)
	}
	f.named = make(map[string]string, len(a.Schools))
	for laestab, s := range a.Schools {
		name := strings.ToLower(strings.TrimSpace(s.Name))
		if had, twice := f.named[name]; !twice || a.likelierSchool(laestab, had) {
			f.named[name] = laestab
		}
	}
	for laestab := range a.Returns {
		if f.places[laestab] == nil {
			f.places[laestab] = a.establishmentOf(laestab, f.census)
		}
	}
	return f
}

// likelierSchool reports whether of two schools that share a name the first is the likelier to be meant: one of the authority, and
// one whose returns are had; then the lower number, for a choice that never changes.
func (a *Authority) likelierSchool(x, y string) bool {
	if hx, hy := strings.HasPrefix(x, a.Home), strings.HasPrefix(y, a.Home); hx != hy {
		return hx
	}
	if rx, ry := len(a.Returns[x]) > 0, len(a.Returns[y]) > 0; rx != ry {
		return rx
	}
	return x < y
}

// longestChain bounds the walk from a school to the one it became, so that a loop in the links ends.
const longestChain = 8

func (a *Authority) establishmentOf(laestab string, census calendar.Date) *establishment {
	s := a.Schools[laestab]
	p := &establishment{laestab: laestab, name: a.Name(laestab), root: laestab, top: topYear(s)}
	for range longestChain {
		a.addReturns(p, p.root)
		next := a.Schools[p.root].Successor
		if next == "" || next == laestab {
			break
		}
		p.root = next
	}
	if p.root == laestab && s.ClosedBy(a.AsOf) {
		p.closed, p.undated = s.Closed, s.Closed == 0
	}
	if p.undated {
		p.closed = 1
		for _, r := range a.Returns[laestab] {
			p.closed = max(p.closed, r.On+1)
		}
		if a.isNewerThanList(p.trusted) {
			p.closed, p.undated = 0, false // its return says that it is open
		}
	}
	p.late = p.census && p.trusted < census && p.closed == 0
	return p
}

// isNewerThanList reports whether a school's word of a day is newer than the list of schools, which then does not gainsay it.
func (a *Authority) isNewerThanList(d calendar.Date) bool {
	return d != 0 && a.Extracts["schools"].AsOf != 0 && d >= a.Extracts["schools"].AsOf
}

// newestWords names a school's newest trusted return.
func (p *establishment) newestWords() string {
	if p.nightly {
		return "roll of " + p.trusted.Words()
	}
	return "return of " + p.trusted.Words()
}

// addReturns adds the returns of one school of a chain.
func (a *Authority) addReturns(p *establishment, laestab string) {
	for _, r := range a.Returns[laestab] {
		if r.On > a.AsOf {
			continue
		}
		p.returns, p.census = true, p.census || !r.Nightly
		switch {
		case r.Held != "":
			p.distrusted = r.Held
		case r.On > p.trusted:
			p.trusted, p.distrusted, p.nightly = r.On, "", r.Nightly
		case r.On == p.trusted && r.Nightly != p.nightly:
			p.nightly = false // on one day, a census has what its roll has
		}
	}
}

// topYear reads the highest year taught off the highest statutory age: eleven is the end of Year 6. A school that does not
// say is taken by its phase, and -1 when that says nothing either.
func topYear(s School) int {
	switch {
	case s.HighAge >= 7:
		return s.HighAge - 5
	case strings.HasPrefix(s.Phase, "Primary"):
		return 6
	case strings.HasPrefix(s.Phase, "Secondary"):
		return 11
	}
	return -1
}

// needed reports whether a rule that needs a kind may speak.
func (a *Authority) needed(kind string) (ok bool, why string) {
	if ok, why = a.trusted(kind); ok && a.stale(kind) && a.Extracts[kind].NeedsFresh {
		return false, "the " + a.registerName(kind) + wordIs(a.registerName(kind)) + " too old, " + asOfWords(a.Extracts[kind].AsOf)
	}
	return ok, why
}

// Name returns the name of a school, or its number in words when the list of schools does not hold it. Any other place is
// named by what kind of place it is: words that a school typed may hold a person's name.
func (a *Authority) Name(place string) string {
	if s, ok := a.Schools[place]; ok && s.Name != "" {
		return s.Name
	}
	switch {
	case place == "":
		return "a school not named"
	case isNumber(place, 7):
		return "school " + place
	case isNumber(place, 3):
		return "authority " + place
	}
	return "a place outside the list of schools"
}

// knowsMore reports whether of two schools that are one now the first tells more of its roll: it has the newer return; then it
// is the one that the other became.
func (p *establishment) knowsMore(than *establishment) bool {
	switch {
	case p.trusted != than.trusted:
		return p.trusted > than.trusted
	case (p.laestab == p.root) != (than.laestab == than.root):
		return p.laestab == p.root
	}
	return p.laestab < than.laestab
}

// HasUsable reports whether the run has an extract of a kind to rely on that holds all that is open on its day.
func (a *Authority) HasUsable(kind string) bool {
	ok, _ := a.trusted(kind)
	return ok && a.Extracts[kind].Snapshot && !a.stale(kind)
}

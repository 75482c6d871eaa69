package rules

import (
	"cmp"
	"slices"

	"rollcall/pipeline/calendar"
)

// The provisions, each list in the order of the rule book. A provision announces itself from its own file while the program is
// loaded, so that nothing else names one; what is worked out over all of them is worked out once they have.
var (
	catalogue   []*Rule
	suppressors []*Suppressor
	clocks      []*Clock
	closures    []*Closure

	catalogueAt = map[ID]int{} // the place of a rule in the catalogue
	titles      = map[ID]string{}
)

func addRule(r *Rule) *Rule { return added(&catalogue, r, &r.From) }

func addSuppressor(s *Suppressor) *Suppressor { return added(&suppressors, s, &s.From) }

func addClock(k *Clock) *Clock { return added(&clocks, k, &k.From) }

func addClosure(c *Closure) *Closure { return added(&closures, c, &c.From) }

// added takes a provision that says no day of its own for as old as the duty that it answers.
func added[P any](all *[]*P, p *P, from *calendar.Date) *P {
	if *from == 0 {
		*from = since436A
	}
	*all = append(*all, p)
	return p
}

func init() {
	orderByID(catalogue, func(r *Rule) (ID, string) { return r.ID, r.Title })
	orderByID(suppressors, func(s *Suppressor) (ID, string) { return s.ID, s.Title })
	orderByID(clocks, func(k *Clock) (ID, string) { return k.ID, k.Title })
	orderByID(closures, func(c *Closure) (ID, string) { return c.ID, c.Title })
	for i, r := range catalogue {
		catalogueAt[r.ID] = i
	}
	sortAsked()
	sortTried()
}

// orderByID puts provisions in the order of the rule book. Two of one id, or one without, are a fault of the program.
func orderByID[P any](all []P, named func(P) (ID, string)) {
	slices.SortFunc(all, func(a, b P) int {
		x, _ := named(a)
		y, _ := named(b)
		return cmp.Compare(x, y)
	})
	for _, p := range all {
		id, title := named(p)
		if len(id) != 3 {
			panic("rules: the provision " + title + " has no id of a letter and two digits, but " + string(id))
		}
		if other, twice := titles[id]; twice {
			panic("rules: two provisions have the id " + string(id) + ": " + other + ", and " + title)
		}
		titles[id] = title
	}
}

// ruleOf returns the rule of an id, and its place in the catalogue; nil for an id that is no rule's.
func ruleOf(id ID) (*Rule, int) {
	if i, ok := catalogueAt[id]; ok {
		return catalogue[i], i
	}
	return nil, -1
}

// Rules returns every rule, in the order of the rule book.
func Rules() []*Rule { return slices.Clone(catalogue) }

// Title returns the title of a provision, and nothing for an id that the catalogue does not have.
func Title(id ID) string { return titles[id] }

// asked holds the places in the catalogue of the rules that are asked together; filled with the catalogue.
var asked struct {
	cme, atRisk, apart, ageless []int
	signals                     []int        // by kind of signal, then by id
	doubts                      map[ID][]int // by the suppressor that they doubt
}

func sortAsked() {
	asked.doubts = map[ID][]int{}
	for i, r := range catalogue {
		switch {
		case r.For.hasOwnList():
			asked.apart = append(asked.apart, i)
		case r.listLetter() == atRiskList:
			asked.atRisk = append(asked.atRisk, i)
		default:
			asked.cme = append(asked.cme, i)
		}
		if r.Signal != 0 {
			asked.signals = append(asked.signals, i)
		}
		if r.Ageless {
			asked.ageless = append(asked.ageless, i)
		}
		for _, id := range r.Despite {
			asked.doubts[id] = append(asked.doubts[id], i)
		}
	}
	slices.SortStableFunc(asked.signals, func(a, b int) int { return cmp.Compare(catalogue[a].Signal, catalogue[b].Signal) })
}

// triedAs is the suppressors of each part in the order in which they are asked.
var triedAs [parts][]*Suppressor

// sortTried puts the suppressors to their parts: by id, and of those that explain a child the ones that remove before the ones
// that only hold, for the surest is tried first.
func sortTried() {
	for _, s := range suppressors {
		triedAs[s.Part] = append(triedAs[s.Part], s)
	}
	slices.SortStableFunc(triedAs[OfEducation], func(a, b *Suppressor) int { return cmp.Compare(a.Effect, b.Effect) })
	for _, s := range suppressors {
		if s.Before == "" {
			continue
		}
		all := slices.DeleteFunc(triedAs[s.Part], func(x *Suppressor) bool { return x == s })
		at := slices.Index(all, SuppressorOf(s.Before))
		if at < 0 {
			panic("rules: " + string(s.ID) + " goes before " + string(s.Before) + ", which is not asked with it")
		}
		triedAs[s.Part] = slices.Insert(all, at, s)
	}
}

var noSuppressor Suppressor

// SuppressorOf returns the suppressor of an id, and an empty one for an id that is no suppressor's.
func SuppressorOf(id ID) *Suppressor {
	for _, s := range suppressors {
		if s.ID == id {
			return s
		}
	}
	return &noSuppressor
}

// ruleUse says what a finding is for.
func (f *Finding) ruleUse() Use {
	r, _ := ruleOf(f.Rule)
	return r.For
}

// AddsToLine reports whether a rule only says more of a line that others put on a list.
func AddsToLine(id ID) bool {
	r, _ := ruleOf(id)
	return r != nil && (r.For == Strengthens || r.For == LabelsOnly)
}

// HasOwnList reports whether the findings of a rule are on a list of its own.
func HasOwnList(id ID) bool {
	r, _ := ruleOf(id)
	return r != nil && r.For.hasOwnList()
}

// IsLastResort reports whether a rule says no more than that no register has the child.
func IsLastResort(id ID) bool {
	r, _ := ruleOf(id)
	return r != nil && r.LastResort
}

// AwaitedIn returns the kind of the extract on which a rule says that the child should be and is not; empty for most.
func AwaitedIn(id ID) string {
	if r, _ := ruleOf(id); r != nil {
		return r.Awaits
	}
	return ""
}

// LastRegisters returns the kinds of extract in which a child of whom only the rules of last resort speak was looked for.
func LastRegisters() []string {
	var kinds []string
	for _, r := range catalogue {
		if r.LastResort {
			kinds = slices.Concat(kinds, r.Needs, r.Nowhere, r.Better)
		}
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

// SaysWhereNot reports whether the whole case of a rule is that nothing was found, so that another that cannot tell says more.
func SaysWhereNot(id ID) bool {
	r, _ := ruleOf(id)
	return r != nil && r.RestsOnNothing
}

// RestsOn reports whether a rule says that a child is nowhere in a kind of extract.
func RestsOn(id ID, kind string) bool {
	r, _ := ruleOf(id)
	return r != nil && slices.Contains(r.Nowhere, kind)
}

// DoubtsExplanation reports whether a rule doubts what a suppressor rests on, so that it is asked although that explains the child.
func DoubtsExplanation(rule, by ID) bool {
	_, i := ruleOf(rule)
	return i >= 0 && slices.Contains(asked.doubts[by], i)
}

// ruleSignal says what a finding is a sign of.
func (f *Finding) ruleSignal() Signal {
	r, _ := ruleOf(f.Rule)
	return r.Signal
}

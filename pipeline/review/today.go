package review

import (
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/register"
	"rollcall/pipeline/review/door"
)

// todayPage is where everybody begins: an officer with what is to be done today.
var _ = addPage(&page{Path: "/", Title: "Today", Nav: "Today", Order: 10, Roles: door.Roles, show: showToday})

// start is where a person of a role begins who does not work the lists.
func start(p door.Person) string {
	switch {
	case p.SeesNames():
		return "/"
	case p.Has(door.Manager):
		return "/quality"
	}
	return "/school"
}

// linesShown is how many lines stand on a page: as many as an officer gets through in a morning.
const linesShown = 25

// today is what the page says.
type today struct {
	worklist
	Lists   []choiceLink // the lists, with how many lines
	Shown   []choiceLink // what of the list may be shown
	Lines   []todayLine
	Leaf    leaf
	Banners []candidates.Banner
	Grave   int
	Pairs   int // possible matches that nobody has judged
	Urgent  int // by which a candidate may be explained
	Asked   []office.Question
	First   string // address of the first line
	Untold  bool
}

// choiceLink is one of several views of the same thing.
type choiceLink struct {
	link
	N int
}

// todayLine is a line of a list with what stands in the ledger of the child.
type todayLine struct {
	desk.Line
	Address string
	Late    bool
	State   *office.Child
	Done    *office.Decision // on these lists
}

func showToday(v *visit) (*view, error) {
	if to := start(v.Person); to != "/" {
		return goOn(to, ""), nil
	}
	if err := noteList(v); err != nil {
		return nil, err
	}
	v.statePurpose("") // who comes back to the list works on the list
	state, err := v.state()
	if err != nil {
		return nil, err
	}
	run := v.Desk.Run()
	t := &today{worklist: readWorklist(v.URL.Query()), Banners: run.Summary.Banners}
	t.Untold = t.List == desk.Untold
	v.remember("worklist", t.Address()[2:])
	h := readHands(state, run.ID, v.Person.Name)
	for _, b := range t.Banners {
		if b.Grave {
			t.Grave++
		}
	}
	if err := t.countChoices(v, h); err != nil {
		return nil, err
	}
	if err := t.fill(v, h, state); err != nil {
		return nil, err
	}
	if err := t.countPairs(v, state); err != nil {
		return nil, err
	}
	t.Asked = askedOf(state, v.Person)
	return showPage("today", t), nil
}

// noteList notes once a session and run that the person sees the lists, which name children.
func noteList(v *visit) error {
	run := v.Desk.Run().ID
	if v.recall("listed") == run {
		return nil
	}
	if err := v.open("the lists of run "+run, register.ActOpened); err != nil {
		return err
	}
	v.remember("listed", run)
	return nil
}

// countChoices counts what each list and each part of this one holds.
func (t *today) countChoices(v *visit, h hands) error {
	counts := v.Desk.Run().Counts
	for _, l := range lists {
		w := worklist{l, t.Show}
		if l == desk.Untold {
			w.Show = showAll
		}
		t.Lists = append(t.Lists, choiceLink{link{Href: w.Address(), Text: listName(l), Here: l == t.List}, counts[string(l)]})
	}
	for _, s := range shown {
		if t.Untold && (s.Word == showDue || s.Word == showNew) {
			continue
		}
		w := worklist{t.List, s.Word}
		_, n, err := w.lines(v, h, 0, 1)
		if err != nil {
			return err
		}
		t.Shown = append(t.Shown, choiceLink{link{Href: w.Address(), Text: s.Title, Here: s.Word == t.Show}, n})
	}
	return nil
}

// fill fills in the lines of the page that is asked for.
func (t *today) fill(v *visit, h hands, state *office.State) error {
	n := 0
	for _, s := range t.Shown {
		if s.Here {
			n = s.N
		}
	}
	t.Leaf = leafOf(t.Address(), v.URL.Query().Get("page"), n, linesShown)
	lines, _, err := t.lines(v, h, max(t.Leaf.From-1, 0), linesShown)
	if err != nil {
		return err
	}
	for _, l := range lines {
		x := todayLine{Line: l, Address: childAddress(l.ChildID), State: state.Of(l.ChildID)}
		x.Late = l.Row != nil && !l.Row.Due.IsZero() && l.Row.Due.Before(v.Today.Midnight())
		if d := x.State.Current(); d != nil && d.Run == v.Desk.Run().ID {
			x.Done = d
		}
		t.Lines = append(t.Lines, x)
	}
	if len(lines) > 0 {
		t.First = childAddress(lines[0].ChildID)
	}
	return nil
}

// countPairs counts the possible matches that are left to judge.
func (t *today) countPairs(v *visit, state *office.State) error {
	judged := 0
	for _, j := range state.Pairs {
		if len(j.Judgements) > 0 {
			judged++
		}
	}
	_, n, err := v.Desk.Pairs(v.Context(), desk.PairFilter{Most: 1})
	if err != nil {
		return err
	}
	t.Pairs = max(n-judged, 0)
	_, t.Urgent, err = v.Desk.Pairs(v.Context(), desk.PairFilter{Most: 1, MayExplain: true})
	return err
}

// askedOf are the questions that a person, their role or anybody was asked and that nobody has answered.
func askedOf(s *office.State, who door.Person) (asked []office.Question) {
	add := func(all []office.Question) {
		for _, q := range all {
			if isAskedOf(q, who) {
				asked = append(asked, q)
			}
		}
	}
	for _, c := range s.Children {
		add(c.Questions)
	}
	for _, j := range s.Pairs {
		add(j.Questions)
	}
	return asked
}

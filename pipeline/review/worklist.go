package review

import (
	"net/url"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/officers/office"
)

// worklist is the lines that an officer works through, in order: which list, and which of its lines.
type worklist struct {
	List candidates.List
	Show string // one of shown
}

// What of a list may be shown.
const (
	showDue     = "due"     // to be acted on by today, and in nobody's hand
	showNew     = "new"     // that the last run had not
	showMine    = "mine"    // that this person has taken up
	showOverdue = "overdue" // in hand, and the answer has not come by its day
	showHand    = "hand"    // in hand: an answer is waited for
	showDone    = "done"    // decided on these lists
	showAll     = "all"
)

var shown = []struct{ Word, Title string }{
	{showDue, "Due"}, {showNew, "New"}, {showMine, "Mine"}, {showOverdue, "No reply"}, {showHand, "In hand"}, {showDone, "Done"}, {showAll, "All"},
}

var lists = []candidates.List{candidates.CME, candidates.AtRisk, desk.Untold}

// readWorklist reads which lines are asked for; what nobody knows is the first.
func readWorklist(q url.Values) worklist {
	w := worklist{List: lists[0], Show: showDue}
	for _, l := range lists {
		if q.Get("list") == string(l) {
			w.List = l
		}
	}
	for _, s := range shown {
		if q.Get("show") == s.Word {
			w.Show = s.Word
		}
	}
	if w.List == desk.Untold && w.Show == showDue { // nothing of it falls due
		w.Show = showAll
	}
	return w
}

// Address is where the lines are shown.
func (w worklist) Address() string {
	return "/?" + url.Values{"list": {string(w.List)}, "show": {w.Show}}.Encode()
}

// hands is who has which child in hand, as the ledger says it today.
type hands struct{ done, waiting, overdue, mine []string }

// readHands sorts children by whose hands they are in. A child is done when a decision was made on the lists that are shown.
func readHands(s *office.State, run, by string) (h hands) {
	for id, c := range s.Children {
		switch {
		case c.Current() != nil && c.Current().Run == run:
			h.done = append(h.done, id)
		case c.InHand != nil && c.InHand.Overdue:
			h.overdue = append(h.overdue, id)
		case c.InHand != nil && c.InHand.Sinks:
			h.waiting = append(h.waiting, id)
		}
		if c.Mine != nil && strings.EqualFold(c.Mine.By, by) {
			h.mine = append(h.mine, id)
		}
	}
	return h
}

// filter says which lines of the store a worklist is; false where it has none.
func (w worklist) filter(v *visit, h hands) (desk.LineFilter, bool) {
	f := desk.LineFilter{List: w.List}
	only := func(ids []string) (desk.LineFilter, bool) { f.Only = ids; return f, len(ids) > 0 }
	switch w.Show {
	case showDue:
		f.DueBy, f.Without = v.Today.Midnight(), append(append([]string{}, h.done...), h.waiting...)
	case showNew:
		f.News, f.Without = candidates.New, h.done
	case showMine:
		f.Without = h.done
		return only(h.mine)
	case showOverdue:
		return only(h.overdue)
	case showHand:
		return only(h.waiting)
	case showDone:
		return only(h.done)
	}
	return f, true
}

// lines are lines of a worklist, and how many there are.
func (w worklist) lines(v *visit, h hands, from, most int) ([]desk.Line, int, error) {
	f, any := w.filter(v, h)
	if !any {
		return nil, 0, nil
	}
	f.From, f.Most = from, most
	return v.Desk.Lines(v.Context(), f)
}

// lastWorklist is the one that the person worked on last.
func (v *visit) lastWorklist() worklist {
	q, _ := url.ParseQuery(v.recall("worklist"))
	return readWorklist(q)
}

// nextLine is the address of the next line of the person's worklist beside one child; of the list where nothing is left.
func (v *visit) nextLine(beside string) (string, error) {
	s, err := v.state()
	if err != nil {
		return "", err
	}
	w := v.lastWorklist()
	lines, _, err := w.lines(v, readHands(s, v.Desk.Run().ID, v.Person.Name), 0, 2)
	if err != nil {
		return "", err
	}
	for _, l := range lines {
		if l.ChildID != beside {
			return childAddress(l.ChildID), nil
		}
	}
	return w.Address(), nil
}

// childAddress is where a child is shown.
func childAddress(id string) string { return "/child/" + url.PathEscape(id) }

package review

import (
	"errors"
	"time"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/register"
	"rollcall/pipeline/review/door"
)

var workers = []door.Role{door.Officer, door.Lead}

// childPage is the story of one child on one screen, with what an officer may do about it beside.
var _ = addPage(&page{Path: "/child/{child}", Title: "Child", Roles: workers, show: showChild})

// child is what the page says.
type child struct {
	ID       string
	AsOf     time.Time
	Sealed   bool              // nothing but the line is known
	Story    *candidates.Story // nil of a sealed child
	Row      *candidates.Row   // the line, of candidates before one at risk; nil: on neither list
	Untold   *candidates.Untold
	State    *office.Child
	Decided  *office.Decision // the newest decision that stands
	Pairs    []desk.Pair
	Tasks    []candidates.Task
	Compared comparison
	Timeline timeline
	Forms    map[string]*form // "decide", "step"; what has no form cannot be done
	Waiting  []office.Step    // steps whose answer has not come
	Other    string           // who else has the child open
	OtherAt  time.Time
	Mine     bool
	Late     bool
	Marks    marks
}

// marks are what a form carries back, so that an entry is of what was shown.
type marks struct{ Run, List, Evidence, Form string }

// List is the list of the line.
func (c *child) List() candidates.List {
	switch {
	case c.Row != nil:
		return c.Row.List
	case c.Untold != nil:
		return desk.Untold
	}
	return ""
}

// Year is the year group in which the child belongs.
func (c *child) Year() string {
	switch {
	case c.Row != nil:
		return c.Row.YearGroup
	case c.Untold != nil:
		return c.Untold.YearGroup
	}
	return ""
}

// purposeOf is what a child is opened for who stands on a list; of any other it has to be stated.
func (c *child) purposeOf() string {
	if l := c.List(); l != "" {
		return "the line on the list: " + listName(l)
	}
	return ""
}

// readChild gathers all that is known and stands of a child. Nothing of it is shown before it is noted.
func readChild(v *visit, act string) (*child, error) {
	c := &child{ID: v.PathValue("child"), AsOf: v.Desk.Run().AsOf}
	lines, _, err := v.Desk.Lines(v.Context(), desk.LineFilter{Child: c.ID})
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		c.Sealed = c.Sealed || l.Sealed
		switch {
		case l.Untold != nil:
			c.Untold = l.Untold
		case l.Row != nil && (c.Row == nil || l.List == candidates.CME):
			c.Row = l.Row
		}
	}
	c.Story, err = v.Desk.Child(v.Context(), c.ID)
	if errors.Is(err, desk.ErrSealed) && c.Sealed {
		err = nil
	}
	if err != nil {
		return nil, err
	}
	purpose := v.Purpose()
	if purpose == "" {
		purpose = c.purposeOf()
	}
	if purpose == "" {
		return nil, errPurpose
	}
	state, err := v.state()
	if err != nil {
		return nil, err
	}
	c.State = state.Of(c.ID)
	if err := v.open(purpose, act, c.ID); err != nil {
		return nil, err
	}
	return c, c.addLedger(v)
}

// addLedger adds what of the ledger and of the run hangs on the child.
func (c *child) addLedger(v *visit) (err error) {
	c.Decided = c.State.Current()
	for _, s := range c.State.Steps {
		if s.Waits {
			c.Waiting = append(c.Waiting, s)
		}
	}
	c.Mine = c.State.Mine != nil && c.State.Mine.By == v.Person.Name
	c.Late = c.Row != nil && !c.Row.Due.IsZero() && c.Row.Due.Before(v.Today.Midnight())
	if c.Sealed {
		return nil
	}
	c.Compared, c.Timeline = compareRecords(c.Story.Records), tellTimeline(c.Story.Events)
	if c.Pairs, _, err = v.Desk.Pairs(v.Context(), desk.PairFilter{Child: c.ID, Most: 10}); err != nil {
		return err
	}
	c.Tasks, err = v.Desk.Tasks(v.Context(), c.ID)
	return err
}

func showChild(v *visit) (*view, error) {
	c, err := readChild(v, register.ActOpened)
	if err != nil {
		return nil, err
	}
	return c.show(v, nil, ""), nil
}

// show is the page with its forms; filled is one that somebody has filled in and that has faults.
func (c *child) show(v *visit, filled *form, name string) *view {
	c.Other, c.OtherAt = v.server.presence.opens(c.ID, v.Person.Name, v.server.now())
	c.Forms = map[string]*form{}
	if c.Row != nil {
		c.Forms["decide"] = decideForm(v, c, nil)
	}
	if !c.Sealed {
		c.Forms["step"] = stepForm(v, c, nil)
	}
	if filled != nil {
		c.Forms[name] = filled
	}
	c.Marks = c.marksOf(v)
	return showPage("child", c).withForm(filled)
}

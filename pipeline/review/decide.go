package review

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/register"
)

// decidePage takes a decision on the line of a child, and goes on to the next line.
var _ = addPage(&page{Path: "/child/{child}/decide", Title: "Decide", Roles: workers, take: takeDecision})

// outcomeKeys are the letters that choose an outcome while the focus is in the pane.
const outcomeKeys = "123456789"

// decideForm is what is to be filled in to decide a line.
func decideForm(v *visit, c *child, typed map[string][]string) *form {
	f := newForm(typed)
	list := c.List()
	all := v.Office.Words()
	words := all.Lists[list]
	outcome := f.add(field{Name: "outcome", Label: "Outcome", Options: optionsOf(words.Outcomes)})
	for i := range outcome.Options {
		if i < len(outcomeKeys) {
			outcome.Options[i].Key = outcomeKeys[i : i+1]
		}
	}
	f.add(field{Name: "reason", Label: "Reason", Options: reasonsOf(all, words, outcome.Value), Follows: "outcome", Key: "r"})
	if len(words.Returns) > 0 {
		proposed := ""
		if c.Row != nil && slices.Contains(words.Returns, c.Row.ReturnReason) {
			proposed = c.Row.ReturnReason
		}
		f.add(field{Name: "return", Label: "Department's reason", Hint: "For the return on children missing education.", Optional: true,
			Value: proposed, Options: optionsOf(words.Returns), Key: "d"})
	}
	f.add(field{Name: "note", Label: "Note", Optional: true, Key: "n"})
	f.add(field{Name: "until", Label: "Until", Hint: "Such as 31/1/2027. Empty: the usual time for the reason.", Optional: true, Most: 10, Key: "u"})
	return f
}

func optionsOf(words []string) []option {
	o := make([]option, len(words))
	for i, w := range words {
		o[i] = option{Value: w, Text: w}
	}
	return o
}

// reasonsOf are the reasons under the outcomes with which they go; those of no outcome that the words name stand alone.
func reasonsOf(all office.Words, words candidates.ListWords, outcome string) (options []option) {
	for _, o := range words.Outcomes {
		for _, r := range all.Reasons[o] {
			if slices.Contains(words.Reasons, r) && (outcome == "" || outcome == o || !slices.Contains(all.Reasons[outcome], r)) {
				options = append(options, option{Value: r, Text: r, Group: o})
			}
		}
	}
	if len(options) == 0 {
		return optionsOf(words.Reasons)
	}
	return options
}

// marksOf are what the forms of a child carry back.
func (c *child) marksOf(v *visit) marks {
	m := marks{Run: v.Desk.Run().ID, List: string(c.List()), Form: rand.Text()}
	if c.Row != nil {
		m.Evidence = c.Row.Evidence
	}
	return m
}

// readMarks reads back what a form carried.
func readMarks(v *visit) marks {
	return marks{Run: v.PostForm.Get("run"), List: v.PostForm.Get("list"), Evidence: v.PostForm.Get("evidence"), Form: v.PostForm.Get("form")}
}

func takeDecision(v *visit) (*view, error) {
	c, err := readChild(v, register.ActOpened)
	if err != nil {
		return nil, err
	}
	if c.Row == nil {
		return nil, errNotThere
	}
	f, m := decideForm(v, c, v.PostForm), readMarks(v)
	f.want("outcome", "Choose an outcome")
	f.want("reason", "Choose a reason that goes with the outcome")
	words := v.Office.Words()
	if o, r := f.value("outcome"), f.value("reason"); o != "" && r != "" && len(words.Reasons[o]) > 0 && !slices.Contains(words.Reasons[o], r) {
		f.fault("reason", "Reason: choose one that goes with “"+o+"”")
	}
	until := f.wantDay("until")
	if until.Known() && until < v.Today {
		f.fault("until", "Until: a day still to come")
	}
	if m.List != string(c.List()) { // the child stands on another list than when the page was made
		f.fault("", "The lists have changed since this page was opened: look at the child again, and decide on what is shown now.")
	}
	if len(f.Faults()) == 0 {
		mark := candidates.Mark{Place: "this page", Outcome: f.value("outcome"), Reason: f.value("reason"), Note: f.value("note"), By: v.Person.Name,
			Date: v.Today.String(), Until: until.String()}
		if x, _ := f.Field("return"); x != nil {
			mark.Return = x.Value
		}
		receipt, err := v.Office.Record(v.Context(), v.who(), candidates.Filled{RunID: m.Run,
			Lines: []candidates.Marked{{List: c.List(), ChildID: c.ID, Evidence: m.Evidence, Mark: mark}}})
		if done := v.heard(f, receipt, err); done != "" {
			v.server.presence.leaves(c.ID, v.Person.Name)
			next, err := v.nextLine(c.ID)
			if err != nil {
				return nil, err
			}
			return goOn(next, done), nil
		}
	}
	return c.show(v, f, "decide"), nil
}

// heard notes on a form what the ledger has against it, and returns what to say of what is recorded; nothing where nothing was.
func (v *visit) heard(f *form, receipt *office.Receipt, err error) string {
	if err != nil {
		v.server.Log.Error("the ledger took nothing", "error", err)
		f.fault("", "This could not be recorded, and nothing of it was. What you filled in is still here: send it again in a minute.")
		return ""
	}
	for _, x := range receipt.Faults {
		text := x.Text
		if m := x.Meanwhile; m != nil {
			text = fmt.Sprintf("%s decided this meanwhile (%s, %s). Look at it before you decide otherwise: it is shown below.", m.By, m.What, meanwhileDay(m.On))
		}
		f.fault("", text)
	}
	switch {
	case len(receipt.Faults) > 0:
		return ""
	case receipt.Recorded == 0 && receipt.Known > 0:
		return "That was recorded before; nothing was entered twice."
	case receipt.RunUnderWay:
		return "Recorded. A run is under way: the lists follow with the run after it."
	}
	return "Recorded."
}

// meanwhileDay is the day of an entry in words.
func meanwhileDay(on string) string {
	if t, err := time.Parse(time.DateOnly, on[:min(len(on), len(time.DateOnly))]); err == nil {
		return day(t)
	}
	return on
}

// wantDay reads a day as people type it; zero where nothing was typed. What is no day is a fault.
func (f *form) wantDay(name string) calendar.Date {
	x, err := f.Field(name)
	if err != nil || x.Value == "" {
		return 0
	}
	text := strings.NewReplacer("-", "/", ".", "/", " ", "/").Replace(x.Value)
	for _, layout := range []string{"2/1/2006", "2006/1/2", "2/1/06", "2/Jan/2006", "2/January/2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return calendar.On(t.Date())
		}
	}
	f.fault(name, x.Label+": a day such as 27/11/2026")
	return 0
}

package review

import (
	"crypto/rand"
	"errors"
	"strconv"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/register"
	"rollcall/pipeline/review/door"
)

// secondPath is where judgements and decisions are made again.
const secondPath = "/second"

// The page on which a judgement or decision of somebody else is made again, blind.
var _ = addPage(&page{Path: secondPath, Title: "Second look", Nav: "Second look", Order: 40, Roles: []door.Role{door.Officer, door.Lead},
	show: showSecond, take: takeSecond})

// What second looks are opened for, and to whom it goes where two looks differ.
const (
	toLookAgain = "to take a second look"
	settler     = string(door.Lead)
	askSettle   = "Two looks differ: say which holds."

	notWaiting = "That one no longer waits for a second look. Nothing was recorded."
)

// secondPage is what is to be looked at again. Nothing in it says what was answered first, or by whom.
type secondPage struct {
	Task   *office.SecondTask // nil: none is left
	Left   int
	Form   string
	Pair   *besideView // of a judgement
	Child  *blindChild // of a decision
	Settle []toSettle  // to a lead
}

// toSettle is a pair or a child of whom two looks differ.
type toSettle struct{ Href, Text, On string }

// showSecond shows the first judgement or decision that waits for this person.
func showSecond(v *visit) (*view, error) { return showTask(v, nil) }

// showTask shows what waits; f has what was typed and what is wrong with it.
func showTask(v *visit, f *form) (*view, error) {
	tasks, err := v.Office.SecondLooks(v.Context(), v.who())
	if err != nil {
		return nil, err
	}
	next := secondPage{Left: len(tasks), Form: rand.Text()}
	if next.Settle, err = settleList(v); err != nil {
		return nil, err
	}
	for i := range tasks {
		if f != nil && v.PostForm.Get("of") != strconv.FormatInt(tasks[i].Of, 10) {
			continue
		}
		is, err := next.setTask(v, &tasks[i])
		if err != nil {
			return nil, err
		}
		if is {
			break
		}
	}
	if f == nil || next.Task == nil {
		f = lookForm(v, next.Task, nil)
	}
	return showPage("second", next).withForm(f).titled("Second look"), nil
}

// setTask puts a task on the page, and reports whether it may be shown: what is sealed or no longer in the run is passed over.
func (p *secondPage) setTask(v *visit, task *office.SecondTask) (bool, error) {
	if task.Child != "" {
		child, err := lookBlind(v, task)
		if err != nil || child == nil {
			return false, err
		}
		p.Task, p.Child = task, child
		return true, v.open(toLookAgain, register.ActOpened, task.Child)
	}
	pair, err := pairOfTask(v, task)
	if err != nil || pair == nil {
		return false, err
	}
	beside := setBeside(pair)
	p.Task, p.Pair = task, &beside
	return true, v.open(toLookAgain, register.ActOpened, pair.ChildL, pair.ChildR)
}

// pairOfTask is the pair that was judged, as this run has it: as a possible match still, or by the stories of its children, into one of
// whom both records may have gone since. It is nil where it may not be shown.
func pairOfTask(v *visit, task *office.SecondTask) (*desk.Pair, error) {
	for from := 0; ; from += pairsAtOnce {
		pairs, n, err := v.Desk.Pairs(v.Context(), desk.PairFilter{Child: task.Children[0], From: from, Most: pairsAtOnce})
		if err != nil {
			return nil, err
		}
		for i := range pairs {
			if p := &pairs[i]; task.Pair == (office.Pair{L: p.L.Record.RecordID, R: p.R.Record.RecordID}) && mayBeShown(p) {
				return p, nil
			}
		}
		if from+pairsAtOnce >= n {
			break
		}
	}
	p := &desk.Pair{}
	for _, side := range []struct {
		record string
		of     *desk.Side
		child  *string
	}{{task.Pair.L, &p.L, &p.ChildL}, {task.Pair.R, &p.R, &p.ChildR}} {
		for _, child := range task.Children {
			if err := setSide(v, child, side.record, side.of, side.child); err != nil {
				return nil, err
			}
		}
	}
	if !mayBeShown(p) {
		return nil, nil
	}
	return p, nil
}

// setSide fills a side of a pair from the story of a child who has its record.
func setSide(v *visit, child, record string, of *desk.Side, id *string) error {
	if child == "" {
		return nil
	}
	story, err := v.Desk.Child(v.Context(), child)
	if errors.Is(err, desk.ErrUnknown) || errors.Is(err, desk.ErrSealed) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, r := range story.Records {
		if r.RecordID == record {
			of.Record, of.Home, *id = r, story.Siblings, child
		}
	}
	return nil
}

// lookForm is what is answered: of a decision the outcome and its reason, of a judgement the verdict that a button says.
func lookForm(v *visit, task *office.SecondTask, typed map[string][]string) *form {
	f := newForm(typed)
	if task != nil && task.Child != "" {
		words := v.Office.Words()
		outcome, reason := field{Name: "outcome", Label: "Outcome"}, field{Name: "reason", Label: "Reason", Follows: "outcome"}
		for _, o := range words.Lists[candidates.List(task.List)].Outcomes {
			outcome.Options = append(outcome.Options, option{Value: o, Text: o})
			for _, r := range words.Reasons[o] {
				reason.Options = append(reason.Options, option{Value: r, Text: r, Group: o})
			}
		}
		f.add(outcome)
		f.add(reason)
	}
	f.add(field{Name: "note", Label: "Note", Optional: true, Rows: 2})
	return f
}

// takeSecond takes a second look, and says whether the two agree.
func takeSecond(v *visit) (*view, error) {
	task, err := taskOf(v)
	if err != nil {
		return nil, err
	}
	if task == nil {
		return goOn(secondPath, notWaiting), nil
	}
	f := lookForm(v, task, v.PostForm)
	look := office.NewLook{Place: "answer", Of: task.Of, Note: f.value("note"), Form: v.PostForm.Get("form"), Verdict: strings.ToLower(v.PostForm.Get("answer"))}
	switch {
	case task.Child != "":
		f.want("outcome", "Choose an outcome")
		f.want("reason", "Choose a reason")
		look.Verdict, look.Reason = f.value("outcome"), f.value("reason")
	case look.Verdict != "same" && look.Verdict != "different" && look.Verdict != "unsure":
		f.fault("answer", "Choose an answer")
	}
	if len(f.Faults()) > 0 {
		return showTask(v, f)
	}
	var pair *desk.Pair
	if task.Child == "" {
		if pair, err = pairOfTask(v, task); err != nil || pair == nil {
			return goOn(secondPath, notWaiting), err
		}
	}
	receipt, err := v.Office.RecordSecondLook(v.Context(), v.who(), look)
	if err != nil {
		return nil, err
	}
	if noteFaults(f, receipt) {
		return showTask(v, f)
	}
	return sayAgreement(v, task, pair, receipt.First, look)
}

// taskOf is the task that was answered, where it is still this person's.
func taskOf(v *visit) (*office.SecondTask, error) {
	tasks, err := v.Office.SecondLooks(v.Context(), v.who())
	for i := range tasks {
		if strconv.FormatInt(tasks[i].Of, 10) == v.PostForm.Get("of") {
			return &tasks[i], err
		}
	}
	return nil, err
}

// sayAgreement says whether the two looks agree. Where they do not, it goes to a lead.
func sayAgreement(v *visit, task *office.SecondTask, pair *desk.Pair, first string, look office.NewLook) (*view, error) {
	words := func(answer string) string {
		if task.Child != "" {
			return answer
		}
		return verdictWords(answer)
	}
	switch {
	case first == "":
		return goOn(secondPath, "Recorded."), nil
	case strings.EqualFold(first, look.Verdict):
		return goOn(secondPath, "Recorded. The two looks agree: "+words(look.Verdict)+"."), nil
	}
	q := office.NewQuestion{Place: "answer", Run: task.Run, Child: task.Child, To: settler, Text: askSettle, Form: look.Form}
	if pair != nil {
		if q.Pair = task.Pair; pair.Number == 0 { // no possible match any more: a lead sees the child
			q.Run, q.Child, q.Pair, q.Text = v.Desk.Run().ID, pair.ChildL, office.Pair{}, askSettle+" It is of "+task.Pair.L+" and "+task.Pair.R+"."
		}
	}
	receipt, err := v.Office.Ask(v.Context(), v.who(), q)
	if err != nil {
		return nil, err
	}
	told := "A lead settles it."
	if len(receipt.Faults) > 0 {
		told = "Tell a lead: it could not be put before one."
	}
	return goOn(secondPath, "Recorded. The two looks differ: the first said "+words(first)+", you said "+words(look.Verdict)+". "+told), nil
}

// settleList is what waits for a lead to settle; nothing for others.
func settleList(v *visit) (all []toSettle, err error) {
	if !v.Person.Has(door.Lead) {
		return nil, nil
	}
	state, err := v.state()
	if err != nil {
		return nil, err
	}
	for child, of := range state.Children {
		for _, q := range of.Questions {
			if !of.Sealed && q.To == settler && isAskedOf(q, v.Person) {
				all = append(all, toSettle{"/child/" + child, "child " + child, day(q.On)})
			}
		}
	}
	sortSettled(all)
	for _, of := range state.Pairs {
		if q := questionOnPair(of, v.Person); q != nil && q.To == settler {
			return append(all, toSettle{pairsPath, "a pair: it comes first under Same or not?", day(q.On)}), nil
		}
	}
	return all, nil
}

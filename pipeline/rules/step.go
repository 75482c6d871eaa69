package rules

import (
	"cmp"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
)

// StepKind is a sort of thing that an officer does about a child and that leaves no decision.
type StepKind struct {
	Word    string // as the register writes it: "wrote"
	Title   string // as it is offered
	says    string // in a sentence, before whom it was to
	To      []string
	Results []string
	// Clock is the provision whose clock the answer is due by; empty: nothing is waited for.
	Clock   ID
	Unit    Unit   // of the days in which an answer is due
	Next    string // what to do when none came
	days    func(*Amounts) int
	another bool // it is to another authority, by its code
}

// The kinds of step by which a child becomes somebody's own, and by which an answer is noted.
const (
	TookUp    = "took up"
	GaveBack  = "gave back"
	ReplyCame = "reply came"
)

// stepKinds are what an officer chooses from, in the order in which it is offered. The days are those of the clocks of the rule book.
var stepKinds = []StepKind{
	{Word: "rang", Title: "Rang", says: "rang", To: []string{"parent", "sibling's school", "last school", "social worker", "health visitor or GP", "landlord or housing", "another service"},
		Results: []string{"spoke", "no reply", "left a message", "number not in use"}},
	{Word: "wrote", Title: "Wrote (e-mail or form)", says: "wrote to", To: []string{"parent", "sibling's school", "last school", "health visitor or GP", "landlord or housing", "another service"},
		Clock: "K08", Unit: WorkingDays, Next: "Ring, or visit the home", days: func(a *Amounts) int { return a.LetterReply }},
	{Word: "letter", Title: "Sent a letter", says: "sent a letter to", To: []string{"parent"},
		Clock: "K08", Unit: WorkingDays, Next: "Visit the home", days: func(a *Amounts) int { return a.LetterReply }},
	{Word: "visited", Title: "Visited", says: "visited", To: []string{"last address", "new address"},
		Results: []string{"spoke", "nobody in", "left a card", "moved away", "no such address"}},
	{Word: "lost-pupil database", Title: "Lost pupil database", says: "went to the lost pupil database", Results: []string{"uploaded", "found there", "not found there"},
		Clock: "K06", Unit: WorkingDays, Next: "Look in the lost pupil database again, and ask the last school for its transfer file", days: func(a *Amounts) int { return a.TransferChase }},
	{Word: "MASH", Title: "Referred to children's social care (MASH)", says: "referred to MASH",
		Clock: "K11", Unit: WorkingDays, Next: "Ring MASH: the referral is not acknowledged", days: func(a *Amounts) int { return a.Acknowledge }},
	{Word: "social worker", Title: "Told the social worker", says: "told the social worker",
		Clock: "K12", Unit: WorkingDays, Next: "Ring the team manager: the worker has not answered", days: func(a *Amounts) int { return a.Acknowledge }},
	{Word: "Fair Access Panel", Title: "Referred to the Fair Access Panel", says: "referred to the Fair Access Panel",
		Clock: "R20", Unit: SchoolDays, Next: "Bring the child to the next panel", days: func(*Amounts) int { return fairAccessDay.n }},
	{Word: "another authority", Title: "Asked another authority", says: "asked authority", another: true,
		Clock: "K13", Unit: WorkingDays, Next: "Ask the authority again, by telephone", days: func(a *Amounts) int { return a.TransferChase }},
	{Word: ReplyCame, Title: "An answer came", says: "an answer came from", To: []string{"parent", "sibling's school", "last school", "social worker", "another service", "another authority"}},
	{Word: "note", Title: "Note", says: "noted"},
	{Word: TookUp, Title: "Take up", says: "taken up"},
	{Word: GaveBack, Title: "Give back", says: "given back"},
}

// StepKinds returns the kinds of step, in the order in which they are offered.
func StepKinds() []StepKind { return slices.Clone(stepKinds) }

// StepKindOf returns the kind of a word, and whether there is one.
func StepKindOf(word string) (StepKind, bool) {
	i := slices.IndexFunc(stepKinds, func(k StepKind) bool { return k.Word == word })
	if i < 0 {
		return StepKind{}, false
	}
	return stepKinds[i], true
}

// Wait is in how many days an answer is due, by the amounts that are in force; zero where none is waited for.
func (k StepKind) Wait(a Amounts) int {
	if k.days == nil {
		return 0
	}
	return k.days(&a)
}

// DueFrom is the day on which an answer is due to a step that was made on a day; not known where none is waited for.
func (k StepKind) DueFrom(c *calendar.Calendar, a Amounts, home string, made calendar.Date) calendar.Date {
	switch n := k.Wait(a); {
	case n == 0:
		return 0
	case k.Unit == SchoolDays:
		return c.AddSchoolDays(home, made, n)
	default:
		return c.AddWorkingDays(made, n)
	}
}

// longestName is how long initials, a name or an account of a colleague may be.
const longestName = 60

// TakesTo reports whether somebody may be named as whom the step was to: one of its own, the code of an authority, or whose the child
// becomes.
func (k StepKind) TakesTo(to string) bool {
	switch {
	case k.another:
		return len(to) == 3 && strings.Trim(to, "0123456789") == ""
	case k.Word == TookUp:
		return len(to) <= longestName
	case len(k.To) == 0:
		return to == ""
	}
	return slices.Contains(k.To, to)
}

// StepTaken is a step as it was made.
type StepTaken struct {
	Seq, Closes          int64 // its number; that of the step that it answers
	Kind, To, Result, By string
	Made, Due            calendar.Date
}

// Words says in a sentence what was done and when: "wrote to the parent on 12 October 2026, reply due 19 October 2026".
func (s *StepTaken) Words() string {
	text := s.deed() + " on " + s.Made.Words()
	if s.Result != "" {
		text += ", " + s.Result
	}
	if s.Due.Known() {
		text += ", reply due " + s.Due.Words()
	}
	return text
}

// deed is what was done, without a day: "wrote to the parent".
func (s *StepTaken) deed() string {
	kind, _ := StepKindOf(s.Kind)
	switch {
	case kind.Word == TookUp:
		return kind.says + " by " + cmp.Or(s.To, s.By)
	case s.To == "":
		return kind.says
	case kind.another:
		return kind.says + " " + s.To
	}
	return kind.says + " the " + s.To
}

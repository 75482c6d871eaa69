package rules

import "rollcall/pipeline/calendar"

// Guidance names the edition of the statutory guidance that the rules follow; it is printed on every list.
const Guidance = "Children missing education, statutory guidance for local authorities, Department for Education, 8 September 2025"

// Citation names a provision: the instrument and the place in it.
type Citation struct {
	Instrument string // such as "Education Act 1996"
	Provision  string // such as "section 436A"
}

// String returns the citation as a lawyer would write it.
func (c Citation) String() string {
	if c.Provision == "" {
		return c.Instrument
	}
	return c.Instrument + ", " + c.Provision
}

// Rule is one provision that may put a child on a list.
type Rule struct {
	ID        ID
	Title     string
	Condition string // in plain English
	Citations []Citation
	From, To  calendar.Date // in force from a day to a day; To zero: still
	Needs     []string      // kinds of extract without each of which it says Unknown
	AnyOf     []string      // kinds of which it needs one, or it says Unknown
	Better    []string      // kinds that it reads when they are there; without them the officer is told
	Without   string        // what it says without the kinds it needs, in words
	Excuses   []ID          // suppressors that answer it
	Despite   []ID          // suppressors that do not: what they rest on is what the rule doubts
	For       Use           // what a Yes is for
	Ageless   bool          // it is asked of a child whose date of birth is not known as well
	Severity  Severity      // before facts about the child make it graver
	Next, Who string        // the next action, and who takes it

	LastResort     bool       // it is left out where another rule says what happened
	Repeats        bool       // it is made graver by what else is found, and puts nothing in the place of that
	RestsOnNothing bool       // its whole case is that nothing was found, so that any possible match answers it
	Firm           bool       // a place that is to begin, or an arrival, does not soften its line
	WhenStale      *oldSource // what its line says when an extract that it rests on is old; nil: nothing
	Signal         Signal     // what a Yes of it is a sign of, for the rules that need one

	decide func(*history) Finding
	sign   func(*history) Finding // a sign of the same that is no line of its own; nil: none
}

// Decide says what the rule says of a Case: pure, and the same whenever it is asked. A rule that is not in force on the
// as-of date says No; one that lacks an extract it needs says Unknown, and why.
func (r *Rule) Decide(c *Case) Finding {
	return r.judge(newHistory(c, c.Claims))
}

// judge asks the rule about a child whose history is known.
func (r *Rule) judge(h *history) Finding {
	if _, i := ruleOf(r.ID); i >= 0 && h.facts.barred[i] != nil {
		return *h.facts.barred[i]
	}
	if f, settled := h.settled(r); settled {
		f.Rule = r.ID
		return f
	}
	f := r.decide(h)
	if f.Answer == Yes && len(r.Despite) > 0 {
		if x := h.otherwise(r); x != nil {
			f = no(x.Reason)
		}
	}
	return r.finish(h, f)
}

// list says which list the rule's findings go to: by the first letter of its id, as the rule book names them.
func (r *Rule) list() byte { return r.ID[0] }

const (
	cmeList    = 'C'
	atRiskList = 'R'
)

// settled says what holds for every rule of a kind before its own condition is looked at.
func (h *history) settled(r *Rule) (Finding, bool) {
	switch {
	case r.For == Forecasts || r.For == Answers:
		return Finding{}, false
	case r.list() == atRiskList:
		return h.enrolled()
	}
	return h.standing(r)
}

// finish fills in what the rule's declaration says and the body did not.
func (r *Rule) finish(h *history, f Finding) Finding {
	f.Rule = r.ID
	if f.Answer != Yes {
		return f
	}
	if f.Severity == 0 {
		f.Severity = r.Severity
	}
	if r.list() == cmeList {
		h.date(&f)
		h.weigh(r, &f)
	}
	if f.Next == "" {
		f.Next = r.Next
	}
	if f.Who == "" {
		f.Who = r.Who
	}
	if due, unit := DueBy(h.Calendar, f.Severity, h.AsOf); f.Due == 0 || f.Severity == P1 && due < f.Due {
		f.Due, f.DueUnit = due, unit
	}
	if f.DueUnit == SchoolDays && f.Due != 0 {
		f.Calendar = h.Calendar.Counted(h.counted(), min(h.AsOf, f.Due), max(h.AsOf, f.Due)).String()
	}
	return f
}

// String prints the rule as the catalogue shows it: what it says, on what authority, from when, and what it needs.
func (r *Rule) String() string { return r.entry().String() }

func period(from, to calendar.Date) string {
	if to == 0 {
		return "from " + from.Words()
	}
	return from.Words() + " to " + to.Words()
}

// inForce reports whether the rule applies on a day.
func (r *Rule) inForce(on calendar.Date) bool {
	return r.From <= on && (r.To == 0 || on <= r.To)
}

// missing says Yes of a child without education, since the day that is worked out for all such rules.
func missing(reason string, on ...*Claim) Finding { return yes(0, reason, on...) }

func yes(since calendar.Date, reason string, on ...*Claim) Finding {
	f := Finding{Answer: Yes, Since: since, Reason: reason}
	for _, c := range on {
		if c != nil && c.Record != "" {
			f.Records = append(f.Records, c.Record)
		}
	}
	return f
}

func no(reason string) Finding { return Finding{Answer: No, Reason: reason} }

func unknown(reason string) Finding { return Finding{Reason: reason} }

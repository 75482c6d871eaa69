package judge

import (
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// FindInHand says what is waited for of a child, of the steps that were taken after the entry by which a case of it was last closed, and
// of the decision that holds one open, where it still holds; nil where nothing is.
func FindInHand(steps []register.Step, closed int64, open *StandingDecision, asOf calendar.Date) *rules.InHand {
	var law *rules.Decision
	var seq int64
	if open != nil {
		if open.Why != "" && asOf <= open.Law.Until {
			return nil // something has changed, and the child is to be looked at now
		}
		law, seq = &open.Law, open.Seq
	}
	return rules.FindInHand(StepsTaken(steps, closed), law, seq, asOf)
}

// StepsTaken are steps after an entry, as the rules read them.
func StepsTaken(steps []register.Step, after int64) []rules.StepTaken {
	var taken []rules.StepTaken
	for i := range steps {
		if s := &steps[i]; s.Seq > after {
			taken = append(taken, StepTaken(s))
		}
	}
	return taken
}

// StepTaken is a step as the rules read it.
func StepTaken(s *register.Step) rules.StepTaken {
	made, _ := calendar.Parse(s.Made)
	due, _ := calendar.Parse(s.Due)
	return rules.StepTaken{Seq: s.Seq, Closes: s.Closes, Kind: s.Kind, To: s.To, Result: s.Result, By: s.By, Made: made, Due: due}
}

// InHand says what is waited for of a child of the run, and whose it is.
func (d *Judged) InHand(child int, steps []register.Step, asOf calendar.Date) *rules.InHand {
	m := d.Decisions.Of(child)
	return FindInHand(steps, m.LastClosed(), m.OpenCase(), asOf)
}

// LastClosed is the newest decision that closed a case of the child; zero where none did.
func (m *Remembered) LastClosed() (seq int64) {
	if m == nil {
		return 0
	}
	for _, all := range [][]*StandingDecision{m.Past, m.Current} {
		for _, s := range all {
			if s.Law.Outcome.Closes() {
				seq = max(seq, s.Seq)
			}
		}
	}
	return seq
}

package past

import (
	"context"

	"rollcall/pipeline/register"
)

// RecallWork has back what officers did and by which ids its children go now, and nothing that runs showed: what whoever serves officers
// all day holds, and reads on.
func RecallWork(ctx context.Context, reg *register.Register) (*Past, error) {
	p := &Past{register: reg}
	var newest register.Past
	for _, read := range []func() error{
		func() error { return p.readWork(ctx) },
		func() (err error) { p.successors, err = reg.ReadSuccessors(ctx); return },
		func() (err error) { newest, err = reg.NewestRun(ctx); return },
		func() (err error) { p.StoodWith, err = reg.StandingOf(ctx, newest); return },
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// readWork reads all that officers did, and where the ledger ended then.
func (p *Past) readWork(ctx context.Context) error {
	all, head, _, err := p.register.ReadWork(ctx, 0)
	p.Head = head
	p.addWork(all)
	return err
}

func (p *Past) addWork(w register.Work) {
	p.Decisions, p.Judgements = append(p.Decisions, w.Decisions...), append(p.Judgements, w.Judgements...)
	p.Steps, p.Looks = append(p.Steps, w.Steps...), append(p.Looks, w.Looks...)
	p.Questions = append(p.Questions, w.Questions...)
}

// ReadOn reads what officers did since, adds it and returns it. It is anew where something else came in, such as a run: then nothing is
// added, and all is to be recalled anew.
func (p *Past) ReadOn(ctx context.Context) (more register.Work, anew bool, err error) {
	more, head, anew, err := p.register.ReadWork(ctx, p.Head.Entries)
	if err != nil || anew {
		return register.Work{}, anew, err
	}
	p.Head = head
	p.addWork(more)
	return more, false, nil
}

// StepsOf are the steps by the id that their child has now, in the order in which they came in.
func (p *Past) StepsOf(h *Heirs) map[string][]register.Step {
	of := map[string][]register.Step{}
	for i := range p.Steps {
		id := h.HeirOf(p.Steps[i].Child)
		of[id] = append(of[id], p.Steps[i])
	}
	return of
}

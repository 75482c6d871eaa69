package safekeeping

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/custody"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/settings"
)

// Asked says whose register is meant, and on what day.
type Asked struct {
	Settings *settings.Settings
	Out      string // output folder
	AsOf     calendar.Date
	Clock    journal.Clock // names copies and what is set aside
	Wrapping Wrapping      // of copies
}

// AskedIn is what a command asks of the register of its output folder. The options have their defaults.
func AskedIn(s *settings.Settings, o journal.Options) Asked {
	a := Asked{Settings: s, Out: o.Out, AsOf: o.AsOf, Clock: o.Clock}
	if policy := s.Custody(); policy.Encrypts() {
		a.Wrapping = Wrapping{End: custody.SealedEnd, Wrap: policy.Wrap}
		if custody.CanUnwrap() {
			a.Wrapping.Unwrap = custody.Unwrap
		}
	}
	return a
}

func (a *Asked) path() string { return past.RegisterPath(a.Out) }

// OpenRegister opens the register of an output folder for whoever goes by it and adds to it, or begins one where there never was
// one. It verifies it first, and returns what is to be said gravely. The error is a *Loss when the register cannot be gone by.
// The caller holds the lock of the folder.
func OpenRegister(ctx context.Context, a Asked) (*register.Register, []journal.Notice, error) {
	noted, err := readNoted(a.Out)
	if err != nil {
		return nil, nil, err
	}
	if err := a.findLoss(noted); err != nil {
		return nil, nil, err
	}
	reg, err := register.Open(a.path())
	if err != nil {
		return nil, nil, a.Explain(err)
	}
	notices, err := a.trustRegister(ctx, reg, noted)
	if err == nil {
		err = past.NoteAppeared(ctx, reg, a.Out)
	}
	if err == nil {
		err = os.RemoveAll(filepath.Join(a.Out, copyFolder)) // that a killed process left
	}
	if err != nil {
		_ = reg.Close()
		return nil, nil, a.Explain(err)
	}
	return reg, notices, nil
}

// OpenExisting opens the register of an output folder to look at it; it is nil where there never was one. It is not verified. The
// error is a *Loss when it is missing although there was one.
func OpenExisting(a Asked) (*register.Register, error) {
	noted, err := readNoted(a.Out)
	if err != nil {
		return nil, err
	}
	if err := a.findLoss(noted); err != nil {
		return nil, err
	}
	if !hasContent(a.path()) {
		return nil, nil
	}
	reg, err := register.Open(a.path())
	return reg, a.Explain(err)
}

// VerifyRegister verifies every byte of a register and holds it to all that was noted outside it.
func VerifyRegister(ctx context.Context, a Asked, reg *register.Register) (register.Head, error) {
	noted, err := readNoted(a.Out)
	if err != nil {
		return register.Head{}, err
	}
	if err := reg.CheckPages(ctx); err != nil {
		return register.Head{}, a.Explain(err)
	}
	head, err := reg.VerifyLedger(ctx, noted.heads()...)
	return head, a.Explain(err)
}

// trustRegister verifies a register before it is gone by.
func (a *Asked) trustRegister(ctx context.Context, reg *register.Register, noted noted) ([]journal.Notice, error) {
	signed, err := a.checkSignatures(noted)
	if err != nil {
		return nil, err
	}
	if _, err := reg.TrustLedger(ctx, register.Expected{Authority: a.Settings.Authority.Code, AsOf: a.AsOf.Midnight(), Noted: noted.heads()}); err != nil {
		return nil, err
	}
	resumed, err := a.tellResumed(ctx, reg)
	return append(append(signed, resumed...), noted.unreadable()...), err
}

// tellResumed says of every time that the register went on after a loss and no run has been made since.
func (a *Asked) tellResumed(ctx context.Context, reg *register.Register) ([]journal.Notice, error) {
	all, err := reg.Resumptions(ctx)
	if err != nil {
		return nil, err
	}
	newest, err := reg.NewestRun(ctx)
	if err != nil {
		return nil, err
	}
	var notices []journal.Notice
	for _, x := range all {
		if newest.HoldsEntry(x.Seq) {
			continue
		}
		text := fmt.Sprintf("the register was restored on %s by %s from %s", x.On, x.By, x.Backup)
		if x.Anew {
			text = fmt.Sprintf("the register was begun anew on %s by %s: what officers decided before is forgotten, every line counts as new", x.On, x.By)
		}
		if x.Why != "" {
			text += ": " + x.Why
		}
		if n := len(x.Unknown); n > 0 {
			text += fmt.Sprintf("; of %d published runs it knows nothing", n)
		}
		notices = append(notices, journal.Notice{Grave: x.Anew || len(x.GivenUp) > 0, Text: text})
	}
	return notices, nil
}

// runsFolder is where the published runs lie.
func runsFolder(out string) string { return filepath.Join(out, journal.RunsFolder) }

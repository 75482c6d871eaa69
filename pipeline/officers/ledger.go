package officers

import (
	"cmp"
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/safekeeping"
	"rollcall/pipeline/settings"
)

// Ledger is the office over one register that is held open for as long as a server serves. The register is verified once, when it is
// opened; after that only what came in since is read. It takes no lock of the folder to record: a night's run reads before and writes
// after, both in one transaction, and what comes in between stands in the ledger and is known to the run after it.
type Ledger struct {
	settings *settings.Settings
	options  journal.Options
	kept     safekeeping.Asked
	calendar *calendar.Calendar
	holding  sync.Mutex
	held     os.FileInfo // the file that is open

	recording sync.Mutex // one records at a time; a page never waits for it
	write     *register.Register
	noted     time.Time // when the end of the ledger was last noted beside the register
	unput     bool      // something was recorded of which no copy was put aside

	reading sync.Mutex
	look    *register.Register
	memory  *remembered
	sealed  func(child string) bool
	state   *office.State
	second  map[int64]string // why a judgement or decision is to be looked at again, empty where it is not
}

var _ office.Office = (*Ledger)(nil)

// OpenLedger opens the register of an output folder and verifies every byte of it. The options' AsOf is the day that is reckoned
// with; where it is not known, the clock's.
func OpenLedger(ctx context.Context, s *settings.Settings, o journal.Options) (*Ledger, error) {
	o = o.WithDefaults(s.OutputDir())
	if err := CheckRegister(s, o); err != nil {
		return nil, err
	}
	terms, _, err := s.SchoolCalendar()
	if err != nil {
		return nil, err
	}
	l := &Ledger{settings: s, options: o, kept: safekeeping.AskedIn(s, o), calendar: terms}
	if err := l.open(ctx); err != nil {
		return nil, errors.Join(err, l.closeBoth())
	}
	if _, err := safekeeping.VerifyRegister(ctx, l.kept, l.look); err != nil {
		return nil, errors.Join(err, l.closeBoth())
	}
	return l, nil
}

// open opens the register twice, once to record and once to look: who looks does not wait for who records.
func (l *Ledger) open(ctx context.Context) (err error) {
	path := past.RegisterPath(l.options.Out)
	held, err := os.Stat(path)
	if err != nil {
		return err
	}
	l.holding.Lock()
	l.held = held
	l.holding.Unlock()
	if l.write, err = safekeeping.OpenExisting(l.kept); err != nil {
		return err
	}
	if l.write == nil {
		return safekeeping.ErrNoRegister
	}
	if l.look, err = register.OpenToLook(path); err != nil {
		return l.kept.Explain(err)
	}
	if err := past.NoteAppeared(ctx, l.write, l.options.Out); err != nil {
		return l.kept.Explain(err)
	}
	l.memory, l.state = nil, nil
	return nil
}

func (l *Ledger) closeBoth() (err error) {
	for _, reg := range []*register.Register{l.look, l.write} {
		if reg != nil {
			err = errors.Join(err, reg.Close())
		}
	}
	return err
}

// Close puts a copy of the register aside, where something was recorded since the last and no run is under way, and closes it.
func (l *Ledger) Close() error {
	l.recording.Lock()
	defer l.recording.Unlock()
	l.reading.Lock()
	defer l.reading.Unlock()
	if l.write == nil || l.look == nil { // another was put in its place that cannot be opened
		return l.closeBoth()
	}
	err := safekeeping.NoteEnd(context.Background(), l.kept, l.write)
	if release, fault := journal.LockFolder(l.options.Out); fault == nil && l.unput {
		grave := safekeeping.KeepSafe(context.Background(), l.kept, l.write)
		release()
		if len(grave) > 0 {
			err = errors.Join(err, errors.New(graveWords(grave)))
		}
	} else if fault == nil {
		release()
	}
	return errors.Join(err, l.closeBoth())
}

// today is the day that is reckoned with.
func (l *Ledger) today() calendar.Date {
	if l.options.AsOf.Known() {
		return l.options.AsOf
	}
	return calendar.On(l.options.Clock().Date())
}

func (l *Ledger) when(who office.Who) register.Entered {
	return register.Entered{At: register.ActTime(l.options.Clock()), Account: who.Account}
}

// ErrReplaced says that another register was put in the place of the one that is open, such as a copy from before.
var ErrReplaced = errors.New("the register was put back meanwhile; nothing was recorded: look at the page again, and record again")

// isReplaced reports whether the register in the folder is another file than the one that is open.
func (l *Ledger) isReplaced() bool {
	now, err := os.Stat(past.RegisterPath(l.options.Out))
	l.holding.Lock()
	defer l.holding.Unlock()
	return err != nil || !os.SameFile(l.held, now)
}

// refresh brings what is remembered up to date with the ledger. The caller holds the lock of reading.
func (l *Ledger) refresh(ctx context.Context) (*remembered, error) {
	if l.look == nil {
		return nil, ErrReplaced
	}
	touched, whole := map[string]bool{}, l.memory == nil
	if !whole {
		newest, err := l.look.NewestRun(ctx)
		if err != nil {
			return nil, l.kept.Explain(err)
		}
		whole = newest != l.memory.newest
	}
	if !whole {
		head, err := l.look.LedgerEnd(ctx)
		if err != nil {
			return nil, l.kept.Explain(err)
		}
		if head != l.memory.Head {
			if touched, whole, err = l.memory.readOn(ctx); err != nil {
				return nil, l.kept.Explain(err)
			}
		}
	}
	if whole {
		memory, err := recallWork(ctx, l.look)
		if err == nil {
			l.sealed, err = l.whoIsSealed(ctx, memory.Past)
		}
		if err != nil {
			return nil, l.kept.Explain(err)
		}
		l.memory, l.state = memory, nil
	}
	return l.memory, l.restate(ctx, touched)
}

// whoIsSealed tells whether a child is sealed, by the register or by the newest run.
func (l *Ledger) whoIsSealed(ctx context.Context, memory *past.Past) (func(string) bool, error) {
	sealed, err := sealedNow(ctx, l.look, memory, l.options.Out)
	var one sync.Mutex // a digester serves one at a time, and pages ask at once
	return func(child string) bool {
		one.Lock()
		defer one.Unlock()
		return sealed(child)
	}, err
}

// State is what stands now.
func (l *Ledger) State(ctx context.Context) (*office.State, error) {
	if l.isReplaced() {
		l.recording.Lock()
		err := l.reopen(ctx)
		l.recording.Unlock()
		if err != nil && !errors.Is(err, ErrReplaced) {
			return nil, err
		}
	}
	l.reading.Lock()
	defer l.reading.Unlock()
	if _, err := l.refresh(ctx); err != nil {
		return nil, err
	}
	return l.state, nil
}

// busyFor is how long somebody who records waits for a run that is writing.
const busyFor = time.Minute

// record checks something against what stands and records it, until nothing came in between. check returns the work, or faults.
func (l *Ledger) record(ctx context.Context, check func(*remembered) (*office.Receipt, register.Work, error)) (*office.Receipt, error) {
	l.recording.Lock()
	defer l.recording.Unlock()
	if err := l.reopen(ctx); err != nil {
		return nil, err
	}
	waited := false
	for until := time.Now().Add(busyFor); ; {
		receipt, work, after, err := l.checked(ctx, check)
		if err != nil || len(receipt.Faults) > 0 || work.Len() == 0 {
			return receipt, err
		}
		switch _, err = l.write.RecordWork(ctx, after, work); {
		case errors.Is(err, register.ErrMoved):
			continue
		case register.IsBusy(err) && time.Now().Before(until) && ctx.Err() == nil:
			waited = true
			continue
		case err != nil:
			return nil, l.kept.Explain(err)
		}
		if l.isReplaced() {
			return nil, ErrReplaced
		}
		l.unput = true
		if err := l.noteEnd(ctx, true); err != nil { // it is recorded all the same, and the next end that is noted holds it
			l.options.Log.Error("the end of the ledger could not be noted beside the register", "fault", err)
		}
		receipt.Recorded, receipt.RunUnderWay = work.Len(), waited
		return receipt, nil
	}
}

// checked holds something to what stands now, and says after which entry it does.
func (l *Ledger) checked(ctx context.Context, check func(*remembered) (*office.Receipt, register.Work, error)) (*office.Receipt, register.Work, int64, error) {
	l.reading.Lock()
	defer l.reading.Unlock()
	memory, err := l.refresh(ctx)
	if err != nil {
		return nil, register.Work{}, 0, err
	}
	receipt, work, err := check(memory)
	return receipt, work, memory.Head.Entries, err
}

// reopen opens the register anew where another was put in its place, and verifies that one.
func (l *Ledger) reopen(ctx context.Context) error {
	if !l.isReplaced() {
		return nil
	}
	l.reading.Lock()
	defer l.reading.Unlock()
	_ = l.closeBoth()
	err := l.open(ctx)
	if err == nil {
		_, err = safekeeping.VerifyRegister(ctx, l.kept, l.look)
	}
	if err != nil {
		l.holding.Lock()
		l.held = nil // it is not gone by, and is looked at again by whoever asks next
		l.holding.Unlock()
		return err
	}
	return ErrReplaced
}

// noteEvery is how often the end of the ledger is noted for looks alone.
const noteEvery = 5 * time.Second

// noteEnd notes where the ledger ends, for work always and for looks now and then.
func (l *Ledger) noteEnd(ctx context.Context, always bool) error {
	now := l.options.Clock()
	if !always && now.Sub(l.noted) < noteEvery {
		return nil
	}
	l.noted = now
	return safekeeping.NoteEnd(ctx, l.kept, l.write)
}

// Note enters that somebody is about to see something.
func (l *Ledger) Note(ctx context.Context, who office.Who, purpose, act string, children ...string) error {
	l.recording.Lock()
	defer l.recording.Unlock()
	err := l.reopen(ctx)
	if err == nil {
		err = l.write.RecordAct(ctx, register.Act{Act: act, At: register.ActTime(l.options.Clock()), By: who.By, Account: who.Account, Purpose: purpose, What: who.Role}, children...)
	}
	if err == nil {
		err = l.noteEnd(ctx, false)
	}
	if err != nil && l.settings.Audit.MustNote() {
		return &Unnoted{Refused: true, err: err}
	}
	if err != nil {
		l.options.Log.Error("a look could not be noted", "act", act, "by", cmp.Or(who.Account, who.By), "fault", err)
	}
	return nil
}

// amounts are the numbers of the rules that are in force.
func (l *Ledger) amounts() rules.Amounts { return l.settings.AmountsOn(l.today()) }

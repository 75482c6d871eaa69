package office

import (
	"context"

	"rollcall/pipeline/candidates"
)

// Office is the officers' ledger as the review page sees it. What a method acknowledges is on disk when it returns. Several goroutines
// may use it at once, also while a night's run is under way: nothing is lost or refused for that.
type Office interface {
	Remembering
	Recording
	Noting
	Worded
}

// Remembering is what is asked of the ledger.
type Remembering interface {
	// State is what stands now. It is cheap to ask again: while the ledger has not moved and the day is the same, it is the same
	// State. Nobody changes it.
	State(ctx context.Context) (*State, error)
	// SecondLooks are the judgements and decisions that this person may be asked to make again: none that was theirs.
	SecondLooks(ctx context.Context, who Who) ([]SecondTask, error)
	// Quality is how good the lists turned out to be, by what officers found; of may be nil.
	Quality(ctx context.Context, of Grouping) (*Quality, error)
}

// Recording is what the ledger is told. An error says that nothing was recorded and why it could not be; what is wrong with what was
// typed stands in the receipt instead, all of it at once, and then nothing was recorded either.
type Recording interface {
	// Record takes decisions and judgements: the same entries, by the same checks, as the workbook's import. RunID and the evidence of
	// each line are those that the page showed, Seen is State.Head.Entries of the State that it was made from; an empty By is the person's.
	Record(ctx context.Context, who Who, filled candidates.Filled) (*Receipt, error)
	// RecordSteps takes what was done about children.
	RecordSteps(ctx context.Context, who Who, steps ...NewStep) (*Receipt, error)
	// RecordSecondLook takes a judgement or decision that was made again without seeing the first.
	RecordSecondLook(ctx context.Context, who Who, look NewLook) (*Receipt, error)
}

// Noting is what people did that leaves no decision, and who asks for it.
type Noting interface {
	// Ask puts a child or a pair before a colleague, or answers such a question.
	Ask(ctx context.Context, who Who, q NewQuestion) (*Receipt, error)
	// Note enters that a person is about to see something, before it is shown: act is one of the words of register (ActOpened, …). Where
	// it cannot be noted and the settings require it, the error says so and nothing is to be shown.
	Note(ctx context.Context, who Who, purpose, act string, children ...string) error
	// Audit is who did what, when and what for; the newest last.
	Audit(ctx context.Context, want Wanted) (*Audit, error)
}

// Who is a person at the page.
type Who struct {
	By      string // initials, name or role, as entries say it; one person's own, for a second look is never by who looked first
	Role    string // officer, lead, manager, school
	Account string // as the login knows the person
}

// Receipt is what came of recording something.
type Receipt struct {
	Recorded int     // entries that are on disk now
	Known    int     // recorded before: the same form again, and nothing is entered twice
	First    string  // of a second look: what the first one said, as a person chooses it
	Faults   []Fault // while there is any, nothing was recorded
	// RunUnderWay: a run is being made meanwhile; what was recorded is on disk, and the lists follow it with the run after.
	RunUnderWay bool
}

// Fault is what is wrong with something that was typed.
type Fault struct {
	Place string // as the caller gave it
	Text  string // in words; it names no child
	// Meanwhile is the other entry, where somebody has decided or judged since the page was made: nothing of either was overwritten.
	Meanwhile *Meanwhile
}

// Meanwhile is what somebody else has decided.
type Meanwhile struct {
	Entry int64
	By    string
	On    string // YYYY-MM-DD, or RFC 3339 where more is known
	What  string // the outcome or verdict in words
}

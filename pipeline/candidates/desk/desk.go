package desk

import (
	"database/sql"
	"errors"
	"sync"
	"time"

	"rollcall/pipeline/candidates"
)

// The errors of a store.
var (
	ErrNone    = errors.New("the run has no store: it was made before there was one, or a child was erased since; make a run")
	ErrOther   = errors.New("written by another version of rollcall, whose stores this one does not read: make a run")
	ErrUnknown = errors.New("no child of this id in this run, or sealed: then ask the designated officer")
	ErrSealed  = errors.New("the child is sealed: ask the designated officer")
)

// Desk is an open store. Any number of goroutines may read it.
type Desk struct {
	db    *sql.DB
	run   Run
	world candidates.World
	tell  candidates.StoryTeller
	close func() error

	spelt      sync.Mutex
	speltWords *words // read when something is first looked for
}

// Run is what a store says of the run that wrote it.
type Run struct {
	ID      string
	AsOf    time.Time
	Summary candidates.Summary                       // banners, inputs, counts, measures, as the workbook's front sheet has them
	Words   map[candidates.List]candidates.ListWords // that an officer chooses from
	Counts  map[string]int                           // "children", and the lines of each list by its name
}

// Run is the run that wrote the store.
func (d *Desk) Run() *Run { return &d.run }

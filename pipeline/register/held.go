package register

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// The kinds of entry of what is held before publication.
const (
	heldEntry      = "held"
	releasedEntry  = "released"
	discardedEntry = "discarded"
)

// standStill are the kinds of entry that change nothing of what a run says but, of a step, its order: a held run may be released over
// them. Any other kind came after the run looked, and the run is to be made again.
var standStill = []string{heldEntry, releasedEntry, discardedEntry, actEntry, stepEntry, lookEntry, askedEntry}

// Held is a run that was held before publication: what it differs by, and digests of what it made.
type Held struct {
	Run      string          `json:"-"`
	Entry    int64           `json:"-"` // of the ledger
	AsOf     string          `json:"as_of"`
	Trips    json.RawMessage `json:"trips"`  // what was over, as the program counts it
	Why      []string        `json:"why"`    // the same in words that name no child
	Manifest string          `json:"sha256"` // of its manifest, which names those of all other files
	Record   string          `json:"record"` // digest of what is recorded when it is released
}

// Release is a person's word that a held run is published, or that it is not.
type Release struct {
	Run     string    `json:"-"`
	By      string    `json:"by"` // a role
	Reason  string    `json:"reason"`
	On      time.Time `json:"on"`
	Over    []string  `json:"over,omitempty"` // what was over, in words
	Discard bool      `json:"-"`
}

// Compared is how a published run differs from the published one before it, and by which settings it was made. It holds counts and
// mappings, and nothing of a child.
type Compared struct {
	Run      string          `json:"-"`
	AsOf     string          `json:"-"`
	Step     json.RawMessage `json:"step,omitempty"`
	Settings json.RawMessage `json:"settings,omitempty"`
	// Same names the run whose settings these are, where an earlier one noted the very same: they are of kilobytes, and change once a term.
	Same     string `json:"same_settings,omitempty"`
	Released bool   `json:"released,omitempty"` // a person let it through
}

// RecordHeld enters in the ledger that a run was held. Nothing else is remembered of it.
func (r *Register) RecordHeld(ctx context.Context, h Held) error {
	return nameRegister(inTransaction(ctx, r.db, nil, func(tx *sql.Tx) error {
		_, err := appendEntry(ctx, tx, heldEntry, h.Run, h)
		return err
	}))
}

// DiscardHeld enters in the ledger that a person let a held run go.
func (r *Register) DiscardHeld(ctx context.Context, d Release) error {
	return nameRegister(inTransaction(ctx, r.db, nil, func(tx *sql.Tx) error {
		_, err := appendEntry(ctx, tx, discardedEntry, d.Run, d)
		return err
	}))
}

// HeldRuns returns the runs that were ever held, in the order in which they were.
func (r *Register) HeldRuns(ctx context.Context) ([]Held, error) {
	all, err := readEntries(ctx, r.db, heldEntry, func(h *Held, seq int64, about string) { h.Entry, h.Run = seq, about })
	return all, nameRegister(err)
}

// Releases returns what people said of held runs, in the order in which they did.
func (r *Register) Releases(ctx context.Context) (all []Release, err error) {
	for _, kind := range []string{releasedEntry, discardedEntry} {
		of, err := readEntries(ctx, r.db, kind, func(x *Release, _ int64, about string) { x.Run, x.Discard = about, kind == discardedEntry })
		if err != nil {
			return nil, nameRegister(err)
		}
		all = append(all, of...)
	}
	slices.SortStableFunc(all, func(a, b Release) int { return a.On.Compare(b.On) })
	return all, nil
}

// MovedOn returns the kind of the first entry after a held run that changes what a run would say, but of that run itself; empty
// when there is none.
func (r *Register) MovedOn(ctx context.Context, h Held) (kind string, err error) {
	var one, about string
	err = eachRow(ctx, r.db, []any{&one, &about}, func() error {
		if own := about == h.Run && one == runEntry; kind == "" && !own && !slices.Contains(standStill, one) {
			kind = one
		}
		return nil
	}, `SELECT kind, about FROM entry WHERE seq > ? ORDER BY seq`, h.Entry)
	return kind, nameRegister(err)
}

// IsRecorded reports whether a run is remembered, published or about to be.
func (r *Register) IsRecorded(ctx context.Context, id string) (bool, error) {
	var n int
	err := r.db.QueryRowContext(ctx, `SELECT count(*) FROM run WHERE id = ?`, id).Scan(&n)
	return n > 0, nameRegister(err)
}

// RunUpTo returns the newest published run for a day or one before it.
func (r *Register) RunUpTo(ctx context.Context, on time.Time) (Past, error) {
	return r.RunBefore(ctx, on.AddDate(0, 0, 1))
}

// ComparedSince returns what published runs for the days from one to another, both included, were compared with, by day and then in
// the order in which they were recorded.
func (r *Register) ComparedSince(ctx context.Context, from, to time.Time) (all []Compared, err error) {
	return r.readCompared(ctx, `published AND run.as_of BETWEEN ? AND ? ORDER BY run.as_of, entry.seq`, isoDay(from), isoDay(to))
}

// LastCompared returns what the newest published run for a day or one before it was compared with, and whether one was.
func (r *Register) LastCompared(ctx context.Context, on time.Time) (Compared, bool, error) {
	all, err := r.readCompared(ctx, `published AND run.as_of <= ? ORDER BY run.as_of DESC, entry.seq DESC LIMIT 1`, isoDay(on))
	if err != nil || len(all) == 0 {
		return Compared{}, false, err
	}
	last := all[0]
	if last.Same == "" {
		return last, true, nil
	}
	noted, err := r.readCompared(ctx, `run.id = ?`, last.Same)
	if err == nil && (len(noted) != 1 || len(noted[0].Settings) == 0) {
		err = nameRegister(fmt.Errorf("run %s: the settings that it was made by are not those of run %s", last.Run, last.Same))
	}
	if err != nil {
		return Compared{}, false, err
	}
	last.Settings = noted[0].Settings
	return last, true, nil
}

// shareSettings leaves the settings out of what a run notes where the run before it was made by the very same.
func (r *Register) shareSettings(ctx context.Context, run *Run) error {
	if run.Compared == nil || len(run.Compared.Settings) == 0 {
		return nil
	}
	last, known, err := r.LastCompared(ctx, run.AsOf)
	if err != nil || !known || last.Run == run.ID || !bytes.Equal(last.Settings, run.Compared.Settings) {
		return err
	}
	shared := *run.Compared
	shared.Settings, shared.Same = nil, cmp.Or(last.Same, last.Run)
	run.Compared = &shared
	return nil
}

func (r *Register) readCompared(ctx context.Context, which string, args ...any) (all []Compared, err error) {
	var about, body string
	err = eachRow(ctx, r.db, []any{&about, &body}, func() error {
		var of runBody
		if err := json.Unmarshal([]byte(body), &of); err != nil {
			return fmt.Errorf("run %s: %w", about, err)
		}
		if of.Compared != nil {
			of.Compared.Run, of.Compared.AsOf = about, of.AsOf
			all = append(all, *of.Compared)
		}
		return nil
	}, `SELECT entry.about, entry.body FROM entry JOIN run ON run.id = entry.about WHERE entry.kind = 'run' AND `+which, args...)
	return all, nameRegister(err)
}

// enterRelease enters with a run that a person released it.
func enterRelease(ctx context.Context, tx *sql.Tx, run *Run) error {
	if run.Release == nil {
		return nil
	}
	_, err := appendEntry(ctx, tx, releasedEntry, run.ID, run.Release)
	return err
}

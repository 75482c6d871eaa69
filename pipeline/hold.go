package pipeline

import (
	"context"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"rollcall/pipeline/breaker"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/lists"
	"rollcall/pipeline/register"
)

// ErrHeld says that a run was made whole and held before publication. The last lists stand until a person releases it, or until the
// extract is mended and a later run publishes. The error is a *HeldError.
var ErrHeld = errors.New("held before publication")

// heldSecret is the purpose of the register's secret that seals what a held run is to record.
const heldSecret = "what a held run is to record"

// HeldError is a run that was held: why, and since when runs are held for that.
type HeldError struct {
	Run    journal.RunID
	Folder string // in which it stands
	Why    []string
	Since  calendar.Date // day of the first run that was held for one of the reasons, after the last that was published
	Nights int           // how many were, this one among them
}

// Error says what changed, which input did it, and what a person can do. It names no child.
func (e *HeldError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%v: the lists differ from the last ones by more than the settings allow, and the last ones stand", ErrHeld)
	if e.Nights > 1 {
		fmt.Fprintf(&b, "; runs are held for this since that of %s, %d of them", e.Since.Words(), e.Nights)
	}
	for _, why := range e.Why {
		fmt.Fprintf(&b, "\n  %s", why)
	}
	fmt.Fprintf(&b, "\n  It can be looked at in %s. Mend what is wrong and run again; or, where it is right, publish it:"+
		"\n  rollcall release %s --by ROLE --reason TEXT -c SETTINGS", e.Folder, e.Run)
	return b.String()
}

// Is makes every HeldError one of ErrHeld.
func (e *HeldError) Is(target error) bool { return target == ErrHeld }

// hold writes a run where it can be looked at and published later, and enters in the ledger that it is held. The register remembers
// nothing else of it, so the next run is compared with the lists that stand.
func hold(j *journal.Journal, reg *register.Register, night *lists.Night, c *compared, write func(dir string) error) (string, error) {
	held := register.Held{Run: string(j.Manifest.Run), AsOf: j.AsOf.String(), Why: c.why}
	var err error
	if held.Trips, err = json.Marshal(c.trips); err != nil {
		return "", err
	}
	e := &HeldError{Run: j.Manifest.Run, Why: c.why, Since: j.AsOf, Nights: 1}
	if err := e.countNights(j.Context(), reg, c); err != nil {
		return "", err
	}
	e.Folder, err = journal.HoldFolder(j.Out, j.Manifest.Run, func(dir string) error {
		if err := write(dir); err != nil {
			return err
		}
		held.Manifest, err = journal.HashFile(filepath.Join(dir, journal.ManifestFile))
		return err
	}, func(path string) error {
		seal := reg.SecretFor(heldSecret)
		if err := seal.WriteFile(path, func(w io.Writer) error { return gob.NewEncoder(w).Encode(night.Recorded) }); err != nil {
			return err
		}
		if held.Record, err = journal.HashFile(path); err != nil {
			return err
		}
		return reg.RecordHeld(j.Context(), held) // the last thing before the folder appears: none stands that the ledger does not know
	})
	if err != nil {
		return "", err
	}
	if err := j.DeleteCheckpoints(); err != nil {
		return "", err
	}
	return e.Folder, e
}

// countNights counts the runs that were held for one of the same reasons since the last that was published.
func (e *HeldError) countNights(ctx context.Context, reg *register.Register, c *compared) error {
	earlier, err := reg.HeldRuns(ctx)
	if err != nil {
		return err
	}
	for _, h := range slices.Backward(earlier) {
		if c.last.Run.HoldsEntry(h.Entry) {
			break
		}
		var trips []breaker.Trip
		if err := json.Unmarshal(h.Trips, &trips); err != nil {
			return fmt.Errorf("register: entry %d: %w", h.Entry, err)
		}
		if on, err := calendar.Parse(h.AsOf); err == nil && slices.ContainsFunc(trips, func(t breaker.Trip) bool { return slices.ContainsFunc(c.trips, t.SameReason) }) {
			e.Since, e.Nights = min(e.Since, on), e.Nights+1
		}
	}
	return nil
}

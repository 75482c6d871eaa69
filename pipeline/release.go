package pipeline

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/safekeeping"
	"rollcall/pipeline/settings"
)

// Released is who releases a held run, or discards it, and why.
type Released struct {
	By     string // a role
	Reason string
}

// ErrNotAsHeld says that a held run is not released, for it is not what was held, or the register has moved on since.
var ErrNotAsHeld = errors.New("not released; run again")

// Standing is a held run that still stands.
type Standing struct {
	Run journal.RunID
	Why []string
}

// ListHeld returns the runs that stand held, by their days.
func ListHeld(ctx context.Context, s *settings.Settings, o journal.Options) ([]Standing, error) {
	o = o.WithDefaults(s.OutputDir())
	if !journal.FileExists(past.RegisterPath(o.Out)) {
		return nil, nil
	}
	reg, err := safekeeping.OpenExisting(safekeeping.AskedIn(s, o))
	if err != nil {
		return nil, err
	}
	defer reg.Close()
	ids, err := journal.HeldRuns(o.Out)
	if err != nil {
		return nil, err
	}
	all, err := reg.HeldRuns(ctx)
	var standing []Standing
	for _, h := range all {
		if slices.Contains(ids, journal.RunID(h.Run)) {
			standing = append(standing, Standing{journal.RunID(h.Run), h.Why})
		}
	}
	return standing, err
}

// Release publishes a held run as it was held: the register remembers what it would have recorded, with who released it and why,
// the folder moves among the published ones, and LATEST points to it. It returns the folder. Where a byte of the folder or of what is to
// be recorded is another than was held, or the register holds a later run, decision or seal, the error is an ErrNotAsHeld and nothing
// has changed. Killed at any moment, it can be asked again.
func Release(ctx context.Context, s *settings.Settings, o journal.Options, id journal.RunID, who Released) (string, error) {
	o = o.WithDefaults(s.OutputDir())
	h, reg, done, err := openHeld(ctx, s, o, id)
	if err != nil {
		return "", err
	}
	defer done()
	kind, err := reg.MovedOn(ctx, h)
	if err != nil {
		return "", err
	}
	if kind != "" {
		return "", refuseHeld(h, "the register has moved on since: it holds a later entry, a "+kind+", of which the held lists know nothing")
	}
	recorded, err := reg.IsRecorded(ctx, h.Run)
	if err != nil {
		return "", err
	}
	if !recorded {
		if err := recordReleased(ctx, reg, o, h, who); err != nil {
			return "", err
		}
	}
	folder, err := journal.AppearHeld(o.Out, id)
	if err != nil {
		return "", err
	}
	if err := reg.MarkPublished(ctx, h.Run); err != nil {
		return "", err
	}
	day, err := calendar.Parse(h.AsOf)
	if err != nil {
		return "", err
	}
	safekeeping.KeepSafe(ctx, safekeeping.AskedIn(s, o), reg) // that no copy could be made is told by the next run
	arrangeHistory(ctx, s.Custody(), reg, o.Out)              // that it could not is told by the next run
	return folder, errors.Join(keepModel(s, folder), journal.RemoveHeldUntil(o.Out, day), shareLatest(s.Custody(), o.Out))
}

// Discard lets a held run go, by a person's word, which the register keeps.
func Discard(ctx context.Context, s *settings.Settings, o journal.Options, id journal.RunID, who Released) error {
	o = o.WithDefaults(s.OutputDir())
	h, reg, done, err := openHeld(ctx, s, o, id)
	if err != nil {
		return err
	}
	defer done()
	if recorded, err := reg.IsRecorded(ctx, h.Run); err != nil || recorded {
		return errors.Join(err, fmt.Errorf("held run %s: its release was begun; release it", id))
	}
	if err := reg.DiscardHeld(ctx, releaseOf(o, h, who)); err != nil {
		return err
	}
	return journal.RemoveHeld(o.Out, id)
}

// openHeld finds a held run, under the lock of the output folder.
func openHeld(ctx context.Context, s *settings.Settings, o journal.Options, id journal.RunID) (h register.Held, reg *register.Register, done func(), err error) {
	ids, err := journal.HeldRuns(o.Out)
	if err != nil {
		return h, nil, nil, err
	}
	inRuns := filepath.Join(o.Out, journal.RunsFolder, string(id))
	if !slices.Contains(ids, id) {
		return h, nil, nil, fmt.Errorf("run %s is not held; those that are: %v", id, ids)
	}
	unlock, err := journal.LockFolder(o.Out)
	if err != nil {
		return h, nil, nil, err
	}
	if reg, _, err = safekeeping.OpenRegister(ctx, safekeeping.AskedIn(s, o)); err != nil {
		unlock()
		return h, nil, nil, err
	}
	done = func() { reg.Close(); unlock() }
	all, err := reg.HeldRuns(ctx)
	i := slices.IndexFunc(all, func(h register.Held) bool { return h.Run == string(id) })
	if err == nil && i < 0 {
		err = refuseHeld(register.Held{Run: string(id)}, "the register knows nothing of it")
	}
	if err == nil && !journal.FileExists(journal.HeldPath(o.Out, id)) && !journal.FileExists(inRuns) {
		err = refuseHeld(all[i], "its folder is gone")
	}
	if err != nil {
		done()
		return h, nil, nil, err
	}
	return all[i], reg, done, nil
}

func refuseHeld(h register.Held, why string) error {
	return fmt.Errorf("held run %s: %s: %w", h.Run, why, ErrNotAsHeld)
}

// recordReleased records a held run as it would have recorded itself, if it is as it was held.
func recordReleased(ctx context.Context, reg *register.Register, o journal.Options, h register.Held, who Released) error {
	id := journal.RunID(h.Run)
	if what, err := alteredFile(journal.HeldPath(o.Out, id), h.Manifest); err != nil {
		return err
	} else if what != "" {
		return refuseHeld(h, what+" is not as it was held")
	}
	if sum, err := journal.HashFile(journal.RecordPath(o.Out, id)); err != nil || sum != h.Record {
		return refuseHeld(h, "what is to be recorded is not as it was held")
	}
	var run register.Run
	record, err := reg.SecretFor(heldSecret).OpenFile(journal.RecordPath(o.Out, id))
	if err != nil {
		return refuseHeld(h, "what is to be recorded cannot be read")
	}
	defer record.Close()
	if err := gob.NewDecoder(record.Stream()).Decode(&run); err != nil {
		return refuseHeld(h, "what is to be recorded cannot be read")
	}
	release := releaseOf(o, h, who)
	run.Release = &release
	if run.Compared != nil {
		run.Compared.Released = true
	}
	return reg.RecordRun(ctx, run)
}

func releaseOf(o journal.Options, h register.Held, who Released) register.Release {
	return register.Release{Run: h.Run, By: who.By, Reason: who.Reason, On: o.Clock().UTC(), Over: h.Why}
}

// alteredFile names the first file of a run's folder that is not as its manifest says, by the digest of that manifest; empty when all
// are.
func alteredFile(dir, manifest string) (string, error) {
	if sum, err := journal.HashFile(filepath.Join(dir, journal.ManifestFile)); err != nil || sum != manifest {
		return journal.ManifestFile, nil
	}
	m, err := journal.ReadManifest(dir)
	if err != nil {
		return "", err
	}
	now := map[string]string{}
	if err := hashOutputs(now, dir); err != nil {
		return "", err
	}
	delete(now, journal.ManifestFile)
	for _, name := range slices.Sorted(maps.Keys(m.Outputs)) {
		if now[name] != m.Outputs[name] {
			return name, nil
		}
		delete(now, name)
	}
	for _, name := range slices.Sorted(maps.Keys(now)) {
		return name, nil
	}
	return "", nil
}

// keepModel keeps the model of a released run where the settings want it, when there is none.
func keepModel(s *settings.Settings, folder string) error {
	kept := s.Resolve(s.Model)
	if kept == "" || journal.FileExists(kept) {
		return nil
	}
	raw, err := os.ReadFile(filepath.Join(folder, journal.ModelFile))
	if err != nil {
		return err
	}
	return journal.WriteDurably(kept, raw)
}

package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/sourcegraph/conc/pool"

	"rollcall/matchers"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
	"rollcall/pipeline/custody"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/lists"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/safekeeping"
)

// publish writes every file of the run into a folder that nobody sees, remembers in the register what the run shows, and
// then lets the folder appear and LATEST point to it. A run whose lists differ from the last ones by more than the settings allow is
// held instead (see ErrHeld).
func publish(j *journal.Journal, reg *register.Register, asked lists.Asked, changed *settingsChanges) (*Result, error) {
	defer saveMemory(muchHeld)()
	j.Manifest.Notices = journal.GroupNotices(j.Manifest.Notices)
	night, err := lists.Make(j, asked)
	if err != nil {
		return nil, err
	}
	compared, err := compareNight(j, reg, asked, night, changed)
	if err != nil {
		return nil, err
	}
	asked.Release()
	result := &Result{ID: j.Manifest.Run, Manifest: j.Manifest, Lists: night.Lists, Portraits: asked.Passed.Portraits}
	for _, n := range j.Manifest.Notices {
		result.Held = result.Held || n.Grave
	}
	kept := asked.Settings.Resolve(asked.Settings.Model)
	write := func(dir string) error { return writeRun(j, reg, night, asked.Model, kept, dir) }
	if len(compared.trips) > 0 && !j.IsAside() {
		kept = "" // a model is kept when it is published
		result.Folder, err = hold(j, reg, night, compared, write)
		return result, err
	}
	result.Folder, err = journal.PublishFolder(j.Out, j.Manifest.Run, func(dir string) error {
		if j.IsAside() {
			return write(dir)
		}
		var recorded *register.Prepared
		g := pool.New().WithErrors()
		g.Go(func() error { return write(dir) })
		g.Go(func() error { recorded = reg.PrepareRun(night.Recorded); return nil })
		if err := g.Wait(); err != nil {
			return err
		}
		// The last thing before the run appears: one that is killed here is made again and calls every child the same.
		return reg.RecordPrepared(j.Context(), recorded, register.ActTime(j.Clock()))
	})
	if err != nil {
		return nil, err
	}
	if j.IsAside() {
		return result, j.DeleteCheckpoints()
	}
	if err := journal.PointLatest(j.Out, j.Manifest.Run); err != nil {
		return nil, err
	}
	if err := reg.MarkPublished(j.Context(), string(j.Manifest.Run)); err != nil {
		return nil, err
	}
	if err := journal.RemoveHeldUntil(j.Out, j.AsOf); err != nil {
		return nil, err
	}
	if err := shareLatest(j.Custody, j.Out); err != nil {
		return nil, err
	}
	if err := withdrawExposed(j, reg, asked.Judged.Children); err != nil {
		return nil, err
	}
	j.Notice(arrangeHistory(j.Context(), j.Custody, reg, j.Out)...)
	grave := safekeeping.KeepSafe(j.Context(), safekeeping.AskedIn(asked.Settings, j.Options), reg)
	j.Notice(grave...)
	result.Held = result.Held || len(grave) > 0
	return result, j.DeleteCheckpoints()
}

// writeRun writes all that a run publishes into a folder: encrypted, and closed, as the settings say.
func writeRun(j *journal.Journal, reg *register.Register, night *lists.Night, model *matchers.Model, kept, dir string) error {
	if err := j.Custody.MarkFolder(dir); err != nil {
		return err
	}
	write := func(l candidates.Lists) error { return writeLists(dir, l) }
	if err := past.RememberPublished(dir, reg, *night.Lists, write); err != nil {
		return err
	}
	if err := writeModel(j, dir, model, kept); err != nil {
		return err
	}
	if err := hashOutputs(j.Manifest.Outputs, dir); err != nil {
		return err
	}
	if err := journal.WriteDurably(filepath.Join(dir, journal.ManifestFile), j.Manifest.JSON()); err != nil {
		return err
	}
	return j.Custody.Group.ShareFolder(dir, custody.SealedFolder)
}

// writeLists writes the lists for those who open files, and beside them the store for those who work on a page.
func writeLists(dir string, l candidates.Lists) error {
	g := pool.New().WithErrors().WithFirstError()
	g.Go(func() error { return candidates.PublishLists(dir, l) })
	g.Go(func() error { return desk.Write(filepath.Join(dir, candidates.DeskFile), l) })
	return g.Wait()
}

// writeModel writes the model beside the lists it made, and where the settings keep it when there was none.
func writeModel(j *journal.Journal, dir string, model *matchers.Model, kept string) error {
	var b bytes.Buffer
	if err := model.Save(&b); err != nil {
		return fmt.Errorf("model: %w", err)
	}
	j.Manifest.Model = journal.HashBytes(b.Bytes())
	if kept != "" && !journal.FileExists(kept) {
		if err := journal.WriteDurably(kept, b.Bytes()); err != nil {
			return fmt.Errorf("model: %w", err)
		}
	}
	return custody.WriteFile(filepath.Join(dir, journal.ModelFile), func(w io.Writer) error { _, err := w.Write(b.Bytes()); return err })
}

// hashOutputs notes what each file of the folder holds, and of the folders in it.
func hashOutputs(sums map[string]string, dir string) error {
	var mu sync.Mutex
	g := pool.New().WithMaxGoroutines(runtime.GOMAXPROCS(0)).WithErrors().WithFirstError()
	walked := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		g.Go(func() error {
			sum, err := journal.HashFile(path)
			mu.Lock()
			defer mu.Unlock()
			sums[filepath.ToSlash(name)] = sum
			return err
		})
		return nil
	})
	return errors.Join(walked, g.Wait())
}

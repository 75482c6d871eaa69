package pipeline

import (
	"bytes"
	"fmt"
	"io/fs"
	"path/filepath"

	"rollcall/matchers"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/lists"
	"rollcall/pipeline/register"
)

// publish writes every file of the run into a folder that nobody sees, remembers in the register what the run shows, and
// then lets the folder appear and LATEST point to it.
func publish(j *journal.Journal, reg *register.Register, asked lists.Asked) (*Result, error) {
	night, err := lists.Make(j, asked)
	if err != nil {
		return nil, err
	}
	result := &Result{ID: j.Manifest.Run, Manifest: j.Manifest, Lists: night.Lists, Portraits: asked.Passed.Portraits}
	for _, n := range j.Manifest.Notices {
		result.Held = result.Held || n.Grave
	}
	result.Folder, err = journal.PublishFolder(j.Out, j.Manifest.Run, func(dir string) error {
		if err := candidates.PublishLists(dir, *night.Lists); err != nil {
			return err
		}
		if err := writeModel(j, dir, asked.Model, asked.Settings.Resolve(asked.Settings.Model)); err != nil {
			return err
		}
		if err := hashOutputs(j.Manifest.Outputs, dir); err != nil {
			return err
		}
		if err := journal.WriteDurably(filepath.Join(dir, journal.ManifestFile), j.Manifest.JSON()); err != nil {
			return err
		}
		// The last thing before the run appears: one that is killed here is made again and calls every child the same.
		return reg.RecordRun(j.Context(), night.Recorded)
	})
	if err != nil {
		return nil, err
	}
	if err := reg.MarkPublished(j.Context(), string(j.Manifest.Run)); err != nil {
		return nil, err
	}
	return result, j.DeleteCheckpoints()
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
	return journal.WriteDurably(filepath.Join(dir, journal.ModelFile), b.Bytes())
}

// hashOutputs notes what each file of the folder holds, and of the folders in it.
func hashOutputs(sums map[string]string, dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		sum, err := journal.HashFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		sums[filepath.ToSlash(name)] = sum
		return err
	})
}

package journal

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"rollcall/pipeline/custody"
	"rollcall/pipeline/disk"
)

// checkpoints keeps what stages made, so that a run which was killed or failed can be started again without reading and
// comparing everything anew. A checkpoint is named after everything that went into it: extracts, settings, model and
// program. They hold what the extracts hold, encrypted ones too, so every checkpoint is encrypted, always, with a secret that is
// made for the run and lies elsewhere (custody.Place); a run that publishes deletes both.
type checkpoints struct {
	dir    string // of this run; empty: none are kept
	key    string // of what went into the next stage
	secret custody.Secret
	place  custody.Place
}

// KeyFiles names what goes into a run by words and by the bytes of files, as they lie on disk. One that is not there is reported
// where it is read.
func KeyFiles(words []string, files []string) (string, error) {
	h := sha256.New()
	for _, w := range words {
		fmt.Fprintf(h, "%s\x00", w)
	}
	for _, path := range files {
		sum, err := sumOf(path)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%s\x00%s\x00", path, sum)
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}

// sumOf hashes a file; one that cannot be opened has no sum.
func sumOf(path string) (string, error) {
	f, err := disk.Open(path)
	if err != nil {
		return "", nil
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return string(h.Sum(nil)), err
}

// KeyOn makes something that was not known before, such as what was read of extracts, part of what goes into every later stage.
func (j *Journal) KeyOn(text string) {
	h := sha256.Sum256([]byte(j.kept.key + "\x00" + text))
	j.kept.key = hex.EncodeToString(h[:16])
}

func (c *checkpoints) folderPath() string { return filepath.Join(c.dir, c.key) }

// Codec says how what a stage makes is kept in a checkpoint and had back.
type Codec[Out any] struct {
	Save func(to Checkpoint, out Out) error
	Load func(ctx context.Context, from Checkpoint) (Out, error)
}

// Saved is Step with a checkpoint: when an earlier attempt left one of the same inputs, the stage is not run again.
func Saved[Out any](j *Journal, name string, c Codec[Out], stage func() (Out, error)) Out {
	return Step(j, name, func() (Out, error) {
		j.KeyOn(name)
		if out, ok := restoreStage(j, c); ok {
			return out, nil
		}
		var out Out
		told, err := j.Overhear(func() (err error) { out, err = stage(); return err })
		if err != nil {
			return out, err
		}
		return out, j.kept.writeStage(told, func(to Checkpoint) error { return c.Save(to, out) })
	})
}

// Told is what a stage, or a part of one, told the manifest; it is kept with what was made, so that whoever takes that up tells the same.
type Told struct {
	Counts  Counts   `json:"counts"`
	Notices []Notice `json:"notices"`
}

// Overhear does a part of the stage under way and returns what it told.
func (j *Journal) Overhear(part func() error) (Told, error) {
	counts, notices := len(j.underWay().Counts), len(j.Manifest.Notices)
	err := part()
	return Told{j.underWay().Counts[counts:], j.Manifest.Notices[notices:]}, err
}

// TakeKept tells of the stage under way what was told of it on the night that kept what it takes up.
func (j *Journal) TakeKept(t Told) {
	j.underWay().Kept = true
	j.tellAgain(t)
}

// TellLasted tells of how much of what the stage under way made an earlier night had made, and still holds.
func (j *Journal) TellLasted(n int) { j.underWay().Lasted = n }

func (j *Journal) tellAgain(t Told) {
	for _, c := range t.Counts {
		j.Count(c.Name, c.N)
	}
	j.Notice(t.Notices...)
}

const noteFile = "stage.json"

// restoreStage takes a stage's work from its checkpoint. One that is damaged is as good as none.
func restoreStage[Out any](j *Journal, c Codec[Out]) (out Out, ok bool) {
	if j.kept.dir == "" {
		return out, false
	}
	from := Checkpoint{j.kept.folderPath(), j.kept.secret}
	var told Told
	if from.ReadFile(noteFile, func(r io.Reader) error { return json.NewDecoder(r).Decode(&told) }) != nil {
		return out, false
	}
	sum, err := disk.Read(filepath.Join(j.kept.folderPath(), sumFile))
	if err != nil {
		return out, false
	}
	if now, err := sumFolder(j.kept.folderPath()); err != nil || now != string(sum) {
		j.Log.Warn("checkpoint is damaged; the stage is run again")
		return out, false
	}
	out, err = c.Load(j.ctx, from)
	if err != nil {
		j.Log.Warn("checkpoint cannot be read; the stage is run again", "error", err.Error())
		return out, false
	}
	j.underWay().Resumed = true
	j.tellAgain(told)
	return out, true
}

// writeStage writes the checkpoint of the stage under way, whole or not at all.
func (c *checkpoints) writeStage(told Told, save func(to Checkpoint) error) error {
	if c.dir == "" {
		return nil
	}
	if err := custody.MakeFolder(c.dir); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(c.dir, "part-")
	if err != nil {
		return err
	}
	to := Checkpoint{dir, c.secret}
	err = errors.Join(save(to), to.WriteFile(noteFile, func(w io.Writer) error { return json.NewEncoder(w).Encode(told) }))
	if err == nil {
		var sum string
		if sum, err = sumFolder(dir); err == nil {
			err = os.WriteFile(filepath.Join(dir, sumFile), []byte(sum), custody.FileMode)
		}
	}
	if err != nil {
		return fmt.Errorf("checkpoint: %w", errors.Join(err, os.RemoveAll(dir)))
	}
	if err := os.RemoveAll(c.folderPath()); err != nil {
		return err
	}
	return os.Rename(dir, c.folderPath())
}

// sumFile holds the digest of the other files of a checkpoint: a byte that has changed can be read as another number.
const sumFile = "sha256"

func sumFolder(dir string) (string, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, f := range files {
		if f.Name() == sumFile {
			continue
		}
		in, err := disk.Open(filepath.Join(dir, f.Name()))
		if err != nil {
			return "", err
		}
		n, err := io.Copy(h, in)
		in.Close()
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "\x00%s\x00%d\x00", f.Name(), n)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

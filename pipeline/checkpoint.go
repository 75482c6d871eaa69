package pipeline

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
	"slices"

	"rollcall/sources"
)

// checkpoints keeps what stages made, so that a run which was killed or failed can be started again without reading and
// comparing everything anew. A checkpoint is named after everything that went into it: extracts, settings, model and
// program. They hold what the extracts hold, so only the owner may read them, and a run that publishes deletes them.
type checkpoints struct {
	dir string
	key string // of what went into the next stage
}

const checkpointFolder = ".checkpoints"

func newCheckpoints(out, key string) *checkpoints {
	return &checkpoints{dir: filepath.Join(out, checkpointFolder), key: key}
}

// note is what a stage told the manifest; it is kept with its checkpoint so that a resumed run tells the same.
type note struct {
	Counts  Counts   `json:"counts"`
	Inputs  []Input  `json:"inputs"`
	Notices []Notice `json:"notices"`
}

// codec says how what a stage makes is kept in a folder and had back. load is given what went into the stage as well.
type codec[In, Out any] struct {
	save func(dir string, out Out) error
	load func(ctx context.Context, dir string, in In) (Out, error)
}

// saved is step with a checkpoint: when an earlier attempt left one of the same inputs, the stage is not run again.
func saved[In, Out any](r *run, name string, stage func(*run, In) (Out, error), c codec[In, Out], in In) Out {
	return step(r, name, func(r *run, in In) (Out, error) {
		r.save.advance(name)
		if out, ok := restore(r, c, in); ok {
			return out, nil
		}
		before := r.told()
		out, err := stage(r, in)
		if err != nil {
			return out, err
		}
		return out, r.keep(before, func(dir string) error { return c.save(dir, out) })
	}, in)
}

// savedIntake is saved for the stage that reads. What a database answers is not known before it is asked, so an intake
// with a query in it is never taken from a checkpoint; the hashes of the answers go into what the later stages are named
// after, so that they are taken up when the rows are the same.
func savedIntake[Out any](r *run, stage func(*run, []sources.Extract) (Out, error), c codec[[]sources.Extract, Out], plan []sources.Extract) Out {
	const name = "ingest"
	if !slices.ContainsFunc(plan, func(x sources.Extract) bool { return x.Query != nil }) {
		return saved(r, name, stage, c, plan)
	}
	return step(r, name, func(r *run, plan []sources.Extract) (Out, error) {
		out, err := stage(r, plan)
		for _, in := range r.manifest.Inputs {
			name := name + "\x00" + in.Kind + "\x00" + in.File + "\x00" + in.SHA256
			r.save.advance(name)
		}
		return out, err
	}, plan)
}

// advance moves the key on to what comes out of a stage.
func (c *checkpoints) advance(stage string) {
	h := sha256.Sum256([]byte(c.key + "\x00" + stage))
	c.key = hex.EncodeToString(h[:16])
}

func (c *checkpoints) folder() string { return filepath.Join(c.dir, c.key) }

// restore takes a stage's work from its checkpoint. One that is damaged is as good as none.
func restore[In, Out any](r *run, c codec[In, Out], in In) (out Out, ok bool) {
	sum, err := os.ReadFile(filepath.Join(r.save.folder(), sumFile))
	if err != nil {
		return out, false
	}
	if now, err := sumOf(r.save.folder()); err != nil || now != string(sum) {
		r.log.Warn("checkpoint is damaged; the stage is run again")
		return out, false
	}
	raw, err := os.ReadFile(filepath.Join(r.save.folder(), "stage.json"))
	if err != nil {
		return out, false
	}
	var n note
	if json.Unmarshal(raw, &n) != nil {
		return out, false
	}
	out, err = c.load(r.ctx, r.save.folder(), in)
	if err != nil {
		r.log.Warn("checkpoint cannot be read; the stage is run again", "error", err.Error())
		return out, false
	}
	s := &r.manifest.Stages[len(r.manifest.Stages)-1]
	s.Counts, s.Resumed = n.Counts, true
	r.manifest.Inputs = append(r.manifest.Inputs, n.Inputs...)
	r.manifest.Notices = append(r.manifest.Notices, n.Notices...)
	return out, true
}

// told is how much the manifest holds, so that what a stage adds can be told apart.
type told struct{ inputs, notices int }

func (r *run) told() told { return told{len(r.manifest.Inputs), len(r.manifest.Notices)} }

// keep writes the checkpoint of the stage under way, whole or not at all.
func (r *run) keep(before told, save func(dir string) error) error {
	if err := os.MkdirAll(r.save.dir, 0o700); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(r.save.dir, "part-")
	if err != nil {
		return err
	}
	n := note{r.manifest.Stages[len(r.manifest.Stages)-1].Counts, r.manifest.Inputs[before.inputs:], r.manifest.Notices[before.notices:]}
	raw, err := json.Marshal(n)
	if err != nil {
		return err
	}
	err = errors.Join(save(dir), os.WriteFile(filepath.Join(dir, "stage.json"), raw, 0o600))
	if err == nil {
		var sum string
		if sum, err = sumOf(dir); err == nil {
			err = os.WriteFile(filepath.Join(dir, sumFile), []byte(sum), 0o600)
		}
	}
	if err != nil {
		return fmt.Errorf("checkpoint: %w", errors.Join(err, os.RemoveAll(dir)))
	}
	if err := os.RemoveAll(r.save.folder()); err != nil {
		return err
	}
	return os.Rename(dir, r.save.folder())
}

// sumFile holds the digest of the other files of a checkpoint: a byte that has changed can be read as another number.
const sumFile = "sha256"

func sumOf(dir string) (string, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, f := range files {
		if f.Name() == sumFile {
			continue
		}
		in, err := os.Open(filepath.Join(dir, f.Name()))
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

// clear deletes every checkpoint.
func (c *checkpoints) clear() error { return os.RemoveAll(c.dir) }

// inputKey names everything that goes into a run before the law is asked: the program, the settings and the bytes of
// every extract, as they lie on disk, and of the keys that open them, so that a file or a key which changed between two
// attempts is read again.
func (r *run) inputKey() (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00", r.options.Version, r.settings.hash)
	for _, j := range r.memory.judgements {
		fmt.Fprintf(h, "%s\x00", j.Mark)
	}
	extracts, err := r.settings.extracts()
	if err != nil {
		return "", err
	}
	files := []string{r.settings.in(r.settings.Calendar), r.settings.in(r.settings.Model)}
	for _, x := range extracts {
		files = append(append(files, x.Files...), x.Key)
	}
	for _, path := range files {
		if err := addFile(h, path); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}

func addFile(h io.Writer, path string) error {
	fmt.Fprintf(h, "%s\x00", path)
	f, err := os.Open(path)
	if err != nil {
		return nil // a file that is not there is reported where it is read
	}
	defer f.Close()
	_, err = io.Copy(h, f)
	return err
}

package journal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"rollcall/pipeline/custody"
)

const checkpointFolder = ".checkpoints"

// checkpointAge is how long a checkpoint may lie: a run that was killed is started again the same night, or on the next.
const checkpointAge = 24 * time.Hour

// KeepCheckpoints keeps what stages make from here on, named after key, which names all that goes into the run. What an earlier
// attempt at the same run left is taken up; what any other run left is deleted, as is what is older than a day. Where the
// secret can be kept nowhere, nothing is kept and a killed run is made anew. The caller holds the lock.
func (j *Journal) KeepCheckpoints(key string) {
	all := filepath.Join(j.Out, checkpointFolder)
	place := j.Custody.SecretOf(all)
	if err := sweepCheckpoints(all, key, j.Clock().Add(-checkpointAge)); err != nil {
		j.Log.Warn("checkpoints of an earlier run cannot be deleted", "error", err.Error())
		return
	}
	c := checkpoints{dir: filepath.Join(all, key), key: key, place: place}
	if FileExists(c.dir) {
		c.secret = place.Load()
	}
	if c.secret == (custody.Secret{}) {
		c.secret = custody.NewSecret()
		err := os.RemoveAll(all) // nobody can read what another secret sealed
		if err == nil {
			err = custody.MakeFolder(all)
		}
		if err == nil {
			err = place.Save(c.secret)
		}
		if err != nil {
			j.Log.Warn("no checkpoints are kept: a run that is killed will be made anew", "error", err.Error())
			_ = os.RemoveAll(all)
			return
		}
	}
	j.kept = c
}

// DeleteCheckpoints deletes every checkpoint, and first the secret: the run is published.
func (j *Journal) DeleteCheckpoints() error {
	if j.kept.dir == "" {
		return nil
	}
	j.kept.place.Forget()
	return os.RemoveAll(filepath.Dir(j.kept.dir))
}

// SweepCheckpoints deletes the checkpoints of an output folder that are older than a day, of whatever run, and says how many
// runs they were of. The caller holds the lock.
func SweepCheckpoints(out string, now time.Time) (int, error) {
	all := filepath.Join(out, checkpointFolder)
	before := countEntries(all)
	err := sweepCheckpoints(all, "", now.Add(-checkpointAge))
	return before - countEntries(all), err
}

func countEntries(dir string) int {
	entries, _ := os.ReadDir(dir) // none where there is no folder
	n := 0
	for _, e := range entries {
		if e.IsDir() {
			n++
		}
	}
	return n
}

// sweepCheckpoints deletes what was last written before a time and, with a key, what is of any other run than its own.
func sweepCheckpoints(all, key string, before time.Time) error {
	entries, err := os.ReadDir(all)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		if !e.IsDir() {
			continue // the encrypted secret
		}
		info, gone := e.Info()
		if gone == nil && (key == "" || e.Name() == key) && !info.ModTime().Before(before) {
			continue
		}
		if wrong := os.RemoveAll(filepath.Join(all, e.Name())); wrong != nil {
			return wrong
		}
	}
	return err
}

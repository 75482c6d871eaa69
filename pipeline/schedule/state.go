package schedule

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"rollcall/pipeline/custody"
	"rollcall/pipeline/disk"
)

// JobState is what became of a job: of its last attempt, and of the time at which it was last due.
type JobState struct {
	Cron     string    `json:"cron"`
	Due      time.Time `json:"due"` // the latest time at which it was due that was taken up
	Began    time.Time `json:"began,omitzero"`
	Ended    time.Time `json:"ended,omitzero"` // zero while an attempt is under way
	Ending   Ending    `json:"ending,omitempty"`
	Exit     int       `json:"exit"`
	Said     string    `json:"said,omitempty"`
	Peak     int64     `json:"peak_memory,omitempty"` // bytes
	Attempts int       `json:"attempts"`
	Next     time.Time `json:"next_attempt,omitzero"` // zero: none follows until it is due again
	Until    time.Time `json:"until,omitzero"`        // after which none follows
	Inputs   string    `json:"inputs,omitempty"`      // digest of what the last attempt depended on
	Well     time.Time `json:"last_well,omitzero"`    // when an attempt last ended well
	Failures int       `json:"failures"`              // in a row, since it last ended well
}

// UnderWay reports whether an attempt began and has not ended.
func (j JobState) UnderWay() bool { return !j.Began.IsZero() && j.Ended.IsZero() }

// state remembers on disk what became of each job, so that a run missed or cut short while the program was down is noticed.
type state struct {
	path string               // empty: nothing is remembered
	Seen time.Time            `json:"seen"`
	Jobs map[string]*JobState `json:"jobs"`
}

// started is what the state of a job was when only its starts were kept.
type started struct {
	Cron string    `json:"cron"`
	Last time.Time `json:"last"`
}

// damagedSuffix is what a state file is called that could not be read; only the last one is kept.
const damagedSuffix = ".damaged"

// openState reads the state of a path. One that is damaged is set aside, and damage says so; the state is empty then. One that
// cannot be read at all is left alone and not written to either.
func openState(path string) (s *state, damage error) {
	s = &state{path: path, Jobs: make(map[string]*JobState)}
	if path == "" {
		return s, nil
	}
	text, err := disk.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		s.path = ""
		return s, fmt.Errorf("schedule state cannot be read; jobs that were due in the last day run once more, and what becomes of jobs is not remembered "+
			"until a restart: %w", err)
	}
	if err = s.decode(text); err == nil {
		return s, nil
	}
	s.Seen, s.Jobs = time.Time{}, make(map[string]*JobState)
	if moved := os.Rename(path, path+damagedSuffix); moved != nil {
		return s, fmt.Errorf("schedule state %s is damaged and cannot be set aside: %w", path, moved)
	}
	return s, fmt.Errorf("schedule state %s is damaged and was set aside as %s; jobs that were due in the last day run once more",
		path, filepath.Base(path)+damagedSuffix)
}

// decode reads the state, also as it was written when it held starts only.
func (s *state) decode(text []byte) error {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(text, &keys); err != nil {
		return err
	}
	if keys["jobs"] != nil && keys["seen"] != nil {
		if err := json.Unmarshal(text, s); err != nil {
			return err
		}
		for _, j := range s.Jobs {
			if j == nil || j.Due.IsZero() {
				return errors.New("a job without the time at which it was due")
			}
		}
		return nil
	}
	for name, raw := range keys {
		var was started
		if err := json.Unmarshal(raw, &was); err != nil || was.Last.IsZero() {
			return errors.New("not what this program writes")
		}
		s.Jobs[name] = &JobState{Cron: was.Cron, Due: was.Last, Began: was.Last, Ended: was.Last, Ending: Done}
	}
	return nil
}

// save writes the state, whole or not at all.
func (s *state) save() error {
	if s.path == "" {
		return nil
	}
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return disk.Write(s.path, append(text, '\n'), custody.FileMode)
}

package health

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Report is how all jobs are at a moment. Times that nobody knows are zero.
type Report struct {
	Written   time.Time `json:"written"` // about once an hour while a schedule runs, and after each job
	Rollcall  string    `json:"rollcall"`
	Authority string    `json:"authority"`
	Jobs      []Job     `json:"jobs"`
	Lists     Lists     `json:"lists"`
	// Scheduled is false where no schedule has charge of the jobs, and nothing is due by itself.
	Scheduled bool   `json:"scheduled"`
	Doubt     string `json:"clock,omitempty"`   // why no job is run by the clock
	Trouble   string `json:"trouble,omitempty"` // the last that the schedule had with its own state
	NotTold   string `json:"not_told,omitempty"`
	Untold    int    `json:"notices_not_told"` // since the last that could be
	Told      string `json:"told,omitempty"`   // digest of the notices on extracts that were last told
}

// Job is how a job is.
type Job struct {
	Name     string    `json:"name"`
	Kind     string    `json:"kind"`
	Began    time.Time `json:"began,omitzero"`
	Ended    time.Time `json:"ended,omitzero"`
	Ending   string    `json:"ending,omitempty"`
	Well     bool      `json:"well"` // the last attempt ended well
	Waits    bool      `json:"waits_for_a_person"`
	Exit     int       `json:"exit"`
	Said     string    `json:"said,omitempty"`
	Attempts int       `json:"attempts"`
	Failures int       `json:"failures"` // in a row
	LastWell time.Time `json:"last_success,omitzero"`
	Peak     int64     `json:"peak_memory,omitempty"` // of the last attempt, in bytes
	Retry    time.Time `json:"next_attempt,omitzero"`
	Due      time.Time `json:"next_due,omitzero"`
	Told     bool      `json:"told,omitempty"` // somebody was told that it does not end well, and not yet that it does again
}

// Lists are the lists that stand.
type Lists struct {
	Run       string         `json:"run,omitempty"`
	AsOf      string         `json:"as_of,omitempty"` // the day that they are for
	Published time.Time      `json:"published,omitzero"`
	Folder    string         `json:"folder,omitempty"`
	Counts    map[string]int `json:"counts,omitempty"`
	Missing   []string       `json:"missing,omitempty"` // grave notices on extracts
	Notices   int            `json:"notices"`
}

// Read reads a report from a file.
func Read(path string) (*Report, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	r := &Report{}
	if err := json.Unmarshal(text, r); err != nil {
		return nil, fmt.Errorf("%s: not a health file: %w", path, err)
	}
	return r, nil
}

// Write writes the report to a file that only its owner may read, whole or not at all.
func (r *Report) Write(path string) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".health-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // of no effect once it has its name
	_, err = f.Write(append(text, '\n'))
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// Put puts a job in place of the one of its name, or after the others.
func (r *Report) Put(j Job) {
	for i := range r.Jobs {
		if r.Jobs[i].Name == j.Name {
			r.Jobs[i] = j
			return
		}
	}
	r.Jobs = append(r.Jobs, j)
}

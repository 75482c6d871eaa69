package schedule

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"rollcall/pipeline/custody"
	"rollcall/pipeline/disk"
)

// state remembers on disk when each job last started, so that a run missed while the program was down is noticed.
type state struct {
	path string // empty: nothing is remembered
	mu   sync.Mutex
	jobs map[string]started
}

// started is the last start of a job under an expression, or the moment at which the program first had charge of it.
type started struct {
	Cron string    `json:"cron"`
	Last time.Time `json:"last"`
}

func openState(path string) (*state, error) {
	s := &state{path: path, jobs: make(map[string]started)}
	if path == "" {
		return s, nil
	}
	text, err := disk.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, fmt.Errorf("schedule state: %w", err)
	}
	if err := json.Unmarshal(text, &s.jobs); err != nil {
		return nil, fmt.Errorf("schedule state %s: not what this program writes (remove it to start afresh, with nothing "+
			"caught up): %w", path, err)
	}
	return s, nil
}

// lastStart returns when a job last started under an expression. A job that is new, or whose expression has changed, has missed
// nothing.
func (s *state) lastStart(job, cron string) (time.Time, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	was, ok := s.jobs[job]
	return was.Last, ok && was.Cron == cron
}

// recordStart stores the start of a job, whole or not at all.
func (s *state) recordStart(job, cron string, at time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.jobs[job] = started{Cron: cron, Last: at.UTC()}
	if s.path == "" {
		return nil
	}
	text, err := json.MarshalIndent(s.jobs, "", "  ")
	if err != nil {
		return err
	}
	return disk.Write(s.path, append(text, '\n'), custody.FileMode)
}

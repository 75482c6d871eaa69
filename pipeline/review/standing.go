package review

import (
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// standing hands out the desk of the run that stands. A newer run takes its place between two requests: those that began on the old
// one end on it, and the last of them closes it.
type standing struct {
	newest func() (string, error)
	open   func(run string) (Desk, error)
	clock  func() time.Time
	log    *slog.Logger

	mu     sync.Mutex
	now    *lent
	looked time.Time
}

// lent is an open desk and how many requests read it.
type lent struct {
	Desk
	run   string
	using int
	done  bool // a newer one has taken its place
}

// lookEvery is how often it is looked whether a newer run is published. A look reads one small file.
const lookEvery = 2 * time.Second

// borrow hands out the desk that stands, and what to call when the request is done with it.
func (s *standing) borrow() (Desk, func(), error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := s.clock(); s.now == nil || now.Sub(s.looked) >= lookEvery {
		s.looked = now
		if err := s.follow(); err != nil && s.now == nil {
			return nil, nil, err
		} else if err != nil { // the lists that were there go on standing
			s.log.Error("the newest run cannot be opened; the one before is shown", "error", err)
		}
	}
	l := s.now
	l.using++
	return l.Desk, func() { s.giveBack(l) }, nil
}

// follow opens the newest run where it is another than the one that stands.
func (s *standing) follow() error {
	run, err := s.newest()
	if err != nil || s.now != nil && s.now.run == run {
		return err
	}
	d, err := s.open(run)
	if err != nil {
		return fmt.Errorf("%s: %w", run, err)
	}
	old := s.now
	s.now = &lent{Desk: d, run: run}
	if old != nil {
		s.retire(old)
	}
	return nil
}

func (s *standing) giveBack(l *lent) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if l.using--; l.done && l.using == 0 {
		s.shut(l)
	}
}

// retire closes a desk, now or when the last request gives it back.
func (s *standing) retire(l *lent) {
	if l.done = true; l.using == 0 {
		s.shut(l)
	}
}

func (s *standing) shut(l *lent) {
	if err := l.Close(); err != nil {
		s.log.Error("the store of an older run could not be closed", "error", err)
	}
}

// close closes what stands.
func (s *standing) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now != nil {
		s.retire(s.now)
		s.now = nil
	}
}

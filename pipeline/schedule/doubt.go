package schedule

import (
	"fmt"
	"time"
)

const (
	// longestAbsence is how far the clock may be ahead of what was last seen: a machine that was off for the summer holidays is
	// believed, one that wakes up years on is not.
	longestAbsence = 60 * 24 * time.Hour
	// largestSetback is how far it may be behind. What is nearer is told by the days already taken up, which are not run again.
	largestSetback = 24 * time.Hour
	// lookAtClock is how often a doubtful clock is looked at again.
	lookAtClock = 10 * time.Minute
	// heartbeat is how often the state is written and told when nothing happens.
	heartbeat = time.Hour
)

// doubtClock says why no job is run by a clock that shows now; empty where it is believed.
func (s *Schedule) doubtClock(now time.Time) string {
	const until = "no job runs until the clock is right, or somebody starts `rollcall schedule --clock-is-right`"
	seen := s.state.Seen
	switch {
	case s.ClockIsRight:
		return ""
	case now.Before(s.Built.Add(-largestSetback)):
		return fmt.Sprintf("the clock says %s, before this program was made (%s); %s", day(now), day(s.Built), until)
	case seen.IsZero():
		return ""
	case now.Before(seen.Add(-largestSetback)):
		return fmt.Sprintf("the clock went back: it says %s and said %s before; %s", day(now), day(seen), until)
	case now.After(seen.Add(longestAbsence)):
		return fmt.Sprintf("the clock leapt: it says %s and was last seen to say %s; %s", day(now), day(seen), until)
	}
	return ""
}

func day(t time.Time) string { return t.In(London).Format("2 January 2006 15:04") }

// believeClock reports whether jobs may run by the clock, and tells when that has changed.
func (s *Schedule) believeClock(now time.Time) bool {
	was := s.doubt
	s.doubt = s.doubtClock(now)
	switch {
	case s.doubt != "" && was == "":
		s.Log.Error(s.doubt)
		s.tell(Told{Is: ClockDoubt, Text: s.doubt})
	case s.doubt == "" && was != "":
		s.Log.Info("the clock is believed again")
		s.tell(Told{Is: ClockDoubt, Text: "the clock is believed again; jobs run"})
	}
	return s.doubt == ""
}

// goByClock has jobs run by a clock that a person says is right, also where they were taken up for days that it has yet to reach.
func (s *Schedule) goByClock(now time.Time) {
	s.state.Seen = now
	for _, j := range s.state.Jobs {
		if j.Due.After(now) {
			j.Due = now
		}
		if j.Next.After(now) {
			j.Next = now
		}
	}
}

// see notes that the clock was looked at, and about once an hour writes that down and tells it.
func (s *Schedule) see(now time.Time) {
	if now.After(s.state.Seen) {
		s.state.Seen = now
	}
	if now.Sub(s.beat).Abs() >= heartbeat {
		s.beat = now
		s.save()
		s.tell(Told{Is: Heartbeat})
	}
}

package settings

import "testing"

// What the settings leave out of how copies are kept is the default.
func TestWhichCopiesAreKept(t *testing.T) {
	s := &Settings{}
	if got := s.CopiesKept(); got != (KeepCopies{7, 4, 3}) {
		t.Errorf("by default %+v", got)
	}
	s.Backup.Keep = KeepCopies{Days: 2, Months: 12}
	if got := s.CopiesKept(); got != (KeepCopies{2, 4, 12}) {
		t.Errorf("with some of its own %+v", got)
	}
}

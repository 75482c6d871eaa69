package pipeline

import (
	"math"
	"runtime/debug"
	"testing"
)

func TestMemoryIsSavedWhereMuchIsHeld(t *testing.T) {
	now := func() int {
		is := debug.SetGCPercent(100)
		debug.SetGCPercent(is)
		return is
	}
	usual := now()
	for beyond, want := range map[uint64]int{0: muchPassing, math.MaxUint64: usual} {
		end := saveMemory(beyond)
		if got := now(); got != want {
			t.Errorf("beyond %d bytes: %d %% in passing, want %d", beyond, got, want)
		}
		if end(); now() != usual {
			t.Errorf("afterwards: %d %% in passing, want %d", now(), usual)
		}
	}
}

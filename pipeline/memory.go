package pipeline

import (
	"runtime"
	"runtime/debug"
)

// What a run holds when it has much to publish, in bytes, and how much may then be in passing, in hundredths of what is held.
const (
	muchHeld    = 1 << 30
	muchPassing = 60
)

// saveMemory has memory given back sooner, at little cost, when more is held than a number of bytes: while lists are written everything
// else is held too, and as much again in passing would be the most that a county's run ever needs. What it returns ends that.
func saveMemory(beyond uint64) (end func()) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if m.HeapAlloc < beyond {
		return func() {}
	}
	before := debug.SetGCPercent(muchPassing)
	return func() { debug.SetGCPercent(before) }
}

package linkage

import (
	"os"
	"runtime"
	"runtime/debug"
)

// growth is how many times the memory of the tables read linking them needs: on a register of a million people about four for
// what is held at once, and half as much again for what is in passing.
const growth = 6

// limitMemory sets the limit of the settings, beyond which memory is given back sooner at the cost of time, and makes the
// folder for what goes to disk. What it returns puts the limit back and removes the folder.
func (r *Run) limitMemory() (done func(), err error) {
	if r.limit, err = r.Settings.memoryLimit(); err != nil || r.limit == 0 {
		return func() {}, err
	}
	if r.folder, err = os.MkdirTemp("", "rollcall-link-*"); err != nil {
		return nil, err
	}
	before := debug.SetMemoryLimit(r.limit)
	return func() {
		debug.SetMemoryLimit(before)
		_ = os.RemoveAll(r.folder)
	}, nil
}

// spillBlocks sends blocks to disk when they would not fit beside the tables.
func (r *Run) spillBlocks() {
	if r.limit == 0 {
		return
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if int64(m.HeapAlloc)*growth > r.limit {
		r.Table.SpillTo(r.folder)
		r.Notes = append(r.Notes, "blocks were kept on disk because of the memory limit")
	}
}

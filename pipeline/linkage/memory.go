package linkage

import (
	"os"
	"runtime"
	"runtime/debug"
)

// growth is how many times the memory of the tables read linking them needs: on a register of a million people about four for
// what is held at once, and half as much again for what is in passing.
const growth = 6

// Tables of so many bytes on disk are large, and the memory that may then be in passing, in hundredths of what is held: there is much of
// it, nearly all numbers, which are given back at little cost.
const (
	largeTables  = 512 << 20
	largePassing = 25
)

// limitMemory sets the limit of the settings, beyond which memory is given back sooner at the cost of time, and makes the
// folder for what goes to disk; without a limit memory is given back sooner when tables are large. What it returns puts the limit back
// and removes the folder.
func (r *Run) limitMemory() (done func(), err error) {
	if r.limit, err = r.Settings.memoryLimit(); err != nil {
		return nil, err
	}
	r.large = r.Settings.sizeOfTables() >= largeTables
	if r.limit == 0 && !r.large {
		return func() {}, nil
	}
	if r.folder, err = os.MkdirTemp("", "rollcall-link-*"); err != nil {
		return nil, err
	}
	var undo func()
	if r.limit > 0 {
		before := debug.SetMemoryLimit(r.limit)
		undo = func() { debug.SetMemoryLimit(before) }
	} else {
		before := debug.SetGCPercent(largePassing)
		undo = func() { debug.SetGCPercent(before) }
	}
	return func() {
		undo()
		_ = os.RemoveAll(r.folder)
	}, nil
}

// sizeOfTables returns how many bytes the files of the tables have, as far as that is known.
func (s *Settings) sizeOfTables() (bytes int64) {
	for _, t := range s.Tables {
		if f, err := os.Stat(s.resolvePath(t.Path)); err == nil {
			bytes += f.Size()
		}
	}
	return bytes
}

// spillBlocks sends blocks to disk when they would not fit beside the tables, and those of large tables.
func (r *Run) spillBlocks() {
	if r.limit == 0 {
		if r.large {
			r.Table.SpillTo(r.folder)
		}
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

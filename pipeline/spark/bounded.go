package spark

import (
	"fmt"

	"github.com/apache/arrow/go/v17/arrow/memory"
)

// boundedMemory gives as much memory at once as a message may be long, and no more: a buffer of a batch says itself how long it is once it is
// unpacked, and is believed. Asking for more panics, which Work turns into an error; memory that is not there would end the program.
type boundedMemory struct{ memory.Allocator }

// Allocate implements memory.Allocator.
func (m boundedMemory) Allocate(size int) []byte {
	m.check(size)
	return m.Allocator.Allocate(size)
}

// Reallocate implements memory.Allocator.
func (m boundedMemory) Reallocate(size int, b []byte) []byte {
	m.check(size)
	return m.Allocator.Reallocate(size, b)
}

func (m boundedMemory) check(size int) {
	if size < 0 || size > mostBody {
		panic(fmt.Errorf("a buffer of %d bytes (want at most %d)", size, int64(mostBody)))
	}
}

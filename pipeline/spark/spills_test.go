//go:build linux

package spark

import (
	"bufio"
	"io"
	"os"
	"testing"
	"unsafe"
)

// bytesSpill keeps records in files, one for each task that they are for.
type bytesSpill struct {
	t     *testing.T
	files []*os.File
	outs  []*bufio.Writer
	buf   []byte
}

func newBytesSpill(c *country, tasks int) *bytesSpill {
	x := &bytesSpill{t: c.t}
	for range tasks {
		f, err := os.CreateTemp(c.dir, "spill")
		if err != nil {
			c.t.Fatal(err)
		}
		os.Remove(f.Name()) // it is there until it is closed
		x.files, x.outs = append(x.files, f), append(x.outs, bufio.NewWriterSize(f, 1<<15))
	}
	return x
}

func (x *bytesSpill) tasks() int { return len(x.files) }

func (x *bytesSpill) write(task int, record []byte) {
	if _, err := x.outs[task].Write(record); err != nil {
		x.t.Fatal(err)
	}
}

// open returns what is for a task, from its beginning.
func (x *bytesSpill) open(task int) *os.File {
	err := x.outs[task].Flush()
	if err == nil {
		_, err = x.files[task].Seek(0, io.SeekStart)
	}
	if err != nil {
		x.t.Fatal(err)
	}
	return x.files[task]
}

func (x *bytesSpill) read(task int) []byte {
	f := x.open(task)
	size, err := f.Stat()
	if err != nil {
		x.t.Fatal(err)
	}
	raw := make([]byte, size.Size())
	if _, err := io.ReadFull(f, raw); err != nil && len(raw) > 0 {
		x.t.Fatal(err)
	}
	return raw
}

// isEmpty reports whether there is nothing for a task.
func (x *bytesSpill) isEmpty(task int) bool {
	size, err := x.open(task).Seek(0, io.SeekEnd)
	return err == nil && size == 0
}

// remove removes the files.
func (x *bytesSpill) remove() {
	for _, f := range x.files {
		f.Close()
	}
	x.files, x.outs = nil, nil
}

// spill keeps records of one kind, which hold no pointers.
type spill[R any] struct{ *bytesSpill }

func newSpill[R any](c *country, tasks int) *spill[R] { return &spill[R]{newBytesSpill(c, tasks)} }

func (x *spill[R]) add(task int, r R) {
	x.write(task, unsafe.Slice((*byte)(unsafe.Pointer(&r)), unsafe.Sizeof(r)))
}

func (x *spill[R]) load(task int) []R {
	raw := x.read(task)
	if len(raw) == 0 {
		return nil
	}
	return unsafe.Slice((*R)(unsafe.Pointer(unsafe.SliceData(raw))), len(raw)/int(unsafe.Sizeof(*new(R))))
}

// each calls take with each record for a task, in their order.
func (x *spill[R]) each(task int, take func(R)) {
	from := bufio.NewReaderSize(x.open(task), 1<<20)
	var r R
	raw := unsafe.Slice((*byte)(unsafe.Pointer(&r)), unsafe.Sizeof(r))
	for {
		if _, err := io.ReadFull(from, raw); err != nil {
			return
		}
		take(r)
	}
}

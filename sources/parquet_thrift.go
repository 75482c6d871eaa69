package sources

import "encoding/binary"

// Limits on the descriptions in a Parquet file.
const (
	mostFooterItems = 500_000 // elements of all its lists: columns times row groups, some times over
	mostHeaderItems = 1_000   // of a page's
	mostThriftDepth = 32
)

// thriftLength walks over a structure in the compact protocol of Thrift at the head of b and returns its length, and
// whether everything that it says it holds is there. Decoders make room for what a length says before they look: four
// damaged bytes would ask for all the memory of the machine.
func thriftLength(b []byte, items int) (int, bool) {
	w := thriftWalk{b: b, items: items}
	ok := w.walkStruct(0)
	return w.at, ok && w.at <= len(b)
}

type thriftWalk struct {
	b     []byte
	at    int
	items int // elements of lists that may yet come
}

// The types of the compact protocol.
const (
	thriftTrue   = 1
	thriftFalse  = 2
	thriftByte   = 3
	thriftI16    = 4
	thriftI64    = 6
	thriftDouble = 7
	thriftBinary = 8
	thriftList   = 9
	thriftSet    = 10
	thriftStruct = 12
)

func (w *thriftWalk) walkStruct(depth int) bool {
	if depth > mostThriftDepth {
		return false
	}
	for {
		head, ok := w.readByte()
		if !ok {
			return false
		}
		if head == 0 {
			return true
		}
		if head>>4 == 0 {
			if _, ok := w.readVarint(); !ok { // the number of the field
				return false
			}
		}
		kind := head & 0xf
		if kind == thriftTrue || kind == thriftFalse {
			continue // the value is in the type
		}
		if !w.walkValue(kind, depth) {
			return false
		}
	}
}

func (w *thriftWalk) walkValue(kind byte, depth int) bool {
	switch kind {
	case thriftTrue, thriftFalse, thriftByte:
		return w.skipBytes(1)
	case thriftI16, thriftI16 + 1, thriftI64:
		_, ok := w.readVarint()
		return ok
	case thriftDouble:
		return w.skipBytes(8)
	case thriftBinary:
		n, ok := w.readVarint()
		return ok && n <= uint64(len(w.b)) && w.skipBytes(int(n))
	case thriftList, thriftSet:
		return w.walkList(depth)
	case thriftStruct:
		return w.walkStruct(depth + 1)
	}
	return false // maps, which Parquet has none of
}

func (w *thriftWalk) walkList(depth int) bool {
	head, ok := w.readByte()
	if !ok {
		return false
	}
	n := uint64(head >> 4)
	if n == 0xf {
		if n, ok = w.readVarint(); !ok {
			return false
		}
	}
	if n > uint64(w.items) || n > uint64(len(w.b)-w.at) { // each element is a byte at least
		return false
	}
	w.items -= int(n)
	for range n {
		if !w.walkValue(head&0xf, depth+1) || depth > mostThriftDepth {
			return false
		}
	}
	return true
}

func (w *thriftWalk) readByte() (byte, bool) {
	if w.at >= len(w.b) {
		return 0, false
	}
	w.at++
	return w.b[w.at-1], true
}

func (w *thriftWalk) skipBytes(n int) bool {
	w.at += n
	return w.at <= len(w.b)
}

func (w *thriftWalk) readVarint() (uint64, bool) {
	if w.at >= len(w.b) {
		return 0, false
	}
	n, k := binary.Uvarint(w.b[w.at:])
	w.at += k
	return n, k > 0
}

package spark

import "encoding/binary"

// description is how a message describes itself: FlatBuffers tables, of which only what Arrow's reader believes without a look is read here.
type description []byte

// at returns some bytes, nil when they are not there.
func (d description) at(pos, size int64) []byte {
	if pos < 0 || size < 0 || pos+size > int64(len(d)) {
		return nil
	}
	return d[pos : pos+size]
}

// follow returns the place that the offset at a place leads to, 0 when there is none.
func (d description) follow(pos int64) int64 {
	if b := d.at(pos, 4); b != nil {
		return pos + int64(binary.LittleEndian.Uint32(b))
	}
	return 0
}

// field returns where a table has a field, 0 when it leaves it out.
func (d description) field(table, n int64) int64 {
	back := d.at(table, 4)
	if back == nil {
		return 0
	}
	fields := table - int64(int32(binary.LittleEndian.Uint32(back)))
	size, where := d.at(fields, 2), 4+2*n
	if size == nil || where+2 > int64(binary.LittleEndian.Uint16(size)) {
		return 0
	}
	offset := d.at(fields+where, 2)
	if offset == nil || binary.LittleEndian.Uint16(offset) == 0 {
		return 0
	}
	return table + int64(binary.LittleEndian.Uint16(offset))
}

// list returns where the items of a list begin that a table has in a field, and how many there are.
func (d description) list(table, n int64) (items, length int64) {
	at := d.field(table, n)
	if at == 0 {
		return 0, 0
	}
	items = d.follow(at)
	b := d.at(items, 4)
	if b == nil {
		return 0, 0
	}
	return items + 4, int64(binary.LittleEndian.Uint32(b))
}

// message returns of what kind a message is, how long its body, and whether it describes itself as far as it says.
func (d description) message() (kind byte, body int64, ok bool) {
	root := d.follow(0)
	if d.at(root, 4) == nil {
		return 0, 0, false
	}
	if b := d.at(d.field(root, 1), 1); b != nil && d.field(root, 1) > 0 {
		kind = b[0]
	}
	if b := d.at(d.field(root, 3), 8); b != nil && d.field(root, 3) > 0 {
		body = int64(binary.LittleEndian.Uint64(b))
	}
	header := d.follow(d.field(root, 2))
	_, notes := d.list(root, 4)
	ok = notes <= mostNotes && d.field(root, 2) > 0
	switch kind {
	case schemaMessage:
		items, columns := d.list(header, 1)
		_, notes := d.list(header, 2)
		ok = ok && notes <= mostNotes && d.areColumns(items, columns, mostNested)
	case batchMessage:
		_, nodes := d.list(header, 1)
		_, buffers := d.list(header, 2)
		_, more := d.list(header, 4)
		ok = ok && nodes <= 2*mostColumns && buffers <= 6*mostColumns && more == 0
	}
	return kind, body, ok
}

// Limits of what a message says of its columns.
const (
	mostNotes  = 64
	mostNested = 2 // a list of what is no list
)

// areColumns reports whether so many columns are described within bounds, nested so deep at most.
func (d description) areColumns(items, columns int64, deep int) bool {
	if columns > 2*mostColumns || columns > 0 && deep == 0 {
		return false
	}
	for k := range columns {
		column := d.follow(items + 4*k)
		inner, children := d.list(column, 5)
		_, notes := d.list(column, 6)
		if column == 0 || notes > mostNotes || !d.areColumns(inner, children, deep-1) {
			return false
		}
	}
	return true
}

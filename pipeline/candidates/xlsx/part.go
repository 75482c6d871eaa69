package xlsx

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
)

// part is a part of a workbook as it lies in the zip.
type part struct {
	name   string
	packed []byte
	size   int
	sum    uint32
}

// packing is how hard the parts are packed: twice as fast as the level that most programs take, and a seventh larger.
const packing = 2

// packer packs one part.
type packer struct {
	into  bytes.Buffer
	flate *flate.Writer
	size  int
	sum   uint32
}

var packers = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, packing)
	if err != nil {
		panic(err) // of the level, which is a constant
	}
	return &packer{flate: w}
}}

// newPacker begins a part.
func newPacker() *packer {
	p := packers.Get().(*packer)
	p.into.Reset()
	p.flate.Reset(&p.into)
	p.size, p.sum = 0, 0
	return p
}

// pack adds to the part. It is written to memory, and cannot fail.
func (p *packer) pack(b []byte) {
	_, _ = p.flate.Write(b)
	p.size += len(b)
	p.sum = crc32.Update(p.sum, crc32.IEEETable, b)
}

// mostKept is the size of a buffer that is another part's after this one. That of a long sheet goes with it.
const mostKept = 64 << 10

// end ends the part, which has no name yet. The packer is another part's from then on.
func (p *packer) end() part {
	_ = p.flate.Close()
	whole := part{packed: p.into.Bytes(), size: p.size, sum: p.sum}
	if len(whole.packed) <= mostKept {
		whole.packed = bytes.Clone(whole.packed)
	} else {
		p.into = bytes.Buffer{}
	}
	packers.Put(p)
	return whole
}

// packPart packs what a part holds.
func packPart(name, content string) part {
	p := newPacker()
	p.pack([]byte(content))
	whole := p.end()
	whole.name = name
	return whole
}

// firstDay is 1 January 1980 in the date format of a zip, the earliest that it can hold: the clock would change the bytes.
const firstDay = 1<<5 | 1

// writeZip writes parts in their order.
func writeZip(out io.Writer, parts []part) error {
	w := zip.NewWriter(out)
	for _, p := range parts {
		header := &zip.FileHeader{Name: p.name, Method: zip.Deflate, CRC32: p.sum, CompressedSize64: uint64(len(p.packed)), UncompressedSize64: uint64(p.size)}
		//lint:ignore SA1019 CreateRaw writes this and not Modified
		header.ModifiedDate = firstDay
		to, err := w.CreateRaw(header)
		if err != nil {
			return err
		}
		if _, err := to.Write(p.packed); err != nil {
			return err
		}
	}
	return w.Close()
}

package linkage

import (
	"encoding/binary"
	"encoding/gob"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"math"
	"strings"

	"rollcall/pipeline/custody"
)

// A file of arrays holds lists of numbers and of texts, one after the other, and a sum of all its bytes at its end. Numbers take as
// many bytes as the greatest of a list needs. It is read and written by one build of the program.

// errDamaged says that a file of our own cannot be read.
var errDamaged = errors.New("the state of the earlier linkage is damaged")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// arrayWriter writes a file of arrays. The first error stays.
type arrayWriter struct {
	out io.Writer
	sum uint32
	buf []byte
	err error
}

// writeArrays writes a file of arrays for its owner alone, encrypted where its folder says to whom.
func writeArrays(path string, put func(w *arrayWriter)) error {
	return createFile(path, func(out io.Writer) error {
		w := &arrayWriter{out: out}
		put(w)
		sum := w.sum
		w.putBytes(binary.LittleEndian.AppendUint32(nil, sum))
		return w.err
	})
}

func (w *arrayWriter) putBytes(b []byte) {
	if w.err == nil {
		w.sum = crc32.Update(w.sum, castagnoli, b)
		_, w.err = w.out.Write(b)
	}
}

// number is what lists hold; the least that an int32 may be is −1.
type number interface {
	~int32 | ~uint8 | ~uint16 | ~uint32 | ~uint64
}

// arrayPiece is how many numbers are written at a time.
const arrayPiece = 8192

// putNumbers writes a list.
func putNumbers[T number](w *arrayWriter, list []T) {
	most := uint64(0)
	bias := biasOf[T]()
	for _, n := range list {
		most = max(most, uint64(n+bias))
	}
	width := 1
	for width < 8 && most>>(8*width) > 0 {
		width++
	}
	w.putBytes(append(binary.LittleEndian.AppendUint64(nil, uint64(len(list))), byte(width)))
	for len(list) > 0 {
		piece := list[:min(len(list), arrayPiece)]
		list = list[len(piece):]
		w.buf = w.buf[:0]
		for _, n := range piece {
			w.buf = binary.LittleEndian.AppendUint64(w.buf, uint64(n+bias))[:len(w.buf)+width]
		}
		w.putBytes(w.buf)
	}
}

// biasOf is what is added to numbers of a type, so that none is below 0.
func biasOf[T number]() T {
	var none T
	if none-1 < 0 {
		return 1
	}
	return 0
}

// putTexts writes a list of texts.
func (w *arrayWriter) putTexts(list []string) {
	ends := make([]uint32, len(list))
	for k, s := range list {
		ends[k] = uint32(len(s))
	}
	putNumbers(w, ends)
	w.buf = w.buf[:0]
	for _, s := range list {
		if w.buf = append(w.buf, s...); len(w.buf) > arrayPiece {
			w.putBytes(w.buf)
			w.buf = w.buf[:0]
		}
	}
	w.putBytes(w.buf)
}

// putFloats writes a list of numbers of any size.
func (w *arrayWriter) putFloats(list []float64) {
	bits := make([]uint64, len(list))
	for k, x := range list {
		bits[k] = math.Float64bits(x)
	}
	putNumbers(w, bits)
}

// putPlain writes what is plain data and small.
func (w *arrayWriter) putPlain(v any) {
	var b strings.Builder
	if err := gob.NewEncoder(&b).Encode(v); err != nil {
		w.err = errors.Join(w.err, err)
	}
	w.putTexts([]string{b.String()})
}

// arrayReader reads a file of arrays. What is damaged reads as empty, and is told at the end.
type arrayReader struct {
	left    string
	damaged bool
}

// readArrays reads a file of arrays to its end. The error wraps fs.ErrNotExist, custody.ErrSealed or errDamaged.
func readArrays(path string, take func(r *arrayReader)) error {
	f, err := custody.OpenFile(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, custody.ErrSealed) {
		return err
	}
	if err != nil {
		return errDamaged
	}
	defer f.Close()
	b := make([]byte, f.Size)
	if _, err := io.ReadFull(f.Stream(), b); err != nil || len(b) < 4 {
		return errDamaged
	}
	end := len(b) - 4
	if crc32.Checksum(b[:end], castagnoli) != binary.LittleEndian.Uint32(b[end:]) {
		return errDamaged
	}
	r := &arrayReader{left: string(b[:end])}
	if take(r); r.damaged || r.left != "" {
		return errDamaged
	}
	return nil
}

// take returns the next bytes.
func (r *arrayReader) take(n uint64) string {
	if n > uint64(len(r.left)) {
		r.left, r.damaged = "", true
		return ""
	}
	out := r.left[:n]
	r.left = r.left[n:]
	return out
}

// takeNumbers reads a list.
func takeNumbers[T number](r *arrayReader) []T {
	head := r.take(9)
	if head == "" {
		return nil
	}
	n, width := binary.LittleEndian.Uint64([]byte(head[:8])), int(head[8])
	if width < 1 || width > 8 || n > uint64(len(r.left)) {
		r.take(math.MaxUint64)
		return nil
	}
	raw, bias := r.take(n*uint64(width)), biasOf[T]()
	if r.damaged {
		return nil
	}
	out := make([]T, n)
	for k := range out {
		x, at := uint64(0), raw[k*width:][:width]
		for b := width - 1; b >= 0; b-- {
			x = x<<8 | uint64(at[b])
		}
		out[k] = T(x) - bias
	}
	return out
}

// takeTexts reads a list of texts, which share their bytes.
func (r *arrayReader) takeTexts() []string {
	ends := takeNumbers[uint32](r)
	out := make([]string, len(ends))
	for k, n := range ends {
		out[k] = r.take(uint64(n))
	}
	return out
}

// takeFloats reads a list of numbers of any size.
func (r *arrayReader) takeFloats() []float64 {
	bits := takeNumbers[uint64](r)
	out := make([]float64, len(bits))
	for k, x := range bits {
		out[k] = math.Float64frombits(x)
	}
	return out
}

// takePlain reads what is plain data.
func (r *arrayReader) takePlain(v any) {
	if text := r.takeTexts(); len(text) != 1 || gob.NewDecoder(strings.NewReader(text[0])).Decode(v) != nil {
		r.take(math.MaxUint64)
	}
}

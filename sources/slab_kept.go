package sources

import (
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/klauspost/compress/s2"
)

// keptSlab is what is written of a Slab before its rows and its persons, of which it says how many bytes they are. These are nearly all
// of it, and are read at once into the memory in which they stay.
type keptSlab struct {
	Rows, Persons int
	Row, Person   []byte // how far each begins behind the one before
	Words         []string
	Kinds         []Kind
}

// layout names the fields in their order, so that slabs which another program kept are not taken for this one's.
var layout = func() (names string) {
	for _, all := range [...]int{len(placeColumns), len(identityColumns), len(claimTexts), len(claimDates)} {
		names += fmt.Sprint(all, " ")
	}
	for _, c := range identityColumns {
		names += c.name + " "
	}
	for _, c := range claimTexts {
		names += c.name + " "
	}
	return names
}()

// What packs slabs has two megabytes of memory, to use again: there are many bundles of files.
var (
	slabWriters = sync.Pool{New: func() any { return s2.NewWriter(nil, s2.WriterConcurrency(1)) }}
	slabReaders = sync.Pool{New: func() any { return s2.NewReader(nil) }}
)

// SaveSlabs writes slabs, to be had back by LoadSlabs.
func SaveSlabs(to io.Writer, slabs []*Slab) error {
	small := slabWriters.Get().(*s2.Writer)
	defer slabWriters.Put(small)
	defer small.Reset(nil)
	small.Reset(to)
	out := gob.NewEncoder(small)
	if err := out.Encode(layout); err != nil {
		return err
	}
	buf := make([]byte, 32<<10)
	for _, s := range slabs {
		if err := out.Encode(keptSlab{len(s.rows), len(s.persons), packSteps(s.row), packSteps(s.person), s.words, s.kinds}); err != nil {
			return err
		}
		for _, text := range [...]string{s.rows, s.persons} {
			// Not as the string that it is: the writer would be given a copy of the whole.
			if _, err := io.CopyBuffer(struct{ io.Writer }{small}, struct{ io.Reader }{strings.NewReader(text)}, buf); err != nil {
				return err
			}
		}
	}
	return small.Close()
}

// LoadSlabs reads slabs up to the end. It trusts what it reads: whoever keeps slabs keeps a digest of the whole beside them.
func LoadSlabs(from io.Reader) (slabs []*Slab, err error) {
	small := slabReaders.Get().(*s2.Reader)
	defer slabReaders.Put(small)
	defer small.Reset(nil)
	small.Reset(from)
	in := gob.NewDecoder(small) // which reads no further than it must, of a reader that gives single bytes
	var written string
	if err := in.Decode(&written); err != nil || written != layout {
		return nil, fmt.Errorf("records: damaged or of another layout")
	}
	for {
		var k keptSlab
		switch err := in.Decode(&k); {
		case err == io.EOF:
			return slabs, nil
		case err != nil:
			return nil, fmt.Errorf("records: %w", err)
		}
		s := &Slab{words: k.Words, kinds: k.Kinds}
		var faults [4]error
		s.row, faults[0] = unpackSteps[RowAt](k.Row)
		s.person, faults[1] = unpackSteps[PersonAt](k.Person)
		s.rows, faults[2] = takeText(small, k.Rows)
		s.persons, faults[3] = takeText(small, k.Persons)
		if err := errors.Join(faults[:]...); err != nil {
			return nil, fmt.Errorf("records: %w", err)
		}
		slabs = append(slabs, s)
	}
}

// takeText reads so many bytes.
func takeText(from io.Reader, n int) (string, error) {
	var text strings.Builder
	text.Grow(n)
	if _, err := io.CopyN(&text, from, int64(n)); err != nil {
		return "", err
	}
	return text.String(), nil
}

// packSteps writes numbers that grow, each as how much more it is than the one before.
func packSteps[T ~uint32](all []T) []byte {
	packed, before := make([]byte, 0, 2*len(all)), T(0)
	for _, at := range all {
		packed, before = binary.AppendUvarint(packed, uint64(at-before)), at
	}
	return packed
}

// errSteps says that numbers were not written by packSteps.
var errSteps = errors.New("where they begin is damaged")

// unpackSteps has back what packSteps wrote.
func unpackSteps[T ~uint32](packed []byte) ([]T, error) {
	n := 0
	for _, b := range packed {
		if b < 0x80 { // the last of a number
			n++
		}
	}
	all, at := make([]T, 0, n), T(0)
	for len(packed) > 0 {
		step, size := binary.Uvarint(packed)
		if size <= 0 {
			return nil, errSteps
		}
		at += T(step)
		all, packed = append(all, at), packed[size:]
	}
	return all, nil
}

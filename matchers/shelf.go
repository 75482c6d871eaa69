package matchers

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"
)

// lists are what the blocks of one rule are made of.
type lists struct {
	start   []int32 // of each block in members, one more than blocks
	members []int32 // rows: in a block by value, and those of one value in the order of the rows' keys
	values  []int32 // of the fuzzy key, by place in members; nil without one
	pieces  []int32 // of each block in near, one more than blocks; nil without a fuzzy key
	near    []int32 // the tiles of near values, four numbers each
}

// all returns the lists, in the order in which they are written.
func (l *lists) all() []*[]int32 {
	return []*[]int32{&l.start, &l.members, &l.values, &l.pieces, &l.near}
}

// shelf is a file that holds the lists of a rule while nobody needs them. The zero shelf holds nothing.
type shelf struct {
	file  *os.File
	sizes []int // of the lists written
	nils  []bool
}

// shelvedPiece is how many numbers are written or read at a time.
const shelvedPiece = 1 << 14

// shelve writes the lists to a file in a folder and lets go of them.
func (r *ruleBlocks) shelve(folder string) error {
	if r.shelf.file == nil {
		f, err := os.CreateTemp(folder, "blocks-*")
		if err != nil {
			return err
		}
		_ = os.Remove(f.Name()) // gone with its last user, even a killed one; where that is refused, it goes with the folder
		r.shelf.file = f
	}
	f := r.shelf.file
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if err := f.Truncate(0); err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 4*shelvedPiece)
	var buf []byte
	r.shelf.sizes, r.shelf.nils = nil, nil
	for _, list := range r.all() {
		r.shelf.sizes, r.shelf.nils = append(r.shelf.sizes, len(*list)), append(r.shelf.nils, *list == nil)
		for rest := *list; len(rest) > 0; {
			n := min(len(rest), shelvedPiece)
			buf = buf[:0]
			for _, v := range rest[:n] {
				buf = binary.LittleEndian.AppendUint32(buf, uint32(v))
			}
			if _, err := w.Write(buf); err != nil {
				return fmt.Errorf("writing blocks beyond the memory limit to %s: %w", folder, err)
			}
			rest = rest[n:]
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("writing blocks beyond the memory limit to %s: %w", folder, err)
	}
	r.putBack()
	return nil
}

// fetch reads the lists of a rule that was shelved; the others are there.
func (r *ruleBlocks) fetch() error {
	if r.shelf.file == nil {
		return nil
	}
	if _, err := r.shelf.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	in := bufio.NewReaderSize(r.shelf.file, 4*shelvedPiece)
	buf := make([]byte, 4*shelvedPiece)
	for k, list := range r.all() {
		*list = nil
		if r.shelf.nils[k] {
			continue
		}
		out := make([]int32, 0, r.shelf.sizes[k])
		for len(out) < r.shelf.sizes[k] {
			piece := buf[:4*min(shelvedPiece, r.shelf.sizes[k]-len(out))]
			if _, err := io.ReadFull(in, piece); err != nil {
				return fmt.Errorf("reading blocks back from %s: %w", r.shelf.file.Name(), err)
			}
			for ; len(piece) > 0; piece = piece[4:] {
				out = append(out, int32(binary.LittleEndian.Uint32(piece)))
			}
		}
		*list = out
	}
	return nil
}

// putBack lets go of the lists of a rule that was shelved.
func (r *ruleBlocks) putBack() {
	if r.shelf.file != nil {
		r.lists = lists{}
	}
}

// with calls do while the lists of rule r are there.
func (b *blocks) with(r int, do func() error) error {
	if b.rules[r].n() == 0 {
		return nil
	}
	rule := b.rules[r]
	if err := rule.fetch(); err != nil {
		return err
	}
	defer rule.putBack()
	return do()
}

// SpillTo makes the table keep the blocks of rules in files of a folder, each but while it is worked on, so that memory holds
// those of one rule and not of all. It changes no result. Errors of the disk come from what makes blocks or reads them.
func (t *Table) SpillTo(folder string) {
	t.memo.mu.Lock()
	defer t.memo.mu.Unlock()
	t.memo.folder = folder
}

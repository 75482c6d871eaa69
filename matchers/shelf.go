package matchers

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"slices"
)

// lists are what the blocks of one rule are made of.
type lists struct {
	start   []int32 // of each block in members, one more than blocks
	members []int32 // rows: in a block by value, and those of one value in the order of the rows' keys
	values  []int32 // of the fuzzy key, by place in members; nil without one
	pieces  []int32 // of each block in near, one more than blocks; nil without a fuzzy key
	near    []int32 // the tiles of near values, four numbers each
}

// allLists returns the lists, in the order in which they are written.
func (l *lists) allLists() []*[]int32 {
	return []*[]int32{&l.start, &l.members, &l.values, &l.pieces, &l.near}
}

// shelf is a file that holds the lists of a rule while nobody needs them: numbers of rows and blocks, and no value of any. The
// zero shelf holds nothing.
type shelf struct {
	file  *os.File
	sizes []int // of the lists written, missing for one that is nil
}

// shelvedPiece is how many numbers are written or read at a time.
const shelvedPiece = 1 << 14

// shelveLists writes the lists to a file in a folder and lets go of them.
func (r *ruleBlocks) shelveLists(folder string) error {
	if err := r.writeLists(folder); err != nil {
		return fmt.Errorf("writing blocks to disk, beyond the memory limit: %w", err)
	}
	r.putBack()
	return nil
}

// writeLists writes the lists to the file of the shelf, which it makes when there is none.
func (r *ruleBlocks) writeLists(folder string) error {
	if r.shelf.file == nil {
		f, err := os.CreateTemp(folder, "blocks-*")
		if err != nil {
			return err
		}
		_ = os.Remove(f.Name()) // gone with its last user, even a killed one; where that is refused, it goes with the folder
		r.shelf.file = f
	}
	if _, err := r.shelf.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	w := bufio.NewWriterSize(r.shelf.file, 4*shelvedPiece)
	buf := make([]byte, 0, 4*shelvedPiece)
	r.shelf.sizes = nil
	for _, list := range r.allLists() {
		size := len(*list)
		if *list == nil {
			size = int(missing)
		}
		r.shelf.sizes = append(r.shelf.sizes, size)
		for piece := range slices.Chunk(*list, shelvedPiece) {
			buf = buf[:0]
			for _, v := range piece {
				buf = binary.LittleEndian.AppendUint32(buf, uint32(v))
			}
			if _, err := w.Write(buf); err != nil {
				return err
			}
		}
	}
	return w.Flush()
}

// fetchLists reads the lists of a rule that was shelved; the others are there.
func (r *ruleBlocks) fetchLists() error {
	if r.shelf.file == nil {
		return nil
	}
	if err := r.readLists(); err != nil {
		return fmt.Errorf("reading blocks back from disk: %w", err)
	}
	return nil
}

// readLists reads the lists from the file of the shelf.
func (r *ruleBlocks) readLists() error {
	if _, err := r.shelf.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	in := bufio.NewReaderSize(r.shelf.file, 4*shelvedPiece)
	buf := make([]byte, 4*shelvedPiece)
	for k, list := range r.allLists() {
		if *list = nil; r.shelf.sizes[k] < 0 {
			continue
		}
		*list = make([]int32, r.shelf.sizes[k])
		for piece := range slices.Chunk(*list, shelvedPiece) {
			if _, err := io.ReadFull(in, buf[:4*len(piece)]); err != nil {
				return err
			}
			for n := range piece {
				piece[n] = int32(binary.LittleEndian.Uint32(buf[4*n:]))
			}
		}
	}
	return nil
}

// putBack lets go of the lists of a rule that was shelved.
func (r *ruleBlocks) putBack() {
	if r.shelf.file != nil {
		r.lists = lists{}
	}
}

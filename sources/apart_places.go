package sources

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"sync"
)

// What is held apart is kept in no file. So that a file need not be parsed anew for it every night, it may be kept where in the file
// the codes stand: whoever has no file has then learnt nothing. Places are found by looking for what the reader found, and are as
// good as the reader for as long as the file is the same byte for byte.

// codeLength is the length of the codes that are found, those of schools; the letters and words of others are not.
const codeLength = 4

// FindApart finds in a file, from its first byte, codes of ethnicity of some groups, one after another, as its records say them: the
// distance of each from the end of the one before. False when they are not all there in that order, in capitals between two marks.
func FindApart(kind Kind, file io.Reader, said []EthnicGroup) (gaps []int64, found bool) {
	codes := codesOfFour(kind)
	if codes == nil {
		return nil, false
	}
	gaps = make([]int64, 0, len(said))
	buffer := fileBuffers.Get().(*[256 << 10]byte)
	defer fileBuffers.Put(buffer)
	buf := buffer[:]
	last, base, have := int64(0), int64(0), 0 // the end of the last code, where the buffer begins in the file, what it holds
	for len(gaps) < len(said) {
		n, err := file.Read(buf[have : len(buf)-2*codeLength])
		if have += n; err != nil {
			have += copy(buf[have:], "\n\n\n\n\n\n\n\n") // the last value of a file may end it
		}
		for i := codeLength; i+codeLength < have && len(gaps) < len(said); i += codeLength {
			at := codeAround(buf[:have], i)
			if at < 0 || base+int64(at) < last {
				continue
			}
			if group, known := codes[[codeLength]byte(buf[at:])]; known && group == said[len(gaps)] {
				gaps = append(gaps, base+int64(at)-last)
				last = base + int64(at) + codeLength
			}
		}
		if err != nil {
			return gaps, len(gaps) == len(said)
		}
		if keep := have - 4*codeLength; keep > 0 { // a code may lie across two readings
			keep -= keep % codeLength
			base += int64(keep)
			have = copy(buf, buf[keep:have])
		}
	}
	return gaps, true
}

// codeAround returns where a word of four capitals between two marks begins that has the letter at i in it, or -1.
func codeAround(b []byte, i int) int {
	if b[i] < 'A' || b[i] > 'Z' {
		return -1
	}
	at := i
	for i-at < codeLength && isCapital(b[at-1]) {
		at--
	}
	for k := at; k < at+codeLength; k++ {
		if !isCapital(b[k]) {
			return -1
		}
	}
	if !isMark[b[at-1]] || !isMark[b[at+codeLength]] {
		return -1
	}
	return at
}

func isCapital(c byte) bool { return 'A' <= c && c <= 'Z' }

// isMark are the characters that part the values of a message or a table.
var isMark = func() (all [256]bool) {
	for _, c := range []byte("<>,;|\t\"\r\n") {
		all[c] = true
	}
	return all
}()

var errOtherCode = errors.New("what is held apart does not stand where it stood")

// ReadApart reads the ethnic groups of the codes that FindApart found. An error when some place has no code.
func ReadApart(kind Kind, file io.Reader, gaps []int64) ([]EthnicGroup, error) {
	codes, in := codesOfFour(kind), placeReaders.Get().(*bufio.Reader)
	defer placeReaders.Put(in)
	defer in.Reset(nil)
	in.Reset(file)
	said := make([]EthnicGroup, len(gaps))
	var code [codeLength]byte
	for k, gap := range gaps {
		if _, err := in.Discard(int(gap)); err != nil {
			return nil, fmt.Errorf("%w: %w", errOtherCode, err)
		}
		if _, err := io.ReadFull(in, code[:]); err != nil {
			return nil, fmt.Errorf("%w: %w", errOtherCode, err)
		}
		group, known := codes[code]
		if !known {
			return nil, errOtherCode
		}
		said[k] = group
	}
	return said, nil
}

// placeReaders are readers to use again: there are thousands of files.
var placeReaders = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 256<<10) }}

// codesOfFour are the codes of four letters of what a kind holds apart, in capitals.
func codesOfFour(kind Kind) map[[codeLength]byte]EthnicGroup {
	src := kinds[kind]
	if src == nil || len(src.apart) == 0 {
		return nil
	}
	codes := map[[codeLength]byte]EthnicGroup{}
	for folded, word := range src.apart[0].words {
		if len(folded) != codeLength {
			continue
		}
		var code [codeLength]byte
		for i := range code {
			code[i] = folded[i] - 'a' + 'A'
		}
		for group, w := range ethnicGroupWords {
			if w == word {
				codes[code] = EthnicGroup(group)
			}
		}
	}
	return codes
}

package register

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
)

// textHasher makes the digest of texts one after another, so that two of them are never taken for one. Most are of a few bytes: they
// are gathered, for the hash takes longer to be handed them one by one than to work them out.
type textHasher struct {
	hash hash.Hash
	held []byte
}

// most is how many bytes are gathered.
const most = 1 << 13

func newTextHasher() textHasher { return textHasher{sha256.New(), make([]byte, 0, 2*most)} }

// addText adds a text.
func (h *textHasher) addText(text []byte) {
	h.held = append(binary.BigEndian.AppendUint64(h.held, uint64(len(text))), text...)
	h.passOn(most)
}

// addString adds a text.
func (h *textHasher) addString(text string) {
	h.held = append(binary.BigEndian.AppendUint64(h.held, uint64(len(text))), text...)
	h.passOn(most)
}

// addRanked adds the body of a line with its rank.
func (h *textHasher) addRanked(body string, rank uint32) {
	from := len(h.held)
	h.held = appendRanked(append(h.held, 0, 0, 0, 0, 0, 0, 0, 0), body, rank)
	binary.BigEndian.PutUint64(h.held[from:], uint64(len(h.held)-from-8))
	h.passOn(most)
}

// addHex adds bytes as text in hexadecimal.
func (h *textHasher) addHex(raw []byte) {
	h.held = hex.AppendEncode(binary.BigEndian.AppendUint64(h.held, uint64(hex.EncodedLen(len(raw)))), raw)
	h.passOn(most)
}

// passOn gives the hash what is held, once that is so much.
func (h *textHasher) passOn(from int) {
	if len(h.held) >= from {
		h.hash.Write(h.held)
		h.held = h.held[:0]
	}
}

// sum is the digest, in hexadecimal.
func (h *textHasher) sum() string {
	h.passOn(0)
	return hex.EncodeToString(h.hash.Sum(nil))
}

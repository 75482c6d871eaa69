package register

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
)

// evidenceDigest is the digest of evidence as it is stored.
type evidenceDigest [16]byte

// String returns the digest in hexadecimal, as it goes into what a run showed.
func (d evidenceDigest) String() string { return hex.EncodeToString(d[:]) }

// isOf reports whether a column holds the digest.
func (d evidenceDigest) isOf(column []byte) bool { return string(d[:]) == string(column) }

func digestOf[T string | []byte | sql.RawBytes](body T) evidenceDigest {
	h := sha256.Sum256([]byte(body))
	return evidenceDigest(h[:16])
}

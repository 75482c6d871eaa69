package register

import (
	"cmp"
	"crypto/cipher"
	"database/sql"
	"encoding/hex"
	"sync"
	"sync/atomic"

	_ "modernc.org/sqlite" // the database itself
)

// Register is an open register. Several goroutines may use it, and several processes the same file: one of them writes at
// a time, and the others wait up to ten seconds.
type Register struct {
	db  *sql.DB
	key []byte // of keyed digests
	// notes seals what people typed, and facts.
	notes cipher.AEAD
	// prints keys fingerprints.
	prints printKeeper
	// seen is the generation at the last look at the identities, -1 before any.
	seen atomic.Int64
	// held are the identities as they were then; nil before, and once a run was recorded.
	held atomic.Pointer[heldIdentities]
}

// Fingerprint is a digest of an identity as an extract gives it. What goes into it is the caller's business; the register
// never sees it.
type Fingerprint [16]byte

// String returns the fingerprint in hexadecimal.
func (f Fingerprint) String() string { return hex.EncodeToString(f[:]) }

// Close closes the register. What was recorded stays.
func (r *Register) Close() error { return r.db.Close() }

// printKeeper keys fingerprints.
type printKeeper struct {
	macs  *sync.Pool // of hash.Hash
	since int64      // the last entry that holds fingerprints without the key
}

// Digest is a keyed digest of something that only the holder of the register's key can make or confirm.
type Digest [16]byte

// String returns the digest in hexadecimal.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// compareDigests orders digests.
func compareDigests(a, b Digest) int { return cmp.Compare(string(a[:]), string(b[:])) }

package register

import (
	"errors"
	"fmt"
)

// BrokenError says where the ledger is not as it was written.
type BrokenError struct {
	Entry int64 // the first entry that is wrong; zero where it is no entry
	What  string
}

// Error names the place.
func (e *BrokenError) Error() string {
	if e.Entry == 0 {
		return "register: " + e.What
	}
	return fmt.Sprintf("register: entry %d: %s; what stands before it is as it was written", e.Entry, e.What)
}

// KeyError says that the key beside a register is gone, or is that of another register. Children would all be called anew with
// another, so that none is made.
type KeyError struct {
	Path    string
	Missing bool
}

// Error says which it is.
func (e *KeyError) Error() string {
	if e.Missing {
		return "register: " + e.Path + ": the key of the register is missing"
	}
	return "register: " + e.Path + ": the key is that of another register"
}

// Unwrap is what is wrong with the key.
func (e *KeyError) Unwrap() error {
	if e.Missing {
		return errNoKey
	}
	return ErrOtherKey
}

// Error names both.
func (e *OtherAuthorityError) Error() string {
	return fmt.Sprintf("register: it is that of authority %s, and this is authority %s", e.Is, e.Want)
}

// ErrOtherKey says that a key is not the one that the register's fingerprints were made with.
var ErrOtherKey = errors.New("not the key of this register: with it no child would keep its id; put the copy back that belongs to it")

// errNoKey says that a register has lost its key.
var errNoKey = errors.New("the key of this register is missing: without it no child would keep its id; put the copy back that belongs to it")

// OtherAuthorityError says that a register is another authority's.
type OtherAuthorityError struct{ Is, Want string }

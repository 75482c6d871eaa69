package register

import (
	"encoding/hex"
	"fmt"
)

// Pair is two records that a run left to a person to judge.
type Pair struct {
	RecordL, RecordR string        `json:"-"`
	ChildL           string        `json:"child_l"`
	ChildR           string        `json:"child_r"`
	PrintsL          []Fingerprint `json:"prints_l"` // of the child of the record, the record's own first
	PrintsR          []Fingerprint `json:"prints_r"`
	// Named is the child whom a person spoke of who corrected where a record stands: the id stays with the child, whatever else of it
	// goes or comes. It is empty where a pair was judged.
	Named string `json:"named,omitempty"`
}

// MarshalText writes the fingerprint in hexadecimal.
func (f Fingerprint) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (f *Fingerprint) UnmarshalText(text []byte) error {
	if len(text) != 2*len(f) {
		return fmt.Errorf("not a fingerprint")
	}
	_, err := hex.Decode(f[:], text)
	return err
}

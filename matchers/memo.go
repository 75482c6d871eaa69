package matchers

import (
	"encoding/json"
	"sync"
)

// memo keeps what a table was last prepared for, so that training, comparing, resolving and explaining with one Spec
// prepare it once. It changes no result, and knows nothing of what it keeps.
type memo struct {
	mu              sync.Mutex
	vectors, blocks prepared
	touched         any      // blocks of a comparison that went on from an earlier one, for MissedByBlocking
	digest          []uint64 // of rows
	digests         sync.Once
	later           bool // note what a later comparison needs
	borneOut        prepared
	whole           any // what is known of all rows, where the table has but some; nil elsewhere
	scorer          prepared
	folder          string // for blocks that do not fit in memory; empty to hold them there
}

// prepared is what was made of a table, and the fingerprint of what it was made for.
type prepared struct {
	key  string
	made any
}

// preparedFor returns what was made for what has a fingerprint, nil when that was something else.
func (m *memo) preparedFor(p *prepared, key string) any {
	m.mu.Lock()
	defer m.mu.Unlock()
	if p.key != key {
		return nil
	}
	return p.made
}

// keepPrepared keeps what was made.
func (m *memo) keepPrepared(p *prepared, key string, made any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	*p = prepared{key, made}
}

// fingerprint returns a text that is the same for equal values.
func fingerprint(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("matchers: a Spec is plain data and can be written: " + err.Error())
	}
	return string(b)
}

// SpillTo makes the table keep the blocks of rules in files of a folder, each but while it is worked on, so that memory holds
// those of one rule and not of all. It changes no result. Errors of the disk come from what makes blocks or reads them.
func (t *Table) SpillTo(folder string) {
	t.memo.mu.Lock()
	defer t.memo.mu.Unlock()
	t.memo.folder = folder
}

// ForLater makes the table note, while it finds blocks, what a later comparison needs to find only those that have changed. It changes
// no result.
func (t *Table) ForLater() {
	t.memo.mu.Lock()
	defer t.memo.mu.Unlock()
	t.memo.later = true
}

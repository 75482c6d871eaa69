package matchers

import (
	"context"
	"encoding/json"
	"sync"
)

// memo keeps what a table was last prepared for, so that training, comparing, resolving and explaining with one Spec
// prepare it once. It changes no result.
type memo struct {
	mu         sync.Mutex
	spec       string
	vectorer   *vectorer
	rules      string
	blocks     *blocks
	blockLimit int
	folder     string // for blocks that do not fit in memory; empty to hold them there
}

// fingerprint returns a text that is the same for equal values.
func fingerprint(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("matchers: a Spec is plain data and can be written: " + err.Error())
	}
	return string(b)
}

// prepare returns a vectorer of the table for a Spec; the caller takes a fresh one of it for each goroutine.
func (t *Table) prepare(spec Spec) (*vectorer, error) {
	t.memo.mu.Lock()
	defer t.memo.mu.Unlock()
	key := fingerprint(spec.Comparisons)
	if t.memo.vectorer != nil && t.memo.spec == key {
		return t.memo.vectorer, spec.Validate(t.fields)
	}
	v, err := newVectorer(t, spec)
	if err != nil {
		return nil, err
	}
	t.memo.spec, t.memo.vectorer = key, v
	return v, nil
}

// prepareBlocks returns the blocks of the rules. With keep they stay for the next call, which training leaves for comparing;
// without, the table lets go of them.
func (t *Table) prepareBlocks(ctx context.Context, spec Spec, limit, workers int, keep bool) (*blocks, error) {
	t.memo.mu.Lock()
	defer t.memo.mu.Unlock()
	key := fingerprint([]any{spec.Blocking, spec.Never})
	b := t.memo.blocks
	if b == nil || t.memo.rules != key || t.memo.blockLimit != limit {
		var err error
		if b, err = buildBlocks(ctx, t, spec, limit, workers); err != nil {
			return nil, err
		}
	}
	t.memo.blocks, t.memo.rules, t.memo.blockLimit = nil, key, limit
	if keep {
		t.memo.blocks = b
	}
	return b, nil
}

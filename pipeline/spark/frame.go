package spark

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"rollcall/matchers"
	"rollcall/pipeline/linkage"
)

// frame is what all workers are told of the whole. It goes round as JSON: a verb that learns something of the whole sends it out with what
// it learnt, and the driver hands it to the next ones. It holds names and places of people, and is guarded as the tables are.
type frame struct {
	Sums     *matchers.Sums   `json:"sums"`
	Readings linkage.Readings `json:"readings,omitempty"`
	// SampleStep is which rows `sift` wants to see, one in so many in the order of keys; 0 for none.
	SampleStep int `json:"sample_step"`
	// Sizes are how many clusters have so many rows.
	Sizes map[int]int64 `json:"sizes,omitempty"`
}

// readFrame reads a frame, an empty one where no file is named.
func readFrame(path string) (*frame, error) {
	f := &frame{Sums: &matchers.Sums{}}
	if path == "" {
		return f, nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("frame: %s cannot be read", filepath.Base(path))
	}
	if err := json.Unmarshal(raw, f); err != nil || f.Sums == nil {
		return nil, fmt.Errorf("frame: %s is not what a worker wrote", filepath.Base(path))
	}
	return f, nil
}

// send sends the frame out as the only row.
func (f *frame) send(out *output) error {
	raw, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return out.add(string(raw))
}

// sum is what the driver adds up: rows of one kind, name and value.
var sumColumns = []column{{"kind", integer}, {"name", text}, {"value", text}, {"beside", text}, {"n", long}}

// The kinds of sum of `gather`, beside those of matchers.
const (
	datasetSum = 10 + iota // rows of a dataset
	copySum                // copies of a value at a level
	rangeSum               // what a rule makes in a range of keys
)

// tally adds up what a worker counts before it is sent.
type tally map[[4]string]int64

// add counts one.
func (t tally) add(kind int, name, value, beside string) {
	t[[4]string{strconv.Itoa(kind), name, value, beside}]++
}

// mostTallied is how many different things are counted before they are sent.
const mostTallied = 200_000

// sendWhenFull sends what was counted when there is much of it.
func (t tally) sendWhenFull(out *output) error {
	if len(t) < mostTallied {
		return nil
	}
	return t.send(out)
}

// send sends what was counted. Its order does not matter: the driver adds it up.
func (t tally) send(out *output) error {
	for k, n := range t {
		kind, _ := strconv.Atoi(k[0])
		if err := out.add(int32(kind), k[1], k[2], k[3], n); err != nil {
			return err
		}
	}
	clear(t)
	return nil
}

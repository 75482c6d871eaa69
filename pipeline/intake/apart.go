package intake

import (
	"context"
	"fmt"
	"slices"

	"github.com/apache/arrow/go/v17/arrow"

	"rollcall/sources"
)

// Read is all that was read: what every later stage may see and, apart from it, what none but the measure of fairness
// may. Only Run takes the two apart, so what a stage is given says what it can see.
type Read struct {
	Ingested *Ingested
	Apart    *Apart
}

// Apart is what records say that is held apart, in Arrow batches of its own: one for each extract, whose rows stand as the
// extract's records do. It is in no checkpoint and in no file: a run that is taken up again, and a night that takes up the records of
// the last, read it again.
type Apart struct {
	batches []arrow.Record // by extract; nil when it says nothing
	from    []int          // by extract: the number of its first record
	kept    []int32        // of records that are used, when some are not: their numbers as they were read
	records int
}

// addExtract adds an extract's records, in the order of the settings.
func (a *Apart) addExtract(records int, batch arrow.Record) {
	a.batches, a.from = append(a.batches, batch), append(a.from, a.records)
	a.records += records
}

// Len returns the number of records, which is that of the records beside it.
func (a *Apart) Len() int {
	if a.kept != nil {
		return len(a.kept)
	}
	return a.records
}

// onlyRecords returns what is held apart of the records that are used, by their numbers as they were read.
func (a *Apart) onlyRecords(kept []int32) *Apart {
	if a == nil {
		return nil
	}
	b := *a
	b.kept = kept
	return &b
}

// Ethnicity returns the broad ethnic group that a record gives, by the record's number.
func (a *Apart) Ethnicity(record int) sources.EthnicGroup {
	if a.kept != nil {
		record = int(a.kept[record])
	}
	k, first := slices.BinarySearch(a.from, record)
	if !first {
		k--
	}
	for k+1 < len(a.from) && a.from[k+1] <= record { // extracts without records share their number with the next
		k++
	}
	if a.batches[k] == nil {
		return sources.EthnicityNotKnown
	}
	return sources.EthnicityOf(a.batches[k], record-a.from[k])
}

// extractSizes returns how many records each extract had.
func (a *Apart) extractSizes() []int {
	sizes := make([]int, len(a.from))
	for k := range sizes {
		end := a.records
		if k+1 < len(sizes) {
			end = a.from[k+1]
		}
		sizes[k] = end - a.from[k]
	}
	return sizes
}

// readApart reads the extracts once more for what is held apart alone. Sizes are how many records each had.
func readApart(ctx context.Context, extracts []sources.Extract, sizes []int) (*Apart, error) {
	if len(sizes) != len(extracts) {
		return nil, fmt.Errorf("%d extracts were read, and the settings name %d", len(sizes), len(extracts))
	}
	a := &Apart{}
	for i, x := range extracts {
		var sink apartSink
		if sources.HoldsApart(x.Kind) {
			if _, err := sources.Read(ctx, x, &sink); err != nil {
				return nil, err
			}
			if sink.Len() != sizes[i] {
				return nil, fmt.Errorf("%s has %d records, and had %d", x.Kind, sink.Len(), sizes[i])
			}
		}
		a.addExtract(sizes[i], sink.Batch())
	}
	return a, nil
}

// apartSink is a sources.Sink that keeps nothing but what is held apart.
type apartSink struct{ sources.ApartBuilder }

// Record makes room for what is held apart of the record.
func (s *apartSink) Record(*sources.Record) error {
	s.Append()
	return nil
}

// HeldApart keeps what is held apart.
func (s *apartSink) HeldApart(_ sources.RecordID, h sources.HeldApart) error {
	s.Last(h)
	return nil
}

// Reject keeps nothing.
func (*apartSink) Reject(sources.Rejection) error { return nil }

// School keeps nothing.
func (*apartSink) School(sources.School) error { return nil }

// Link keeps nothing.
func (*apartSink) Link(sources.SchoolLink) error { return nil }

package intake

import (
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
// extract's records do. It is in no file: whoever takes up records that were kept reads it again.
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

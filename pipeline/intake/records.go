package intake

import (
	"iter"
	"slices"

	conciter "github.com/sourcegraph/conc/iter"

	"rollcall/sources"
)

// Records gives the records of slabs by number, in the order in which they were read. Strings of a record point into its slab.
type Records struct {
	slabs []*sources.Slab
	first []int // number of the first record of each slab
	n     int
}

// NewRecords numbers the records of slabs.
func NewRecords(slabs []*sources.Slab) *Records {
	r := &Records{slabs: slabs}
	for _, s := range slabs {
		r.first = append(r.first, r.n)
		r.n += s.Len()
	}
	return r
}

// Len returns the number of records.
func (r *Records) Len() int { return r.n }

// RecordAt is where a record lies in memory. Who reads a record several times finds it once: to find it by number takes as long as to read it.
type RecordAt struct {
	slab uint32
	row  sources.RowAt
}

// Place returns the number of the slab, and where in it the record lies.
func (at RecordAt) Place() (slab, row uint32) { return at.slab, uint32(at.row) }

// Digests returns the digests of the slabs, for which all their bytes are read.
func (r *Records) Digests() []sources.SlabDigest {
	return conciter.Map(r.slabs, func(s **sources.Slab) sources.SlabDigest { return (*s).Digest() })
}

// At returns where record i lies.
func (r *Records) At(i int) RecordAt {
	b, found := slices.BinarySearch(r.first, i)
	if !found {
		b--
	}
	for b+1 < len(r.first) && r.first[b+1] <= i { // slabs without records share their number with the next
		b++
	}
	return RecordAt{uint32(b), r.slabs[b].Row(i - r.first[b])}
}

// ReadAt reads parts of a record into rec, whose claims are written over.
func (r *Records) ReadAt(at RecordAt, rec *sources.Record, parts sources.Part) {
	r.slabs[at.slab].Read(at.row, rec, parts)
}

// OriginAt returns where a record stands.
func (r *Records) OriginAt(at RecordAt) sources.Origin { return r.slabs[at.slab].OriginOf(at.row) }

// FetchAt reads something of a record that is to be read soon, as a Slab does.
func (r *Records) FetchAt(at RecordAt) { r.slabs[at.slab].FetchRow(at.row) }

// ClaimsAt returns how many claims a record has.
func (r *Records) ClaimsAt(at RecordAt) int { return r.slabs[at.slab].ClaimsOf(at.row) }

// RowCountAt returns how many rows a record stands for.
func (r *Records) RowCountAt(at RecordAt) int { return r.slabs[at.slab].RowCountOf(at.row) }

// Origin returns where record i stands.
func (r *Records) Origin(i int) sources.Origin { return r.OriginAt(r.At(i)) }

// Slabs yields the slabs, each with the number of its first record.
func (r *Records) Slabs() iter.Seq2[int, *sources.Slab] {
	return func(yield func(int, *sources.Slab) bool) {
		for b, s := range r.slabs {
			if !yield(r.first[b], s) {
				return
			}
		}
	}
}

// WholeAt returns a record, which the caller may keep.
func (r *Records) WholeAt(at RecordAt) *sources.Record {
	rec := &sources.Record{}
	r.ReadAt(at, rec, sources.WhoPart|sources.ClaimPart)
	return rec
}

// Whole is WholeAt of record i.
func (r *Records) Whole(i int) *sources.Record { return r.WholeAt(r.At(i)) }

// Places yields where every record lies, in their order.
func (r *Records) Places() iter.Seq[RecordAt] {
	return func(yield func(RecordAt) bool) {
		for b, s := range r.slabs {
			for k := range s.Len() {
				if !yield(RecordAt{uint32(b), s.Row(k)}) {
					return
				}
			}
		}
	}
}

// Origins yields where every record stands, by its number.
func (r *Records) Origins() iter.Seq2[int, sources.Origin] {
	return func(yield func(int, sources.Origin) bool) {
		for b, s := range r.slabs {
			for k := range s.Len() {
				if !yield(r.first[b]+k, s.OriginOf(s.Row(k))) {
					return
				}
			}
		}
	}
}

// All yields parts of every record, by its number. Each is written over by the next: a Record for each of a million rows is
// half a gigabyte to make and to clear away.
func (r *Records) All(parts sources.Part) iter.Seq2[int, *sources.Record] {
	return r.read(0, r.n, parts, func(sources.Kind) bool { return true })
}

// SpanOf yields parts of the records of some numbers and wanted extracts, as All does; several spans may be read at a time.
func (r *Records) SpanOf(wanted func(sources.Kind) bool, from, to int, parts sources.Part) iter.Seq2[int, *sources.Record] {
	return r.read(from, to, parts, wanted)
}

// OfKind yields parts of the records of one extract, as All does.
func (r *Records) OfKind(kind sources.Kind, parts sources.Part) iter.Seq2[int, *sources.Record] {
	return r.read(0, r.n, parts, func(k sources.Kind) bool { return k == kind })
}

func (r *Records) read(from, to int, parts sources.Part, wanted func(sources.Kind) bool) iter.Seq2[int, *sources.Record] {
	return func(yield func(int, *sources.Record) bool) {
		rec := &sources.Record{}
		for b, s := range r.slabs {
			if !slices.ContainsFunc(s.Kinds(), wanted) {
				continue
			}
			for k := max(0, from-r.first[b]); k < min(s.Len(), to-r.first[b]); k++ {
				if !wanted(s.KindOf(s.Row(k))) {
					continue
				}
				if s.Read(s.Row(k), rec, parts); !yield(r.first[b]+k, rec) {
					return
				}
			}
		}
	}
}

package intake

import (
	"context"
	"io"
	"slices"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/kept"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

const (
	recordsFile = "records.slabs"
	restFile    = "rest.gob"
)

// codec keeps what Ingest read of extracts. What is held apart is kept nowhere: it is read again.
func codec(extracts []sources.Extract) journal.Codec[Read] {
	return journal.Codec[Read]{
		Save: func(to journal.Checkpoint, read Read) error {
			in := read.Ingested
			if err := to.WriteFile(recordsFile, func(w io.Writer) error { return sources.SaveSlabs(w, in.Slabs) }); err != nil {
				return err
			}
			return to.SaveGob(restFile, ingestedRest{in.Reports, in.Rejections, in.Schools, in.Links,
				in.Addresses, in.Dangers, read.Apart.extractSizes()})
		},
		Load: func(ctx context.Context, from journal.Checkpoint) (Read, error) {
			var rest ingestedRest
			if err := from.LoadGob(restFile, &rest); err != nil {
				return Read{}, err
			}
			var slabs []*sources.Slab
			err := from.ReadFile(recordsFile, func(r io.Reader) (err error) { slabs, err = sources.LoadSlabs(r); return err })
			if err != nil {
				return Read{}, err
			}
			apart, err := readApart(ctx, extracts, rest.Sizes)
			return Read{&Ingested{Slabs: slabs, Reports: rest.Reports, Rejections: rest.Rejections,
				Schools: rest.Schools, Links: rest.Links, Addresses: rest.Addresses, Dangers: rest.Dangers}, apart}, err
		},
	}
}

// ingestedRest is what was read beside the records.
type ingestedRest struct {
	Reports    []sources.FileReport
	Rejections []sources.Rejection
	Schools    []sources.School
	Links      []sources.SchoolLink
	Addresses  []Address
	Dangers    Dangers
	Sizes      []int // by extract: its records
}

// IngestSaved is Ingest with a checkpoint. What a database answers is not known before it is asked, so extracts with a query
// among them are always read; the hashes of the answers go into what the later stages are named after, so that those are
// taken up when the rows are the same.
//
// What earlier nights read of the same files is taken from the shelf, and what is read is put there.
func IngestSaved(j *journal.Journal, shelf *kept.Shelf, extracts []sources.Extract, empty ...settings.EmptyPath) Read {
	return saved(j, extracts, codec(extracts), func() (Read, error) { return ingest(j, shelf, extracts, empty...) })
}

func saved[Out any](j *journal.Journal, extracts []sources.Extract, c journal.Codec[Out], stage func() (Out, error)) Out {
	const name = "ingest"
	if !slices.ContainsFunc(extracts, func(x sources.Extract) bool { return x.Query != nil }) {
		return journal.Saved(j, name, c, stage)
	}
	out := journal.Step(j, name, stage)
	for _, in := range j.Manifest.Inputs {
		j.KeyOn(name + "\x00" + in.Kind + "\x00" + in.File + "\x00" + in.SHA256)
	}
	return out
}

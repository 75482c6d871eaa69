package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sourcegraph/conc/pool"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/kept"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// Ingested is everything that was read: the records in slabs, the lists of schools, and
// what became of every file and row.
type Ingested struct {
	Slabs      []*sources.Slab
	Reports    []sources.FileReport
	Rejections []sources.Rejection
	Schools    []sources.School
	Links      []sources.SchoolLink
	Seconds    map[sources.Kind]float64 // that reading took; a timing and no result
	Addresses  []Address                // of the list of addresses
	Dangers                             // that extracts tell of
}

// slabRows is how many records a slab holds: large enough to stream, small enough to spread over workers.
const slabRows = 16384

// Ingest reads every extract of the settings, strictly. Extracts are read side by side and kept in the order of the
// settings, so that the result does not depend on which was quicker. What was read is part of what goes into every later stage.
//
// What earlier nights, or an attempt at this one that was killed, read of the same files is taken from the shelf, and what is
// read is put there.
func Ingest(j *journal.Journal, shelf *kept.Shelf, extracts []sources.Extract, empty ...settings.EmptyPath) (Read, error) {
	in, apart := &Ingested{Seconds: map[sources.Kind]float64{}}, &Apart{}
	bundles := bundleExtracts(extracts)
	parts := make([]*collector, len(bundles))
	g := pool.New().WithMaxGoroutines(j.Workers).WithContext(j.Context()).WithCancelOnError().WithFirstError()
	for i, b := range bundles {
		parts[i] = newCollector()
		g.Go(func(ctx context.Context) error {
			began := j.Clock()
			err := parts[i].readKept(ctx, shelf, b.Extract)
			parts[i].seconds = j.Clock().Sub(began).Seconds()
			if err != nil {
				return fmt.Errorf("%s: %w", b.Kind, err)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Read{}, err
	}
	var held sources.ApartBuilder // of the extract under way
	first := 0                    // its first report
	for i, p := range parts {
		in.Seconds[bundles[i].Kind] += p.seconds
		held.Join(&p.apart)
		in.Slabs = append(in.Slabs, p.slabs...)
		in.Reports = append(in.Reports, p.reports...)
		in.Rejections = append(in.Rejections, p.rejections...)
		in.Schools = append(in.Schools, p.schools...)
		in.Links = append(in.Links, p.links...)
		in.Addresses = append(in.Addresses, p.addresses...)
		in.Dangers.add(p.dangers)
		if i+1 == len(bundles) || bundles[i+1].of != bundles[i].of {
			sources.NoteTwice(in.Reports[first:])
			apart.addExtract(held.Len(), held.Batch())
			held, first = sources.ApartBuilder{}, len(in.Reports)
		}
	}
	err := accountForRows(j, in)
	if errors.Is(err, ErrNothingRead) {
		err = whyNothing(in, empty)
	}
	return Read{in, apart}, err
}

// accountForRows holds the rows of every file to the records and rejections they became, and writes both to the manifest.
func accountForRows(j *journal.Journal, in *Ingested) error {
	var rows, records, rejects int
	var all strings.Builder
	for _, f := range in.Reports {
		if f.Kind == sources.Protected {
			f.Unknown, f.Codes, f.Notes = nil, nil, nil // what its headers and words are is nobody's but its owner's
		}
		if f.Rows != f.Records+f.Rejects {
			return fmt.Errorf("%s: %s: %d rows became %d records and %d rejections; this is a fault of the program",
				f.Kind, f.File, f.Rows, f.Records, f.Rejects)
		}
		rows, records, rejects = rows+f.Rows, records+f.Records, rejects+f.Rejects
		j.Manifest.Inputs = append(j.Manifest.Inputs, journal.Input{
			Kind: string(f.Kind), File: f.File, SHA256: f.SHA256, Bytes: f.Bytes, AsOf: f.AsOf.String(),
			Rows: f.Rows, Records: f.Records, Rejects: f.Rejects, Values: f.Values,
			Unknown: f.Unknown, Codes: f.Codes, Notes: f.Notes,
		})
		fmt.Fprintf(&all, "%s\x00%s\x00%s\x00%s %d %d %d\n", f.Kind, f.File, f.SHA256, f.AsOf, f.Rows, f.Records, f.Values)
	}
	j.KeyOn(all.String())
	j.Count("files", len(in.Reports))
	j.Count("rows", rows)
	j.Count("records", records)
	j.Count("rejected", rejects)
	if records == 0 {
		return ErrNothingRead
	}
	return nil
}

// collector is a sources.Sink that keeps what it is given.
type collector struct {
	builder    *sources.SlabBuilder
	seconds    float64
	apart      sources.ApartBuilder // beside the records
	slabs      []*sources.Slab
	reports    []sources.FileReport
	rejections []sources.Rejection
	schools    []sources.School
	links      []sources.SchoolLink
	addresses  []Address
	dangers    Dangers
}

func newCollector() *collector {
	return &collector{builder: sources.NewSlabBuilder()}
}

// Record keeps a copy of the record. The rows of the list of addresses are places and not children.
func (c *collector) Record(rec *sources.Record) error {
	if rec.Kind == sources.Addresses {
		c.keepAddress(rec)
		return nil
	}
	c.dangers.Note(rec)
	c.append(rec)
	c.apart.Append()
	return nil
}

func (c *collector) append(rec *sources.Record) {
	c.builder.Append(rec)
	if c.builder.Len() == slabRows {
		c.endSlab()
	}
}

// Address is a row of the list of addresses: the authority that a property or a postcode lies in, from a day to a day.
type Address struct {
	UPRN, Postcode, LA, Ward string
	From, To                 sources.Date
}

// keepAddress keeps a copy of a row of the list of addresses.
func (c *collector) keepAddress(rec *sources.Record) {
	for _, claim := range rec.Claims {
		c.addresses = append(c.addresses, Address{strings.Clone(rec.Who.UPRN), strings.Clone(rec.Who.Postcode), strings.Clone(claim.Place),
			strings.Clone(claim.Ref), claim.From, claim.To})
	}
}

// HeldApart keeps what the last record says that is held apart.
func (c *collector) HeldApart(_ sources.RecordID, h sources.HeldApart) error {
	c.apart.Last(h)
	return nil
}

// Reject keeps the rejection.
func (c *collector) Reject(x sources.Rejection) error {
	c.rejections = append(c.rejections, x)
	return nil
}

// School keeps the school.
func (c *collector) School(s sources.School) error {
	c.schools = append(c.schools, s)
	return nil
}

// Link keeps the link between schools.
func (c *collector) Link(l sources.SchoolLink) error {
	c.links = append(c.links, l)
	return nil
}

func (c *collector) endSlab() {
	if c.builder.Len() > 0 {
		c.slabs = append(c.slabs, c.builder.Slab())
	}
}

// compareRejections orders rejections as a reader looks them up.
func compareRejections(a, b sources.Rejection) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.File, b.File), cmp.Compare(a.Row, b.Row),
		cmp.Compare(a.Field, b.Field), cmp.Compare(a.Reason, b.Reason))
}

// SortedRejections returns what was not used, in that order.
func (in *Ingested) SortedRejections() []sources.Rejection {
	return slices.SortedFunc(slices.Values(in.Rejections), compareRejections)
}

package pipeline

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"golang.org/x/sync/errgroup"

	"rollcall/sources"
)

// Ingested is everything that was read: the records in Arrow batches of the canonical schema, the lists of schools, and
// what became of every file and row.
type Ingested struct {
	Batches    []arrow.Record
	Reports    []sources.FileReport
	Rejections []sources.Rejection
	Schools    []sources.School
	Links      []sources.SchoolLink
	Seconds    map[sources.Kind]float64 // that reading took; a timing and no result
	Places     []Place                  // of the list of addresses
	Refuges    []uint64                 // digests of the addresses of refuges
}

// ErrNothingRead says that no extract gave a single record, so that there is nothing to publish.
var ErrNothingRead = errors.New("no extract gave a record; run `rollcall check` for the reasons")

// batchRows is how many records an Arrow batch holds: large enough to stream, small enough to spread over workers.
const batchRows = 16384

// ingest reads every extract of the settings, strictly. Extracts are read side by side and kept in the order of the
// settings, so that the result does not depend on which was quicker.
func ingest(r *run, extracts []sources.Extract) (Intake, error) {
	in, apart := &Ingested{Seconds: map[sources.Kind]float64{}}, &Apart{}
	parts := make([]*collector, len(extracts))
	g, ctx := errgroup.WithContext(r.ctx)
	g.SetLimit(r.options.Workers)
	for i, x := range extracts {
		parts[i] = newCollector()
		g.Go(func() error {
			began := r.options.Clock()
			reports, err := sources.Read(ctx, x, parts[i])
			parts[i].seconds = r.options.Clock().Sub(began).Seconds()
			parts[i].reports = reports
			if err != nil {
				return fmt.Errorf("%s: %w", x.Kind, err)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return Intake{}, err
	}
	for i, p := range parts {
		p.flush()
		in.Seconds[extracts[i].Kind] += p.seconds
		apart.add(p.apart.Len(), p.apart.Batch())
		in.Batches = append(in.Batches, p.batches...)
		in.Reports = append(in.Reports, p.reports...)
		in.Rejections = append(in.Rejections, p.rejections...)
		in.Schools = append(in.Schools, p.schools...)
		in.Links = append(in.Links, p.links...)
		in.Places = append(in.Places, p.places...)
		in.Refuges = append(in.Refuges, p.refuges...)
	}
	return Intake{in, apart}, r.account(in)
}

// account holds the rows of every file to the records and rejections they became, and writes both to the manifest.
func (r *run) account(in *Ingested) error {
	var rows, records, rejects int
	for _, f := range in.Reports {
		if f.Rows != f.Records+f.Rejects {
			return fmt.Errorf("%s: %s: %d rows became %d records and %d rejections; this is a fault of the program",
				f.Kind, f.File, f.Rows, f.Records, f.Rejects)
		}
		rows, records, rejects = rows+f.Rows, records+f.Records, rejects+f.Rejects
		r.manifest.input(f)
	}
	r.count("files", len(in.Reports))
	r.count("rows", rows)
	r.count("records", records)
	r.count("rejected", rejects)
	if records == 0 {
		return ErrNothingRead
	}
	return nil
}

// collector is a sources.Sink that keeps what it is given.
type collector struct {
	builder    *sources.BatchBuilder
	rows       int
	seconds    float64
	apart      sources.ApartBuilder // beside the records
	batches    []arrow.Record
	reports    []sources.FileReport
	rejections []sources.Rejection
	schools    []sources.School
	links      []sources.SchoolLink
	places     []Place
	refuges    []uint64
}

func newCollector() *collector {
	return &collector{builder: sources.NewBatchBuilder(memory.NewGoAllocator())}
}

// Record keeps a copy of the record. The rows of the list of addresses are places and not children.
func (c *collector) Record(rec *sources.Record) error {
	if rec.Kind == sources.Addresses {
		c.place(rec)
		return nil
	}
	c.refuge(rec)
	c.builder.Append(rec)
	c.apart.Append()
	if c.rows++; c.rows%batchRows == 0 {
		c.flush()
	}
	return nil
}

// place keeps a copy of a row of the list of addresses.
func (c *collector) place(rec *sources.Record) {
	for _, claim := range rec.Claims {
		c.places = append(c.places, Place{strings.Clone(rec.Who.UPRN), strings.Clone(rec.Who.Postcode), strings.Clone(claim.Place),
			claim.From, claim.To})
	}
}

// refuge notes the address of a household in a refuge, which is sealed for everybody who lives there.
func (c *collector) refuge(rec *sources.Record) {
	for _, claim := range rec.Claims {
		if claim.Kind == sources.Flag && claim.Status == "refuge" {
			if a := addressKey(rec.Who.Address, rec.Who.Postcode); a != 0 {
				c.refuges = append(c.refuges, a)
			}
			return
		}
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

func (c *collector) flush() {
	if b := c.builder.Flush(); b != nil && b.NumRows() > 0 {
		c.batches = append(c.batches, b)
	}
}

// byPlace orders rejections as a reader looks them up.
func byPlace(a, b sources.Rejection) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.File, b.File), cmp.Compare(a.Row, b.Row),
		cmp.Compare(a.Field, b.Field), cmp.Compare(a.Reason, b.Reason))
}

func sortedRejections(in *Ingested) []sources.Rejection {
	return slices.SortedFunc(slices.Values(in.Rejections), byPlace)
}

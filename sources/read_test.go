package sources

import (
	"context"
	"testing"
)

// collector keeps what a reader finds.
type collector struct {
	records    []Record
	rejections []Rejection
	schools    []School
	links      []SchoolLink
	apart      map[RecordID]HeldApart
}

func (c *collector) HeldApart(id RecordID, h HeldApart) error {
	if c.apart == nil {
		c.apart = map[RecordID]HeldApart{}
	}
	c.apart[id] = h
	return nil
}

func (c *collector) Record(r *Record) error {
	kept := *r
	kept.Claims = append([]Claim(nil), r.Claims...)
	c.records = append(c.records, kept)
	return nil
}

func (c *collector) Reject(r Rejection) error {
	c.rejections = append(c.rejections, r)
	return nil
}

func (c *collector) School(s School) error {
	c.schools = append(c.schools, s)
	return nil
}

func (c *collector) Link(l SchoolLink) error {
	c.links = append(c.links, l)
	return nil
}

// readAll reads an extract and keeps what is found.
func readAll(t testing.TB, x Extract) (*collector, []FileReport) {
	t.Helper()
	var c collector
	reports, err := Read(context.Background(), x, &c)
	if err != nil {
		t.Fatal(err)
	}
	return &c, reports
}

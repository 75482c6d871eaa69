package intake

import (
	"bufio"
	"context"
	"encoding/gob"
	"encoding/json"
	"io"
	"slices"

	"rollcall/pipeline/kept"
	"rollcall/sources"
)

// readKept reads an extract, or takes what an earlier night read of the same files in the same way. All that sources.Read goes by is
// in the name of what is kept: how the settings have the extract read, the bytes of its files and of the key that opens them,
// and the build of the program.
func (c *collector) readKept(ctx context.Context, shelf *kept.Shelf, x sources.Extract) error {
	if shelf != nil {
		x.Digests = digestFiles(x)
	}
	return c.readDigested(ctx, shelf, x)
}

// readDigested is readKept of an extract whose files are hashed; of one whose are not nothing is kept. A file that changes after that
// is told of tonight, and neither taken nor kept as what it was.
func (c *collector) readDigested(ctx context.Context, shelf *kept.Shelf, x sources.Extract) error {
	var name kept.Name
	if x.Digests != nil {
		name = nameReading(shelf, x)
		if shelf.Take(name, func(r io.Reader) error { return c.loadReading(x.Kind, r) }) && unchanged(x.Digests) {
			return nil
		}
		*c = *newCollector()
	}
	var err error
	if c.reports, err = sources.ReadFiles(ctx, x, c); err != nil {
		return err
	}
	c.endSlab()
	if x.Digests == nil {
		return nil
	}
	places, err := c.placeApart(x)
	if err == nil && unchanged(x.Digests) {
		shelf.Put(name, func(w io.Writer) error { return c.saveReading(w, places) })
	}
	return nil
}

// digestFiles hashes the files that an extract is read from. Nil where nothing of it may be kept: a database answers anew every
// night, the list of seals lies in as few places as can be, and a file that cannot be read is told of every night.
func digestFiles(x sources.Extract) map[string]sources.Digest {
	if x.Query != nil || x.Kind == sources.Protected {
		return nil
	}
	all := make(map[string]sources.Digest, len(x.Files)+1)
	for _, path := range filesOf(x) {
		d, err := sources.DigestFile(path)
		if err != nil {
			return nil
		}
		all[path] = d
	}
	return all
}

// filesOf are the files that an extract is read from, and the key that opens them.
func filesOf(x sources.Extract) []string {
	if x.Key == "" {
		return x.Files
	}
	return append(slices.Clone(x.Files), x.Key)
}

// nameReading names what is read of an extract.
func nameReading(shelf *kept.Shelf, x sources.Extract) kept.Name {
	how, _ := json.Marshal(x) // plain data; its maps in the order of their keys
	words := []string{"reading", string(how)}
	for _, path := range filesOf(x) {
		words = append(words, x.Digests[path].SHA256)
	}
	return shelf.NameOf(words...)
}

// unchanged reports whether files are as they were when they were hashed.
func unchanged(files map[string]sources.Digest) bool {
	for path, d := range files {
		if !d.StandsFor(path) {
			return false
		}
	}
	return true
}

// reading is what was read beside the records.
type reading struct {
	Records    int
	Reports    []sources.FileReport
	Rejections []sources.Rejection
	Schools    []sources.School
	Links      []sources.SchoolLink
	Addresses  []Address
	Dangers    Dangers
	Apart      []apartPlaces
}

// saveReading writes what was read for loadReading.
func (c *collector) saveReading(w io.Writer, apart []apartPlaces) error {
	err := gob.NewEncoder(w).Encode(reading{c.apart.Len(), c.reports, c.rejections, c.schools, c.links, c.addresses, c.dangers, apart})
	if err != nil {
		return err
	}
	if c.apart.Len() == 0 {
		return nil
	}
	return sources.SaveSlabs(w, c.slabs)
}

// loadReading has back what saveReading wrote.
func (c *collector) loadReading(kind sources.Kind, from io.Reader) error {
	in := bufio.NewReaderSize(from, 1<<20) // one for both: what is read ahead of the first is the second's
	var r reading
	if err := gob.NewDecoder(in).Decode(&r); err != nil {
		return err
	}
	if r.Records > 0 {
		slabs, err := sources.LoadSlabs(in)
		if err != nil {
			return err
		}
		c.slabs = slabs
	}
	c.reports, c.rejections, c.schools, c.links, c.addresses, c.dangers = r.Reports, r.Rejections, r.Schools, r.Links, r.Addresses, r.Dangers
	var err error
	c.apart, err = readApartPlaces(kind, r.Records, r.Apart)
	return err
}

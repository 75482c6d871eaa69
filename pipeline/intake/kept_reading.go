package intake

import (
	"bufio"
	"context"
	"encoding/gob"
	"encoding/json"
	"io"
	"os"
	"slices"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/kept"
	"rollcall/sources"
)

// readKept reads an extract, or takes what an earlier night read of the same files in the same way. All that sources.Read goes by is
// in the name of what is kept: how the settings have the extract read, the bytes of its files and of the key that opens them,
// and the build of the program.
func (c *collector) readKept(ctx context.Context, shelf *kept.Shelf, x sources.Extract) error {
	files, known := digestFiles(shelf, x)
	var name kept.Name
	if known {
		name = nameReading(shelf, x, files)
		if shelf.Take(name, func(r io.Reader) error { return c.loadReading(x.Kind, r) }) && unchanged(files) {
			return nil
		}
		*c = *newCollector()
	}
	var err error
	if c.reports, err = sources.ReadFiles(ctx, x, c); err != nil {
		return err
	}
	c.endSlab()
	if !known || !c.tellsOf(files) {
		return nil
	}
	places, err := c.placeApart(x)
	if err == nil && unchanged(files) {
		shelf.Put(name, func(w io.Writer) error { return c.saveReading(w, places) })
	}
	return nil
}

// digest is a file as it was when its bytes were hashed.
type digest struct {
	path, sum string
	info      os.FileInfo
}

// digestFiles hashes the files that an extract is read from. False where nothing of it may be kept: a database answers anew every
// night, the list of seals lies in as few places as can be, and a file that cannot be read is told of every night.
func digestFiles(shelf *kept.Shelf, x sources.Extract) (all []digest, known bool) {
	if shelf == nil || x.Query != nil || x.Kind == sources.Protected {
		return nil, false
	}
	paths := slices.Clone(x.Files)
	if x.Key != "" {
		paths = append(paths, x.Key)
	}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, false
		}
		sum, err := journal.HashFile(path)
		if err != nil {
			return nil, false
		}
		all = append(all, digest{path, sum, info})
	}
	return all, true
}

// nameReading names what is read of an extract.
func nameReading(shelf *kept.Shelf, x sources.Extract, files []digest) kept.Name {
	how, _ := json.Marshal(x) // plain data; its maps in the order of their keys
	words := []string{"reading", string(how)}
	for _, f := range files {
		words = append(words, f.sum)
	}
	return shelf.NameOf(words...)
}

// tellsOf reports whether what was read is of the files that were hashed.
func (c *collector) tellsOf(files []digest) bool {
	for _, r := range c.reports {
		if r.SHA256 != "" && !slices.ContainsFunc(files, func(f digest) bool { return f.sum == r.SHA256 }) {
			return false
		}
	}
	return true
}

// unchanged reports whether files are as they were when they were hashed.
func unchanged(files []digest) bool {
	for _, f := range files {
		if info, err := os.Stat(f.path); err != nil || info.Size() != f.info.Size() || !info.ModTime().Equal(f.info.ModTime()) {
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

package sources

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Read reads the files of an extract in order and reports on each. A file that cannot be read at all is a report with one
// Rejection of row 0 and no rows; the error is for the Sink's own errors, a kind that nobody knows, and ctx.
func Read(ctx context.Context, x Extract, to Sink) ([]FileReport, error) {
	reports, err := ReadFiles(ctx, x, to)
	NoteTwice(reports)
	return reports, err
}

// StandAlone reports whether the files of a kind may be read some at a time: what a file says then depends on no other.
func StandAlone(kind Kind) bool {
	src := kinds[kind]
	return src != nil && !slices.ContainsFunc(src.allReaders(), func(r reader) bool { return r.group != nil && !r.alone })
}

// ReadFiles is Read for some files of an extract: it does not note which are the same.
func ReadFiles(ctx context.Context, x Extract, to Sink) ([]FileReport, error) {
	src := kinds[x.Kind]
	if src == nil {
		return nil, fmt.Errorf("sources: no kind %q (want one of %s)", x.Kind, kindNames())
	}
	if x.Query != nil {
		return readQuery(ctx, src, &x, to)
	}
	u := unpacker{ctx, &x, &spool{}}
	defer u.spool.Close()
	parts, err := u.openParts(src, to)
	if err == nil {
		err = readParts(ctx, src, parts)
	}
	reports := make([]FileReport, 0, len(parts))
	for _, p := range parts {
		report, lost := p.out.finishReport(p.in)
		reports = append(reports, report)
		if err == nil {
			err = lost
		}
	}
	return reports, err
}

// openParts opens the files of the extract, and what they hold when they are packed.
func (u *unpacker) openParts(src *source, to Sink) ([]part, error) {
	parts := make([]part, 0, len(u.x.Files))
	for _, path := range u.x.Files {
		for _, found := range u.openFiles(newInput(path, u.x)) {
			p := part{in: found.in, out: newOut(u.ctx, src, u.x, found.in.name, to), refused: found.err != nil}
			p.out.report.AsOf = u.x.dayOf(path)
			if p.in.odd != "" {
				p.out.addNote("%s", p.in.odd)
			}
			parts = append(parts, p)
			if err := p.settleFault(found.err); err != nil {
				return parts, err
			}
		}
	}
	return parts, nil
}

// NoteTwice notes files that are the same as one before: sent twice, they would count twice.
func NoteTwice(reports []FileReport) {
	first := map[string]string{}
	for i := range reports {
		r := &reports[i]
		if r.Inner == "" {
			continue
		}
		if name, twice := first[r.Inner]; twice {
			r.addNote("the same file as %s", name)
			continue
		}
		first[r.Inner] = r.File
	}
}

// readParts finds the reader of each file and runs them in the order of the files.
func readParts(ctx context.Context, src *source, parts []part) error {
	readers := src.allReaders()
	choice := make([]int, len(parts))
	for i, p := range parts {
		choice[i] = chooseReader(readers, p)
		if choice[i] >= 0 {
			p.out.report.Format = readers[choice[i]].name
		}
	}
	for i, p := range parts {
		k := choice[i]
		if k < 0 {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		if readers[k].group == nil {
			err = p.settleFault(readOne(ctx, &readers[k], p))
		} else {
			err = readGroup(ctx, &readers[k], parts, choice, k)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// chooseReader returns the first reader that takes the file, or -1 when the file is rejected.
func chooseReader(readers []reader, p part) int {
	if p.refused {
		return -1
	}
	names := make([]string, len(readers))
	for k := range readers {
		if readers[k].takes(p.in) {
			return k
		}
		names[k] = readers[k].name
	}
	_ = p.settleFault(faultf("the file is of no format that this kind is read from (want %s)", strings.Join(names, ", ")))
	return -1
}

func readOne(ctx context.Context, r *reader, p part) error {
	if err := p.in.hashFile(); err != nil {
		return err
	}
	if err := r.file(ctx, p.in, p.out); err != nil {
		return err
	}
	return p.in.checkUnchanged()
}

// readGroup reads all parts that chose reader k, and marks them as done.
func readGroup(ctx context.Context, r *reader, parts []part, choice []int, k int) error {
	var all []part
	for i := range parts {
		if choice[i] != k {
			continue
		}
		choice[i] = -1
		if !r.hashes {
			if err := parts[i].in.hashFile(); err != nil {
				if err := parts[i].settleFault(err); err != nil {
					return err
				}
				continue
			}
		}
		all = append(all, parts[i])
	}
	if len(all) == 0 {
		return nil
	}
	if err := all[0].settleFault(r.group(ctx, all)); err != nil {
		return err
	}
	for _, p := range all {
		if p.in.was.SHA256 == "" {
			continue // it could not be read, which is told
		}
		if err := p.settleFault(p.in.checkUnchanged()); err != nil {
			return err
		}
	}
	return nil
}

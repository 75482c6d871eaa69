package sources

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"rollcall/sources/xmlscan"
)

// xmlReturn is how one kind of XML return is read. No row is given away before the whole file is held to the rules of XML and its
// header is read. So a return that was cut off on its way is refused whole: had its first pupils been taken, the others would look like
// children who left the school. The rows of a school are held until then; a file that is larger than any school's is read twice, first to
// be checked and counted and then for its rows, so that its memory is that of a few pupils, whatever its size.
type xmlReturn struct {
	name  string
	outer []string         // the outermost elements that such a file may have, in lower case; none: any
	root  *xmlscan.Scope   // of the whole document
	rows  []*xmlscan.Scope // in the order in which their rows are numbered
	// open looks at the header and returns what makes records of the rows.
	open func(f *xmlFile, head *xmlHead) (xmlMaker, error)
}

// xmlMaker makes records of the rows of one file.
type xmlMaker interface {
	// inner takes an inner element of the row, as xmlscan.Visitor does.
	takeInner(g, parent *xmlscan.Group) bool
	// make completes the row's Record, or rejects it.
	makeRecord(g *xmlscan.Group, r *pupilRow)
}

// xmlHead is the values of a file's header: the groups that are no rows, the first of each scope.
type xmlHead map[*xmlscan.Scope][]string

// headerText returns a value of the header, or nothing.
func (h xmlHead) headerText(s *xmlscan.Scope, field int) string {
	if v := h[s]; v != nil {
		return v[field]
	}
	return ""
}

// keep keeps the values of a group, the first of its scope.
func (h xmlHead) keep(w *xmlscan.Walk, g *xmlscan.Group) {
	if h[g.Scope] != nil {
		return
	}
	values := make([]string, len(g.Scope.Names))
	for i := range values {
		values[i] = string(w.Value(g, i))
	}
	h[g.Scope] = values
}

// looksXML reports whether a file is XML, well-formed or not.
func looksXML(in *input) bool { return xmlscan.LooksLikeXML(in.head, in.x.Encoding) }

// xmlFile is one file while it is read.
type xmlFile struct {
	kind  *xmlReturn
	in    *input
	ctx   context.Context
	ready chan *xmlBatch
	spare chan *xmlBatch
	err   error
	xmlPass
}

// xmlPass is what a pass through the file has found, and where it stands.
type xmlPass struct {
	asOf   Date
	school string
	term   string
	odd    []string // notes
	odder  []string // elements that are not known
	faults []xmlFault

	maker  xmlMaker
	walk   *xmlscan.Walk
	last   []int // the number of the last row of each of the kind's scopes
	cur    *pupilRow
	buried []int
	batch  *xmlBatch
	held   []*xmlBatch // batches that wait for the end of the file; nil: none wait
}

// readTwice reads the file and gives its batches to ready. The first pass holds it to the rules of XML, counts its rows and reads its
// header, wherever that stands.
func (f *xmlFile) readTwice() error {
	check := &xmlCheck{file: f, head: xmlHead{}, rows: make([]int, len(f.kind.rows))}
	if err := f.walkFile(check); err != nil {
		return err
	}
	if len(f.kind.outer) > 0 && !slices.Contains(f.kind.outer, f.walk.Outer) {
		return faultf("the outermost element is %s (want %s)", cutHeader(f.walk.Outer), strings.Join(f.kind.outer, " or "))
	}
	maker, err := f.kind.open(f, &check.head)
	if err != nil {
		return err
	}
	f.maker = maker
	f.last = make([]int, len(check.rows))
	for i := 1; i < len(check.rows); i++ {
		f.last[i] = f.last[i-1] + check.rows[i-1]
	}
	if err := f.walkFile(f); err != nil {
		var bad fault
		if errors.As(err, &bad) { // it was well-formed a moment ago
			return fmt.Errorf("%s: the file changed while it was read", f.in.name)
		}
		return err
	}
	f.flushBatch()
	return f.ctx.Err()
}

// walkFile walks through the file once. What is wrong with the file as XML is a fault of the file.
func (f *xmlFile) walkFile(to xmlscan.Visitor) error {
	raw, err := f.in.openFile()
	if err != nil {
		return err
	}
	defer raw.Close()
	text, err := f.openUTF8(stoppable{f.ctx, raw})
	if err == nil {
		scan := xmlscan.NewScanner(text)
		f.walk = xmlscan.NewWalk(scan, f.kind.root, to)
		err = f.walk.ReadDocument()
		scan.ReleaseWindow()
	}
	var x *xmlscan.Error
	switch {
	case err == nil:
		return nil
	case f.ctx.Err() != nil:
		return f.ctx.Err()
	case errors.As(err, &x) && x.Refused:
		return faultf("%s; the whole return is refused", x)
	case errors.As(err, &x):
		return faultf("not well-formed XML: %s; the whole return is refused, because its missing pupils would look like children who left", x)
	}
	return faultf("the file cannot be read to its end")
}

// openUTF8 is the file as UTF-8. A file that says or implies UTF-8 and is not is read as Windows-1252, which is what school
// systems that get this wrong write; no text of theirs is UTF-8 by chance.
func (f *xmlFile) openUTF8(raw io.Reader) (io.Reader, error) {
	encoding := f.in.x.Encoding
	if !f.in.was.UTF8 && encoding == "" && xmlscan.ImpliesUTF8(f.in.head) {
		f.addNote("the file says that it is UTF-8 and is not; it is read as Windows-1252")
		encoding = "windows-1252"
	}
	return xmlscan.DecodeText(raw, f.in.head, encoding)
}

// stoppable ends reading when the run is stopped.
type stoppable struct {
	ctx context.Context
	io.Reader
}

// Read reads unless the run is stopped.
func (s stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Reader.Read(p)
}

// addNote adds what is odd about the file, once.
func (f *xmlFile) addNote(format string, args ...any) {
	f.odd = appendOnce(f.odd, fmt.Sprintf(format, args...))
}

// addHeaderFault adds what is left out of the header.
func (f *xmlFile) addHeaderFault(field, reason string) {
	if len(f.faults) < mostFaults {
		f.faults = append(f.faults, xmlFault{field: field, reason: "in the header: " + reason})
	}
}

// xmlCheck is the first pass.
type xmlCheck struct {
	file *xmlFile
	head xmlHead
	rows []int
}

func (c *xmlCheck) Begin(s *xmlscan.Scope, _ bool) bool {
	c.rows[c.file.kind.rowIndex(s)]++
	return false
}

func (c *xmlCheck) Group(g, _ *xmlscan.Group) bool {
	c.head.keep(c.file.walk, g)
	return false
}

func (c *xmlCheck) End(*xmlscan.Group) {}

func (c *xmlCheck) Fault(field, reason string) {
	c.file.addHeaderFault(field, reason)
}

func (c *xmlCheck) Unknown(name []byte) { c.file.Unknown(name) }

// mostUnknown is how many unknown elements of a file are listed.
const mostUnknown = 50

func (x *xmlReturn) rowIndex(s *xmlscan.Scope) int {
	for i, r := range x.rows {
		if r == s {
			return i
		}
	}
	panic("sources: a row of no kind")
}

package sources

import (
	"errors"
	"slices"
	"strings"

	"rollcall/sources/xmlscan"
)

// mostHeldBytes is how large a file may be to be read once, its rows held until the whole is known to be well-formed. No school's
// return comes near it.
var mostHeldBytes int64 = 8 << 20 // tests change it

// readFile reads the file and gives its batches to ready: once where its rows are few and stand behind its header, as they do in all but
// odd files, and otherwise twice.
func (f *xmlFile) readFile() error {
	if f.in.was.SHA256 == "" {
		release, err := f.in.holdFile(mostHeldBytes)
		if err != nil {
			return err
		}
		defer release()
	}
	if f.in.was.Bytes > mostHeldBytes {
		return f.readTwice()
	}
	fresh := f.xmlPass
	once := &xmlOnce{file: f, head: xmlHead{}}
	if err := once.readOnce(); !errors.Is(err, errReadTwice) {
		return err
	}
	f.xmlPass = fresh
	return f.readTwice()
}

// errReadTwice says that a file must be read twice: what is needed for its first rows stands behind them.
var errReadTwice = errors.New("read twice")

// xmlOnce reads a file once, and gives its rows away when it has ended well.
type xmlOnce struct {
	file   *xmlFile
	head   xmlHead
	scope  int // of the last row
	opened bool
	fault  error    // of the header
	odder  []string // elements of rows that are not known
	twice  bool
}

func (o *xmlOnce) readOnce() error {
	f := o.file
	f.last, f.held = make([]int, len(f.kind.rows)), []*xmlBatch{}
	if err := f.walkFile(o); err != nil {
		return err
	}
	switch o.open(); {
	case len(f.kind.outer) > 0 && !slices.Contains(f.kind.outer, f.walk.Outer):
		return faultf("the outermost element is %s (want %s)", cutHeader(f.walk.Outer), strings.Join(f.kind.outer, " or "))
	case o.twice:
		return errReadTwice
	case o.fault != nil:
		return o.fault
	}
	for _, name := range o.odder {
		f.Unknown([]byte(name))
	}
	f.flushBatch()
	held := f.held
	f.held = nil
	for _, b := range held {
		f.giveBatch(b)
	}
	return f.ctx.Err()
}

// open looks at the header, before the first row.
func (o *xmlOnce) open() {
	if !o.opened {
		o.opened = true
		o.file.maker, o.fault = o.file.kind.open(o.file, &o.head)
	}
}

// Begin begins a row. Rows are numbered by scope, so that one of an earlier scope than the row before would have had another number.
func (o *xmlOnce) Begin(s *xmlscan.Scope, buried bool) bool {
	o.open()
	f, i := o.file, o.file.kind.rowIndex(s)
	switch {
	case i < o.scope:
		o.twice = true
	case i > o.scope:
		f.last[i], o.scope = f.last[o.scope], i
	}
	if o.twice || o.fault != nil {
		return false
	}
	return f.Begin(s, buried)
}

func (o *xmlOnce) Group(g, parent *xmlscan.Group) bool {
	if o.file.cur != nil {
		return o.file.Group(g, parent)
	}
	if o.opened && o.head[g.Scope] == nil {
		o.twice = true
	}
	o.head.keep(o.file.walk, g)
	return false
}

func (o *xmlOnce) End(g *xmlscan.Group) { o.file.End(g) }

func (o *xmlOnce) Fault(field, reason string) {
	if o.file.cur != nil {
		o.file.Fault(field, reason)
		return
	}
	o.file.addHeaderFault(field, reason)
}

// Unknown takes an element that is not known. Those outside rows are told before those of rows.
func (o *xmlOnce) Unknown(name []byte) {
	switch {
	case o.file.cur == nil:
		o.file.Unknown(name)
	case len(o.odder) < mostUnknown && !slices.Contains(o.odder, string(name)):
		o.odder = append(o.odder, string(name))
	}
}

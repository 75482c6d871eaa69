package sources

import (
	"bytes"
)

// mostXMLValue is the most bytes that a value may have. Names of the national formats have at most sixty characters.
const mostXMLValue = 1000

// xmlVisitor takes what a walk finds, in document order.
type xmlVisitor interface {
	// begin says that a row begins, and whether it is to be read. One that lies inside another row, or inside an element
	// that is never read, is buried: it is counted, and never read.
	begin(s *xmlScope, buried bool) bool
	// group says that an inner element has ended. Parent is the group around it. It returns whether the parent took over
	// values of it; otherwise they are forgotten.
	group(g, parent *xmlGroup) bool
	// end says that the row that was begun has ended.
	end(g *xmlGroup)
	// fault says that something beneath the current row, or outside any row, was left out.
	fault(field, reason string)
	// unknown says that an element is neither read nor known.
	unknown(name []byte)
}

// xmlWalk reads a document by a grammar.
type xmlWalk struct {
	scan  *xmlScanner
	to    xmlVisitor
	rows  map[string]*xmlScope // the elements that are rows
	sizes uint64               // the lengths of their names

	frames []xmlFrame
	groups []xmlGroup
	inRow  bool
	skip   int // open elements that are passed over
	text   []byte
	lower  []byte
	stray  bool   // stray text of the row was reported
	outer  string // the outermost element, in lower case
}

// xmlFrame is an open element that is not passed over.
type xmlFrame struct {
	role  xmlRole
	field int
	weak  bool // beneath an element that is not known
	start int  // where the leaf's text begins
	wrong string
}

// newXMLWalk returns a walk of a document through root, the scope of the whole document.
func newXMLWalk(scan *xmlScanner, root *xmlScope, to xmlVisitor) *xmlWalk {
	w := &xmlWalk{scan: scan, to: to, rows: map[string]*xmlScope{}}
	for e, p := range root.parts {
		if p.role == xmlInner && p.scope.row {
			w.rows[e] = p.scope
			w.sizes |= 1 << min(len(e), 63)
		}
	}
	w.groups = append(w.groups, xmlGroup{scope: root})
	return w
}

// run walks to the end of the document. The error is the scanner's.
func (w *xmlWalk) run() error {
	for {
		kind, err := w.scan.next()
		if err != nil {
			return err
		}
		switch kind {
		case xmlEOF:
			return nil
		case xmlStart:
			w.start(w.scan.name)
		case xmlEnd:
			w.end()
		case xmlText:
			if w.skip == 0 {
				w.characters(w.scan.text)
			}
		}
	}
}

// start takes the start of an element.
func (w *xmlWalk) start(name []byte) {
	if w.skip > 0 && w.sizes>>min(len(name), 63)&1 == 0 {
		w.skip++
		return
	}
	w.lower = w.lower[:0]
	for _, c := range name {
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		w.lower = append(w.lower, c)
	}
	if w.outer == "" {
		w.outer = string(w.lower)
	}
	if s := w.rows[string(w.lower)]; s != nil {
		w.startRow(s)
		return
	}
	if w.skip > 0 {
		w.skip++
		return
	}
	w.startPart(name)
}

// startRow takes the start of a row.
func (w *xmlWalk) startRow(s *xmlScope) {
	buried := w.skip > 0 || w.inRow
	if !w.to.begin(s, buried) || buried {
		w.skip++
		return
	}
	w.inRow, w.stray = true, false
	w.text = w.text[:0]
	w.open(s)
}

// open begins a group.
func (w *xmlWalk) open(s *xmlScope) {
	w.groups = append(w.groups, xmlGroup{})
	g := &w.groups[len(w.groups)-1]
	g.scope, g.start = s, len(w.text)
	w.frames = append(w.frames, xmlFrame{role: xmlInner})
}

// startPart takes the start of an element within a group.
func (w *xmlWalk) startPart(name []byte) {
	top := w.top()
	if top != nil && top.role == xmlLeaf {
		top.wrong = "holds elements (want only text)"
		w.skip++
		return
	}
	weak := top != nil && top.weak
	part, known := w.groups[len(w.groups)-1].scope.parts[string(w.lower)]
	if !known {
		w.to.unknown(name)
		weak = true
	}
	switch part.role {
	case xmlSkip:
		w.skip++
	case xmlInner:
		w.open(part.scope)
		w.top().weak = weak
	default:
		w.frames = append(w.frames, xmlFrame{role: part.role, field: part.field, weak: weak, start: len(w.text)})
	}
}

func (w *xmlWalk) top() *xmlFrame {
	if len(w.frames) == 0 {
		return nil
	}
	return &w.frames[len(w.frames)-1]
}

// characters takes text.
func (w *xmlWalk) characters(text []byte) {
	top := w.top()
	switch {
	case top == nil:
	case top.role != xmlLeaf:
		if !w.stray && len(skipSpace(text)) > 0 && !top.weak {
			w.stray = true
			w.to.fault("", "text where only elements are wanted")
		}
	case top.wrong != "":
	case len(w.text)-top.start+len(text) > mostXMLValue:
		top.wrong = "longer than any value of a return"
	default:
		w.text = append(w.text, text...)
	}
}

// end takes the end of an element.
func (w *xmlWalk) end() {
	if w.skip > 0 {
		w.skip--
		return
	}
	f := *w.top()
	w.frames = w.frames[:len(w.frames)-1]
	switch f.role {
	case xmlLeaf:
		w.leaf(f)
	case xmlInner:
		w.close()
	}
}

// close ends a group.
func (w *xmlWalk) close() {
	last := len(w.groups) - 1
	g := &w.groups[last]
	if g.scope.row {
		w.to.end(g)
		w.inRow = false
	} else if !w.to.group(g, &w.groups[last-1]) {
		w.text = w.text[:g.start]
	}
	w.groups = w.groups[:last]
}

// leaf gives the value of an element that has ended to its group.
func (w *xmlWalk) leaf(f xmlFrame) {
	g := &w.groups[len(w.groups)-1]
	if f.wrong != "" {
		w.text = w.text[:f.start]
		w.to.fault(g.scope.names[f.field], f.wrong)
		return
	}
	value := tidy(w.text[f.start:])
	if len(value) == 0 {
		w.text = w.text[:f.start]
		return
	}
	bit := uint64(1) << f.field
	if g.have&bit != 0 && (g.weak&bit == 0 || f.weak) {
		if !f.weak && !bytes.Equal(value, w.value(g, f.field)) {
			w.to.fault(g.scope.names[f.field], "given twice, and not alike; the first is used")
		}
		w.text = w.text[:f.start]
		return
	}
	w.text = append(w.text[:f.start], value...)
	g.have |= bit
	g.weak &^= bit
	if f.weak {
		g.weak |= bit
	}
	g.at[f.field] = span{int32(f.start), int32(len(w.text))}
}

// value returns the text of a field, nothing when it has none. It is valid until the row has ended.
func (w *xmlWalk) value(g *xmlGroup, field int) []byte {
	if !g.has(field) {
		return nil
	}
	return w.text[g.at[field].from:g.at[field].to]
}

// tidy trims a value and turns line breaks and tabs inside it, which come of how a program wrapped the file, into one
// space. It works in place.
func tidy(b []byte) []byte {
	b = bytes.TrimSpace(b)
	if bytes.IndexByte(b, '\n') < 0 && bytes.IndexByte(b, '\t') < 0 {
		return b
	}
	out := b[:0]
	for _, word := range bytes.Fields(b) {
		if len(out) > 0 {
			out = append(out, ' ')
		}
		out = append(out, word...)
	}
	return out
}

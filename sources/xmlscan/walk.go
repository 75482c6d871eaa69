package xmlscan

import (
	"bytes"
	"strings"
)

// mostValue is the most bytes that a value may have. Names of the national formats have at most sixty characters.
const mostValue = 1000

// Visitor takes what a walk finds, in document order.
type Visitor interface {
	// Begin says that a row begins, and whether it is to be read. One that lies inside another row, or inside an element
	// that is never read, is buried: it is counted, and never read.
	Begin(s *Scope, buried bool) bool
	// Group says that an inner element has ended. Parent is the group around it. It returns whether the parent took over
	// values of it; otherwise they are forgotten.
	Group(g, parent *Group) bool
	// End says that the row that was begun has ended.
	End(g *Group)
	// Fault says that something beneath the current row, or outside any row, was left out.
	Fault(field, reason string)
	// Unknown says that an element is neither read nor known.
	Unknown(name []byte)
}

// Walk reads a document by a grammar.
type Walk struct {
	scan  *Scanner
	to    Visitor
	root  *Scope
	sizes uint64 // the lengths of the names of rows

	frames []frame
	groups []Group
	inRow  bool
	skip   int // open elements that are passed over
	text   []byte
	stray  bool   // stray text of the row was reported
	Outer  string // the outermost element, in lower case
}

// frame is an open element that is not passed over.
type frame struct {
	role  role
	field int
	weak  bool // beneath an element that is not known
	start int  // where the leaf's text begins
	wrong string
}

// NewWalk returns a walk of a document through root, the scope of the whole document.
func NewWalk(scan *Scanner, root *Scope, to Visitor) *Walk {
	w := &Walk{scan: scan, to: to, root: root}
	for i := range root.parts {
		if x := &root.parts[i]; x.part.isRow() {
			w.sizes |= 1 << min(len(x.name), 63)
		}
	}
	w.groups = append(w.groups, Group{Scope: root})
	return w
}

// ReadDocument walks to the end of the document. The error is the scanner's.
func (w *Walk) ReadDocument() error {
	for {
		kind, err := w.scan.NextToken()
		if err != nil {
			return err
		}
		switch kind {
		case EOF:
			return nil
		case Start:
			w.startElement(w.scan.Name)
		case End:
			w.endElement()
		case Text:
			if w.skip == 0 {
				w.addText(w.scan.Text)
			}
		}
	}
}

// startElement takes the start of an element.
func (w *Walk) startElement(name []byte) {
	if w.Outer == "" {
		w.Outer = strings.ToLower(string(name))
	}
	if w.sizes>>min(len(name), 63)&1 != 0 {
		if p, _ := w.root.parts.find(name); p.isRow() {
			w.startRow(p.scope)
			return
		}
	}
	if w.skip > 0 {
		w.skip++
		return
	}
	w.startPart(name)
}

// startRow takes the start of a row.
func (w *Walk) startRow(s *Scope) {
	buried := w.skip > 0 || w.inRow
	if !w.to.Begin(s, buried) || buried {
		w.skip++
		return
	}
	w.inRow, w.stray = true, false
	w.text = w.text[:0]
	w.openGroup(s)
}

// openGroup begins a group.
func (w *Walk) openGroup(s *Scope) {
	w.groups = append(w.groups, Group{})
	g := &w.groups[len(w.groups)-1]
	g.Scope, g.start = s, len(w.text)
	w.frames = append(w.frames, frame{role: innerRole})
}

// startPart takes the start of an element within a group.
func (w *Walk) startPart(name []byte) {
	top := w.innermost()
	if top != nil && top.role == leafRole {
		top.wrong = "holds elements (want only text)"
		w.skip++
		return
	}
	weak := top != nil && top.weak
	part, known := w.groups[len(w.groups)-1].Scope.parts.find(name)
	if !known {
		w.to.Unknown(name)
		weak = true
	}
	switch part.role {
	case skipRole:
		w.skip++
	case innerRole:
		w.openGroup(part.scope)
		w.innermost().weak = weak
	default:
		w.frames = append(w.frames, frame{role: part.role, field: part.field, weak: weak, start: len(w.text)})
	}
}

func (w *Walk) innermost() *frame {
	if len(w.frames) == 0 {
		return nil
	}
	return &w.frames[len(w.frames)-1]
}

// addText takes text.
func (w *Walk) addText(text []byte) {
	top := w.innermost()
	switch {
	case top == nil:
	case top.role != leafRole:
		if !w.stray && len(skipSpace(text)) > 0 && !top.weak {
			w.stray = true
			w.to.Fault("", "text where only elements are wanted")
		}
	case top.wrong != "":
	case len(w.text)-top.start+len(text) > mostValue:
		top.wrong = "longer than any value of a return"
	default:
		w.text = append(w.text, text...)
	}
}

// endElement takes the end of an element.
func (w *Walk) endElement() {
	if w.skip > 0 {
		w.skip--
		return
	}
	f := *w.innermost()
	w.frames = w.frames[:len(w.frames)-1]
	switch f.role {
	case leafRole:
		w.keepValue(f)
	case innerRole:
		w.closeGroup()
	}
}

// closeGroup ends a group.
func (w *Walk) closeGroup() {
	last := len(w.groups) - 1
	g := &w.groups[last]
	if g.Scope.Row {
		w.to.End(g)
		w.inRow = false
	} else if !w.to.Group(g, &w.groups[last-1]) {
		w.text = w.text[:g.start]
	}
	w.groups = w.groups[:last]
}

// keepValue gives the value of an element that has ended to its group.
func (w *Walk) keepValue(f frame) {
	g := &w.groups[len(w.groups)-1]
	if f.wrong != "" {
		w.text = w.text[:f.start]
		w.to.Fault(g.Scope.Names[f.field], f.wrong)
		return
	}
	value := trimValue(w.text[f.start:])
	if len(value) == 0 {
		w.text = w.text[:f.start]
		return
	}
	bit := uint64(1) << f.field
	if g.have&bit != 0 && (g.weak&bit == 0 || f.weak) {
		if !f.weak && !bytes.Equal(value, w.Value(g, f.field)) {
			w.to.Fault(g.Scope.Names[f.field], "given twice, and not alike; the first is used")
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

// Value returns the text of a field, nothing when it has none. It is valid until the row has ended.
func (w *Walk) Value(g *Group, field int) []byte {
	if !g.Has(field) {
		return nil
	}
	return w.text[g.at[field].from:g.at[field].to]
}

// trimValue trims a value and turns line breaks and tabs inside it, which come of how a program wrapped the file, into one
// space. It works in place.
func trimValue(b []byte) []byte {
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

// Values is the values of a group as strings of one allocation.
type Values struct {
	group *Group
	text  string
}

// Values returns the values of a group, and beside them what compose adds to the end of their text.
func (w *Walk) Values(g *Group, compose func([]byte, *Walk, *Group) []byte) (v Values, composed string) {
	from := len(w.text)
	w.text = compose(w.text, w, g)
	v = Values{group: g, text: string(w.text)}
	return v, v.text[from:]
}

// Of returns a value, or nothing.
func (v Values) Of(field int) string {
	if !v.group.Has(field) {
		return ""
	}
	return v.text[v.group.at[field].from:v.group.at[field].to]
}

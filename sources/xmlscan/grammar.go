package xmlscan

import "fmt"

// Scope is an element whose leaves belong together: a pupil, an exclusion, an address. It says by name what may be
// found anywhere beneath it, whatever elements lie between, because the nesting of the national messages is not
// published for every part. Names are compared without regard to case.
type Scope struct {
	Name  string
	parts parts
	Names []string // canonical name of each field, for rejections
	Row   bool     // each of its elements is a row of the file
}

// role says what an element is within a scope.
type role uint8

const (
	passRole  role = iota // known, holds only other elements
	leafRole              // holds a value
	skipRole              // known and never read, with all beneath it
	innerRole             // a scope of its own
)

// part is an element of a scope.
type part struct {
	role  role
	field int
	scope *Scope
}

// isRow reports whether the element is a row of the file.
func (p *part) isRow() bool { return p.role == innerRole && p.scope.Row }

// mostFields bounds the fields of a scope, so that a set of them is a word.
const mostFields = 64

// Field is a leaf: its canonical name, and the elements in which it is written, in lower case.
type Field struct {
	Name     string
	Elements []string
}

// NewScope declares a scope. The position of a field in fields is its number.
func NewScope(name string, fields []Field, pass, skip []string, inner map[string]*Scope) *Scope {
	s, all := &Scope{Name: name}, map[string]part{}
	add := func(element string, p part) {
		if _, twice := all[element]; twice {
			panic(fmt.Sprintf("sources: element %q is declared twice in %q", element, name))
		}
		all[element] = p
	}
	if len(fields) > mostFields {
		panic(fmt.Sprintf("sources: %q has too many fields", name))
	}
	for i, f := range fields {
		s.Names = append(s.Names, f.Name)
		for _, e := range f.Elements {
			add(e, part{role: leafRole, field: i})
		}
	}
	for _, e := range pass {
		add(e, part{role: passRole})
	}
	for _, e := range skip {
		add(e, part{role: skipRole})
	}
	for e, in := range inner {
		add(e, part{role: innerRole, scope: in})
	}
	s.parts = newParts(all)
	return s
}

// Group is one element of a scope with the values of its leaves.
type Group struct {
	Scope *Scope
	have  uint64 // the fields that have a value
	weak  uint64 // of those, the ones found beneath an element that is not known
	at    [mostFields]span
	start int // where the row's text stood when it began
}

// span is where a value lies in the text of its row.
type span struct{ from, to int32 }

// Has reports whether the field has a value.
func (g *Group) Has(field int) bool { return g.have>>field&1 == 1 }

// AdoptFrom takes over from an inner group the fields whose values the group lacks. Both must number them alike.
func (g *Group) AdoptFrom(in *Group, from, to int) {
	for f := from; f <= to; f++ {
		if in.Has(f) && !g.Has(f) {
			g.at[f] = in.at[f]
			g.have |= 1 << f
		}
	}
}

// HasAny reports whether one of the fields from to to has a value.
func (g *Group) HasAny(from, to int) bool {
	return g.have>>from&(1<<(to-from+1)-1) != 0
}

// Leaf declares a field that is written in any of the elements, whose names are in lower case.
func Leaf(name string, elements ...string) Field { return Field{name, elements} }

package sources

import "fmt"

// xmlScope is an element whose leaves belong together: a pupil, an exclusion, an address. It says by name what may be
// found anywhere beneath it, whatever elements lie between, because the nesting of the national messages is not
// published for every part. Names are compared without regard to case.
type xmlScope struct {
	name  string
	parts map[string]xmlPart // by name in lower case
	names []string           // canonical name of each field, for rejections
	row   bool               // each of its elements is a row of the file
}

// xmlRole says what an element is within a scope.
type xmlRole uint8

const (
	xmlPass  xmlRole = iota // known, holds only other elements
	xmlLeaf                 // holds a value
	xmlSkip                 // known and never read, with all beneath it
	xmlInner                // a scope of its own
)

// xmlPart is an element of a scope.
type xmlPart struct {
	role  xmlRole
	field int
	scope *xmlScope
}

// mostXMLFields bounds the fields of a scope, so that a set of them is a word.
const mostXMLFields = 64

// xmlField is a leaf: its canonical name, and the elements in which it is written, in lower case.
type xmlField struct {
	name     string
	elements []string
}

// newXMLScope declares a scope. The position of a field in fields is its number.
func newXMLScope(name string, fields []xmlField, pass, skip []string, inner map[string]*xmlScope) *xmlScope {
	s := &xmlScope{name: name, parts: map[string]xmlPart{}}
	add := func(element string, p xmlPart) {
		if _, twice := s.parts[element]; twice {
			panic(fmt.Sprintf("sources: element %q is declared twice in %q", element, name))
		}
		s.parts[element] = p
	}
	if len(fields) > mostXMLFields {
		panic(fmt.Sprintf("sources: %q has too many fields", name))
	}
	for i, f := range fields {
		s.names = append(s.names, f.name)
		for _, e := range f.elements {
			add(e, xmlPart{role: xmlLeaf, field: i})
		}
	}
	for _, e := range pass {
		add(e, xmlPart{role: xmlPass})
	}
	for _, e := range skip {
		add(e, xmlPart{role: xmlSkip})
	}
	for e, in := range inner {
		add(e, xmlPart{role: xmlInner, scope: in})
	}
	return s
}

// xmlGroup is one element of a scope with the values of its leaves.
type xmlGroup struct {
	scope *xmlScope
	have  uint64 // the fields that have a value
	weak  uint64 // of those, the ones found beneath an element that is not known
	at    [mostXMLFields]span
	start int // where the row's text stood when it began
}

// span is where a value lies in the text of its row.
type span struct{ from, to int32 }

// has reports whether the field has a value.
func (g *xmlGroup) has(field int) bool { return g.have>>field&1 == 1 }

// adopt takes over from an inner group the fields whose values the group lacks. Both must number them alike.
func (g *xmlGroup) adopt(in *xmlGroup, from, to int) {
	for f := from; f <= to; f++ {
		if in.has(f) && !g.has(f) {
			g.at[f] = in.at[f]
			g.have |= 1 << f
		}
	}
}

// hasAny reports whether one of the fields from to to has a value.
func (g *xmlGroup) hasAny(from, to int) bool {
	return g.have>>from&(1<<(to-from+1)-1) != 0
}

package sources

import (
	"cmp"
	"slices"
	"strings"
)

// inOrder is every source, in the order of the kinds.
var inOrder []*source

// kinds is every source by its kind.
var kinds = map[Kind]*source{}

// declareSource makes a source known. Each source declares itself where it stands, and nothing else lists them.
func declareSource(s *source) *source {
	if kinds[s.kind] != nil {
		panic("sources: " + string(s.kind) + " is declared twice")
	}
	kinds[s.kind] = s
	inOrder = append(inOrder, s)
	slices.SortFunc(inOrder, func(a, b *source) int { return cmp.Or(a.order-b.order, cmp.Compare(a.kind, b.kind)) })
	return s
}

// Kinds returns every kind of extract that can be read, in the order in which they are documented.
func Kinds() []Kind {
	out := make([]Kind, len(inOrder))
	for i, s := range inOrder {
		out[i] = s.kind
	}
	return out
}

func kindNames() string {
	names := make([]string, len(inOrder))
	for i, s := range inOrder {
		names[i] = string(s.kind)
	}
	return strings.Join(names, ", ")
}

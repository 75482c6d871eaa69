package past

import (
	"fmt"

	"rollcall/pipeline/candidates"
	"rollcall/sources"
)

// remembered is Published as it is kept. The records of children stand in long rows: a map for each child lies in memory while the lists of a
// county are written, and is slow to put away.
type remembered struct {
	Candidates, Sealed map[string]bool
	Explained          map[string]sources.Kind
	Status             map[string]string
	Records            map[string]map[sources.Kind]int // of an earlier build

	Children []string // each with the records that follow those of the one before it
	Ends     []int    // in Kinds, behind those of the child
	Kinds    []string
	Rows     []int // of each of Kinds
}

// place notes a record of a child. Those of a child mostly stand together.
func (k *remembered) place(row *candidates.Placed) {
	last := len(k.Children) - 1
	if last < 0 || k.Children[last] != row.ChildID {
		k.Children, k.Ends = append(k.Children, row.ChildID), append(k.Ends, len(k.Kinds))
		last++
	}
	from := 0
	if last > 0 {
		from = k.Ends[last-1]
	}
	for i := from; i < len(k.Kinds); i++ {
		if k.Kinds[i] == row.Source {
			k.Rows[i] += row.RowCount()
			return
		}
	}
	k.Kinds, k.Rows = append(k.Kinds, row.Source), append(k.Rows, row.RowCount())
	k.Ends[last] = len(k.Kinds)
}

// unpack has back what was kept.
func (k *remembered) unpack() (*Published, error) {
	p := &Published{Candidates: k.Candidates, Explained: k.Explained, Records: k.Records, Sealed: k.Sealed, Status: k.Status}
	if p.Records == nil {
		p.Records = make(map[string]map[sources.Kind]int, len(k.Children))
	}
	if len(k.Ends) != len(k.Children) || len(k.Rows) != len(k.Kinds) {
		return nil, fmt.Errorf("%s: %d children and %d ends, %d kinds and %d counts", rememberedFile, len(k.Children), len(k.Ends), len(k.Kinds), len(k.Rows))
	}
	from := 0
	for c, child := range k.Children {
		of := p.Records[child]
		if of == nil {
			of = map[sources.Kind]int{}
			p.Records[child] = of
		}
		if end := k.Ends[c]; end < from || end > len(k.Kinds) {
			return nil, fmt.Errorf("%s: records %d to %d of %d", rememberedFile, from, end, len(k.Kinds))
		}
		for i := from; i < k.Ends[c]; i++ {
			of[sources.Kind(k.Kinds[i])] += k.Rows[i]
		}
		from = k.Ends[c]
	}
	return p, nil
}

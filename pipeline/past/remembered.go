package past

import (
	"fmt"
	"slices"

	"rollcall/pipeline/candidates"
	"rollcall/sources"
)

// remembered is Published as it is kept. What is said of children stands in long rows: a map lies in memory while the lists of a county are
// written, takes some ten times the room, and is slow to put away.
type remembered struct {
	Candidates, Sealed map[string]bool

	Stood       bool     // how children stood is in the rows that follow, and not as earlier builds kept it or not at all
	Reconciled  []string // children, each with
	StatusOf    words    // its status and
	ExplainedBy words    // the kind of the record that explained it, empty for none

	Children []string // each with the records that follow those of the one before it
	Ends     []int32  // in KindOf, behind those of the child
	KindOf   words
	Rows     []int32 // of each of KindOf

	// Of earlier builds:
	Explained map[string]sources.Kind
	Status    map[string]string
	Records   map[string]map[sources.Kind]int
	Kinds     []string // in place of KindOf
}

// words is a long row of few words.
type words struct {
	Words []string
	Of    []uint16 // the number of each
}

func (w *words) add(word string) {
	n := slices.Index(w.Words, word)
	if n < 0 {
		n, w.Words = len(w.Words), append(w.Words, word)
	}
	w.Of = append(w.Of, uint16(n))
}

// at is a word of the row; empty where the row has none.
func (w *words) at(i int) string {
	if i >= len(w.Of) || int(w.Of[i]) >= len(w.Words) {
		return ""
	}
	return w.Words[w.Of[i]]
}

// reconcile notes how a child stands.
func (k *remembered) reconcile(row *candidates.Reconciled) {
	k.Reconciled = append(k.Reconciled, row.ChildID)
	k.StatusOf.add(row.Status)
	k.ExplainedBy.add(kindOf(row))
}

// place notes a record of a child. Those of a child mostly stand together.
func (k *remembered) place(row *candidates.Placed) {
	last := len(k.Children) - 1
	if last < 0 || k.Children[last] != row.ChildID {
		k.Children, k.Ends = append(k.Children, row.ChildID), append(k.Ends, int32(len(k.Rows)))
		last++
	}
	from := 0
	if last > 0 {
		from = int(k.Ends[last-1])
	}
	for i := from; i < len(k.Rows); i++ {
		if k.KindOf.at(i) == row.Source {
			k.Rows[i] += int32(row.RowCount())
			return
		}
	}
	k.KindOf.add(row.Source)
	k.Rows = append(k.Rows, int32(row.RowCount()))
	k.Ends[last] = int32(len(k.Rows))
}

// unpack has back what was kept.
func (k *remembered) unpack() (*Published, error) {
	p := &Published{Candidates: k.Candidates, Explained: k.Explained, Records: k.Records, Sealed: k.Sealed, Status: k.Status}
	for _, kind := range k.Kinds {
		k.KindOf.add(kind)
	}
	if len(k.Ends) != len(k.Children) || len(k.Rows) != len(k.KindOf.Of) || len(k.StatusOf.Of) != len(k.Reconciled) || len(k.ExplainedBy.Of) != len(k.Reconciled) {
		return nil, fmt.Errorf("%s: %d children and %d ends, %d kinds and %d counts, %d reconciled, %d statuses and %d that explain", rememberedFile,
			len(k.Children), len(k.Ends), len(k.KindOf.Of), len(k.Rows), len(k.Reconciled), len(k.StatusOf.Of), len(k.ExplainedBy.Of))
	}
	if k.Stood {
		p.Status, p.Explained = make(map[string]string, len(k.Reconciled)), map[string]sources.Kind{}
	}
	for i, child := range k.Reconciled {
		p.Status[child] = k.StatusOf.at(i)
		if kind := k.ExplainedBy.at(i); kind != "" {
			p.Explained[child] = sources.Kind(kind)
		}
	}
	return p, k.unpackRecords(p)
}

// unpackRecords has back the records that children had.
func (k *remembered) unpackRecords(p *Published) error {
	if p.Records == nil {
		p.Records = make(map[string]map[sources.Kind]int, len(k.Children))
	}
	from := 0
	for c, child := range k.Children {
		of := p.Records[child]
		if of == nil {
			of = map[sources.Kind]int{}
			p.Records[child] = of
		}
		end := int(k.Ends[c])
		if end < from || end > len(k.Rows) {
			return fmt.Errorf("%s: records %d to %d of %d", rememberedFile, from, end, len(k.Rows))
		}
		for i := from; i < end; i++ {
			of[sources.Kind(k.KindOf.at(i))] += int(k.Rows[i])
		}
		from = end
	}
	return nil
}

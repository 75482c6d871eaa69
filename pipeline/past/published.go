package past

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path/filepath"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Published is what a published run said of its children, by child id.
type Published struct {
	Candidates map[string]bool
	Explained  map[string]sources.Kind         // the kind of the record that explained them
	Records    map[string]map[sources.Kind]int // that they had
	Sealed     map[string]bool                 // who were sealed; of a run from before that was remembered, nobody
	Status     map[string]string               // of the reconciliation; nil where it was not remembered
}

// rememberedFile is what the next nights must know of a run: of files that are encrypted to people they have no identity to open
// them with, and of sealed children the files say nothing.
const rememberedFile = "remembered.sealed"

// rememberedSecret is the purpose of the register's secret that seals it.
const rememberedSecret = "what a run said of its children"

// RememberPublished keeps, sealed for the register alone, what a run says of its children: also of those who are sealed and stand in
// no other file, and also where the files are encrypted to people. It is noted while write reads the lists, whose sequences are
// each read once: to make them anew for it takes as long as to write them.
func RememberPublished(folder string, reg *register.Register, l candidates.Lists, write func(candidates.Lists) error) error {
	kept := remembered{Candidates: map[string]bool{}, Sealed: map[string]bool{}, Stood: true}
	for _, line := range l.CME {
		row, _ := line.Printed()
		kept.Candidates[row.ChildID] = true
	}
	reconciled := notedRows[candidates.Reconciled]{of: l.Reconciled, note: func(line candidates.Line[candidates.Reconciled]) {
		row := wholeRow(line)
		kept.reconcile(&row)
	}}
	placed := notedRows[candidates.Placed]{of: l.Placed, note: func(line candidates.Line[candidates.Placed]) {
		row := wholeRow(line)
		kept.place(&row)
		if _, sealed := line.ForOfficer(); sealed {
			kept.Sealed[row.ChildID] = true
		}
	}}
	l.Reconciled, l.Placed = reconciled.each, placed.each
	if err := write(l); err != nil {
		return err
	}
	if !reconciled.whole || !placed.whole {
		return fmt.Errorf("%s: the lists were written without being read to their end", rememberedFile)
	}
	return reg.SecretFor(rememberedSecret).WriteFile(filepath.Join(folder, rememberedFile), func(w io.Writer) error {
		return gob.NewEncoder(w).Encode(&kept)
	})
}

// notedRows notes each row of a sequence as it is read.
type notedRows[T candidates.Bareable[T]] struct {
	of    iter.Seq[candidates.Line[T]]
	note  func(candidates.Line[T])
	whole bool // it was read to its end
}

// each yields the rows.
func (n *notedRows[T]) each(yield func(candidates.Line[T]) bool) {
	for line := range n.of {
		if n.note(line); !yield(line) {
			return
		}
	}
	n.whole = true
}

// ReadPublished reads what a published run said of its children, encrypted or not.
func (p *Past) ReadPublished(folder string) (*Published, error) {
	said, err := p.readRemembered(folder)
	if said == nil && err == nil {
		return ReadPublished(folder)
	}
	return said, err
}

// readRemembered reads what RememberPublished kept of a run; nil where there is nothing of it.
func (p *Past) readRemembered(folder string) (*Published, error) {
	if p.register == nil {
		return nil, nil
	}
	f, err := p.register.SecretFor(rememberedSecret).OpenFile(filepath.Join(folder, rememberedFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var kept remembered
	if err := gob.NewDecoder(f.Stream()).Decode(&kept); err != nil {
		return nil, err
	}
	return kept.unpack()
}

// wholeRow is a row with all that it says, of a sealed child too.
func wholeRow[T candidates.Bareable[T]](line candidates.Line[T]) T {
	row, sealed := line.ForOfficer()
	if !sealed {
		row, _ = line.Printed()
	}
	return row
}

func newPublished() *Published {
	return &Published{Candidates: map[string]bool{}, Explained: map[string]sources.Kind{}, Records: map[string]map[sources.Kind]int{}, Sealed: map[string]bool{}}
}

// explain notes what explained a child.
func (p *Published) explain(row *candidates.Reconciled) {
	if kind := kindOf(row); kind != "" {
		p.Explained[row.ChildID] = sources.Kind(kind)
	}
}

// kindOf is the kind of the record that explains a child; empty where none does.
func kindOf(row *candidates.Reconciled) string {
	kind, _, named := strings.Cut(row.RecordID, ":")
	if !named {
		return ""
	}
	return kind
}

// placer notes records of children. Those of a child mostly stand together.
func (p *Published) placer() func(*candidates.Placed) {
	child, of := "", map[sources.Kind]int(nil)
	return func(row *candidates.Placed) {
		if of == nil || child != row.ChildID {
			if child, of = row.ChildID, p.Records[row.ChildID]; of == nil {
				of = map[sources.Kind]int{}
				p.Records[child] = of
			}
		}
		of[sources.Kind(row.Source)] += row.RowCount()
	}
}

// ReadPublished reads what a published run said of its children.
func ReadPublished(folder string) (*Published, error) {
	p := newPublished()
	for row, err := range candidates.ReadList(filepath.Join(folder, candidates.CMEFile), candidates.CME) {
		if err != nil {
			return nil, err
		}
		p.Candidates[row.ChildID] = true
	}
	for row, err := range candidates.ReadReconciliation(filepath.Join(folder, candidates.ReconciliationFile)) {
		if err != nil {
			return nil, err
		}
		p.explain(&row)
	}
	place := p.placer()
	for row, err := range candidates.ReadChildren(filepath.Join(folder, candidates.ChildrenFile)) {
		if err != nil {
			return nil, err
		}
		place(&row)
	}
	return p, nil
}

// ReadUndecided returns whom a published run could not decide, and why.
func ReadUndecided(folder string) (map[string]string, error) {
	why := map[string]string{}
	for row, err := range candidates.ReadReconciliation(filepath.Join(folder, candidates.ReconciliationFile)) {
		if err != nil {
			return nil, err
		}
		if row.Status == string(rules.Undecided) {
			why[row.ChildID] = row.Explanation
		}
	}
	return why, nil
}

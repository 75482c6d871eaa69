package lists

import (
	"fmt"
	"iter"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/rules"
	"rollcall/sources"
	"strings"
)

// placedRecords lists every record with its child, by child and then by record.
func (m *maker) placedRecords() iter.Seq[candidates.Line[candidates.Placed]] {
	return m.recordsOf(func(int) bool { return true })
}

func (m *maker) recordsOf(wanted func(child int) bool) iter.Seq[candidates.Line[candidates.Placed]] {
	return func(yield func(candidates.Line[candidates.Placed]) bool) {
		reader := m.children.NewReader()
		for child := range m.children.Len() {
			if !wanted(child) {
				continue
			}
			sealed := m.Judged.IsSealed(child)
			for _, rec := range reader.OriginsOf(child) {
				if !yield(candidates.NewLine(candidates.Placed{
					ChildID: string(m.children.IDs[child]), RecordID: string(rec.ID), Source: string(rec.Kind), File: rec.File,
					Row: rec.Row, Line: rec.Line, Rows: rec.RowCount(), NativeID: rec.Native, LinkProbability: rec.Link,
				}, sealed || rec.Kind == sources.Protected)) {
					return
				}
			}
		}
	}
}

// sealedRecords lists the records of sealed children.
func (m *maker) sealedRecords() iter.Seq[candidates.Line[candidates.Placed]] {
	return m.recordsOf(m.Judged.IsSealed)
}

// linksAtOnce is for how many links memory is taken at a time.
const linksAtOnce = 1 << 10

// keptLinks lists the links kept, each between the first records of the two identities.
func (m *maker) keptLinks() iter.Seq[candidates.Line[candidates.Link]] {
	return func(yield func(candidates.Line[candidates.Link]) bool) {
		names, levels, isSealed := m.comparisonNames(), []int32(nil), make([]bool, m.children.Len())
		for child := range isSealed {
			isSealed[child] = m.Judged.IsSealed(child) // once: a child has many links
		}
		for _, l := range m.children.Links {
			if len(levels)+len(names) > cap(levels) {
				levels = make([]int32, 0, linksAtOnce*len(names))
			}
			from := len(levels)
			levels = appendLevels(levels, l.Gamma, len(names))
			sealed := isSealed[m.children.ChildOf(l.L)] || isSealed[m.children.ChildOf(l.R)] ||
				m.children.People.KindOf(l.L) == sources.Protected || m.children.People.KindOf(l.R) == sources.Protected
			if !yield(candidates.NewLine(candidates.Link{
				RecordL: m.children.People.FirstRecord(l.L), RecordR: m.children.People.FirstRecord(l.R), Weight: l.Weight, Probability: l.Probability,
				Levels: candidates.Levels{Names: names, Reached: levels[from:len(levels):len(levels)]}, Rule: m.Model.Spec.Blocking[l.Rule].Name,
			}, sealed)) {
				return
			}
		}
	}
}

// reconciled lists every child of compulsory school age and what explains them.
func (m *maker) reconciled() iter.Seq[candidates.Line[candidates.Reconciled]] {
	return m.reconciledWhere(func(*candidates.Reconciled) bool { return true })
}

func (m *maker) reconciledWhere(wanted func(*candidates.Reconciled) bool) iter.Seq[candidates.Line[candidates.Reconciled]] {
	return func(yield func(candidates.Line[candidates.Reconciled]) bool) {
		for i := range m.Judged.Verdicts {
			v := &m.Judged.Verdicts[i]
			if v.Status == rules.NotOfAge {
				continue
			}
			row := candidates.Reconciled{
				ChildID: string(v.Child), Status: string(v.Status), ExplainedBy: string(v.ExplainedBy), Explanation: v.Explanation,
			}
			if v.Band != 0 {
				row.MatchBand = fmt.Sprintf("M%d", v.Band)
			}
			var applied []string
			for _, s := range v.Suppressions {
				if !s.Applied {
					continue
				}
				applied = append(applied, string(s.By))
				if s.By == v.ExplainedBy {
					row.Old, row.RecordID, row.Until, row.Grade = s.Old, s.Record, s.Until.Midnight(), s.Grade
				}
			}
			row.Applied = strings.Join(applied, " ")
			if !wanted(&row) {
				continue
			}
			noted := &m.Judged.Noted[i]
			row.Facets, row.YearGroup = noted.Facets, m.yearGroup(noted)
			if !yield(candidates.NewLine(row, m.Judged.IsSealed(i))) {
				return
			}
		}
	}
}

// staleOnly are the reconciled children whom only a record that is older than it should be explains: listed apart, for such a
// register may hold a child who has gone.
func (m *maker) staleOnly() iter.Seq[candidates.Line[candidates.Reconciled]] {
	return m.reconciledWhere(func(row *candidates.Reconciled) bool { return row.Status == string(rules.Explained) && row.Old })
}

func rejected(in *intake.Ingested) iter.Seq[candidates.Rejected] {
	return func(yield func(candidates.Rejected) bool) {
		for _, x := range in.SortedRejections() {
			if x.Kind == sources.Protected {
				continue // a row of the list of seals leads to whom it seals
			}
			if !yield(candidates.Rejected{Source: string(x.Kind), File: x.File, Row: x.Row, Line: x.Line, Field: x.Field, Reason: x.Reason, Whole: x.Whole}) {
				return
			}
		}
	}
}

package pipeline

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
)

// ExplainChild says why a child is on a list or on none, as the run wrote it down. Explainer.ExplainChild judges the child anew, and says
// of every rule and suppressor how it came to what it says.
func (d *Desk) ExplainChild(ctx context.Context, child string, names bool) (string, error) {
	s, err := d.storyOf(ctx, child)
	if err != nil {
		return tellNone(child, err)
	}
	t := &teller{names: names}
	t.tellWho(s, d.store.Run().AsOf)
	if err := d.tellSuppressors(t, child); err != nil {
		return "", err
	}
	if err := d.tellLines(ctx, t, s); err != nil {
		return "", err
	}
	t.tellSearched(s.Searched)
	t.tellPossible(s.Possible)
	if err := writeDecisions(&t.Builder, d.dir, child); err != nil {
		return "", err
	}
	t.tellRecords(s.Records)
	t.tellEvents(s.Events)
	return t.String() + "\n--again reads the extracts again, and says how every rule came to its answer\n", nil
}

// tellSuppressors says what explains a child, by which record and how surely, as the reconciliation has it.
func (d *Desk) tellSuppressors(t *teller, child string) error {
	for row, err := range candidates.ReadReconciliation(filepath.Join(d.dir, candidates.ReconciliationFile)) {
		if err != nil {
			return fmt.Errorf("%s: %w", candidates.ReconciliationFile, err)
		}
		if row.ChildID != child {
			continue
		}
		for by := range strings.FieldsSeq(row.Applied) {
			t.line(by + " " + rules.Title(rules.ID(by)) + ": applied")
		}
		if row.RecordID != "" {
			t.line(prefixed("rests on", row.RecordID), prefixed("proof", row.Grade), prefixed("match", row.MatchBand), prefixedDay("until", row.Until))
		}
		return nil
	}
	return nil
}

package pipeline

import (
	"context"
	"fmt"

	"github.com/sourcegraph/conc/pool"

	"rollcall/matchers"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
)

// resolve joins identities into children and gives each child an id that lasts.
func resolve(j *journal.Journal, reg *register.Register, m *matching, model *matchers.Model, edges *matchers.Edges, memory *past.Past) (*people.Children, error) {
	found := m.before
	var keep *keptMatching
	var known people.KnownIdentities
	both := pool.New().WithContext(j.Context()).WithCancelOnError().WithFirstError()
	both.Go(func(ctx context.Context) (err error) {
		if found == nil {
			found, keep, err = m.match(ctx, j, model, edges)
		}
		return err
	})
	both.Go(func(ctx context.Context) (err error) { // from a file that waits for nobody
		known, err = memory.Identities(ctx)
		return err
	})
	if err := both.Wait(); err != nil {
		return nil, err
	}
	if n := len(found.clusters.Contradictions); n > 0 {
		j.Notice(journal.Notice{Kind: journal.MatchingNotice, Grave: true, Text: fmt.Sprintf(
			"%d judgements of Same contradict a judgement of Different and were not followed: judge these pairs again", n)})
	}
	c, err := m.nameChildren(found, keep, known, model, edges)
	if err != nil {
		return nil, err
	}
	for _, how := range matchers.Disagreement(c.Errors) {
		j.Notice(journal.Notice{Kind: journal.MatchingNotice, Text: "estimates of errors in matching disagree: " + how})
	}
	if err := reg.RecordTraces(j.Context(), j.AsOf.Midnight(), c.SealTraces()); err != nil {
		return nil, err
	}
	if err := tellExposed(j, reg, c); err != nil {
		return nil, err
	}
	j.Count("children", c.Len())
	j.Count("links kept", len(c.Links))
	j.Count("rows in the largest component", found.clusters.Largest)
	j.Count("components taken apart", found.clusters.Raised)
	j.Count("rows told of a namesake, perhaps", found.told)
	j.Count("pairs of one home", found.oneHome)
	j.Count("possible links", len(c.Grey))
	j.Count("judgements followed", len(m.judged))
	j.Count("ids carried over", c.History.Carried)
	return c, nil
}

// nameChildren names the children that were found, and estimates beside it how often matching erred.
func (m *matching) nameChildren(found *matched, keep *keptMatching, known people.KnownIdentities, model *matchers.Model, edges *matchers.Edges) (*people.Children, error) {
	besides := pool.New()
	if m.before == nil {
		parted := ""
		if keep != nil {
			parted = people.ClustersDigest(found.clusters)
		}
		besides.Go(func() {
			found.errors = matchers.EstimateErrors(m.folk.Table, model, edges, found.clusters, -1)
			m.keep(model, found, keep, parted)
		})
	}
	c, err := people.NameChildren(m.folk, found.clusters, known, m.judged)
	besides.Wait()
	if err != nil {
		return nil, err
	}
	c.Errors = found.errors
	return c, nil
}

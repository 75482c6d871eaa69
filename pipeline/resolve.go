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
func resolve(j *journal.Journal, reg *register.Register, folk *people.People, model *matchers.Model, edges *matchers.Edges, memory *past.Past) (*people.Children, error) {
	judged := folk.JudgedPairs(memory.Judgements)
	var clusters *matchers.Clusters
	var known people.KnownIdentities
	both := pool.New().WithContext(j.Context()).WithCancelOnError().WithFirstError()
	both.Go(func(ctx context.Context) (err error) {
		clusters, err = matchers.Resolve(ctx, folk.Table, model, edges, matchers.ResolveOptions{
			Exclusive: people.ReturnColumn, Possible: people.GreyFrom, Workers: j.Workers,
			Judgements: append(people.Constraints(judged), folk.SealConstraints()...),
		})
		return err
	})
	both.Go(func(ctx context.Context) (err error) { // from a file that waits for nobody
		known, err = memory.Identities(ctx)
		return err
	})
	if err := both.Wait(); err != nil {
		return nil, err
	}
	if n := len(clusters.Contradictions); n > 0 {
		j.Notice(journal.Notice{Kind: journal.MatchingNotice, Grave: true, Text: fmt.Sprintf(
			"%d judgements of Same contradict a judgement of Different and were not followed: judge these pairs again", n)})
	}
	told := folk.PartHearsay(clusters, judged)
	oneHome := folk.AddOneHome(clusters)
	var errors []matchers.ErrorRate
	besides := pool.New()
	besides.Go(func() { errors = matchers.EstimateErrors(folk.Table, model, edges, clusters, -1) })
	c, err := people.NameChildren(folk, clusters, known, judged)
	besides.Wait()
	if err != nil {
		return nil, err
	}
	c.Errors = errors
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
	j.Count("rows in the largest component", clusters.Largest)
	j.Count("components taken apart", clusters.Raised)
	j.Count("rows told of a namesake, perhaps", told)
	j.Count("pairs of one home", oneHome)
	j.Count("possible links", len(c.Grey))
	j.Count("judgements followed", len(judged))
	j.Count("ids carried over", c.History.Carried)
	return c, nil
}

package pipeline

import (
	"fmt"

	"rollcall/matchers"
)

// greyFrom is the probability from which a pair that was not joined is worth a person's look. It is low, because what
// hangs on it is uneven: a child listed as missing who is on a roll under another name costs a visit, and one glance at two
// records spares it.
const greyFrom = 0.05

// resolve joins rows into children and gives each child an id that lasts.
func resolve(r *run, s *Scored) (*Children, error) {
	said := r.memory.said(s.People)
	clusters, err := matchers.Resolve(r.ctx, s.Table, s.Model, s.Edges, matchers.ResolveOptions{
		Exclusive: exclusiveColumn, Possible: greyFrom, Judgements: append(constraints(said), s.seals.constraints()...), Workers: r.options.Workers,
	})
	if err != nil {
		return nil, err
	}
	if n := len(clusters.Contradictions); n > 0 {
		r.manifest.Notices = append(r.manifest.Notices, Notice{Kind: matchingNotice, Grave: true, Text: fmt.Sprintf(
			"%d judgements of Same contradict a judgement of Different and were not followed: judge these pairs again", n)})
	}
	known, err := r.identities()
	if err != nil {
		return nil, err
	}
	c := &Children{People: s.People, Model: s.Model, child: clusters.Of, link: clusters.Link,
		Links: clusters.Links, Grey: clusters.Possible}
	r.known = known
	r.history = c.name(clusters.N, known)
	c.judgedApart(said)
	if err := c.partSealed(&r.history); err != nil {
		return nil, err
	}
	c.index()
	r.count("children", c.Len())
	r.count("links kept", len(c.Links))
	r.count("rows in the largest component", clusters.Largest)
	r.count("components taken apart", clusters.Raised)
	r.count("possible links", len(c.Grey))
	r.count("judgements followed", len(said))
	r.count("ids carried over", r.history.Carried)
	return c, nil
}

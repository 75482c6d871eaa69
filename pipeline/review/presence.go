package review

import (
	"sync"
	"time"
)

// presence is who has which child open, so that two who work on one are told. It is a courtesy, held in memory alone: what keeps one
// from writing over the other is the ledger.
type presence struct {
	mu   sync.Mutex
	open map[string]opened // by child
}

type opened struct {
	by string
	at time.Time
}

// presentFor is how long somebody counts as having a child open who does nothing more.
const presentFor = 10 * time.Minute

// opens notes who has a child open now, and returns who else had, and when.
func (p *presence) opens(child, by string, now time.Time) (who string, at time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open == nil {
		p.open = map[string]opened{}
	}
	for c, o := range p.open {
		if now.Sub(o.at) > presentFor {
			delete(p.open, c)
		}
	}
	if o, is := p.open[child]; is && o.by != by {
		who, at = o.by, o.at
	}
	p.open[child] = opened{by, now}
	return who, at
}

// leaves notes that somebody is done with a child.
func (p *presence) leaves(child, by string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open[child].by == by {
		delete(p.open, child)
	}
}

package rules

import "rollcall/pipeline/calendar"

// claimsByKind is the claims of a history by kind, and of each kind in their order: a child has few kinds, most rules look at one, and
// a rule whose kind is not there has answered.
type claimsByKind struct {
	kinds Kind // that are there
	all   []*Claim
	from  [len(kindWords) + 1]int32 // by place of a kind: where its claims begin
}

func newClaimsByKind(claims []Claim) (x claimsByKind) {
	for i := range claims {
		if kind := claims[i].Kind; kind != 0 {
			x.from[kind.place()+1]++
			x.kinds |= kind
		}
	}
	for k := range kindWords {
		x.from[k+1] += x.from[k]
	}
	next := x.from
	x.all = make([]*Claim, len(claims))
	for i := range claims {
		if kind := claims[i].Kind; kind != 0 {
			at := &next[kind.place()]
			x.all[*at] = &claims[i]
			*at++
		}
	}
	return x
}

// of returns the claims of a kind; of several, those of the first of them.
func (h *history) of(kind Kind) []*Claim {
	return h.byKind.all[h.byKind.from[kind.place()]:h.byKind.from[kind.place()+1]]
}

// newestClaim returns the claim of some kinds with the newest day among those that are wanted, or nil; of several of one day the one that
// comesBefore puts last.
func (h *history) newestClaim(of Kind, day func(*Claim) calendar.Date, wanted func(*Claim) bool) (at *Claim) {
	for left := of & h.byKind.kinds; left != 0; left &= left - 1 {
		for _, c := range h.of(left) {
			if wanted(c) && (at == nil || comesBefore(day(at), at, day(c), c)) {
				at = c
			}
		}
	}
	return at
}

// firstClaim returns the first claim of a kind that is such, or nil.
func (h *history) firstClaim(of Kind, is func(*Claim) bool) *Claim {
	for _, c := range h.of(of) {
		if is(c) {
			return c
		}
	}
	return nil
}

// hasClaim reports whether any claim of some kinds is such.
func (h *history) hasClaim(of Kind, is func(*Claim) bool) bool {
	for left := of & h.byKind.kinds; left != 0; left &= left - 1 {
		if h.firstClaim(left, is) != nil {
			return true
		}
	}
	return false
}

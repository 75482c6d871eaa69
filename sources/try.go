package sources

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
)

// Trial is what reading an extract once showed, before anybody relies on it.
type Trial struct {
	Rows, Records int
	AsOf          Date           // what the files themselves say
	Schools       map[string]int // entries that name a school, by its authority
	Reasons       []string       // of rows and values that cannot be used, the commonest first, with how many
}

// TryExtract reads an extract and keeps nothing of it but counts and reasons.
func TryExtract(ctx context.Context, x Extract) (*Trial, error) {
	reasons := &reasonCount{of: map[string]int{}}
	reports, err := Read(ctx, x, reasons)
	if err != nil {
		return nil, err
	}
	t := &Trial{Schools: map[string]int{}}
	for i := range reports {
		r := &reports[i]
		t.Rows, t.Records, t.AsOf = t.Rows+r.Rows, t.Records+r.Records, max(t.AsOf, r.AsOf)
		for la, n := range r.Schools {
			t.Schools[la] += n
		}
	}
	for _, why := range slices.SortedStableFunc(maps.Keys(reasons.of), func(a, b string) int {
		return cmp.Or(reasons.of[b]-reasons.of[a], cmp.Compare(a, b))
	}) {
		t.Reasons = append(t.Reasons, itoa(reasons.of[why])+" × "+why)
	}
	return t, nil
}

// reasonCount is the Sink of a trial.
type reasonCount struct {
	nowhere
	of map[string]int
}

// Reject counts a reason.
func (c *reasonCount) Reject(x Rejection) error {
	if !x.Rest {
		c.of[strings.TrimPrefix(x.Field+": "+x.Reason, ": ")]++
	}
	return nil
}

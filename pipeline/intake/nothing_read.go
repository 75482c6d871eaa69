package intake

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// ErrNothingRead says that no extract gave a single record, so that there is nothing to publish.
var ErrNothingRead = errors.New("no extract gave a record")

// nothingRead is ErrNothingRead with the reasons.
type nothingRead struct{ reasons []string }

// Error says why no extract gave a record, a reason a line.
func (e *nothingRead) Error() string {
	return strings.Join(append([]string{ErrNothingRead.Error() + ":"}, e.reasons...), "\n  ")
}

// Unwrap makes it ErrNothingRead.
func (e *nothingRead) Unwrap() error { return ErrNothingRead }

// mostReasons of why nothing could be read are told; one mistake in the settings has as many files as there are schools.
const mostReasons = 20

// whyNothing gathers why no extract gave a record: files that cannot be used, the reason that most rows of the others were turned down
// for, and paths that name no file.
func whyNothing(in *Ingested, empty []settings.EmptyPath) error {
	e := &nothingRead{}
	turned := map[string]map[string]int{}
	for _, x := range in.Rejections {
		at := string(x.Kind) + ": " + x.File
		switch {
		case x.Kind == sources.Protected || !x.Whole:
		case x.Row == 0:
			e.reasons = append(e.reasons, strings.TrimSuffix(at+": "+x.Field, ": ")+": "+x.Reason)
		default:
			if turned[at] == nil {
				turned[at] = map[string]int{}
			}
			turned[at][strings.TrimPrefix(x.Field+": "+x.Reason, ": ")]++
		}
	}
	for _, at := range slices.Sorted(maps.Keys(turned)) {
		of := turned[at]
		most := slices.MaxFunc(slices.Sorted(maps.Keys(of)), func(a, b string) int { return of[a] - of[b] })
		e.reasons = append(e.reasons, fmt.Sprintf("%s: %d rows: %s", at, of[most], most))
	}
	for _, p := range empty {
		e.reasons = append(e.reasons, p.Kind+": "+p.Text)
	}
	if n := len(e.reasons) - mostReasons; n > 0 {
		e.reasons = append(e.reasons[:mostReasons], fmt.Sprintf("… and %d more", n))
	}
	if len(e.reasons) == 0 {
		return ErrNothingRead
	}
	return e
}

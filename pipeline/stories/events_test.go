package stories

import (
	"strings"
	"testing"

	"rollcall/pipeline/candidates"
	"rollcall/sources"
)

// Each kind of claim is said in words that a caseworker can read, and none is left as a code with underscores.
func TestEveryClaimHasWords(t *testing.T) {
	tell := Teller{Places: map[string]candidates.Place{"8872001": {Name: "Ash Primary"}}}
	for kind := sources.Roll; kind <= sources.AttendanceOrder; kind++ {
		if kind == sources.Seal || kind == sources.Attendance {
			continue
		}
		words := tell.claimWords(sources.Health, &sources.Claim{Kind: kind, Place: "8872001", Status: "some_status", Reason: "some_reason", Toward: "XXXXXXX"})
		if words == "" || words == "health" || strings.Contains(words, "_") {
			t.Errorf("claims of kind %d are told as %q", kind, words)
		}
	}
}

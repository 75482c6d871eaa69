package stories

import (
	"testing"

	"rollcall/sources"
)

// A number that fails its check reaches the officer, marked.
func TestUnverifiedNumbersAreShown(t *testing.T) {
	rec := sources.Record{Kind: sources.Health, Who: sources.Identity{Surname: "Quayle", Forename: "Alma", DOB: 16000,
		Unverified: "upn=A801200000001 nhs_number=9434765918"}}
	if got := DescribePerson([]*sources.Record{&rec}, 16000).UPN; got != "A801200000001 (fails its check)" {
		t.Errorf("the officer sees %q", got)
	}
}

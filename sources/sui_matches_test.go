package sources

import "testing"

// A row is known by the number that the matcher found, by none where the matcher found the list's own to be wrong, and else by the list's
// own; a number that is likely, or one of several, is no number.
func TestAMatchedRowIsKnownByItsNumber(t *testing.T) {
	for sample, want := range map[string][]string{
		"sui_matches/matching.csv":       {"9990000018", "", "", ""},
		"sui_matches/reconciliation.csv": {"9990000018", "", ""},
	} {
		got, reports := readAll(t, sampleExtract(t, kinds[SUIMatches], sample))
		if len(got.records) != len(want) || len(got.rejections) > 0 || len(reports[0].Unknown) > 0 {
			t.Errorf("%s: %d records, %v, %+v", sample, len(got.records), got.rejections, reports)
			continue
		}
		for i, r := range got.records {
			if r.Who.NHSNumber != want[i] || len(r.Claims) != 0 {
				t.Errorf("%s: row %d is known by %q (want %q), and says %v", sample, i+1, r.Who.NHSNumber, want[i], r.Claims)
			}
		}
	}
}

package linkage

import "testing"

// TestDaysWithClocks wants the day of an instant as it was in London, and days in words and with times as they are, in the order of either side.
func TestDaysWithClocks(t *testing.T) {
	for s, want := range map[string]string{
		"2015-06-13T23:00:00.000Z": "2015-06-14", "2015-06-13 23:00:00 +00:00": "2015-06-14", "2015-01-14T00:00:00Z": "2015-01-14", "2015-06-13T22:59:59Z": "2015-06-13",
		"14th June 2015": "2015-06-14", "June 14, 2015": "2015-06-14", "Sun 14 Jun 2015": "2015-06-14", "20150614": "2015-06-14", "14-Jun-2015 12:00:00 AM": "2015-06-14",
		"2015-06": "2015-06-00", "2015": "2015-00-00",
	} {
		for _, order := range []dateOrder{dayFirst, monthFirst} {
			if got := isoDate(s, order); got != want {
				t.Errorf("%s: %q (want %q)", s, got, want)
			}
		}
	}
	for s, want := range map[string]string{"6/7/2015 0:00": "2015-07-06", "06/07/2015 12:00:00 AM": "2015-07-06", "14/06/2015 00:00:00.000": "2015-06-14"} {
		if got := isoDate(s, dayFirst); got != want {
			t.Errorf("%s: %q (want %q)", s, got, want)
		}
	}
}

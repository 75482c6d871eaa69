package calendar

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestReadSaysWhatItLeftOut(t *testing.T) {
	text := strings.Join([]string{
		"la|laestab,from,to,kind",
		"886,2026-09-01,2026-10-16,TERM",
		"88,2026-09-01,2026-10-16,TERM",
		"886,01/09/2026,2026-10-16,TERM",
		"886,2026-09-01,2026-09-31,TERM",
		"886,2026-09-01,2026-08-01,TERM",
		"886,2026-09-01,2027-10-16,TERM",
		"886,2026-09-01,2026-10-16,HOLIDAY",
		"886,0026-09-01,0026-10-16,TERM",
		"886,2026-09-01",
		`886,2026-09-01,2026-10-16,TE"RM`,
		"886/4001, 2026-09-07 ,2026-10-16,term",
	}, "\n")
	c, problems, err := Read(strings.NewReader(text), "terms.csv")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.Error())
	}
	want := []string{
		"terms.csv:3: place: not an LA code of three digits or a LAESTAB of seven; row left out",
		"terms.csv:4: from: not a date (want YYYY-MM-DD); row left out",
		"terms.csv:5: to: not a date (want YYYY-MM-DD); row left out",
		"terms.csv:6: to: before from; row left out",
		"terms.csv:7: to: more than a year after from; row left out",
		"terms.csv:8: kind: not TERM, INSET or CLOSED; row left out",
		"terms.csv:9: from: outside the years 1990 to 2089; row left out",
		"terms.csv:10: to: not a date (want YYYY-MM-DD); row left out",
		"terms.csv:11: row: not CSV (bare \" in non-quoted-field); row left out",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if c.SchoolDay("8864001", On(2026, 9, 3)) || !c.SchoolDay("8864001", On(2026, 9, 7)) || !c.SchoolDay("8864999", On(2026, 9, 3)) {
		t.Error("the good rows were not used")
	}
}

func TestReadHeaders(t *testing.T) {
	day := On(2026, 9, 1) // a school day by the row alone
	check := func(header, row, place string) {
		t.Helper()
		c, problems, err := Read(strings.NewReader(header+"\n"+row+"\n"), "t.csv")
		if err != nil || len(problems) > 0 || !c.SchoolDay(place, day) {
			t.Errorf("%q: %v %v", header, problems, err)
		}
	}
	check("la,from,to,kind", "886,2026-09-01,2026-09-30,TERM", "886")
	check("laestab,from,to,kind", "8864001,2026-09-01,2026-09-30,TERM", "8864001")
	check("\uFEFFPlace,From,To,Kind", "886,2026-09-01,2026-09-30,TERM", "886")
	check("kind,to,from,la|laestab", "TERM,2026-09-30,2026-09-01,886", "886")
	check("la,laestab,from,to,kind", "886,8864001,2026-09-01,2026-09-30,TERM", "8864001")
	check("la,laestab,from,to,kind", "886,,2026-09-01,2026-09-30,TERM", "8864001")

	refuse := func(text, want string) {
		t.Helper()
		_, _, err := Read(strings.NewReader(text), "t.csv")
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "t.csv") {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
	refuse("", "no header row")
	refuse("la,from,to\n", "header lacks a column")
	refuse("la,from,to,kind,colour\n", "column 5 is not known")
	refuse("la,from,from,kind\n", "column 3 repeats another")
	failure := errors.New("disk gone")
	if _, _, err := Read(iotest.ErrReader(failure), "t.csv"); !errors.Is(err, failure) {
		t.Errorf("error %v, want %v", err, failure)
	}
}

// Every row is used or becomes a problem, and no text makes the reader fail otherwise.
func FuzzRead(f *testing.F) {
	f.Add(published)
	f.Add("la,from,to,kind\n886,2026-09-01,2026-10-16,TERM\n\"a\"b,,,\n")
	f.Add("place,from,to,kind\r\n\r\n886,2089-09-01,2089-12-31,TERM\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, _, err := Read(strings.NewReader(text), "t.csv")
		if err != nil {
			return
		}
		from := On(2026, 9, 1)
		due := c.AddSchoolDays("8864001", from, 20)
		if !c.SchoolDay("8864001", due) || c.SchoolDaysAfter("8864001", from, due) != 20 {
			t.Errorf("20 school days after %s: %s", from, due)
		}
	})
}

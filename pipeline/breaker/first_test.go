package breaker

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A first night is held to what its extracts say of each other: candidates of whom no register speaks, and those whom another extract
// puts on a register that does not have them.
func TestAFirstNight(t *testing.T) {
	registers := []string{"home_education", "independent_schools"}
	for name, c := range map[string]struct {
		first First
		want  string
	}{
		"as authorities are":                {First{OfAge: 1000, Registers: registers, Unknown: 8, Awaited: map[string]int{"home_education": 2}, Explained: map[string]int{"home_education": 30}}, ""},
		"eight of a thousand, and few":      {First{OfAge: 1000, Registers: registers, Unknown: 10}, ""},
		"more":                              {First{OfAge: 1000, Registers: registers, Unknown: 11}, "unknown  11 of 1000"},
		"of many":                           {First{OfAge: 10_000, Registers: registers, Unknown: 80}, ""},
		"more of many":                      {First{OfAge: 10_000, Registers: registers, Unknown: 81}, "unknown  81 of 10000"},
		"a register that nobody has":        {First{OfAge: 1000, Unknown: 400}, ""},
		"four of whom a register was told":  {First{Awaited: map[string]int{"home_education": 4}}, ""},
		"five":                              {First{Awaited: map[string]int{"home_education": 5}}, "awaited home_education 5 of 5"},
		"five of twenty-five":               {First{Awaited: map[string]int{"home_education": 5}, Explained: map[string]int{"home_education": 20}}, ""},
		"six of them":                       {First{Awaited: map[string]int{"home_education": 6}, Explained: map[string]int{"home_education": 19}}, "awaited home_education 6 of 25"},
		"what another register would count": {First{Awaited: map[string]int{"home_education": 6}, Explained: map[string]int{"health": 90}}, "awaited home_education 6 of 6"},
	} {
		got := ""
		for _, x := range FindFirstTrips(c.first, DefaultLimits()) {
			got += fmt.Sprintf("%s %s %d of %d", x.About, x.Which, x.N, x.Whole)
		}
		if got != c.want {
			t.Errorf("%s: %q trips, want %q", name, got, c.want)
		}
	}
}

// What is told of a first night names the register that may have come short, and what is odd about it.
func TestWhatIsToldOfAFirstNight(t *testing.T) {
	f := First{OfAge: 2000, Unknown: 29, Registers: []string{"independent_schools", "home_education"}, Awaited: map[string]int{"home_education": 11},
		Explained: map[string]int{"home_education": 14, "independent_schools": 60}}
	got := FirstWords(f, FindFirstTrips(f, DefaultLimits()), Context{Why: func(kind string) string {
		return map[string]string{"independent_schools": "its rows are few"}[kind]
	}})
	want := []string{
		"11 candidates are said by other extracts to be in the home education extract, which does not have them (limit 4 and 20 % of the 25 who are said to be or are)",
		"29 candidates are on no register at all (limit 10 and 0.8 % of the 2000 children of compulsory school age); of the registers that would have them, " +
			"look which came short: home education explains 14, independent schools 60: its rows are few",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

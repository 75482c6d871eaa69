package rules

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
	"time"

	"rollcall/pipeline/calendar"
)

// TestEveryAmountOfTheLawIsNamed reads the file of the law's numbers and wants each in the list that is printed.
func TestEveryAmountOfTheLawIsNamed(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "legal.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, x := range fixedAmounts {
		named[x.in] = true
	}
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		v, is := n.(*ast.ValueSpec)
		if !is || len(v.Values) != 1 {
			return true
		}
		if lit, is := v.Values[0].(*ast.CompositeLit); is {
			if of, is := lit.Type.(*ast.Ident); is && of.Name == "amount" {
				found++
				if !named[v.Names[0].Name] {
					t.Errorf("%s is an amount of the law that fixedAmounts does not name", v.Names[0].Name)
				}
			}
		}
		return true
	})
	if found < 10 {
		t.Fatalf("found %d amounts in legal.go: the reading is wrong", found)
	}
	for i, x := range fixedAmounts {
		a := fixedAmount(i)
		if a.Value <= 0 || a.From == 0 || a.Basis.Instrument == "" || a.Unit == "" {
			t.Errorf("%s: %+v: want a number, its unit, a day in force and a citation", settingName(x.in), a)
		}
	}
}

func TestEveryAmountSaysWhatItIs(t *testing.T) {
	for _, a := range DefaultAmounts().All() {
		if !a.Fixed && (a.About == "" || a.Set || a.Unit == "" && !strings.Contains(a.About, "probab") && !strings.Contains(a.About, "how many")) {
			t.Errorf("%+v: want what it is, with its unit", a)
		}
	}
}

func TestAnAuthoritySetsItsAmounts(t *testing.T) {
	on := func(m time.Month, d int) calendar.Date { return calendar.On(2026, m, d) }
	changes := []AmountChange{
		{"offer_answer", 15, on(time.September, 1), "a policy"}, {"offer_answer", 10, on(time.November, 1), "a later policy"},
		{"grey_from", 0.25, 0, "a trial"},
	}
	check := func(on calendar.Date, offer int, grey float64) {
		t.Helper()
		got := DefaultAmounts().With(changes, on)
		if got.OfferAnswer != offer || got.GreyFrom != grey {
			t.Errorf("%s: %d and %v, want %d and %v", on, got.OfferAnswer, got.GreyFrom, offer, grey)
		}
		if got.SummerHold != DefaultAmounts().SummerHold {
			t.Errorf("%s: another amount changed", on)
		}
	}
	check(on(time.August, 31), 20, 0.25)
	check(on(time.September, 1), 15, 0.25)
	check(on(time.October, 31), 15, 0.25)
	check(on(time.November, 1), 10, 0.25)
	set := 0
	for _, a := range DefaultAmounts().With(changes, on(time.December, 1)).All() {
		if a.Set {
			set++
		}
	}
	if set != 2 {
		t.Errorf("%d amounts are the authority's own, want 2", set)
	}
}

func TestAChangeOfAnAmountIsChecked(t *testing.T) {
	check := func(c AmountChange, want string) {
		t.Helper()
		err := c.Check()
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%+v: %v, want %q", c, err, want)
		}
	}
	check(AmountChange{"offer_answer", 15, 0, "a policy"}, "")
	check(AmountChange{"offer_answer", 0, 0, "a policy"}, "")
	check(AmountChange{"offer_answer", 15, 0, " "}, "basis: missing")
	check(AmountChange{"offer_answer", 1.5, 0, "a policy"}, "whole number")
	check(AmountChange{"offer_answer", -1, 0, "a policy"}, "from 0 to 10000")
	check(AmountChange{"grey_from", 1.5, 0, "a policy"}, "probability")
	check(AmountChange{"sixth_day", 7, 0, "a policy"}, "fixed at 6 school days by Education (Provision of Full-Time")
	check(AmountChange{"tea", 7, 0, "a policy"}, "the amounts are residence_days, ")
}

func TestAmountsOfAProvision(t *testing.T) {
	check := func(id ID, want string) {
		t.Helper()
		if got := strings.Join(amountsOf(id), "; "); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q in it", id, got, want)
		}
	}
	check("C11", "offer_answer 20 school days (may be set)")
	check("R03", "removal_day 20 school days (School Attendance")
}

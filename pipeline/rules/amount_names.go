package rules

import (
	"embed"
	"fmt"
	"io/fs"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rollcall/pipeline/calendar"
)

// Amount is one number of the law as it is printed and, where no law fixes it, set.
type Amount struct {
	Name  string // as the settings write it, such as "offer_answer"
	Value float64
	Unit  Unit
	About string
	Basis Citation      // of a number that the law fixes, or that an authority has set
	From  calendar.Date // from which it applies; zero: always
	Fixed bool          // by law: no authority sets it
	Set   bool          // the authority's own and not the default
}

// AmountChange is an authority's own number for an Amount from a day on, and on what authority.
type AmountChange struct {
	Name  string
	Value float64
	From  calendar.Date
	Basis string // the local policy, by name and date
}

// fixedAmounts are the numbers that the law fixes, by the variable that the files of the provisions name.
var fixedAmounts = []struct {
	in string
	of *amount
}{
	{"sixthDay", &sixthDay}, {"removalDay", &removalDay}, {"newPupilDay", &newPupilDay}, {"returnDay", &returnDay},
	{"sicknessDay", &sicknessDay}, {"noReasonDay", &noReasonDay}, {"leaveDay", &leaveDay}, {"noticeDay", &noticeDay},
	{"outcomeDay", &outcomeDay}, {"outcomeAim", &outcomeAim}, {"fairAccessDay", &fairAccessDay}, {"transferDay", &transferDay},
	{"persistentAbsence", &persistentAbsence}, {"severeAbsence", &severeAbsence},
}

// fixedAmount returns an amount of the law as it is printed.
func fixedAmount(i int) Amount {
	x := fixedAmounts[i]
	unit := x.of.unit
	if unit == "" {
		unit = "hundredths"
	}
	return Amount{Name: settingName(x.in), Value: float64(x.of.n), Unit: unit, From: x.of.from, Basis: x.of.citation, Fixed: true}
}

// All returns every amount: those that the law fixes, then the authority's own or the defaults.
func (a Amounts) All() []Amount {
	var out []Amount
	for i := range fixedAmounts {
		out = append(out, fixedAmount(i))
	}
	for _, x := range a.setAmounts() {
		out = append(out, Amount{Name: x.name, Value: x.number(), Unit: unitIn(x.about), About: x.about, Set: x.number() != x.standard})
	}
	return out
}

// With returns the amounts as an authority's changes make them on a day: of several changes of one amount the latest that
// has begun. The changes are to have been checked.
func (a Amounts) With(changes []AmountChange, on calendar.Date) Amounts {
	begun := slices.DeleteFunc(slices.Clone(changes), func(c AmountChange) bool { return c.From > on })
	slices.SortStableFunc(begun, func(x, y AmountChange) int { return int(x.From - y.From) })
	for _, c := range begun {
		if x, known := a.amountNamed(c.Name); known {
			x.setNumber(c.Value)
		}
	}
	return a
}

// Check says why an authority may not make the change; nil when it may.
func (c AmountChange) Check() error {
	for i, x := range fixedAmounts {
		if settingName(x.in) == c.Name {
			return fmt.Errorf("it is fixed at %v %s by %s, and no authority sets it", fixedAmount(i).Value, fixedAmount(i).Unit, x.of.citation)
		}
	}
	x, known := new(Amounts).amountNamed(c.Name)
	_, share := x.of.(*float64)
	switch {
	case !known:
		return fmt.Errorf("not an amount; the amounts are %s", strings.Join(amountNames(), ", "))
	case math.IsNaN(c.Value) || c.Value < 0 || c.Value > 10_000:
		return fmt.Errorf("value: want a number from 0 to 10000")
	case !share && c.Value != math.Trunc(c.Value):
		return fmt.Errorf("value: want a whole number")
	case share && c.Value > 1:
		return fmt.Errorf("value: want a probability from 0 to 1")
	case strings.TrimSpace(c.Basis) == "":
		return fmt.Errorf("basis: missing; name the local policy that sets it, and its date")
	}
	return nil
}

func amountNames() []string {
	var out []string
	for _, x := range new(Amounts).setAmounts() {
		out = append(out, x.name)
	}
	return out
}

func (a *Amounts) amountNamed(name string) (setAmount, bool) {
	for _, x := range a.setAmounts() {
		if x.name == name {
			return x, true
		}
	}
	return setAmount{}, false
}

// settingName writes a Go name as the settings do: OfferAnswer as offer_answer.
func settingName(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// The files of the provisions are part of the program, so that which provisions use an amount is what their files say: it
// cannot be said twice and differ.
//
//go:embed [a-z][0-9][0-9]_*.go
var ownFiles embed.FS

// unitIn finds the unit that a note names.
func unitIn(note string) Unit {
	at, unit := len(note), Unit("")
	for _, u := range []Unit{"hundredths", SchoolDays, WorkingDays, CalendarDays} {
		if i := strings.Index(note, string(u)); i >= 0 && i < at {
			at, unit = i, u
		}
	}
	return unit
}

var amountUse = regexp.MustCompile(`amounts\.([A-Z]\w*)`)

// amountsOf returns the amounts that the file of a provision uses, in words.
func amountsOf(id ID) []string {
	paths, _ := fs.Glob(ownFiles, strings.ToLower(string(id))+"_*.go")
	if len(paths) != 1 {
		return nil
	}
	raw, err := ownFiles.ReadFile(paths[0])
	if err != nil {
		panic(err)
	}
	var out []string
	for i, x := range fixedAmounts {
		if regexp.MustCompile(`\b` + x.in + `\b`).Match(raw) {
			a := fixedAmount(i)
			out = append(out, fmt.Sprintf("%s %s %s (%s, from %s)", a.Name, plainNumber(a.Value), a.Unit, a.Basis, a.From.Words()))
		}
	}
	all := DefaultAmounts().All()
	for _, m := range amountUse.FindAllSubmatch(raw, -1) {
		for _, a := range all {
			if text := strings.TrimSuffix(a.Name+" "+plainNumber(a.Value)+" "+string(a.Unit), " ") + " (may be set)"; a.Name == settingName(string(m[1])) && !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

func plainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

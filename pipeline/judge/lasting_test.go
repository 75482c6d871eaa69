package judge

import (
	"log/slog"
	"os"
	"reflect"
	"testing"

	"rollcall/pipeline/kept"
	"rollcall/pipeline/people/testdata/peopletest"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Of two pupils on a roll the verdict on one lasts; that on a sealed one, like that on a child whom nothing explains, is not kept.
func TestWhoseVerdictLasts(t *testing.T) {
	home := t.TempDir()
	if err := os.Chmod(home, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("RUNTIME_DIRECTORY", "")
	t.Setenv("XDG_RUNTIME_DIR", home)
	n := peopletest.Begin(t)
	n.Child(peopletest.Pupil(peopletest.Who("Alma"), peopletest.Ash))
	n.Child(peopletest.Pupil(peopletest.Who("Bram"), peopletest.Ash), sources.Record{Kind: sources.SocialCare, AsOf: peopletest.AsOf, Who: peopletest.Who("Bram"),
		Claims: []sources.Claim{{Kind: sources.Flag, Status: "refuge"}}})
	n.Child(peopletest.Referred(peopletest.Who("Cleo"), "absence"))
	n.Make(t)
	asked := kept.Asked{Out: t.TempDir(), Build: "one", Log: slog.New(slog.DiscardHandler)}
	night := func() (*Judged, *lasting) {
		shelf := kept.Open(asked)
		if shelf == nil {
			t.Fatal("nothing can be kept")
		}
		d := Again(n.Children, n.Passed)
		d.Verdicts, d.Noted = make([]rules.Verdict, n.Children.Len()), make([]Noted, n.Children.Len())
		return d, newLasting(d, shelf, n.Passed.Ingested.Addresses)
	}
	first, l := night()
	b := first.Cases.newBuilder()
	for child := range first.Verdicts {
		first.Verdicts[child], first.Noted[child] = b.judge(child)
	}
	l.keep()

	second, l := night()
	l.takeUp()
	alma := n.Number(0)
	if !second.IsSealed(n.Number(1)) || second.IsSealed(alma) {
		t.Fatal("who is to be sealed is not")
	}
	for i, want := range []bool{true, false, false, false} { // by record: two are the sealed child's
		if got := l.lasted(n.Number(i)); got != want {
			t.Errorf("child %d: the verdict lasted %v, want %v (%+v)", i, got, want, first.Verdicts[n.Number(i)])
		}
	}
	if !reflect.DeepEqual(second.Verdicts[alma].Suppressions, first.Verdicts[alma].Suppressions) || second.Noted[alma] != first.Noted[alma] || second.Verdicts[alma].Until != first.Verdicts[alma].Until {
		t.Errorf("what lasted is\n%+v\n%+v\nand was\n%+v\n%+v", second.Verdicts[alma], second.Noted[alma], first.Verdicts[alma], first.Noted[alma])
	}

	asked.Build = "another"
	_, l = night()
	if l.takeUp(); l.lasted(alma) {
		t.Error("a verdict of another build is taken up")
	}
	var none *lasting
	none.takeUp()
	none.keep()
	if none.lasted(alma) {
		t.Error("where nothing is kept a verdict lasts")
	}
}

package register

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// mark is the digest of a word.
func mark(word string) Digest { return NewDigester([]byte("key")).Digest("test", word) }

func marks(words ...string) Digests {
	var all []Digest
	for _, w := range words {
		all = append(all, mark(w))
	}
	return NewDigests(all...)
}

// listed is a seal of a list: the child's keys, and the day of its birth.
func listed(kind, born string, keys ...string) Listed {
	return Listed{kind, Traces{Now: marks(keys...), Born: marks(born)}}
}

func sight(t *testing.T, r *Register, d int, list ...Listed) Sighting {
	t.Helper()
	s, err := r.RecordSeals(t.Context(), on(d), list)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func numbers(seals []Seal) (n []int64) {
	for _, s := range seals {
		n = append(n, s.Number)
	}
	return n
}

// A seal is remembered once, and holds whatever later lists have; what they newly say of it is added.
func TestSealsAreRemembered(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	first := sight(t, r, 1, listed("refuge", "b1", "a", "b"), Listed{"adoption", Traces{Now: marks("c"), Old: marks("o"), Born: marks("b2")}}, listed("refuge", "b1", "a", "b"))
	if len(first.New) != 2 || len(first.Listed) != 2 || len(first.Known.Holding()) != 2 {
		t.Fatalf("the first list: %+v", first)
	}
	one, two := first.New[0], first.New[1]
	for _, c := range []struct {
		name   string
		list   []Listed
		listed []int64
		isNew  int
	}{
		{"the same", []Listed{listed("refuge", "b1", "a", "b"), listed("adoption", "b2", "c")}, []int64{one, two}, 0},
		{"empty", nil, nil, 0},
		{"shorter", []Listed{listed("adoption", "b2", "c")}, []int64{two}, 0},
		{"a key more", []Listed{listed("refuge", "b1", "b", "x")}, []int64{one}, 0},
		{"by that key alone", []Listed{{"refuge", Traces{Now: marks("x")}}}, []int64{one}, 0},
		{"of another kind", []Listed{listed("court", "b1", "a")}, nil, 1},
		{"of a kind that is not known", []Listed{listed("", "b1", "a", "b")}, []int64{one}, 0},
		{"by the old identity alone", []Listed{{"adoption", Traces{Old: marks("o", "p")}}}, []int64{two}, 0},
		{"the key of another child", []Listed{listed("refuge", "b9", "a")}, nil, 1},
	} {
		s := sight(t, r, 2, c.list...)
		for _, n := range c.listed {
			if !s.Listed[n] {
				t.Errorf("%s: seal %d is not on the list", c.name, n)
			}
		}
		if len(s.New) != c.isNew || len(s.Again) > 0 || slices.ContainsFunc([]int64{one, two}, func(n int64) bool { return s.Listed[n] && !slices.Contains(c.listed, n) }) {
			t.Errorf("%s: %+v", c.name, s)
		}
		if holds := numbers(s.Known.Holding()); !slices.Contains(holds, one) || !slices.Contains(holds, two) {
			t.Errorf("%s: hold %v", c.name, holds)
		}
	}
	known, err := r.ReadSeals(t.Context())
	if err != nil || !known.Seals[0].Now.Has(mark("x")) || known.Seals[0].Seen != "2026-10-01" || known.Seals[0].Kind != "refuge" || known.ListRead {
		t.Errorf("remembered are %+v (%v)", known.Seals[0], err)
	}
	if _, err := r.VerifyLedger(t.Context()); err != nil {
		t.Error(err)
	}
}

// What a list without new things says is not written again.
func TestTheSameListIsWrittenOnce(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	list := []Listed{listed("refuge", "b1", "a", "b"), {"adoption", Traces{Now: marks("c"), Old: marks("d")}}}
	found := map[int64]Traces{1: {Now: marks("n"), NowSeen: marks("p"), Dwelling: []Place{{Postcode: marks("pc"), Numbers: marks("3")}}}, 99: {Now: marks("z")}}
	refuges := []Place{{Refuge: true, Postcode: marks("pc")}}
	night := func(d int) int64 {
		sight(t, r, d, list...)
		for _, err := range []error{r.RecordTraces(t.Context(), on(d), found), r.RecordRefuges(t.Context(), on(d), refuges), r.RecordSealList(t.Context(), on(d), 2)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		head, err := r.LedgerEnd(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return head.Entries
	}
	if first := night(1); first != 5 || night(2) != first {
		t.Errorf("entries after the first night %d, after the second %d", first, night(2))
	}
	known, err := r.ReadSeals(t.Context())
	if err != nil || !known.ListRead || len(known.Seals) != 3 || len(known.OfChildren()) != 2 || known.Seals[2].Kind != RefugePlace {
		t.Fatalf("remembered are %+v (%v)", known, err)
	}
	want := Traces{Now: marks("a", "b", "n"), Born: marks("b1"), NowSeen: marks("p"), Dwelling: found[1].Dwelling}
	if diff := cmp.Diff(want, known.Seals[0].Traces); diff != "" {
		t.Error(diff)
	}
	if s, err := r.SightSeals(t.Context(), append(list, listed("court", "b3", "q"))); err != nil || len(s.New) != 1 || night(3) != 5 {
		t.Errorf("who only looked was remembered: %+v (%v)", s, err)
	}
}

// A seal is lifted once, by a person with a reason; one that the list still has holds again under a number of its own, with all that
// was known of the child.
func TestASealIsLiftedByItsOwner(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	n := sight(t, r, 1, listed("witness", "b1", "a")).New[0]
	if err := r.RecordTraces(t.Context(), on(1), map[int64]Traces{n: {Now: marks("found")}}); err != nil {
		t.Fatal(err)
	}
	lift := Lift{On: "2026-10-02", By: "lead", Why: "over"}
	for _, wrong := range [][]int64{{99}, {n, 99}} {
		if err := r.LiftSeals(t.Context(), wrong, lift); !errors.Is(err, ErrNoSeal) {
			t.Errorf("lifting %v: %v", wrong, err)
		}
	}
	if known, _ := r.ReadSeals(t.Context()); len(known.Holding()) != 1 {
		t.Error("a lift of which one number was wrong was half done")
	}
	if err := r.LiftSeals(t.Context(), []int64{n}, lift); err != nil {
		t.Fatal(err)
	}
	if err := r.LiftSeals(t.Context(), []int64{n}, lift); !errors.Is(err, ErrNoSeal) {
		t.Errorf("lifted twice: %v", err)
	}
	known, err := r.ReadSeals(t.Context())
	if err != nil || len(known.Holding()) > 0 || !reflect.DeepEqual(known.Seals[0].Lifted, &Lift{lift.On, lift.By, lift.Why, AccountName(), 3}) {
		t.Errorf("after it: %+v (%v)", known, err)
	}
	again := sight(t, r, 3, listed("witness", "b1", "a"))
	holds := again.Known.Holding()
	if len(again.Again) != 1 || len(again.New) > 0 || len(holds) != 1 || holds[0].Again != n || !holds[0].Now.Has(mark("found")) || !again.Listed[holds[0].Number] {
		t.Errorf("still listed: %+v", again)
	}
	if next := sight(t, r, 4, listed("witness", "b1", "a")); len(next.Again)+len(next.New) > 0 || len(next.Known.Holding()) != 1 {
		t.Errorf("the night after: %+v", next)
	}
	for _, broken := range []func(){func() { _ = r.LiftSeals(t.Context(), []int64{1}, Lift{By: "x"}) }, func() { _ = r.LiftSeals(t.Context(), nil, lift) }} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("lifted by nobody, for no reason or of nothing")
				}
			}()
			broken()
		}()
	}
}

// A Digester makes the register's own digests.
func TestADigesterIsTheRegisters(t *testing.T) {
	r := open(t, filepath.Join(t.TempDir(), "register.db"))
	d := r.NewDigester()
	for _, parts := range [][]string{nil, {""}, {"a", "b"}, {"ab"}, {"a", "b"}} {
		if d.Digest("p", parts...) != r.KeyedDigest("p", parts...) {
			t.Errorf("of %v they differ", parts)
		}
	}
	if d.Digest("p", "a") == d.Digest("q", "a") || d.Digest("p", "a", "b") == d.Digest("p", "ab") {
		t.Error("two things have one digest")
	}
	raw, err := marks("b", "a", "a").MarshalJSON()
	var back Digests
	if err != nil || back.UnmarshalJSON(raw) != nil || !slices.Equal(back, marks("a", "b")) {
		t.Errorf("written as %s and read as %v (%v)", raw, back, err)
	}
	for _, wrong := range []string{`["0"]`, `["zz"]`, `[""]`, `[1]`, fmt.Sprintf("[%q]", mark("a").String()+"00")} {
		if back.UnmarshalJSON([]byte(wrong)) == nil {
			t.Errorf("%s was read as digests", wrong)
		}
	}
}

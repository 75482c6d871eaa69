package people

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"rollcall/matchers"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// sealedNights plays nights of an authority of a few children over one register.
type sealedNights struct {
	t     *testing.T
	reg   *register.Register
	known map[Fingerprint]rules.ChildID
	on    time.Time
}

func newSealedNights(t *testing.T) *sealedNights {
	reg, err := register.Open(filepath.Join(t.TempDir(), "register.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { reg.Close() })
	return &sealedNights{t: t, reg: reg, known: map[Fingerprint]rules.ChildID{}, on: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)}
}

// night makes the children of a night: list is the list of seals, of which nothing is kept among the records; of says whose each
// record is. Links join what the matcher would.
func (n *sealedNights) night(list []sources.Record, recs []sources.Record, of []int32) *Children {
	n.t.Helper()
	n.on = n.on.AddDate(0, 0, 1)
	d := n.reg.NewDigester()
	read := &SealList{}
	if len(list) > 0 {
		read.readRows(passedOf(list...).Records, d, 0, nil)
	}
	seen, err := n.reg.RecordSeals(n.t.Context(), n.on, read.Listed)
	if err != nil {
		n.t.Fatal(err)
	}
	p := groupIdentities(passedOf(recs...).Records)
	p.seals = p.newSeals(NewSealing(seen.Known.Holding(), d), &intake.Dangers{})
	clusters := &matchers.Clusters{Of: of, Link: make([]float64, len(of))}
	for _, c := range of {
		clusters.N = max(clusters.N, int(c)+1)
	}
	c, err := NameChildren(p, clusters, maps.All(n.known), nil)
	if err != nil {
		n.t.Fatal(err)
	}
	if err := n.reg.RecordTraces(n.t.Context(), n.on, c.SealTraces()); err != nil {
		n.t.Fatal(err)
	}
	for print, id := range c.NamedIdentities() {
		n.known[print] = rules.ChildID(id)
	}
	return c
}

// Who was ever sealed and whose seal nobody lifted is sealed on every night, whatever the list has that night, whatever keys its rows have
// and whichever extract is missing; and who was never is not.
func TestASealHoldsOnEveryNight(t *testing.T) {
	const children = 6
	for seed := range uint64(12) {
		dice := rand.New(rand.NewPCG(seed, 1))
		n := newSealedNights(t)
		listed, sealedOnes := map[int]bool{}, map[int]bool{}
		for night := range 7 {
			var list, recs []sources.Record
			var of []int32
			renumbered := ""
			if night > 0 && dice.IntN(3) == 0 {
				renumbered = fmt.Sprint("N", night)
			}
			whole := night == 0
			for i := range children {
				name := []string{"Alma", "Bram", "Cleo", "Dov", "Eda", "Fay"}[i]
				w := sources.Identity{Forename: name, Surname: []string{"Quayle", "Brook", "Teasel", "Marrow", "Lark", "Fenn"}[i], DOB: sources.Date(16000 + i*100),
					Postcode: fmt.Sprintf("ME%d %dZZ", i+1, i+1), Address: fmt.Sprintf("%d Mill Lane", 10+i)}
				if i < 4 && (whole && i < 3 || !whole && dice.IntN(2) == 0 && night%3 != 2) {
					s := w
					s.Address, s.Postcode = "", ""
					if s.LocalID = fmt.Sprint("S", i, renumbered); dice.IntN(2) == 0 && !whole {
						s.NHSNumber = fmt.Sprint("99900000", i)
					}
					list = append(list, sealed([]string{"refuge", "adoption", "witness", "court"}[i], "", s))
					listed[i] = true
					sealedOnes[i] = sealedOnes[i] || night > 4 && i == 1 // it was lifted, and all that was known of it holds again
				}
				health, census, moved := w, w, night > 0 && dice.IntN(2) == 0
				health.NHSNumber, health.LocalID = fmt.Sprint("99900000", i), fmt.Sprint("H", i, renumbered)
				census.UPN, census.Forename = fmt.Sprint("K", i), name+"x" // as no list writes it
				if moved {
					health.Address, census.Address = fmt.Sprintf("%d Moved Row", night), ""
				}
				if whole || dice.IntN(3) > 0 {
					recs, of = append(recs, rowOf(sources.Health, len(recs)+1, health)), append(of, int32(i))
					if listed[i] { // the list's words lead to this row, and it to the child
						sealedOnes[i] = true
					}
				}
				if whole || dice.IntN(3) > 0 || len(of) == 0 || of[len(of)-1] != int32(i) {
					recs, of = append(recs, rowOf(sources.SchoolCensus, len(recs)+1, census)), append(of, int32(i))
				}
			}
			c := n.night(list, recs, of)
			for row, child := range of {
				want := sealedOnes[int(child)]
				if got := c.IdentityIsSealed(int32(row)); got != want {
					t.Fatalf("seed %d, night %d: row %d of child %d is sealed %v, want %v", seed, night, row, child, got, want)
				}
			}
			if night == 4 { // the owner lifts one
				known, err := n.reg.ReadSeals(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				var lifted []int64
				for _, s := range known.Holding() {
					if slices.ContainsFunc(ListedKeys(n.reg.NewDigester(), "99900000"+fmt.Sprint(1)), s.Now.Has) {
						lifted = append(lifted, s.Number)
					}
				}
				if err := n.reg.LiftSeals(t.Context(), lifted, register.Lift{On: "2026-10-06", By: "lead", Why: "over"}); err != nil {
					t.Fatal(err)
				}
				listed[1], sealedOnes[1] = false, false
			}
		}
	}
}

// The two identities of a child are held apart from memory, and neither is printed, when no list comes any more and the keys that the
// list gave are gone from the records.
func TestIdentitiesStayApartFromMemory(t *testing.T) {
	n := newSealedNights(t)
	now := sources.Identity{Forename: "Alma", Surname: "Quayle", DOB: 16000, LocalID: "K1", NHSNumber: "9990000018"}
	old := sources.Identity{Forename: "Alma", Surname: "Brack", DOB: 16000, LocalID: "K2", NHSNumber: "9990000026"}
	rows := func(now, old sources.Identity) []sources.Record {
		return []sources.Record{rowOf(sources.Health, 1, now), rowOf(sources.Health, 2, old), rowOf(sources.Health, 3, who("Bram"))}
	}
	seal := now
	seal.NHSNumber = ""
	n.night([]sources.Record{sealed("adoption", "K2", seal)}, rows(now, old), []int32{0, 1, 2})
	now.LocalID, old.LocalID, now.Surname = "X1", "X2", "Quale"
	c := n.night(nil, rows(now, old), []int32{0, 1, 2})
	apart := c.People.SealConstraints()
	if len(apart) != 1 || apart[0] != (matchers.Judgement{L: 0, R: 1, Verdict: matchers.Different}) {
		t.Errorf("held apart are %v", apart)
	}
	for row, want := range []string{"[adoption]", "[former_identity]", "[]"} {
		if got := fmt.Sprint(c.KindsOfSeal(int(c.ChildOf(int32(row))))); got != want {
			t.Errorf("row %d is sealed %s, want %s", row, got, want)
		}
	}
}

// The place of a sealed child, and one that an extract said is a refuge, stay sealed when no record says so any more.
func TestPlacesAreRemembered(t *testing.T) {
	n := newSealedNights(t)
	at := func(row int, forename, surname, address, postcode string) sources.Record {
		return rowOf(sources.Health, row, sources.Identity{Forename: forename, Surname: surname, LocalID: forename, Address: address, Postcode: postcode})
	}
	child := rowOf(sources.Housing, 9, sources.Identity{Forename: "Alma", Surname: "Quayle", DOB: 16000, LocalID: "K1", Address: "3 Wrenfold Lane", Postcode: "FW9 1WB"})
	seal := sealed("court", "", sources.Identity{Forename: "Alma", Surname: "Quayle", DOB: 16000, LocalID: "K1"})
	if err := n.reg.RecordRefuges(t.Context(), n.on, RefugePlaces(&intake.Ingested{Dangers: intake.Dangers{Refuges: []intake.Refuge{{Address: "20 Refuge Row", Postcode: "FW9 2AA"}}}}, n.reg.NewDigester())); err != nil {
		t.Fatal(err)
	}
	n.night([]sources.Record{seal}, []sources.Record{child}, []int32{0})
	c := n.night(nil, []sources.Record{at(1, "Bram", "Brook", "3 Wrenfold Ln", "FW9 1WB"), at(2, "Cleo", "Quayle", "", "FW9 1WB"), at(3, "Dov", "Lark", "Flat 4, 20 Refuge Row", "FW9 2AA"),
		at(4, "Eda", "Lark", "5 Wrenfold Lane", "FW9 1WB")}, []int32{0, 1, 2, 3})
	for row, want := range []bool{true, true, true, false} {
		if got := c.IdentityIsSealed(int32(row)); got != want {
			t.Errorf("row %d is sealed %v, want %v", row, got, want)
		}
	}
}

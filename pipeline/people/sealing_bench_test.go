package people

import (
	"fmt"
	"testing"

	"rollcall/pipeline/intake"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// BenchmarkSealing finds a hundred sealed children and their households among a hundred thousand records.
func BenchmarkSealing(b *testing.B) {
	var recs []sources.Record
	of := make([]int32, 0, 100_000)
	s := &Sealing{digest: register.NewDigester([]byte("key"))}
	for i := range 100_000 {
		w := sources.Identity{Forename: fmt.Sprint("F", i), Surname: fmt.Sprint("S", i%5000), DOB: sources.Date(14000 + i%4000), NHSNumber: fmt.Sprint(9990000000 + i), LocalID: fmt.Sprint(i),
			Address: fmt.Sprintf("%d %ca%ca%ca Lane, Sealby", i%90, "BDKLMR"[i%6], "BDKLMR"[i/6%6], "BDKLMR"[i/36%6]), Postcode: fmt.Sprintf("ME%d %dZZ", i%20, i%9)}
		recs, of = append(recs, rowOf(sources.Health, i+1, w)), append(of, int32(i))
		if i%1000 == 0 {
			row := sealed("court", "", w)
			for _, x := range sealsOfRow(&row) {
				l := x.digests(s.digest)
				s.Holding = append(s.Holding, register.Seal{Number: int64(i + 1), Kind: l.Kind, Traces: l.Traces})
			}
		}
	}
	p := groupIdentities(passedOf(recs...).Records)
	for b.Loop() {
		p.seals = p.newSeals(s, &intake.Dangers{})
		c := PlacedBefore(p, make([]rules.ChildID, len(of)), of, nil, nil, nil)
		if len(c.sealed) < len(s.Holding) {
			b.Fatal("not all are sealed")
		}
	}
}

package spark

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"pgregory.net/rapid"

	"rollcall/matchers/testdata/drawtest"
	"rollcall/pipeline/linkage"
)

// settingsText is a linkage of two tables, of which one calls its columns by names of its own.
const settingsText = `tables:
  - {path: a.csv, name: a, id: ref, duplicates: yes}
  - {path: b.csv, name: b, id: no, duplicates: yes, columns: {surname: family, born: dob}}
columns: {given: forename, surname: surname, born: birth, sex: sex, house: address, street: address, code: postcode, number: nhs_number, town: place}
`

// writePeople writes two tables of invented people, with errors, and words for nothing.
func writePeople(t testing.TB, dir string, seed uint64, people int) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 5))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	syllable := func() string {
		return pick("BA", "CO", "DE", "FIN", "GRA", "HO", "JU", "KEL", "LA", "MO", "NE", "PA", "RO", "SU", "TO", "WI")
	}
	slip := func(s string) string {
		if len(s) > 3 && r.IntN(12) == 0 {
			k := r.IntN(len(s))
			return s[:k] + pick("A", "E", "", "RT", " ") + s[k+1:]
		}
		return s
	}
	lose := func(s string, rate int) string {
		if r.IntN(rate) == 0 {
			return pick("", "unknown", "NULL", "-")
		}
		return s
	}
	tables := [2][][]string{
		{{"ref", "given", "surname", "born", "sex", "house", "street", "code", "number", "town"}},
		{{"no", "given", "family", "dob", "sex", "house", "street", "code", "number", "town"}},
	}
	for p := 0; p < people; {
		surname, house, street := syllable()+syllable()+syllable(), fmt.Sprint(1+r.IntN(90)), syllable()+syllable()+" ROAD"
		code, town := fmt.Sprintf("QX%d %d%s%s", 1+r.IntN(8), r.IntN(10), pick("A", "B", "D"), pick("E", "F", "G")), syllable()+" TOWN"
		born := time.Date(2005+r.IntN(12), 1, 1, 0, 0, 0, 0, time.UTC)
		for range 1 + r.IntN(3) {
			p++
			if r.IntN(10) > 0 {
				born = born.AddDate(0, 0, 1+r.IntN(900))
			}
			given, sex, number := syllable()+syllable(), pick("M", "F"), nhsNumber(r)
			if r.IntN(6) == 0 {
				given += " " + syllable()
			}
			for range 1 + r.IntN(4) {
				k := r.IntN(2)
				layout := [2]string{"2006-01-02", "02/01/2006"}[k]
				day := born.Format(layout)
				if r.IntN(40) == 0 {
					day = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC).Format(layout)
				}
				if r.IntN(8) == 0 {
					house, code = fmt.Sprint(1+r.IntN(90)), "QX9 9ZZ"
				}
				if r.IntN(30) == 0 {
					number = "999 000 0018"
				}
				tables[k] = append(tables[k], []string{fmt.Sprintf("r%d", len(tables[k])*7919%100003), lose(slip(given), 50), lose(slip(surname), 60),
					lose(day, 30), lose(sex, 20), lose(house, 20), lose(slip(street), 20), lose(code, 15), lose(number, 2), town})
			}
		}
	}
	for k, name := range []string{"a.csv", "b.csv"} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := csv.NewWriter(f).WriteAll(tables[k]); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}

// nhsNumber returns a number with its check digit.
func nhsNumber(r *rand.Rand) string {
	for {
		n, sum := fmt.Sprint(400_000_000+r.IntN(300_000_000)), 0
		for k, c := range n {
			sum += int(c-'0') * (10 - k)
		}
		if check := (11 - sum%11) % 11; check < 10 {
			return n + fmt.Sprint(check)
		}
	}
}

// TestAClusterLinksAsOneMachine links tables by `link`, and by workers among which rows are dealt out at random, through the bytes of their
// streams: model, edges and clusters are the same to the last bit.
func TestAClusterLinksAsOneMachine(t *testing.T) {
	drawtest.TryFewer(t, "8")
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.Uint64().Draw(rt, "seed")
		people := rapid.IntRange(40, 300).Draw(rt, "people")
		more := rapid.SampledFrom([]string{
			"training: {allow: [not_converged, nobody_found]}", "training: {allow: [not_converged, nobody_found], random_pairs: 30000}\nblock_limit: 5",
			"training: {seed: 3, two_classes: true, allow: [not_converged, nobody_found], random_pairs: 1000}\nfloor: -8",
		}).Draw(rt, "more")
		clusterAgrees(t, seed, people, more)
	})
}

func clusterAgrees(t testing.TB, seed uint64, people int, more string) {
	t.Helper()
	dir := t.TempDir()
	writePeople(t, dir, seed, people)
	settings := filepath.Join(dir, "link.yaml")
	if err := os.WriteFile(settings, []byte(settingsText+more), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := linkage.LoadSettings(settings)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	want, err := linkage.Link(t.Context(), s, linkage.Options{Out: out, Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	c := &cluster{t: t, r: rand.New(rand.NewPCG(seed, 7)), dir: dir, settings: settings}
	got := c.link()
	model, err := os.ReadFile(filepath.Join(out, linkage.ModelFile))
	if err != nil {
		t.Fatal(err)
	}
	if d := gocmp.Diff(string(model), string(got.model)); d != "" {
		t.Fatalf("seed %d, %d people, %s: another model: %s", seed, people, more, d)
	}
	rank := make([]int32, want.Table.Len())
	for place, i := range want.Table.Order() {
		rank[i] = int32(place)
	}
	var edges rows
	for k := range want.Edges.L {
		edges = append(edges, []any{rank[want.Edges.L[k]], rank[want.Edges.R[k]], want.Edges.Weight[k], want.Edges.Probability[k], int64(want.Edges.Gamma[k]), int32(want.Edges.Rule[k])})
	}
	if d := gocmp.Diff(edges, got.edges); d != "" {
		t.Fatalf("seed %d, %d people, %s: other edges: %s", seed, people, more, d)
	}
	type line struct {
		Cluster string `parquet:"cluster_id"`
		Table   string `parquet:"table"`
		Row     string `parquet:"row_id"`
	}
	lines, err := parquet.ReadFile[line](filepath.Join(out, linkage.ClustersFile))
	if err != nil {
		t.Fatal(err)
	}
	clusters := map[[2]string]string{}
	for _, l := range lines {
		clusters[[2]string{l.Table, l.Row}] = l.Cluster
	}
	found := map[[2]string]string{}
	for i, l := range got.label {
		sum := sha256.Sum256([]byte(got.ids[l][0] + "\x1f" + got.ids[l][1]))
		found[got.ids[i]] = hex.EncodeToString(sum[:8])
	}
	if d := gocmp.Diff(clusters, found); d != "" {
		t.Fatalf("seed %d, %d people, %s: other clusters: %s", seed, people, more, d)
	}
}

package sources

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

var claimNames = map[ClaimKind]string{
	Roll: "roll", LeftRoll: "left roll", Application: "application", Offer: "offer", Residence: "residence", HomeEducated: "home educated",
	Alternative: "alternative", Exclusion: "exclusion", Absence: "absence", Attendance: "attendance", Lost: "lost", Departure: "departure",
	Referral: "referral", Flag: "flag", Death: "death", Case: "case", EarlyYearsPlace: "early years", Seal: "seal", AttendanceOrder: "attendance order",
}

// line writes a claim as what it fills.
func (c Claim) line() string {
	s := claimNames[c.Kind]
	for _, d := range claimDates {
		if v := *d.at(&c); v != 0 {
			s += " " + d.name + "=" + v.String()
		}
	}
	for _, t := range claimTexts {
		if v := *t.at(&c); v != "" {
			s += fmt.Sprintf(" %s=%q", t.name, v)
		}
	}
	if c.Count != 0 {
		s += fmt.Sprintf(" count=%d", c.Count)
	}
	return s
}

// TestGoldenClaims reads the sample of every table and holds what each row says to a file that a person has read.
func TestGoldenClaims(t *testing.T) {
	var b strings.Builder
	for _, s := range inOrder {
		for _, sample := range s.sample {
			if len(s.tables) == 0 || filepath.Ext(sample) != ".csv" {
				continue
			}
			got, _ := readAll(t, sampleExtract(t, s, sample))
			fmt.Fprintf(&b, "%s\n", sample)
			for _, r := range got.records {
				if r.More > 0 {
					fmt.Fprintf(&b, "  %d and %d more %s\n", r.Row, r.More, r.Native)
				} else {
					fmt.Fprintf(&b, "  %d %s\n", r.Row, r.Native)
				}
				for _, c := range r.Claims {
					fmt.Fprintf(&b, "    %s\n", c.line())
				}
			}
			for _, x := range got.schools {
				fmt.Fprintf(&b, "  %+v\n", x)
			}
			for _, x := range got.links {
				fmt.Fprintf(&b, "  %+v\n", x)
			}
			for _, x := range got.rejections {
				fmt.Fprintf(&b, "  - %v\n", x)
			}
		}
	}
	golden := filepath.Join("testdata", "claims.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), b.String()); d != "" {
		t.Error(d)
	}
}

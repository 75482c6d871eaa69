package matchers

import (
	"math"
	"strings"
	"testing"

	"github.com/antzucaro/matchr"
	"pgregory.net/rapid"
)

// osaByDefinition is the whole table of Levenshtein's distance with swaps of neighbours, as Boytsov writes it.
func osaByDefinition(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			same := 1
			if a[i-1] == b[j-1] {
				same = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+same)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

func TestOSA(t *testing.T) {
	var k kernels
	check := func(a, b string, want int) {
		t.Helper()
		if got := k.osa(a, b); got != want {
			t.Errorf("osa(%q, %q) = %d (want %d)", a, b, got, want)
		}
	}
	check("", "", 0)
	check("AMY", "", 3)
	check("AMY", "MAY", 1)
	check("CA", "ABC", 3) // one place is edited once: 2 by unrestricted distance
	check("ELLIS", "ELIS", 1)
	check("KITTEN", "SITTING", 3)
	long := strings.Repeat("A", 70)
	check(long, long+"B", 1)
}

func TestJaroWinkler(t *testing.T) {
	var k kernels
	check := func(a, b string, want float64) {
		t.Helper()
		if got := k.jaroWinkler(a, b); math.Abs(got-want) > 5e-4 {
			t.Errorf("jaroWinkler(%q, %q) = %.4f (want %.4f)", a, b, got, want)
		}
	}
	check("MARTHA", "MARHTA", .9611) // Winkler 1990
	check("DIXON", "DICKSONX", .8133)
	check("DWAYNE", "DUANE", .84)
	check("A", "B", 0)
	check("", "A", 0)
}

// letterText draws short texts of few letters, so that they are often alike.
func letterText() *rapid.Generator[string] {
	return rapid.StringOfN(rapid.SampledFrom([]rune("ABCGE")), 0, 12, -1)
}

func TestKernelsAreSymmetricAndExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var k kernels
		a, b := letterText().Draw(t, "a"), letterText().Draw(t, "b")
		if k.osa(a, b) != k.osa(b, a) || k.jaroWinkler(a, b) != k.jaroWinkler(b, a) {
			t.Fatalf("%q and %q: not symmetric", a, b)
		}
		if k.osa(a, a) != 0 || a != "" && math.Abs(k.jaroWinkler(a, a)-1) > 1e-12 {
			t.Fatalf("%q: not equal to itself", a)
		}
		if k.within(a, b, 1) != (osaByDefinition(a, b) <= 1) {
			t.Fatalf("%q and %q: within one edit", a, b)
		}
	})
}

// TestResemblesForbidsNoLikeness holds the quick look at letters to what it promises: it never turns away two values that
// would have reached a level.
func TestResemblesForbidsNoLikeness(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var k kernels
		a := letterText().Filter(func(s string) bool { return s != "" }).Draw(t, "a")
		b := letterText().Filter(func(s string) bool { return s != "" }).Draw(t, "b")
		x := newLexicon()
		if rapid.Bool().Draw(t, "scrambled") {
			b = a[:1] + string(rapid.Permutation([]byte(a[1:])).Draw(t, "order"))
		}
		like := k.jaroWinkler(a, b) >= .80 || k.osa(a, b) <= 1 || misread(a, b) || scrambled(a, b)
		if like && !x.mayBeNear(x.number(a), x.number(b)) {
			t.Fatalf("%q and %q are alike but turned away", a, b)
		}
		if like && !looksAlike(lookOf(a), lookOf(b)) {
			t.Fatalf("%q and %q are alike but turned away at sight", a, b)
		}
	})
}

func FuzzOSA(f *testing.F) {
	f.Add("AMY", "MAY")
	f.Add("", "A")
	f.Add(strings.Repeat("AB", 32), strings.Repeat("BA", 32))
	var k kernels
	f.Fuzz(func(t *testing.T, a, b string) {
		if !isASCII(a) || !isASCII(b) || len(a) > 200 || len(b) > 200 {
			return
		}
		if got, want := k.osa(a, b), osaByDefinition(a, b); got != want {
			t.Errorf("osa(%q, %q) = %d (want %d)", a, b, got, want)
		}
	})
}

func FuzzJaroWinkler(f *testing.F) {
	f.Add("MARTHA", "MARHTA")
	f.Add("A", strings.Repeat("A", 64))
	f.Add("12", "12")
	var k kernels
	f.Fuzz(func(t *testing.T, a, b string) {
		if !isASCII(a) || !isASCII(b) || len(a) > 80 || len(b) > 80 {
			return
		}
		if a > b {
			a, b = b, a
		}
		if got, want := k.jaroWinkler(a, b), matchr.JaroWinkler(a, b, false); math.Abs(got-want) > 1e-12 {
			t.Errorf("jaroWinkler(%q, %q) = %v (want %v)", a, b, got, want)
		}
	})
}

func TestSoundex(t *testing.T) {
	for name, want := range map[string]string{
		"ROBERT": "R163", "RUPERT": "R163", "TYMCZAK": "T522", "PFISTER": "P236", "HONEYMAN": "H555", "ASHCRAFT": "A261", "": "", "LEE": "L000",
	} {
		if got := soundex(name); got != want {
			t.Errorf("soundex(%q) = %q (want %q)", name, got, want)
		}
	}
}

func FuzzSoundex(f *testing.F) {
	f.Add("ASHCRAFT")
	f.Add("PFISTER")
	f.Add("O")
	f.Fuzz(func(t *testing.T, name string) {
		for k := range len(name) {
			if name[k] < 'A' || name[k] > 'Z' {
				return
			}
		}
		if name == "" {
			return
		}
		if got, want := soundex(name), matchr.Soundex(name); got != want {
			t.Errorf("soundex(%q) = %q (want %q)", name, got, want)
		}
	})
}

package sources

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
	"rollcall/sources/cells"
)

// sampleDay is the as-of date for which the samples are written.
var sampleDay = calendar.On(2026, 10, 15)

// sampleExtract is the extract of one sample: a file, or a folder whose files belong together.
func sampleExtract(t *testing.T, s *source, sample string) Extract {
	t.Helper()
	path := filepath.Join("testdata", filepath.FromSlash(sample))
	st, err := os.Stat(path)
	if err != nil {
		t.Fatalf("sample: %v", err)
	}
	files := []string{path}
	if st.IsDir() {
		if files, err = filepath.Glob(filepath.Join(path, "*")); err != nil || len(files) == 0 {
			t.Fatalf("sample %s: no files", sample)
		}
		slices.Sort(files)
	}
	return Extract{Kind: s.kind, Files: files, Root: "testdata", AsOf: sampleDay}
}

// TestEverySource walks every source and demands what a reader of the code and an auditor of the data need to know.
func TestEverySource(t *testing.T) {
	for _, s := range inOrder {
		t.Run(string(s.kind), func(t *testing.T) {
			for what, text := range map[string]string{"title": s.title, "owner": s.owner, "basis": s.basis, "never": s.never} {
				if len(text) < 8 {
					t.Errorf("%s: %q says too little", what, text)
				}
			}
			if s.every == "" {
				t.Error("does not say how often it comes")
			}
			if n := strings.Count(s.obtain, ". ") + 1; len(s.obtain) < 80 || n > 4 || !strings.HasSuffix(s.obtain, ".") {
				t.Errorf("obtain: want a few sentences that an officer can act on, not %d in %d characters", n, len(s.obtain))
			}
			checkEvidence(t, s)
			if len(s.readers)+len(s.tables) == 0 {
				t.Error("nothing reads it")
			}
			for _, tab := range s.tables {
				checkTable(t, s, tab)
			}
			if len(s.sample) == 0 {
				t.Error("no sample")
			}
			for _, sample := range s.sample {
				checkSample(t, s, sampleExtract(t, s, sample))
			}
		})
	}
}

// checkEvidence demands every field of the evidence, by its name: none has a value that is meant when it is left out.
func checkEvidence(t *testing.T, s *source) {
	v := reflect.ValueOf(s.evidence)
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			t.Errorf("evidence: %s is not said", v.Type().Field(i).Name)
		}
	}
	if s.evidence.births == 1 {
		t.Error("evidence: births: the least that a date of birth counts is 2")
	}
	if s.order <= 0 {
		t.Error("order is not said")
	}
	for _, other := range inOrder {
		if other != s && other.order == s.order {
			t.Errorf("order %d is that of %s too", s.order, other.kind)
		}
		if other != s && other.evidence.looked == s.evidence.looked && s.evidence.looked != notLooked {
			t.Errorf("evidence: looked %d is that of %s too", s.evidence.looked, other.kind)
		}
	}
}

func checkTable(t *testing.T, s *source, tab *table) {
	seen := map[string]bool{}
	for _, f := range slices.Concat(person, tab.fields, s.apart) {
		if seen[f.name] {
			t.Errorf("field %s is declared twice", f.name)
		}
		seen[f.name] = true
		if f.about == "" {
			t.Errorf("field %s is not documented", f.name)
		}
		if (f.is == cells.WordValue || f.is == cells.EthnicValue) != (len(f.words) > 0) {
			t.Errorf("field %s: words and type do not agree", f.name)
		}
		for spelling, w := range f.words {
			if f.words[cells.Fold(w)] != w {
				t.Errorf("field %s: %q stands for %q, which is no word of it", f.name, spelling, w)
			}
		}
	}
	if (tab.claims == nil) == (tab.emit == nil) {
		t.Error("want either claims or emit")
	}
	if tab.native != "" && !seen[tab.native] {
		t.Errorf("the native key %s is not declared", tab.native)
	}
	for _, h := range s.ignored {
		if seen[h] {
			t.Errorf("field %s is both declared and ignored", h)
		}
	}
}

func checkSample(t *testing.T, s *source, x Extract) {
	got, reports := readAll(t, x)
	for _, r := range got.rejections {
		if r.Whole {
			t.Errorf("%v", r)
		}
	}
	found := 0
	for _, r := range reports {
		if r.Rows != r.Records+r.Rejects {
			t.Errorf("%s: %d rows, %d records, %d rejections", r.File, r.Rows, r.Records, r.Rejects)
		}
		if len(r.Unknown) > 0 || len(r.Codes) > 0 {
			t.Errorf("%s: unknown headers %v, codes %v", r.File, r.Unknown, r.Codes)
		}
		if r.SHA256 == "" || r.Bytes == 0 {
			t.Errorf("%s: no hash or size", r.File)
		}
		found += r.Records
	}
	claims := 0
	ids := map[RecordID]bool{}
	for _, r := range got.records {
		claims += len(r.Claims)
		if ids[r.ID] {
			t.Errorf("%s is there twice", r.ID)
		}
		ids[r.ID] = true
		if r.ID != NewRecordID(r.Kind, r.File, r.Row) || r.Kind != s.kind {
			t.Errorf("%s: kind %s, file %s, row %d", r.ID, r.Kind, r.File, r.Row)
		}
		for _, c := range r.Claims {
			if c.Kind == NoClaim {
				t.Errorf("%s: a claim of no kind", r.ID)
			}
		}
	}
	if found != got.rowCount()+len(got.schools)+len(got.links) || found == 0 {
		t.Errorf("%d reported, records of %d rows, %d schools, %d links", found, got.rowCount(), len(got.schools), len(got.links))
	}
	if len(got.records) > 0 && (claims == 0) != s.onlyWho {
		t.Error("no claim")
	}
}

// TestHandMadeLostPupils reads the list that an authority keeps in place of the files themselves.
func TestHandMadeLostPupils(t *testing.T) {
	checkSample(t, lostPupils, sampleExtract(t, lostPupils, "lost_pupils/list.csv"))
}

// personalValues returns every cell of the samples that could be a child's: what stands in a column of the person.
func personalValues(t *testing.T) []string {
	var out []string
	for _, s := range inOrder {
		for _, sample := range s.sample {
			x := sampleExtract(t, s, sample)
			got, _ := readAll(t, x)
			for _, r := range got.records {
				for _, c := range identityColumns {
					if v := *c.at(&r.Who); len(v) > 3 && c.name != "local_id" && c.name != "sex" {
						out = append(out, v)
					}
				}
				if r.Who.DOB != 0 {
					out = append(out, r.Who.DOB.String(), r.Who.DOB.Time().Format("02/01/2006"))
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestNoPersonalValueIsReported reads every sample in three wrong ways, so that as much as possible is rejected, and wants
// no value of a child in any rejection or report: read as another kind, without its header, and with columns mapped wrongly.
func TestNoPersonalValueIsReported(t *testing.T) {
	values := personalValues(t)
	if len(values) < 100 {
		t.Fatalf("only %d values to look for", len(values))
	}
	var said strings.Builder
	tell := func(x Extract) {
		got, reports := readAll(t, x)
		for _, r := range got.rejections {
			fmt.Fprintln(&said, r, r.Field)
		}
		fmt.Fprintf(&said, "%+v\n", reports)
	}
	dir := t.TempDir()
	for i, s := range inOrder {
		for k, sample := range s.sample {
			x := sampleExtract(t, s, sample)
			tell(x)
			for _, other := range inOrder {
				y := x
				y.Kind = other.kind
				tell(y)
			}
			y := x
			y.Files = headless(t, dir, fmt.Sprintf("%d_%d", i, k), x.Files)
			tell(y)
			for _, field := range []string{"dob", "upn", "sex", "postcode", "status", "status_code", "type", "category", "event"} {
				y = x
				y.Columns = map[string]string{field: "surname"}
				tell(y)
				y.Columns = map[string]string{field: "address1"}
				tell(y)
			}
		}
	}
	text := said.String()
	for _, v := range values {
		if strings.Contains(text, v) {
			t.Errorf("a value of a child (%d characters) is in a rejection or report", len(v))
		}
	}
}

// headless copies files without their first line.
func headless(t *testing.T, dir, name string, files []string) []string {
	var out []string
	for i, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(b), "\n")
		path := filepath.Join(dir, fmt.Sprintf("%s_%d.csv", name, i))
		if err := os.WriteFile(path, []byte(rest), 0o600); err != nil {
			t.Fatal(err)
		}
		out = append(out, path)
	}
	return out
}

package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"rollcall/pipeline"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// damage is a way in which an extract arrives wrong. It returns the file as it would come, nothing when it does not.
type damage struct {
	name string
	do   func(t *testing.T, raw []byte) []byte
	asOf string // in place of the settings' date
	some bool   // tried only of extracts that explain children
	few  bool   // shows something of a handful of rows
}

// damages are those of one file. Each is a thing that has happened to an authority.
var damages = []damage{
	{name: "truncated", do: func(t *testing.T, raw []byte) []byte { return keepRows(t, raw, 0.5) }},
	{name: "cut in a line", some: true, do: func(_ *testing.T, raw []byte) []byte { return cutInLine(raw) }},
	{name: "missing", some: true, few: true, do: func(*testing.T, []byte) []byte { return nil }},
	{name: "a year old", asOf: "2025-10-10", do: func(t *testing.T, raw []byte) []byte { return keepRows(t, raw, 0.6) }},
	{name: "a column empty", some: true, few: true, do: func(t *testing.T, raw []byte) []byte { return emptyColumn(t, raw) }},
	{name: "another authority's", few: true, do: func(_ *testing.T, raw []byte) []byte { return elsewhere(raw) }},
	{name: "every row twice", some: true, few: true, do: func(_ *testing.T, raw []byte) []byte { return rowsTwice(raw) }},
}

// damagedKinds are the extracts whose damage could make a child look missing, or lists one.
var damagedKinds = []string{"home_education", "independent_schools", "other_authorities", "alternative_provision", "ehc_plans", "roll_changes",
	"admissions", "health", "housing", "attendance", "exclusions", "social_care"}

var explaining = map[string]bool{"home_education": true, "independent_schools": true, "other_authorities": true,
	"alternative_provision": true, "ehc_plans": true, "roll_changes": true}

const damageDay = "2026-10-15"

// TestADamagedExtractListsNobody damages one extract at a time of an invented authority whose sound extracts have been
// accepted, and holds the list of candidates to that of the sound run: nobody may be on it who was not there.
func TestADamagedExtractListsNobody(t *testing.T) {
	for _, kind := range damagedKinds {
		for _, d := range damages {
			if d.some && !explaining[kind] {
				continue
			}
			t.Run(kind+" "+d.name, func(t *testing.T) {
				t.Parallel()
				newDamaged(t).check(t, kind, d)
			})
		}
	}
}

// TestADamagedCensusListsNobody does so with the census: one school's return truncated, missing, or with the pupils of one
// year left out, and the tables of the academies.
func TestADamagedCensusListsNobody(t *testing.T) {
	for _, term := range []string{"2026-autumn", "2026-summer", "2026-spring-academies"} {
		t.Run(term+" missing", func(t *testing.T) {
			t.Parallel()
			a := newDamaged(t)
			files, _ := filepath.Glob(filepath.Join(a.dir, "inbox", "census", term, "*"))
			if len(files) == 0 {
				t.Fatalf("no files of the census of %s", term)
			}
			for _, f := range files {
				remove(t, f)
			}
			a.compare(t, "missing", term == "2026-autumn") // of an earlier census nothing is said: a later one stands
		})
	}
	for name, do := range map[string]func([]byte) []byte{
		"a year left out":     leaveOutPupils,
		"not closed":          func(raw []byte) []byte { return raw[:len(raw)*2/3] },
		"another authority's": elsewhere,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newDamaged(t)
			files, _ := filepath.Glob(filepath.Join(a.dir, "inbox", "census", "2026-autumn", "*.xml"))
			largest := slices.MaxFunc(files, func(p, q string) int { return int(size(t, p) - size(t, q)) })
			put(t, largest, do(read(t, "", largest)))
			a.compare(t, name, true)
		})
	}
}

// TestADamagedTransferFileListsNobody does so with the files by which schools tell of pupils who have gone abroad or to nobody
// knows where: none of them came, or all were cut, or are another authority's.
func TestADamagedTransferFileListsNobody(t *testing.T) {
	for name, do := range map[string]func([]byte) []byte{
		"missing":             nil,
		"not closed":          func(raw []byte) []byte { return raw[:len(raw)*2/3] },
		"another authority's": elsewhere,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newDamaged(t)
			files, _ := filepath.Glob(filepath.Join(a.dir, "inbox", "ctf", "*", "*.xml"))
			if len(files) < 10 {
				t.Fatalf("%d files: too few to show anything", len(files))
			}
			for _, f := range files {
				if raw := read(t, "", f); do == nil {
					remove(t, f)
				} else {
					put(t, f, do(raw))
				}
			}
			a.compare(t, name, name != "another authority's") // a pupil of another authority's school may live in this one
		})
	}
}

// TestADamagedExtractOfAFirstRunListsNobody damages extracts that explain children before any run has accepted them.
func TestADamagedExtractOfAFirstRunListsNobody(t *testing.T) {
	for _, kind := range []string{"home_education", "independent_schools", "other_authorities", "roll_changes"} {
		for _, d := range damages {
			if d.name == "cut in a line" || d.asOf != "" {
				t.Run(kind+" "+d.name, func(t *testing.T) {
					t.Parallel()
					a := newDamaged(t)
					a.sound = t.TempDir()
					a.check(t, kind, d)
				})
			}
		}
	}
}

// TestTheSameFileTwiceListsNobody sends an extract a second time under another name.
func TestTheSameFileTwiceListsNobody(t *testing.T) {
	for _, kind := range []string{"roll_changes", "independent_schools", "other_authorities", "social_care"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			a := newDamaged(t)
			put(t, filepath.Join(a.dir, "inbox", kind+"_november.csv"), read(t, "", a.file[kind]))
			put(t, a.settings, fmt.Appendf(read(t, "", a.settings), "  - kind: %s\n    path: inbox/%s_november.csv\n    as_of: 2026-10-15\n", kind, kind))
			got := a.compare(t, kind, true)
			if !slices.ContainsFunc(got.Manifest.Gates, func(g journal.GateReport) bool { return g.Gate == "same" && g.Kind == kind && g.Unused }) {
				t.Errorf("%s: the second file was not found: %+v", kind, got.Manifest.Gates)
			}
		})
	}
}

// damaged is an authority with its sound run.
type damaged struct {
	dir, settings, sound string
	file                 map[string]string // the extract that is damaged, by kind
	listed               map[string]bool   // children on the list of the sound run
	said                 map[string]bool   // its grave notices: some schools of it are late or short
}

// soundly is the folder of the authority and its sound run, of which each test gets a copy.
var soundly struct {
	once sync.Once
	dir  string
}

// newDamaged is an authority of its own for a test to damage.
func newDamaged(t *testing.T) *damaged {
	t.Helper()
	soundly.once.Do(func() {
		dir := filepath.Join(filepath.Dir(binary), "sound")
		do(t, "fixtures", "--children", "900", "--seed", "21", "--as-of", damageDay, "--out", dir)
		plainText(t, dir)
		at(dir).run(t, filepath.Join(dir, "sound"))
		soundly.dir = dir
	})
	if soundly.dir == "" {
		t.Fatal("the sound authority could not be made")
	}
	a := at(t.TempDir())
	err := os.CopyFS(a.dir, os.DirFS(soundly.dir))
	if err == nil {
		err = os.Chmod(filepath.Join(a.dir, "register.key"), 0o600) // a copy gets no mode of its own
	}
	if err != nil {
		t.Fatal(err)
	}
	s, err := settings.Load(a.settings)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range s.Sources {
		files, _ := filepath.Glob(filepath.Join(a.dir, x.Path))
		slices.SortFunc(files, func(p, q string) int { return int(size(t, q) - size(t, p)) })
		if len(files) > 0 && a.file[x.Kind] == "" {
			a.file[x.Kind] = files[0]
		}
	}
	a.listed, a.said = listedIn(t, a.sound), map[string]bool{}
	for _, n := range manifestOf(t, latest(t, a.sound)).Notices {
		a.said[n.Text] = n.Grave
	}
	if len(a.listed) < 5 {
		t.Fatalf("the sound run lists %d children: the test shows nothing", len(a.listed))
	}
	return a
}

func at(dir string) *damaged {
	return &damaged{dir: dir, settings: filepath.Join(dir, "rollcall.yaml"), sound: filepath.Join(dir, "sound"), file: map[string]string{}}
}

// plainText turns workbooks into CSV files, which are easier to damage, and settles the model, which is not what is tested.
func plainText(t *testing.T, dir string) {
	t.Helper()
	settings := string(read(t, dir, "rollcall.yaml"))
	books, _ := filepath.Glob(filepath.Join(dir, "inbox", "*.xlsx"))
	for _, book := range books {
		f, err := excelize.OpenFile(book)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.GetRows(f.GetSheetList()[0])
		if err != nil {
			t.Fatal(err)
		}
		for i := range rows {
			for len(rows[i]) < len(rows[0]) {
				rows[i] = append(rows[i], "")
			}
		}
		plain := strings.TrimSuffix(book, ".xlsx") + ".csv"
		put(t, plain, writeRows(t, rows))
		settings = strings.ReplaceAll(settings, "inbox/"+filepath.Base(book), "inbox/"+filepath.Base(plain))
	}
	put(t, filepath.Join(dir, "rollcall.yaml"), []byte("model: model.json\n"+settings))
}

// run makes a run with the program itself, and returns what it published.
func (a *damaged) run(t *testing.T, out string) *pipeline.Result {
	t.Helper()
	held := do(t, "run", "-c", a.settings, "--as-of", damageDay, "--out", out)
	folder := latest(t, out)
	return &pipeline.Result{Folder: folder, Manifest: manifestOf(t, folder), Held: held}
}

func manifestOf(t *testing.T, folder string) *journal.Manifest {
	t.Helper()
	var m journal.Manifest
	if err := json.Unmarshal(read(t, folder, journal.ManifestFile), &m); err != nil {
		t.Fatal(err)
	}
	return &m
}

// check damages the extract of a kind and compares.
func (a *damaged) check(t *testing.T, kind string, d damage) {
	path := a.file[kind]
	if path == "" {
		t.Skip("the invented authority has no such extract")
	}
	raw := read(t, "", path)
	many := bytes.Count(raw, []byte("\n")) >= 12
	if !many && !d.few {
		t.Skip("too few rows")
	}
	wrong := d.do(t, raw)
	if bytes.Equal(wrong, raw) {
		t.Skip("the damage changes nothing")
	}
	if wrong == nil {
		remove(t, path)
	} else {
		put(t, path, wrong)
	}
	if d.asOf != "" {
		dated := regexp.MustCompile(`(- kind: ` + kind + `\n    path: \S+\n    as_of: )\S+`)
		put(t, a.settings, dated.ReplaceAll(read(t, "", a.settings), []byte("${1}"+d.asOf)))
	}
	// Of some kinds the last two change nothing that matters; a column of a few rows may well be empty.
	noticed := d.name != "every row twice" && d.name != "another authority's" && (many || d.name == "missing")
	a.compare(t, kind+" "+d.name, noticed)
}

// compare runs again, remembering the sound run, and wants nobody on the list who was not.
func (a *damaged) compare(t *testing.T, what string, noticed bool) *pipeline.Result {
	t.Helper()
	result := a.run(t, a.sound)
	listed := listedIn(t, a.sound)
	entered, failed := 0, 0
	for child := range listed {
		if !a.listed[child] {
			entered++
		}
	}
	for _, g := range result.Manifest.Gates {
		if g.Accepted == nil {
			failed++
		}
	}
	if entered > 0 {
		t.Errorf("%s: %d children are on the list who were not", what, entered)
	}
	if noticed && !slices.ContainsFunc(result.Manifest.Notices, func(n journal.Notice) bool { return n.Grave && !a.said[n.Text] }) {
		t.Errorf("%s: nothing is said of it that is not said of the sound extracts", what)
	}
	t.Logf("%-45s sound %3d, now %3d listed; %d gates not passed", what, len(a.listed), len(listed), failed)
	return result
}

// listedIn are the children on the list of the last run of an output folder.
func listedIn(t *testing.T, out string) map[string]bool {
	t.Helper()
	listed := map[string]bool{}
	for _, row := range readList(t, out, candidates.CME) {
		listed[row.ChildID] = true
	}
	return listed
}

func keepRows(t *testing.T, raw []byte, share float64) []byte {
	t.Helper()
	lines := bytes.SplitAfter(raw, []byte("\n"))
	return bytes.Join(lines[:1+int(share*float64(len(lines)-1))], nil)
}

// cutInLine ends the file after the first separator of a line at four fifths.
func cutInLine(raw []byte) []byte {
	at := len(raw) * 4 / 5
	at += bytes.IndexByte(raw[at:], '\n')
	return raw[:at+1+bytes.IndexByte(raw[at+1:], ',')+2]
}

// emptyColumn empties the date of birth, as an export does whose column was renamed.
func emptyColumn(t *testing.T, raw []byte) []byte {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")))).ReadAll()
	if err != nil {
		return raw
	}
	at := slices.IndexFunc(rows[0], func(h string) bool {
		h = strings.ToLower(strings.NewReplacer(" ", "", "_", "").Replace(h))
		return strings.Contains(h, "dob") || strings.Contains(h, "birth")
	})
	if at < 0 {
		return raw
	}
	for _, row := range rows[1:] {
		row[at] = ""
	}
	return writeRows(t, rows)
}

var (
	postcodes = regexp.MustCompile(`\b[A-Z]{1,2}\d[A-Z0-9]? (\d[A-Z]{2})\b`)
	schools   = regexp.MustCompile(`\b887(\d{4})\b`)
	laCode    = regexp.MustCompile(`<LEA>887</LEA>`)
)

// elsewhere turns a file into one of an authority far away.
func elsewhere(raw []byte) []byte {
	raw = laCode.ReplaceAll(raw, []byte("<LEA>936</LEA>"))
	return schools.ReplaceAll(postcodes.ReplaceAll(raw, []byte("GU21 $1")), []byte("936$1"))
}

func rowsTwice(raw []byte) []byte {
	_, body, _ := bytes.Cut(raw, []byte("\n"))
	return append(bytes.Clone(raw), body...)
}

// leaveOutPupils drops every third pupil of a census.
func leaveOutPupils(raw []byte) []byte {
	parts := bytes.SplitAfter(raw, []byte("</PupilOnRoll>"))
	var b bytes.Buffer
	for i, p := range parts {
		if i%3 == 1 && i < len(parts)-1 {
			continue
		}
		b.Write(p)
	}
	return b.Bytes()
}

func writeRows(t *testing.T, rows [][]string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func put(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func size(t *testing.T, path string) int64 {
	t.Helper()
	st, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return st.Size()
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

package main

import (
	"archive/zip"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rollcall/pipeline/candidates"
)

// sealedAuthority is a handful of children whom no school has, in extracts of the canonical layout. Their streets are
// canaries: those of Wrenfell Lane may not be found in anything that a run writes.
var sealedAuthority = map[string]string{
	"rollcall.yaml": `authority: {code: "887", name: Sealby}
output: out
sources:
  - {kind: school_census, path: census.xml}
  - {kind: health, path: health.csv, as_of: 2026-10-01}
  - {kind: housing, path: housing.csv, as_of: 2026-10-01}
  - {kind: referrals, path: referrals.csv, as_of: 2026-10-14}
  - {kind: home_education, path: message.csv, as_of: 2026-10-12}
  - {kind: protected, path: seals.csv, as_of: 2026-10-14}
`,
	// The adopted child and the one in a refuge, whose seal has passed its day; one in a refuge by the housing list, and a
	// sibling whom only the health list places there; and one whom nothing seals.
	"health.csv": `nhs_number,local_id,surname,forename,dob,sex,address1,address2,postcode,last_contact_date
,H-1,Quillfeather,Odaline,14/03/2015,F,1 Wrenfell Lane,Sealby,ME7 1WA,02/09/2026
,H-2,Brackendale,Odaline,14/03/2015,F,1 Wrenfell Lane,Sealby,ME7 1WA,02/09/2025
,H-3,Thornbeck,Ysolde,21/06/2014,F,3 Wrenfell Lane,Sealby,ME7 1WB,02/09/2026
,H-4,Marrowick,Peregrine,05/05/2013,M,5 Wrenfell Lane,Sealby,ME7 1WD,02/09/2026
,H-5,Marrowick,Lucasta,09/09/2016,F,5 Wrenfell Lane,Sealby,ME7 1WD,02/09/2026
,H-6,Openfield,Barnaby,17/01/2014,M,9 Larkmoor Road,Sealby,ME7 1WE,02/09/2026
`,
	"housing.csv": `case_ref,person_seq,surname,forename,dob,sex,address1,address2,postcode,tenure_event,event_date,refuge
R1,2,Marrowick,Peregrine,05/05/2013,M,5 Wrenfell Lane,Sealby,ME7 1WD,temporary_start,01/08/2026,yes
T1,2,Openfield,Barnaby,17/01/2014,M,9 Larkmoor Road,Sealby,ME7 1WE,tenancy_start,01/08/2026,no
T2,2,Thornbeck,Ysolde,21/06/2014,F,3 Wrenfell Lane,Sealby,ME7 1WB,tenancy_start,01/08/2026,no
`,
	"referrals.csv": `referral_ref,local_id,surname,forename,dob,sex,address1,postcode,referral_date,concern
F1,C-1,Quillfeather,Odaline,14/03/2015,F,1 Wrenfell Lane,ME7 1WA,12/10/2026,not seen
F2,C-3,Thornbeck,Ysolde,21/06/2014,F,3 Wrenfell Lane,ME7 1WB,12/10/2026,not seen
F3,C-4,Marrowick,Peregrine,05/05/2013,M,5 Wrenfell Lane,ME7 1WD,12/10/2026,not seen
F4,C-5,Marrowick,Lucasta,09/09/2016,F,5 Wrenfell Lane,ME7 1WD,12/10/2026,not seen
F5,C-6,Openfield,Barnaby,17/01/2014,M,9 Larkmoor Road,ME7 1WE,12/10/2026,not seen
`,
	"message.csv": `case_ref,surname,forename,dob,start_date,end_date,status
E1,Lovelace,Tamsin,11/11/2012,01/09/2024,,suitable
`,
	"seals.csv": `local_id,surname,forename,dob,seal,until,other_local_id
H-1,Quillfeather,Odaline,14/03/2015,adoption,,H-2
H-3,Thornbeck,Ysolde,21/06/2014,refuge,01/04/2026,
`,
	"census.xml": `<?xml version="1.0" encoding="UTF-8"?>
<Message><Header><CollectionDetails><Collection>SC</Collection><Term>AUT</Term><Year>2026</Year><ReferenceDate>2026-10-01</ReferenceDate></CollectionDetails>
<Source><SourceLevel>S</SourceLevel><LEA>887</LEA><Estab>2001</Estab></Source></Header>
<Pupils><PupilsOnRoll><PupilOnRoll><PupilIdentifiers><UPN>K887200115001</UPN><Surname>Lampwick</Surname><Forename>Ignatius</Forename><DOB>2015-02-02</DOB><Sex>M</Sex></PupilIdentifiers>
<PupilStatus><EnrolStatus>C</EnrolStatus><EntryDate>2020-09-01</EntryDate><NCyearActual>6</NCyearActual></PupilStatus></PupilOnRoll></PupilsOnRoll></Pupils></Message>
`,
}

// TestASealedAddressIsNowhere looks for the canary streets and postcodes, and for the adopted child's new name, in every file
// that a run publishes, in what it prints, and in the explanation of every child.
func TestASealedAddressIsNowhere(t *testing.T) {
	dir := t.TempDir()
	for name, text := range sealedAuthority {
		put(t, filepath.Join(dir, name), []byte(text))
	}
	settings := filepath.Join(dir, "rollcall.yaml")
	printed, _ := exec.Command(binary, "run", "-c", settings, "--as-of", damageDay).CombinedOutput()
	folder := latest(t, filepath.Join(dir, "out"))
	said := map[string]string{"standard output and error": string(printed)}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			said[filepath.Base(path)] = unpacked(t, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{} // child by record
	for p, err := range candidates.ReadChildren(filepath.Join(folder, candidates.ChildrenFile)) {
		if err != nil {
			t.Fatal(err)
		}
		ids[p.RecordID] = p.ChildID
	}
	for record, id := range ids {
		explained, err := exec.Command(binary, "explain", "--run", folder, "--child", id).CombinedOutput()
		if err != nil {
			t.Fatalf("explain %s: %v\n%s", record, err, explained)
		}
		said["explanation of "+record] = string(explained)
	}
	for where, text := range said {
		for _, canary := range []string{"Wrenfell", "WRENFELL", "ME7 1WA", "ME71WA", "ME7 1WB", "ME71WB", "ME7 1WD", "ME71WD", "Quillfeather", "QUILLFEATHER"} {
			if strings.Contains(text, canary) {
				t.Errorf("%s: %s is there", where, canary)
			}
		}
	}
	if !strings.Contains(said[candidates.WorkbookFile], "Larkmoor") || !strings.Contains(said[candidates.WorkbookFile], "sealed") {
		t.Errorf("the workbook prints no address and no seal: the test shows nothing\n%s", printed)
	}
	if !strings.Contains(string(printed)+said["manifest.json"], "the day given for 1 seals has passed") {
		t.Error("nobody is told that a seal is to be looked at again")
	}
	if ids["health:health.csv#1"] == ids["health:health.csv#2"] || ids["health:health.csv#1"] == "" {
		t.Error("the adopted child's new identity was joined to the old one")
	}
	if ids["health:health.csv#1"] != ids["referrals:referrals.csv#1"] {
		t.Error("the new identity's own records are apart: the test shows nothing of the broken link")
	}
}

// TestABrokenLinkStaysBroken takes two records of one child of an invented authority, and seals one from the other: what was
// one child becomes two, no possible match leads from the one to the other, and no word of the split is kept.
func TestABrokenLinkStaysBroken(t *testing.T) {
	a := newDamaged(t)
	groups := map[string][]candidates.Placed{}
	for p, err := range candidates.ReadChildren(filepath.Join(latest(t, a.sound), candidates.ChildrenFile)) {
		if err != nil {
			t.Fatal(err)
		}
		groups[p.ChildID] = append(groups[p.ChildID], p)
	}
	var one, other candidates.Placed
	for _, id := range slices.Sorted(maps.Keys(groups)) {
		one, other = candidates.Placed{}, candidates.Placed{}
		for _, p := range groups[id] {
			switch {
			case p.NativeID == "":
			case p.Source == "admissions" && len(p.NativeID) > 4:
				one = p
			case p.Source == "housing" && len(p.NativeID) > 4:
				other = p
			}
		}
		if one.RecordID != "" && other.RecordID != "" {
			break
		}
	}
	if one.RecordID == "" || other.RecordID == "" {
		t.Fatal("no child of the invented authority is in both extracts with keys")
	}
	seals := filepath.Join(a.dir, "inbox", "seals.csv")
	put(t, seals, []byte(fmt.Sprintf("local_id,seal,other_local_id\n%s,witness,%s\n", one.NativeID, other.NativeID)))
	settings := read(t, "", a.settings)
	put(t, a.settings, append(settings, "  - kind: protected\n    path: inbox/seals.csv\n    as_of: 2026-10-14\n"...))
	out := copyOf(t, a.sound)
	a.run(t, out)
	child := map[string]string{}
	for p, err := range candidates.ReadChildren(filepath.Join(latest(t, out), candidates.ChildrenFile)) {
		if err != nil {
			t.Fatal(err)
		}
		child[p.RecordID] = p.ChildID
	}
	l, r := child[one.RecordID], child[other.RecordID]
	if l == r || l == "" || r == "" {
		t.Fatalf("the two records are one child (%q)", l)
	}
	for p, err := range candidates.ReadPossible(filepath.Join(latest(t, out), candidates.PossibleFile)) {
		if err != nil {
			t.Fatal(err)
		}
		if p.ChildL == l && p.ChildR == r || p.ChildL == r && p.ChildR == l {
			t.Error("a possible match leads from the one identity to the other")
		}
	}
}

// unpacked returns what a file holds, of a workbook what is packed in it.
func unpacked(t *testing.T, path string) string {
	t.Helper()
	raw := string(read(t, "", path))
	if !strings.HasSuffix(path, ".xlsx") {
		return raw
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var b strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&b, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return b.String()
}

package sources

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEthnicGroups holds the table of codes to the size of the Department's list, wants no code in two groups, and reads a
// code of each kind of extract.
func TestEthnicGroups(t *testing.T) {
	seen, n := map[string]bool{}, 0
	for _, list := range censusEthnicities {
		for _, code := range strings.Fields(list) {
			if seen[code] || len(code) != 4 {
				t.Errorf("%s is in two groups, or has not four letters", code)
			}
			seen[code] = true
			n++
		}
	}
	if n != 108 {
		t.Errorf("%d codes (want the 108 of the code set)", n)
	}
	for _, c := range []struct {
		kind Kind
		cell string
		want EthnicGroup
	}{
		{SchoolCensus, "WBRI", WhiteBritish}, {SchoolCensus, "wrom", GypsyRomaTraveller}, {SchoolCensus, "CHNE", Asian},
		{SchoolCensus, "REFU", EthnicityNotKnown}, {Health, "A", WhiteBritish}, {Health, "R", Asian}, {Health, "Z", EthnicityNotKnown},
		{HomeEducation, "Any other Asian background", Asian}, {HomeEducation, "White and Black Caribbean", Mixed},
	} {
		got, why := ethnicCell(&kinds[c.kind].apart[0], c.cell)
		if EthnicGroup(got.N) != c.want || why != "" {
			t.Errorf("%s: %s is %s %s (want %s)", c.kind, c.cell, EthnicGroup(got.N), why, c.want)
		}
	}
	if _, why := ethnicCell(&kinds[HomeEducation].apart[0], "A"); why == "" {
		t.Error("a letter of the NHS is read where schools' codes are written")
	}
}

// TestHeldApart wants the ethnicity of a row beside the records and not in them, whatever the format.
func TestHeldApart(t *testing.T) {
	census, err := os.ReadFile(filepath.Join("testdata", "school_census", "census_autumn_2026.xml"))
	if err != nil {
		t.Fatal(err)
	}
	census = bytes.Replace(census, []byte("</PupilIdentifiers>"), []byte("</PupilIdentifiers><PupilCharacteristics><Ethnicity>APKN</Ethnicity></PupilCharacteristics>"), 1)
	ctf, err := os.ReadFile(filepath.Join("testdata", "lost_pupils", "8872991_CTF_XXXXXXX_001.xml"))
	if err != nil {
		t.Fatal(err)
	}
	ctf = bytes.ReplaceAll(ctf, []byte("</DOB>"), []byte("</DOB><Ethnicity>BCRB</Ethnicity>"))
	for _, c := range []struct {
		kind       Kind
		name, text string
		want       EthnicGroup
	}{
		{SchoolCensus, "census.xml", string(census), Asian},
		{LostPupils, "8872991_CTF_XXXXXXX_001.xml", string(ctf), Black},
		{Health, "chis.csv", "nhs_number,surname,forename,dob,ethnicity\n,Alderwick,Bryony,2015-01-31,H\n", Asian},
		{SocialCare, "sc.csv", "surname,forename,dob,flag,Ethnic Group\nAlderwick,Bryony,2015-01-31,cin,Gypsy/Roma\n", GypsyRomaTraveller},
	} {
		got, reports := readAll(t, inFile(t, c.kind, c.name, c.text))
		if len(got.apart) == 0 || len(got.records) == 0 {
			t.Errorf("%s: %d of %d records have something held apart; %v", c.kind, len(got.apart), len(got.records), reasons(got))
			continue
		}
		for id, h := range got.apart {
			if h.Ethnicity != c.want {
				t.Errorf("%s: %s is %s (want %s)", c.kind, id, h.Ethnicity, c.want)
			}
		}
		if len(reports[0].Unknown) > 0 || len(reports[0].Codes) > 0 {
			t.Errorf("%s: the report says %v %v", c.kind, reports[0].Unknown, reports[0].Codes)
		}
	}
}

// TestUnknownEthnicityIsNotShown wants what is no ethnic group counted, and neither shown nor guessed.
func TestUnknownEthnicityIsNotShown(t *testing.T) {
	rows := strings.Repeat("Alderwick,Bryony,2015-01-31,cin,Martian\n", 30)
	got, reports := readAll(t, inFile(t, SocialCare, "sc.csv", "surname,forename,dob,flag,ethnicity\n"+rows))
	if len(got.apart) != 0 || len(got.rejections) != 30 || got.rejections[0].Field != "ethnicity" {
		t.Errorf("%d held apart, %d rejections (want none and 30)", len(got.apart), len(got.rejections))
	}
	if len(reports[0].Codes) > 0 || len(reports[0].Notes) != 1 {
		t.Errorf("codes %v, notes %v (want none, and a note of the column)", reports[0].Codes, reports[0].Notes)
	}
}

package sources

import (
	"slices"
	"testing"
)

// TestDirectoriesOfTheOffice reads the postcode and the UPRN directory, old and new, and wants the authority by the Department's code: a county
// for its districts, and nothing of another nation.
func TestDirectoriesOfTheOffice(t *testing.T) {
	for name, text := range map[string]string{
		"ONSPD_AUG_2022.csv": "pcd,pcd2,pcds,dointr,doterm,oscty,oslaua,osward,ctry\nME7 9ZZ,ME7  9ZZ,ME7 9ZZ,198001,,E99999999,E06000035,E05000001,E92000001\n" +
			"ME209ZZ,ME20 9ZZ,ME20 9ZZ,198001,202301,E10000016,E07000115,E05000009,E92000001\nCF101ZZ,CF10 1ZZ,CF10 1ZZ,198001,,W99999999,W06000015,W05001000,W92000004\nME8 9ZZ,,ME8 9ZZ,198001,,,E07000115,,\n",
		"ONSPD_FEB_2025.csv": "pcd7,pcd8,pcds,dointr,doterm,cty25cd,lad25cd,wd25cd\nME7 9ZZ,ME7  9ZZ,ME7 9ZZ,198001,,E99999999,E06000035,E05000001\n" +
			"ME209ZZ,ME20 9ZZ,ME20 9ZZ,198001,202301,E10000016,E07000115,E05000009\nCF101ZZ,,CF10 1ZZ,198001,,W99999999,W06000015,\nME8 9ZZ,,ME8 9ZZ,198001,,,E07000115,\n",
		"ONSUD_SE.csv": "GRIDGB1E,GRIDGB1N,UPRN,PCDS,CTY25CD,CED25CD,WD25CD,LAD25CD\n577000,167000,100060000017,ME7 9ZZ,E99999999,,E05000001,E06000035\n" +
			"1,2,100062000091,ME20 9ZZ,E10000016,,E05000009,E07000115\n1,2,100100000001,CF10 1ZZ,,,,W06000015\n1,2,100100000002,ME8 9ZZ,,,,E07000115\n",
	} {
		got, reports := readAll(t, inFile(t, Addresses, name, text))
		if len(got.records) != 2 || got.records[0].Claims[0].Place != "887" || got.records[1].Claims[0].Place != "886" || got.records[1].Who.Postcode != "ME20 9ZZ" || len(reports[0].Unknown) != 0 {
			t.Errorf("%s: %d records, unknown %v, %v", name, len(got.records), reports[0].Unknown, reasons(got))
		}
		want := []string{"row 3 la_gss: an authority outside England", "row 4 la_gss: a district of a county, which is no authority for schools (want the county's code)"}
		if why := reasons(got); !slices.Equal(why, want) {
			t.Errorf("%s: %q", name, why)
		}
	}
}

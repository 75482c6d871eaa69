package sources

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkCSV reads a file of 20 columns: rows/s on one core, with every cell read by its type.
func BenchmarkCSV(b *testing.B) {
	const rows = 100_000
	var buf bytes.Buffer
	buf.WriteString("nhs_number,surname,forename,middle_names,previous_surname,dob,sex,address1,address2,address3,postcode,uprn," +
		"registered_date,last_contact_date,transfer_from,mother_name,date_of_death,movement,gp_practice,ethnicity\n")
	for i := range rows {
		fmt.Fprintf(&buf, "9990000018,Quillfeather%d,Odaline,Wren,,%02d/03/2015,F,%d Teasel Walk,Gillingham,Kent,ME7 9ZZ,1000%08d,"+
			"14/0%d/2016,02/09/2025,,Fenella Brambledown,,,X90001,A\n", i%5000, i%28+1, i%300, i, i%9+1)
	}
	path := filepath.Join(b.TempDir(), "chis.csv")
	if err := os.WriteFile(path, buf.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	x := Extract{Kind: Health, Files: []string{path}, AsOf: sampleDay}
	b.SetBytes(int64(buf.Len()))
	b.ReportAllocs()
	for b.Loop() {
		reports, err := Read(context.Background(), x, nowhere{})
		if err != nil || reports[0].Records != rows {
			b.Fatal(err, reports)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

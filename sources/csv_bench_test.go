package sources

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rollcall/pipeline/calendar"
)

// chisFile writes a file of 20 columns.
func chisFile(b *testing.B, rows int) (Extract, int64) {
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
	return Extract{Kind: Health, Files: []string{path}, AsOf: sampleDay}, int64(buf.Len())
}

// BenchmarkCSV reads a file of 20 columns: rows/s, with every cell read by its type.
func BenchmarkCSV(b *testing.B) {
	const rows = 100_000
	x, size := chisFile(b, rows)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		reports, err := Read(context.Background(), x, nowhere{})
		if err != nil || reports[0].Records != rows {
			b.Fatal(err, reports)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkCollect reads an export of a school of 10,000 pupils: rows/s over all tables, of which that of sessions is by far
// the largest.
func BenchmarkCollect(b *testing.B) {
	const pupils, codes = 10_000, 8
	tables := map[string]*bytes.Buffer{}
	for name, header := range map[string]string{
		"census": censusHeader + "a,8874001,1,s,AUT,2026,2026-Oct-01 00:00:00,887,4001\n", "pupils": pupilHeader, "addresses": streetHeader,
		"sessions": "termlysessiondetailsonrolltableid,NativeId,termlysessiondetailsonrollorderseqcolumn,sourceid,pupilonrolltableid,sessions,attendancereason\n",
	} {
		tables[name] = bytes.NewBufferString(header)
	}
	for i := range pupils {
		fmt.Fprintf(tables["pupils"], "p%d,8874001,%d,s,a,Quillfeather%d,Odaline,2015-Mar-%02d 00:00:00,2020-Sep-03 00:00:00\n", i, i, i%500, i%28+1)
		fmt.Fprintf(tables["addresses"], "d%d,8874001,%d,s,p%d,ME4 9ZZ\n", i, i, i)
		for k := range codes {
			fmt.Fprintf(tables["sessions"], "x%d-%d,8874001,%d,s,p%d,%d.0,%c\n", i, k, i, i, 10+k, "/\\IMOCLU"[k])
		}
	}
	x := Extract{Kind: SchoolCensus, Root: b.TempDir()}
	size := int64(0)
	for _, name := range sortedKeys(tables) {
		path := filepath.Join(x.Root, name+".csv")
		if err := os.WriteFile(path, tables[name].Bytes(), 0o600); err != nil {
			b.Fatal(err)
		}
		x.Files = append(x.Files, path)
		size += int64(tables[name].Len())
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		var n counter
		if _, err := Read(context.Background(), x, &n); err != nil || n != pupils {
			b.Fatal(n, err)
		}
	}
	b.ReportMetric(float64(pupils*(codes+2)*b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkToSlabs reads a file of 20 columns into slabs: records/s from disk to memory.
func BenchmarkToSlabs(b *testing.B) {
	const rows = 100_000
	x, size := chisFile(b, rows)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		to := &slabs{builder: NewSlabBuilder()}
		if _, err := Read(context.Background(), x, to); err != nil || to.records+to.builder.Len() != rows {
			b.Fatal(err, to.records)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
}

// slabs is a Sink that makes slabs of what it is given and lets them go.
type slabs struct {
	nowhere
	builder *SlabBuilder
	records int
}

func (s *slabs) Record(r *Record) error {
	if s.builder.Append(r); s.builder.Len() == 16384 {
		s.records += s.builder.Len()
		s.builder.Slab()
	}
	return nil
}

// BenchmarkMarks reads the register of a thousand children, a session a row: by child, and by day.
func BenchmarkMarks(b *testing.B) {
	for _, by := range []string{"child", "day"} {
		b.Run(by, func(b *testing.B) {
			const children, days = 1000, 50
			var text strings.Builder
			text.WriteString("upn,surname,forename,dob,school_laestab,date,session,code\n")
			row := func(child int, day Date) {
				for k, session := range []string{"AM", "PM"} {
					fmt.Fprintf(&text, ",Alderwick,F%d,2015-01-31,8872999,%s,%s,%c\n", child, calendar.On(2026, 9, 1)+day, session, "/\\"[k])
				}
			}
			for i := range children {
				for k := range days {
					if by == "child" {
						row(i, Date(k))
					} else {
						row((i*days+k)%children, Date((i*days+k)/children))
					}
				}
			}
			x := inFile(b, AttendanceReturns, "marks.csv", text.String())
			b.SetBytes(int64(text.Len()))
			b.ReportAllocs()
			for b.Loop() {
				reports, err := Read(context.Background(), x, nowhere{})
				if err != nil || reports[0].Records != 2*children*days {
					b.Fatal(err, reports)
				}
			}
			b.ReportMetric(2*children*days*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// BenchmarkReturns reads the returns of a hundred schools.
func BenchmarkReturns(b *testing.B) {
	whole, err := os.ReadFile(filepath.Join("testdata", kinds[SchoolCensus].sample[0]))
	if err != nil {
		b.Fatal(err)
	}
	text := string(whole)
	from, to := strings.Index(text, "<PupilOnRoll>"), strings.LastIndex(text, "</PupilOnRoll>")+len("</PupilOnRoll>")
	if from < 0 {
		b.Fatal("the sample is no return")
	}
	text = text[:from] + strings.Repeat(text[from:to], 100) + text[to:]
	x := inFile(b, SchoolCensus, "0.xml", text)
	for i := range 99 {
		path := filepath.Join(x.Root, fmt.Sprint(i, "more.xml"))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
		x.Files = append(x.Files, path)
	}
	b.SetBytes(int64(len(x.Files) * len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(context.Background(), x, nowhere{}); err != nil {
			b.Fatal(err)
		}
	}
}

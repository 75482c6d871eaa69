package sources

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"github.com/parquet-go/parquet-go/deprecated"
	"rollcall/sources/cells"

	"rollcall/pipeline/calendar"
)

// parquetOf writes rows to a Parquet file.
func parquetOf[T any](t testing.TB, rows []T, options ...parquet.WriterOption) []byte {
	t.Helper()
	var out bytes.Buffer
	w := parquet.NewGenericWriter[T](&out, options...)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// homeRow is a row of the housing extract, typed.
type homeRow struct {
	CaseRef      string    `parquet:"case_ref,dict"`
	PersonSeq    int32     `parquet:"person_seq"`
	Surname      *string   `parquet:"surname,optional,dict"`
	Forename     string    `parquet:"forename"`
	DOB          int32     `parquet:"dob,date"`
	Relationship string    `parquet:"relationship,dict"`
	Event        string    `parquet:"tenure_event,enum"`
	EventDate    time.Time `parquet:"event_date,timestamp(microsecond)"`
	UPRN         int64     `parquet:"uprn"`
	Temporary    *bool     `parquet:"temporary_accommodation,optional"`
	Tags         []string  `parquet:"tags,list"`
}

func homeRows(n int) []homeRow {
	surname, yes := "Alderwick", true
	rows := make([]homeRow, n)
	for i := range rows {
		rows[i] = homeRow{CaseRef: "HL-1", PersonSeq: int32(i), Surname: &surname, Forename: "Bea" + itoa(i), DOB: int32(16466 + i%365),
			Relationship: "Child", Event: "temporary_start", EventDate: time.Date(2025, 8, 31, 0, 0, 0, 0, cells.London),
			UPRN: 100060000017, Temporary: &yes}
		if i%3 == 0 {
			rows[i].Surname, rows[i].Temporary = nil, nil
		}
	}
	return rows
}

// TestParquet reads typed columns under every compression and page format as the same records.
func TestParquet(t *testing.T) {
	rows := homeRows(1000)
	for name, options := range map[string][]parquet.WriterOption{
		"none": nil, "snappy": {parquet.Compression(&parquet.Snappy)}, "gzip": {parquet.Compression(&parquet.Gzip)}, "zstd": {parquet.Compression(&parquet.Zstd)},
		"old pages":   {parquet.DataPageVersion(1), parquet.Compression(&parquet.Snappy)},
		"small pages": {parquet.PageBufferSize(300)}, "several groups": {parquet.MaxRowsPerRowGroup(77)},
	} {
		got, reports := readAll(t, asFile(t, Housing, "h.parquet", parquetOf(t, rows, options...)))
		if r := reports[0]; r.Rows != 1000 || r.Records != 1000 || len(r.Unknown) > 0 {
			t.Errorf("%s: %d rows, %d records, %v %v", name, r.Rows, r.Records, r.Unknown, reasons(got)[:min(3, len(got.rejections))])
			continue
		}
		w := got.records[365].Who
		if w.DOB != calendar.On(2015, 1, 31) || w.UPRN != "100060000017" || w.LocalID != "HL-1/365" || w.Surname != "Alderwick" || w.Forename != "Bea365" {
			t.Errorf("%s: another child", name)
		}
		if got.records[0].Who.Surname != "" || got.records[1].Claims[0].From != calendar.On(2025, 8, 31) {
			t.Errorf("%s: a null that is said, or another day", name)
		}
		if d := cmp.Diff([]string{`the column "tags" is of lists, groups or raw bytes and is not read`}, reports[0].Notes); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// everyType has a column of each kind that a data frame or a warehouse writes.
type everyType struct {
	I8     int8             `parquet:"i8"`
	I64    int64            `parquet:"i64"`
	U32    uint32           `parquet:"u32"`
	U64    uint64           `parquet:"u64"`
	Day    int32            `parquet:"day,date"`
	Summer time.Time        `parquet:"summer,timestamp(millisecond)"`
	Local  int64            `parquet:"local,timestamp(microsecond:local)"`
	Dec32  int32            `parquet:"dec32,decimal(2:9)"`
	Dec64  int64            `parquet:"dec64,decimal(0:18)"`
	DecF   [9]byte          `parquet:"decf,decimal(3:20)"`
	F32    float32          `parquet:"f32"`
	F64    float64          `parquet:"f64"`
	NaN    float64          `parquet:"nan"`
	Bool   bool             `parquet:"bool"`
	Raw    []byte           `parquet:"raw"`
	UUID   [16]byte         `parquet:"uuid,uuid"`
	Int96  deprecated.Int96 `parquet:"int96"`
	Delta  int32            `parquet:"delta,delta"`
	Length string           `parquet:"length,delta"`
	Clock  int32            `parquet:"clock,time(millisecond)"`
}

// TestParquetValuesAreText holds each type to the text that a CSV file would have.
func TestParquetValuesAreText(t *testing.T) {
	row := everyType{
		I8: -3, I64: math.MaxInt64, U32: math.MaxUint32, U64: math.MaxUint64, Day: 16466,
		Summer: time.Date(2015, 6, 14, 23, 0, 0, 0, time.UTC), // midnight of the 15th in London
		Local:  time.Date(2015, 6, 15, 9, 30, 0, 0, time.UTC).UnixMicro(),
		Dec32:  -105, Dec64: 9434765919, DecF: [9]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
		F32: 1.5, F64: 9434765919, NaN: math.NaN(), Bool: true, Raw: []byte("Zo\xc3\xab\xff"),
		UUID: [16]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}, Int96: deprecated.Int96{0, 0, 2457189}, Delta: 7, Length: "x",
	}
	b := parquetOf(t, []everyType{row, {F64: 1 << 60, F32: 1 << 30, Dec32: 5, Dec64: 0, Local: -1, Summer: time.Unix(0, 0), Int96: deprecated.Int96{0, 0, 2440588}}})
	file, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	g, err := newParquetGrid(file, &out{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for {
		cells, _, err := g.readRow()
		if err != nil {
			break
		}
		got = append(got, strings.Join(cells, "|"))
	}
	want := []string{
		"i8|i64|u32|u64|day|summer|local|dec32|dec64|decf|f32|f64|nan|bool|raw|uuid|int96|delta|length",
		"-3|9223372036854775807|4294967295|18446744073709551615|2015-01-31|2015-06-15|2015-06-15 09:30:00|-1.05|9434765919|-0.001|1.5|9434765919||true|Zoë\uFFFD|" +
			"01020304-0506-0708-090a-0b0c0d0e0f10|2015-06-15 01:00:00|7|x",
		"0|0|0|0|1970-01-01|1970-01-01 01:00:00|1969-12-31 23:59:59|0.05|0|0|1.0737418E+09|1.152921504606847E+18|0|false||00000000-0000-0000-0000-000000000000|1970-01-01 01:00:00|0|",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestDamagedParquet cuts a file at many places and changes bytes all over it. A file that cannot be read whole gives no
// row; a byte that changed within a value of a page without a checksum is not to be seen.
func TestDamagedParquet(t *testing.T) {
	for name, whole := range map[string][]byte{
		"snappy": parquetOf(t, homeRows(400), parquet.Compression(&parquet.Snappy), parquet.PageBufferSize(2000)),
		"old":    parquetOf(t, homeRows(400), parquet.DataPageVersion(1), parquet.Compression(&parquet.Zstd)),
	} {
		for part := 1; part < 20; part++ {
			refused(t, name+" cut off", asFile(t, Housing, "h", whole[:len(whole)*part/20]), "")
		}
		partial := 0
		for at := 0; at < len(whole); at += 1 + len(whole)/80 {
			for _, bits := range []byte{0x01, 0xff} {
				b := bytes.Clone(whole)
				b[at] ^= bits
				got, reports := readAll(t, asFile(t, Housing, "h", b))
				checkCounts(t, got, reports[0])
				if n := reports[0].Rows; n != 0 && n != 400 {
					partial++
				}
			}
		}
		if partial > 0 {
			t.Errorf("%s: %d damaged files gave a part of their rows", name, partial)
		}
	}
}

// TestParquetBombs asks for far more memory than the file has bytes.
func TestParquetBombs(t *testing.T) {
	whole := parquetOf(t, homeRows(1000))
	run := bytes.Index(whole, []byte{0, 0xd0, 0x0f}) // a thousand times the first word
	if run < 0 {
		t.Fatal("the page of the case references is not where it was")
	}
	b := bytes.Clone(whole)
	copy(b[run:], []byte{0, 0xfe, 0x7f})
	refused(t, "a run longer than its page", asFile(t, Housing, "h", b), "more values than it says")
	footer := func(change func(meta []byte) []byte) []byte {
		end := len(whole) - 8
		from := end - int(binary.LittleEndian.Uint32(whole[end:]))
		meta := change(bytes.Clone(whole[from:end]))
		out := append(bytes.Clone(whole[:from]), meta...)
		return append(binary.LittleEndian.AppendUint32(out, uint32(len(meta))), "PAR1"...)
	}
	refused(t, "a list of milliards", asFile(t, Housing, "h", footer(func(m []byte) []byte {
		return append(append(m[:2:2], 0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07), m[4:]...)
	})), "its description is wrong")
	refused(t, "a string of milliards", asFile(t, Housing, "h", footer(func(m []byte) []byte {
		return append(m[:2:2], 0x18, 0xff, 0xff, 0xff, 0xff, 0x07, 0)
	})), "its description is wrong")
	wide := make([]byte, 0, 1<<20)
	for range 40_000 { // structures in structures
		wide = append(wide, 0x1c)
	}
	refused(t, "structures in structures", asFile(t, Housing, "h", footer(func([]byte) []byte { return wide })), "its description is wrong")
	refused(t, "lz4", asFile(t, Housing, "h", parquetOf(t, homeRows(10), parquet.Compression(&parquet.Lz4Raw))), "want snappy, gzip, zstd, or none")
	type named struct {
		Surname string `parquet:"surname"`
	}
	zeros := make([]named, 70_000)
	for i := range zeros {
		zeros[i].Surname = strings.Repeat("0", 1<<10)
	}
	bomb := parquetOf(t, zeros, parquet.Compression(&parquet.Zstd), parquet.PageBufferSize(200<<20))
	refused(t, "a page of zeros", asFile(t, Deaths, "d", bomb), "unpacks to more than 64 MiB")
	bomb = parquetOf(t, zeros, parquet.Compression(&parquet.Zstd), parquet.PageBufferSize(8<<20))
	refused(t, "pages of zeros", asFile(t, Deaths, "d", bomb), "250 times")
}

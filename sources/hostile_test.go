package sources

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"filippo.io/age"
)

// refused wants an extract of one file to give one rejection of the whole file, for the reason, and nothing else.
func refused(t *testing.T, name string, x Extract, reason string) {
	t.Helper()
	got, reports := readAll(t, x)
	if len(got.records) != 0 || len(got.rejections) != 1 || got.rejections[0].Row != 0 || !got.rejections[0].Whole {
		t.Errorf("%s: %d records, %v", name, len(got.records), reasons(got))
		return
	}
	if len(reports) != 1 || reports[0].Rows != 0 {
		t.Errorf("%s: %d reports", name, len(reports))
	}
	if r := got.rejections[0].Reason; !strings.Contains(r, reason) {
		t.Errorf("%s: %q does not say %q", name, r, reason)
	}
}

// TestBombs feeds files that unpack to far more than they are. Each is refused after little work: a test that ran into
// what they claim would fill the memory.
func TestBombs(t *testing.T) {
	zeros := gzipped(make([]byte, 16<<20))
	key, to := keyFile(t)
	bomb := bytes.Repeat(zeros, 2000) // 32 GB
	refused(t, "gzip", asFile(t, Deaths, "x.gz", bomb), "250 times")
	x := asFile(t, Deaths, "x.age", sealed(t, bomb[:len(zeros)*100], to))
	x.Key = key
	refused(t, "gzip in age", x, "250 times")

	refused(t, "zip that says its size", asFile(t, Deaths, "x.zip", rawMember(t, "a.csv", 40<<30)), "more than 4 GiB")
	refused(t, "zip that says a size too large for it", asFile(t, Deaths, "x.zip", rawMember(t, "a.csv", 1<<30)), "250 times")
	refused(t, "zip that lies about its size", asFile(t, Deaths, "x.zip", rawMember(t, "a.csv", 10)), "damaged")
	refused(t, "zip of overlapping members", asFile(t, Deaths, "x.zip", overlapping(t, 40)), "one over another")
	many := make([]entry, mostMembers+1)
	for i := range many {
		many[i] = entry{name: itoa(i)}
	}
	refused(t, "zip of many members", asFile(t, Deaths, "x.zip", zipped(t, many...)), "more than 20000 members")
	refused(t, "workbook", asFile(t, Deaths, "x.xlsx", rawMember(t, "xl/workbook.xml", 200<<20)), "times")
	refused(t, "workbook of much beside its sheets", asFile(t, Deaths, "x.xlsx", rawMember(t, "xl/workbook.xml", 300<<20)), "256 MiB beside")
}

// rawMember is an archive of one member that claims to unpack to a size.
func rawMember(t *testing.T, name string, claims uint64) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	zeros := gzipped(make([]byte, 1<<20))
	deflated := zeros[10 : len(zeros)-8]
	f, err := w.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CompressedSize64: uint64(len(deflated)), UncompressedSize64: claims})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = f.Write(deflated)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// overlapping is an archive whose list names one stretch of the file many times.
func overlapping(t *testing.T, times int) []byte {
	t.Helper()
	b := zipped(t, entry{name: "a.csv", body: deathsCSV})
	list, end := bytes.Index(b, []byte("PK\x01\x02")), bytes.Index(b, []byte("PK\x05\x06"))
	tail := bytes.Clone(b[end:])
	binary.LittleEndian.PutUint16(tail[8:], uint16(times))
	binary.LittleEndian.PutUint16(tail[10:], uint16(times))
	binary.LittleEndian.PutUint32(tail[12:], uint32(times*(end-list)))
	return append(append(bytes.Clone(b[:list]), bytes.Repeat(b[list:end], times)...), tail...)
}

// TestHostileArchives refuses an archive whole for one member that no honest one has.
func TestHostileArchives(t *testing.T) {
	good := entry{name: "a.csv", body: deathsCSV}
	for _, c := range []struct {
		member entry
		reason string
	}{
		{entry{name: "../../etc/passwd", body: "x"}, "climbs out"},
		{entry{name: "a/../../b.csv", body: "x"}, "climbs out"},
		{entry{name: "a//b.csv", body: "x"}, "climbs out"},
		{entry{name: "/etc/passwd", body: "x"}, "absolute"},
		{entry{name: "C:/x.csv", body: "x"}, "absolute"},
		{entry{name: `a\..\b.csv`, body: "x"}, "backslash"},
		{entry{name: "a\x00b.csv", body: "x"}, "control character"},
		{entry{name: "a\nb.csv", body: "x"}, "control character"},
		{entry{name: "link.csv", body: "/etc/passwd", mode: fs.ModeSymlink | 0o777}, "a link or a device"},
		{entry{name: "pipe.csv", mode: fs.ModeNamedPipe | 0o600}, "a link or a device"},
		{entry{name: "a.csv", body: "x"}, "one name"},
	} {
		refused(t, c.member.name, asFile(t, Deaths, "x.zip", zipped(t, good, c.member)), c.reason)
	}
	refused(t, "nothing in it", asFile(t, Deaths, "x.zip", zipped(t)), "holds no file")
	locked := zipped(t, good)
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1
	refused(t, "password", asFile(t, Deaths, "x.zip", locked), "locked with a password")
	for magic, reason := range map[string]string{"7z\xbc\xaf\x27\x1c": "7-Zip", "Rar!\x1a\x07\x00": "RAR", "BZh9": "bzip2",
		"-----BEGIN PGP MESSAGE-----\n": "PGP", "\x28\xb5\x2f\xfd": "Zstandard", "PARE": "encryption of its own"} {
		refused(t, reason, asFile(t, Deaths, "x.csv", []byte(magic+strings.Repeat("x", 400))), reason)
		refused(t, reason+" in gzip", asFile(t, Deaths, "x.csv", gzipped([]byte(magic+strings.Repeat("x", 400)))), reason)
	}
	tar := make([]byte, 1024)
	copy(tar, "deaths.csv")
	copy(tar[257:], "ustar")
	refused(t, "tar", asFile(t, Deaths, "x.tgz", gzipped(tar)), "tar archive")
	refused(t, "gzip in gzip", asFile(t, Deaths, "x.gz", gzipped(gzipped([]byte(deathsCSV)))), "inside another")
	refused(t, "zip in gzip", asFile(t, Deaths, "x.gz", gzipped(zipped(t, good))), "inside another")
}

// TestDamagedPackedFiles cuts packed files at every tenth and changes a byte of each eighth: one rejection of the whole
// file, and never a part of the children.
func TestDamagedPackedFiles(t *testing.T) {
	key, to := keyFile(t)
	long := []byte(deathsCSV + strings.Repeat("Alderwick,Bea,2014-05-06,2026-01-04\nBirch,Cass,2013-05-06,2026-01-05\n", 2000))
	for name, whole := range map[string][]byte{
		"gzip": gzipped(long), "zip": zipped(t, entry{name: "d.csv", body: string(long)}), "age": sealed(t, long, to), "age of gzip": sealed(t, gzipped(long), to),
	} {
		for tenth := 1; tenth < 10; tenth++ {
			x := asFile(t, Deaths, "d", whole[:len(whole)*tenth/10])
			x.Key = key
			refused(t, name+" cut off", x, "")
		}
		for eighth := 1; eighth < 8; eighth++ {
			b := bytes.Clone(whole)
			b[len(b)*eighth/8] ^= 0x10
			x := asFile(t, Deaths, "d", b)
			x.Key = key
			refused(t, name+" changed", x, "")
		}
	}
}

func TestKeys(t *testing.T) {
	key, to := keyFile(t)
	other, _ := keyFile(t)
	secret := sealed(t, []byte(deathsCSV), to)
	with := func(b []byte, key string) Extract {
		x := asFile(t, Deaths, "d.csv.age", b)
		x.Key = key
		return x
	}
	refused(t, "no key", with(secret, ""), "name the identity file that opens it with key in the settings")
	refused(t, "another key", with(secret, other), "not to the key that the settings name")
	refused(t, "key not there", with(secret, key+".gone"), "is not there")
	nonsense := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(nonsense, []byte("AGE-SECRET-KEY-1NONSENSE\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, "key that is none", with(secret, nonsense), "want lines that begin with AGE-SECRET-KEY-1")
	refused(t, "encrypted twice", with(sealed(t, secret, to), key), "encrypted twice")
	refused(t, "no header", with([]byte("age-encryption.org/v1\nnonsense\n\x00\xff"), key), "damaged")
	pass, err := age.NewScryptRecipient("a passphrase")
	if err != nil {
		t.Fatal(err)
	}
	pass.SetWorkFactor(10)
	refused(t, "passphrase", with(sealed(t, []byte(deathsCSV), pass), key), "with a passphrase")
	got, reports := readAll(t, with([]byte(deathsCSV), key))
	if len(got.records) != 2 || len(reports[0].Notes) != 1 {
		t.Errorf("a file that is not encrypted: %d records, notes %v", len(got.records), reports[0].Notes)
	}
	for _, said := range []string{"AGE-SECRET", key, other} {
		x := with(secret, other)
		got, reports := readAll(t, x)
		for _, r := range got.rejections {
			if strings.Contains(fmt.Sprint(r), said) {
				t.Error("a message says what or where the key is")
			}
		}
		if len(reports[0].Notes) > 0 {
			t.Error(reports[0].Notes)
		}
	}
}

// TestALineOfAGigabyte reads a table with a row of 300 MB in memory for a few hundred kilobytes, and the rows around it.
func TestALineOfAGigabyte(t *testing.T) {
	x := asFile(t, Deaths, "long.csv", []byte(deathsCSV))
	f, err := os.OpenFile(x.Files[0], os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	chunk := bytes.Repeat([]byte("x"), 1<<20)
	for range 300 {
		if _, err := f.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.WriteString("\n" + strings.SplitN(deathsCSV, "\n", 3)[1] + "\n"); err != nil {
		t.Fatal(err)
	}
	f.Close()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got, _ := readAll(t, x)
	runtime.ReadMemStats(&after)
	if len(got.records) != 3 || len(got.rejections) != 1 || !strings.Contains(got.rejections[0].Reason, "longer than 256 KiB") {
		t.Errorf("%d records, %v", len(got.records), reasons(got))
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 16<<20 {
		t.Errorf("%d MB were allocated", used>>20)
	}
}

// TestASpoolGivesBackWhatItTook fills a spool beyond its memory and reads it back at odd places; its file must not hold the
// text.
func TestASpoolGivesBackWhatItTook(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	s := &spool{}
	line := []byte("Alderwick,Bryony,2015-01-31,ME4 9ZZ;;")
	block := bytes.Repeat(line, 1+1<<20/len(line))
	for range 70 {
		if _, err := s.Write(block); err != nil {
			t.Fatal(err)
		}
	}
	if s.file == nil || s.size != int64(70*len(block)) {
		t.Fatalf("%d bytes, in memory alone", s.size)
	}
	buf := make([]byte, 3*len(line))
	for _, at := range []int64{0, 1, spoolBlock - 5, spoolMemory - 40, spoolMemory, spoolMemory + 1, spoolMemory + 17, s.size - 2*int64(len(line))} {
		n, _ := s.ReadAt(buf, at)
		for i, c := range buf[:n] {
			if k := (at + int64(i)) % int64(len(block)); c != block[k] {
				t.Fatalf("at %d: byte %d is another", at, i)
			}
		}
		if want := min(int64(len(buf)), s.size-at); int64(n) != want {
			t.Errorf("at %d: %d bytes, want %d", at, n, want)
		}
	}
	raw := make([]byte, 1<<20)
	if n, _ := s.file.ReadAt(raw, 0); n == 0 || bytes.Contains(raw[:n], []byte("Alderwick")) {
		t.Error("the temporary file holds names in the clear, or nothing")
	}
	if st, _ := s.file.Stat(); runtime.GOOS != "windows" && st.Mode().Perm() != 0o600 {
		t.Errorf("the temporary file may be read by others: %v", st.Mode())
	}
	if left, _ := os.ReadDir(dir); runtime.GOOS != "windows" && len(left) != 0 {
		t.Error("the temporary file has a name while it is open")
	}
	s.Close()
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Error("the temporary file is left behind")
	}
}

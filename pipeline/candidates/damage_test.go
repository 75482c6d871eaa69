package candidates

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// readers reads a file as every table in turn and stops a reader that never ends.
func readers(path string, rows int) {
	count := 0
	more := func() bool { count++; return count <= rows }
	for range ReadList(path, CME) {
		if !more() {
			break
		}
	}
	for range ReadChildren(path) {
		if !more() {
			break
		}
	}
	for range readTable[Link](path) {
		if !more() {
			break
		}
	}
	for range ReadPossible(path) {
		if !more() {
			break
		}
	}
	for range ReadReconciliation(path) {
		if !more() {
			break
		}
	}
	for range readTable[Rejected](path) {
		if !more() {
			break
		}
	}
	for range readTable[Measure](path) {
		if !more() {
			break
		}
	}
	for range readTable[Gone](path) {
		if !more() {
			break
		}
	}
	for range ReadDecided(path) {
		if !more() {
			break
		}
	}
}

var tables = []string{
	CMEFile, AtRiskFile, PossibleFile, ChildrenFile, LinksFile, ReconciliationFile, StaleFile, TasksFile, RejectionsFile, QualityFile,
	GoneFile, DecisionsFile, UntoldFile, SpellsFile, SiblingsFile, ExtractsFile, RunsFile,
}

// A file that was cut short, as by a full disk, is an error whatever is left of it.
func TestCutFilesAreErrors(t *testing.T) {
	dir := publishSample(t)
	whole, err := os.ReadFile(filepath.Join(dir, ReconciliationFile))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), ReconciliationFile)
	for size := 0; size < len(whole); size += 3 {
		if err := os.WriteFile(path, whole[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := CollectRows(ReadReconciliation(path)); err == nil {
			t.Fatalf("the first %d of %d bytes were read without an error", size, len(whole))
		}
	}
}

// A byte that is wrong must never bring the program down, nor make it ask for the gigabytes that a wrong length claims; the
// reader may say an error or not notice.
func TestWrongBytesDoNotPanic(t *testing.T) {
	dir := publishSample(t)
	path := filepath.Join(t.TempDir(), "damaged.parquet")
	for _, name := range tables {
		whole, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for at := 0; at < len(whole); at += 61 {
			damaged := bytes.Clone(whole)
			damaged[at] ^= byte(1 + at%255)
			if err := os.WriteFile(path, damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			readers(path, 100_000)
			runtime.ReadMemStats(&after)
			if spent := after.TotalAlloc - before.TotalAlloc; spent > mostPage {
				t.Errorf("%s with byte %d wrong: %d bytes were allocated", name, at, spent)
			}
		}
	}
}

// A length that the file cannot hold is refused before it is allocated.
func TestLengthsBeyondTheFile(t *testing.T) {
	whole, err := os.ReadFile(filepath.Join(publishSample(t), ChildrenFile))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), ChildrenFile)
	check := func(at int, with []byte, want string) {
		t.Helper()
		damaged := bytes.Clone(whole)
		copy(damaged[at:], with)
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := CollectRows(ReadChildren(path)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	check(len(whole)-tailSize, []byte{0xff, 0xff, 0xff, 0xff}, "footer of 4294967295 bytes")
	// The first page begins after the magic number. Its header is a type, then its two sizes, each a field of a 32-bit
	// zigzag number (Thrift compact protocol): 0x15 0x00, 0x15 <unpacked>, 0x15 <packed>. Each becomes 2^31 − 1. What is said of the values
	// ends the header: three of them, plain.
	values := []byte{0x2c, 0x15, 0x06, 0x15, 0x00, 0x15, 0x06, 0x15, 0x06, 0x00, 0x00}
	check(4, append([]byte{0x15, 0x00, 0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0x15, 0x10}, values...), "page of 8 bytes (2147483647 unpacked)")
	check(4, append([]byte{0x15, 0x00, 0x15, 0x10, 0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f}, values...), "page of 2147483647 bytes (8 unpacked)")
}

func FuzzReadTables(f *testing.F) {
	dir := f.TempDir()
	if err := PublishLists(dir, sample()); err != nil {
		f.Fatal(err)
	}
	for _, name := range tables {
		whole, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(whole)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "fuzzed.parquet")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		readers(path, 100_000)
	})
}

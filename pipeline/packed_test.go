package pipeline_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/settings"
)

// TestPackedExtractsGiveTheSameLists compresses and encrypts every extract of an authority under the name that it had, and
// wants every list to be, byte for byte, what the bare extracts give.
func TestPackedExtractsGiveTheSameLists(t *testing.T) {
	dir := t.TempDir()
	inventedAt(t, dir, 300, 12)
	file := filepath.Join(dir, "rollcall.yaml")
	publish := func(out string) string {
		s, err := settings.Load(file)
		if err != nil {
			t.Fatal(err)
		}
		return run(t, s, journal.Options{AsOf: calendar.On(2026, 10, 15), Out: filepath.Join(dir, out), Clock: atNoon}).Folder // every table names its run
	}
	bare := publish("bare")
	packed := pack(t, dir)
	text := strings.ReplaceAll(string(read(t, dir, "rollcall.yaml")), "- kind: ", "- key: rollcall.key\n    kind: ")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	again := publish("packed")
	if packed < 20 {
		t.Errorf("only %d files were packed", packed)
	}
	for _, file := range []string{candidates.CMEFile, candidates.AtRiskFile, candidates.ChildrenFile, candidates.LinksFile, candidates.RejectionsFile} {
		if !bytes.Equal(read(t, bare, file), read(t, again, file)) {
			t.Errorf("%s differs from that of the bare extracts", file)
		}
	}
}

// pack compresses and encrypts what is in the inbox, and returns how many files that is.
func pack(t *testing.T, dir string) int {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "rollcall.key"), []byte(id.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	n := 0
	err = filepath.WalkDir(filepath.Join(dir, "inbox"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var out bytes.Buffer
		sealed, err := age.Encrypt(&out, id.Recipient())
		if err != nil {
			return err
		}
		z := gzip.NewWriter(sealed)
		if _, err := z.Write(b); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		if err := sealed.Close(); err != nil {
			return err
		}
		n++
		return os.WriteFile(path, out.Bytes(), 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

package main

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/s2"
	"github.com/parquet-go/parquet-go"

	"rollcall/pipeline"
	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/custody"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/settings"
)

// TestNoCanaryGetsOut runs on an invented authority with an extract of every kind whose every column holds canaries, in rows
// that are accepted and in rows that are not, and looks for them in all that the program writes and prints: packed files
// unpacked, columns decoded, and the checkpoints of a run that was stopped.
func TestNoCanaryGetsOut(t *testing.T) {
	dir := t.TempDir()
	do(t, "fixtures", "--children", "400", "--seed", "12", "--as-of", "2026-10-15", "--out", dir)
	c := &canaries{t: t, dice: rand.New(rand.NewPCG(1, 2))}
	settings := filepath.Join(dir, "rollcall.yaml")
	before := string(read(t, dir, "rollcall.yaml"))
	if err := os.WriteFile(settings, []byte(strings.Replace(before, "sources:\n", "sources:\n"+c.plant(dir), 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	logged := filepath.Join(dir, "run.log")
	program := func(args ...string) string {
		out, err := exec.Command(binary, append([]string{"--log", logged}, args...)...).CombinedOutput()
		var exit *exec.ExitError
		if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == exitHeld) {
			t.Fatalf("rollcall %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	printed := program("run", "-c", settings, "--as-of", "2026-10-15")
	printed += program("check", "-c", settings, "--as-of", "2026-10-15") + program("check", "-c", settings, "--as-of", "2026-10-15", "--table")
	tables, _ := filepath.Glob(filepath.Join(dir, "canaries", "*.csv"))
	for _, f := range tables {
		printed += program("sources", "map", f) + program("sources", "map", f, "--kind", "home_education")
	}
	printed += program("init", filepath.Join(dir, "canaries")) + string(read(t, filepath.Join(dir, "canaries"), "rollcall.yaml"))
	if len(tables) < 20 || len(c.person) < 1000 || len(c.hidden) < 1000 {
		t.Fatalf("%d tables, %d and %d canaries: too few to show anything", len(tables), len(c.person), len(c.hidden))
	}
	everything := append(append(append([]string{}, c.person...), c.texts...), c.hidden...)
	c.absent("what is printed", printed, everything)
	c.absent("the log", string(read(t, dir, "run.log")), everything)
	out := filepath.Join(dir, "out")
	folder := latest(t, out)
	for _, f := range []string{"manifest.json", "model.json"} {
		c.absent(f, string(read(t, folder, f)), everything)
	}
	for _, f := range []string{candidates.RejectionsFile, candidates.QualityFile} {
		c.absent(f, decoded(t, filepath.Join(folder, f)), everything)
	}
	pages := filepath.Join(dir, "pages")
	c.absent("what governance prints", program("governance", "--run", folder, "--out", pages), everything)
	for _, f := range files(t, pages) {
		text := string(read(t, pages, filepath.Base(f)))
		for _, x := range rules.Catalogue() {
			text = strings.ReplaceAll(text, x.InForce(), "") // a provision may have come into force on the day of a birth
		}
		c.absent(filepath.Base(f), text, everything)
	}
	c.tree(folder)
	for _, f := range files(t, out) {
		if filepath.Dir(f) == out { // the register and what stands beside it
			c.absent(filepath.Base(f), string(read(t, out, filepath.Base(f))), append(append([]string{}, c.person...), c.hidden...))
		}
	}
	c.checkpoints(settings, filepath.Join(dir, "stopped"))
	if id := onAList(t, out, c); id != "" {
		c.absent("explain", program("explain", "--run", folder, "--child", id), append(append([]string{}, c.person...), c.hidden...))
	}
}

// absent wants none of the values in a text. What is found is not printed.
func (c *canaries) absent(where, text string, values []string) {
	c.t.Helper()
	for _, v := range values {
		if at := strings.Index(text, v); at >= 0 {
			c.t.Errorf("%s: a canary %.8s… of %d characters is there", where, v, len(v))
		}
	}
}

// tree looks through a published folder: hidden canaries may be nowhere, those of the person in the workbook alone.
func (c *canaries) tree(folder string) {
	workbook := false
	for _, f := range files(c.t, folder) {
		text := decoded(c.t, f)
		c.absent(filepath.Base(f), text, c.hidden)
		if strings.HasSuffix(f, ".xlsx") {
			workbook = workbook || strings.Contains(text, "Qzsurname")
			continue
		}
		c.absent(filepath.Base(f), text, c.person)
	}
	if !workbook {
		c.t.Error("no canary is in the workbook, where some belong: the test looks wrongly")
	}
}

// checkpoints stops a run when it has compared and looks through what it left, where no canary may be, and with the run's secret
// into the checkpoints and what was kept of the reading themselves, where hidden ones may not be.
func (c *canaries) checkpoints(file, out string) {
	s, err := settings.Load(file)
	if err != nil {
		c.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	o := journal.Options{AsOf: calendar.On(2026, 10, 15), Out: out, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Clock: time.Now,
		Progress: stopper{cancel: cancel}}
	if _, err := pipeline.Run(ctx, s, o); !errors.Is(err, context.Canceled) {
		c.t.Fatalf("error = %v, want the run to be stopped", err)
	}
	records := false
	for _, folder := range []string{".checkpoints", ".kept"} {
		secret := custody.Policy{}.SecretOf(filepath.Join(out, folder)).Load()
		for _, f := range files(c.t, filepath.Join(out, folder)) {
			where := filepath.Join(folder, filepath.Base(f))
			c.absent("as it lies, "+where, string(read(c.t, filepath.Dir(f), filepath.Base(f))), append(slices.Clone(c.person), c.hidden...))
			if filepath.Base(f) == "sha256" {
				continue
			}
			text := pieceText(c.t, c.opened(secret, f))
			records = records || strings.Contains(text, "Qzsurname")
			c.absent(where, text, c.hidden)
		}
	}
	if !records {
		c.t.Error("no canary is in what was read, where some belong: the test looks wrongly")
	}
}

// opened is a copy of a checkpoint's file as it is under the secret.
func (c *canaries) opened(secret custody.Secret, path string) string {
	f, err := secret.OpenFile(path)
	if err != nil {
		c.t.Fatalf("%s: %v", filepath.Base(path), err)
	}
	defer f.Close()
	plain, err := io.ReadAll(f.Stream())
	if err != nil {
		c.t.Fatal(err)
	}
	copied := filepath.Join(c.t.TempDir(), filepath.Base(path))
	if err := os.WriteFile(copied, plain, 0o600); err != nil {
		c.t.Fatal(err)
	}
	return copied
}

// stopper cancels a run when pairs have been compared.
type stopper struct {
	journal.Quiet
	cancel context.CancelFunc
}

// Done cancels the run after the stage.
func (s stopper) Done(stage string, _ journal.StageReport) {
	if stage == "compare and score" {
		s.cancel()
	}
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			all = append(all, path)
		}
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatalf("%s: %d files: %v", dir, len(all), err)
	}
	return all
}

// decoded returns all that a file holds as text: a workbook's parts unpacked, the columns of a table decoded.
func decoded(t *testing.T, path string) string {
	t.Helper()
	var b strings.Builder
	var err error
	switch filepath.Ext(path) {
	case ".xlsx":
		err = unzipped(&b, path)
	case ".parquet":
		err = parquetText(&b, path)
	default:
		var raw []byte
		raw, err = os.ReadFile(path)
		b.Write(raw)
	}
	if err != nil {
		t.Fatalf("%s: %v", filepath.Base(path), err)
	}
	return b.String()
}

func unzipped(b *strings.Builder, path string) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer z.Close()
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return err
		}
		if _, err := io.Copy(b, r); err != nil {
			return err
		}
		r.Close()
	}
	return nil
}

// parquetText writes every value, dates as they are written.
func parquetText(b *strings.Builder, path string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	f, err := parquet.OpenFile(strings.NewReader(string(raw)), int64(len(raw)))
	if err != nil {
		return err
	}
	leaves := f.Schema().Columns()
	dates := make([]bool, len(leaves))
	for i, path := range leaves {
		leaf, _ := f.Schema().Lookup(path...)
		lt := leaf.Node.Type().LogicalType()
		dates[i] = lt != nil && lt.String() == "DATE"
	}
	for _, group := range f.RowGroups() {
		rows := group.Rows()
		buffer := make([]parquet.Row, 256)
		for {
			n, err := rows.ReadRows(buffer)
			for _, row := range buffer[:n] {
				for _, v := range row {
					if dates[v.Column()] && !v.IsNull() {
						b.WriteString(time.Unix(int64(v.Int32())*86400, 0).UTC().Format("2006-01-02") + "\n")
						continue
					}
					fmt.Fprintln(b, v.String())
				}
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return err
			}
		}
		rows.Close()
	}
	return nil
}

// pieceText is what a file holds that a run keeps, the records in it unpacked.
func pieceText(t *testing.T, path string) string {
	plain, packed, found := strings.Cut(decoded(t, path), "\xff\x06\x00\x00S2sTwO")
	if !found {
		return plain
	}
	records, err := io.ReadAll(s2.NewReader(strings.NewReader("\xff\x06\x00\x00S2sTwO" + packed)))
	if err != nil {
		t.Fatal(err)
	}
	return plain + string(records)
}

// onAList is a child of a list whose record is of a canary's file.
func onAList(t *testing.T, out string, c *canaries) string {
	t.Helper()
	for placed, err := range candidates.ReadChildren(filepath.Join(latest(t, out), candidates.ChildrenFile)) {
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(placed.File, "canaries/") {
			return placed.ChildID
		}
	}
	c.t.Error("no child of the canaries' extracts")
	return ""
}

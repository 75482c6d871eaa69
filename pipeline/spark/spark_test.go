//go:build unix

package spark

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"

	"rollcall/pipeline/linkage"
)

// TestOnSpark links tables by `link`, and by link.py on a cluster of three workers, one executor of which is killed in the middle, with one
// surname that a twentieth of all rows have: model, edges and clusters are the same to the byte. It runs in `make spark`, which says by
// ROLLCALL_SPARK which Python has PySpark.
func TestOnSpark(t *testing.T) {
	python := os.Getenv("ROLLCALL_SPARK")
	if python == "" {
		t.Skip("make spark runs it")
	}
	dir := t.TempDir()
	people := 1500
	if n, err := strconv.Atoi(os.Getenv("ROLLCALL_SPARK_PEOPLE")); err == nil {
		people = n
	}
	writePeople(t, dir, 11, people)
	skewSurnames(t, filepath.Join(dir, "a.csv"))
	settings := filepath.Join(dir, "link.yaml")
	if err := os.WriteFile(settings, []byte(settingsText+"training: {allow: [not_converged, nobody_found]}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(dir, "rollcall")
	if out, err := exec.Command("go", "build", "-o", binary, "rollcall/cmd/rollcall").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	s, err := linkage.LoadSettings(settings)
	if err != nil {
		t.Fatal(err)
	}
	one := filepath.Join(dir, "one")
	want, err := linkage.Link(t.Context(), s, linkage.Options{Out: one, Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "many")
	cmd := exec.Command(python, "link.py", "--rollcall", binary, "-c", settings, "--out", out, "--master", "local-cluster[3,1,1024]", "--partitions", "6")
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	start := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	killed := make(chan string, 1)
	go func() { killed <- killExecutor(cmd.Process.Pid, filepath.Join(out, "work", "plain")) }()
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	t.Logf("%d rows, %d edges in %.0f s; %s", want.Table.Len(), want.Edges.Len(), time.Since(start).Seconds(), <-killed)
	for _, f := range []string{filepath.Join(one, linkage.ModelFile), filepath.Join(out, "model.json")} {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %x", filepath.Base(filepath.Dir(f)), sha256.Sum256(raw))
	}
	if d := gocmp.Diff(readText(t, filepath.Join(one, linkage.ModelFile)), readText(t, filepath.Join(out, "model.json"))); d != "" {
		t.Errorf("another model: %s", d)
	}
	if d := gocmp.Diff(edgesOf(want), readAll[edgeLine](t, filepath.Join(out, "edges"))); d != "" {
		t.Errorf("other edges: %s", d)
	}
	lines, err := parquet.ReadFile[clusterLine](filepath.Join(one, linkage.ClustersFile))
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(lines, compareLines)
	if d := gocmp.Diff(lines, readAll[clusterLine](t, filepath.Join(out, "clusters"))); d != "" {
		t.Errorf("other clusters: %s", d)
	}
}

// edgeLine is a row of what link.py writes of edges.
type edgeLine struct {
	TableL      string  `parquet:"table_l"`
	L           string  `parquet:"record_id_l"`
	TableR      string  `parquet:"table_r"`
	R           string  `parquet:"record_id_r"`
	Weight      float32 `parquet:"weight"`
	Probability float32 `parquet:"probability"`
	Gamma       int64   `parquet:"gamma"`
	Rule        int32   `parquet:"rule"`
}

// clusterLine is a row of clusters.
type clusterLine struct {
	Cluster string `parquet:"cluster_id"`
	Table   string `parquet:"table"`
	Row     string `parquet:"row_id"`
}

func compareLines[T any](a, b T) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) }

// edgesOf returns the edges of a linkage on one machine.
func edgesOf(r *linkage.Run) (out []edgeLine) {
	e := r.Edges
	for k := range e.L {
		i, j := e.L[k], e.R[k]
		out = append(out, edgeLine{r.Names[r.Of[i]], r.IDs[i], r.Names[r.Of[j]], r.IDs[j], e.Weight[k], e.Probability[k], int64(e.Gamma[k]), int32(e.Rule[k])})
	}
	slices.SortFunc(out, compareLines)
	return out
}

// readAll reads the files of a folder that Spark wrote, in order.
func readAll[T any](t *testing.T, dir string) (out []T) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.parquet"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no files (%v)", filepath.Base(dir), err)
	}
	for _, f := range files {
		rows, err := parquet.ReadFile[T](f)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, rows...)
	}
	slices.SortFunc(out, compareLines)
	return out
}

func readText(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// skewSurnames gives every tenth row of a table, which is every twentieth of both, one surname.
func skewSurnames(t *testing.T, path string) {
	t.Helper()
	lines := strings.Split(readText(t, path), "\n")
	for k := 10; k < len(lines); k += 10 {
		if cells := strings.Split(lines[k], ","); len(cells) > 3 {
			cells[2] = "SMITHSON"
			lines[k] = strings.Join(cells, ",")
		}
	}
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
}

// killExecutor kills one executor of a driver once a step of its work is done, and says so.
func killExecutor(driver int, after string) string {
	for range 3000 {
		time.Sleep(200 * time.Millisecond)
		if syscall.Kill(driver, 0) != nil {
			return "no executor was killed"
		}
		if _, err := os.Stat(filepath.Join(after, "_SUCCESS")); err != nil {
			continue
		}
		for _, pid := range executorsOf(driver) {
			if syscall.Kill(pid, syscall.SIGKILL) == nil {
				return "an executor was killed in the middle"
			}
		}
	}
	return "no executor was killed"
}

// executorsOf returns the processes of executors among the descendants of a driver.
func executorsOf(driver int) (out []int) {
	parent, executors := map[int]int{}, []int{}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, f := range stats {
		raw, err := os.ReadFile(f)
		if err != nil {
			continue
		}
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(f)))
		if fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:])); len(fields) > 1 {
			parent[pid], _ = strconv.Atoi(fields[1])
		}
		command, _ := os.ReadFile(filepath.Join(filepath.Dir(f), "cmdline"))
		if bytes.Contains(command, []byte("CoarseGrainedExecutorBackend")) {
			executors = append(executors, pid)
		}
	}
	for _, pid := range executors {
		for p := pid; p > 1; p = parent[p] {
			if p == driver {
				out = append(out, pid)
				break
			}
		}
	}
	return out
}

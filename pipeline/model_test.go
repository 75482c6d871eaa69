package pipeline

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"rollcall/matchers"
	"rollcall/pipeline/journal"
)

// What training could not settle is told, gravely where the probabilities are in doubt.
func TestWhatTrainingTells(t *testing.T) {
	unsettled := journal.Notice{Kind: "model", Grave: true, Text: "the matching model had not settled after 9 rounds of EM: read its probabilities with care"}
	collapsed := journal.Notice{Kind: "model", Text: "the extracts show no households that could be told from matches: two classes were used"}
	warning := journal.Notice{Kind: "model", Text: "few pairs"}
	for _, c := range []struct {
		training matchers.Training
		want     []journal.Notice
	}{
		{matchers.Training{Converged: true}, nil}, {matchers.Training{Rounds: 9}, []journal.Notice{unsettled}}, {matchers.Training{Converged: true, Collapsed: true}, []journal.Notice{collapsed}},
		{matchers.Training{Rounds: 9, Collapsed: true, Warnings: []string{"few pairs"}}, []journal.Notice{unsettled, collapsed, warning}},
	} {
		if got := trainingNotices(&c.training); !slices.Equal(got, c.want) {
			t.Errorf("%+v tells %+v, want %+v", c.training, got, c.want)
		}
	}
}

// Edges are had back from a checkpoint as they were kept, and nothing from where nothing was; every file of a run is hashed, by its path.
func TestWhatIsKeptAndHashed(t *testing.T) {
	dir := t.TempDir()
	edges := &matchers.Edges{L: []int32{1, 2}, R: []int32{3, 4}}
	kept := journal.NewCheckpoint(dir)
	if err := edgesCodec.Save(kept, edges); err != nil {
		t.Fatal(err)
	}
	if got, err := edgesCodec.Load(t.Context(), kept); err != nil || !reflect.DeepEqual(got, edges) {
		t.Errorf("edges %+v, %v", got, err)
	}
	empty := journal.NewCheckpoint(t.TempDir())
	if _, err := edgesCodec.Load(t.Context(), empty); err == nil {
		t.Error("edges are had back from nowhere")
	}
	if _, err := modelCodec.Load(t.Context(), empty); err == nil {
		t.Error("a model is had back from nowhere")
	}
	sums := map[string]string{}
	if err := os.MkdirAll(filepath.Join(dir, "reports"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "reports", "a"), []byte("abc"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := hashOutputs(sums, dir); err != nil || len(sums) != 2 || sums["reports/a"] != journal.HashBytes([]byte("abc")) {
		t.Errorf("hashed %v, %v", sums, err)
	}
	if err := hashOutputs(sums, filepath.Join(dir, "none")); err == nil {
		t.Error("a folder that is not there is hashed")
	}
}

package linkage

import (
	"crypto/sha256"
	"encoding/hex"
	"io"

	"rollcall/pipeline/custody"
)

// The files of a linkage.
const (
	LinksFile    = "links.parquet"
	PossibleFile = "possible.parquet"
	ClustersFile = "clusters.parquet"
	ModelFile    = "model.json"
	ManifestFile = "manifest.json"
	ReportFile   = "report.html"
	// PlanFile is pairs for people to look at.
	PlanFile = "to_judge.csv"
	// UnmatchedFile is written for two tables matched one to one.
	UnmatchedFile = "unmatched.parquet"
	// HistoryFile is written for a linkage that goes on from an earlier one.
	HistoryFile = "history.parquet"
)

// createFile writes a file for its owner alone, encrypted where its folder says to whom.
func createFile(path string, write func(io.Writer) error) error {
	return custody.WriteFile(path, write)
}

// clusterLine is a row of clusters.parquet.
type clusterLine struct {
	Cluster string `parquet:"cluster_id"`
	Table   string `parquet:"table,dict"`
	Row     string `parquet:"row_id"`
}

// hashBytes returns the SHA-256 of b in hexadecimal.
func hashBytes(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// readFile reads a file of a linkage, encrypted or not.
func readFile(path string) ([]byte, error) {
	f, err := custody.OpenFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f.Stream())
}

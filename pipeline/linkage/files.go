package linkage

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
)

// The files of a linkage.
const (
	LinksFile    = "links.parquet"
	PossibleFile = "possible.parquet"
	ClustersFile = "clusters.parquet"
	ModelFile    = "model.json"
	ManifestFile = "manifest.json"
	ReportFile   = "report.html"
	// UnmatchedFile is written for two tables matched one to one.
	UnmatchedFile = "unmatched.parquet"
	// HistoryFile is written for a linkage that goes on from an earlier one.
	HistoryFile = "history.parquet"
)

// createFile writes a file.
func createFile(path string, write func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 1<<16) // a page is written a few bytes at a time
	return errors.Join(write(out), out.Flush(), f.Close())
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

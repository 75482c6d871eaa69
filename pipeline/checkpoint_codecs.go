package pipeline

import (
	"bufio"
	"context"
	"encoding/gob"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/ipc"

	"rollcall/matchers"
	"rollcall/sources"
)

// The codecs of the stages whose work is worth keeping. Standardising and deciding take less time than reading their
// results back would, and publishing is itself whole or not at all.
var (
	// What is held apart is kept nowhere: it is read again.
	ingestCodec = codec[[]sources.Extract, Intake]{
		save: func(dir string, read Intake) error {
			in := read.Ingested
			err := saveBatches(filepath.Join(dir, "records.arrow"), in.Batches)
			if err != nil {
				return err
			}
			return saveGob(filepath.Join(dir, "rest.gob"), ingestedRest{in.Reports, in.Rejections, in.Schools, in.Links, in.Places, in.Refuges, read.Apart.sizes()})
		},
		load: func(ctx context.Context, dir string, extracts []sources.Extract) (Intake, error) {
			var rest ingestedRest
			if err := loadGob(filepath.Join(dir, "rest.gob"), &rest); err != nil {
				return Intake{}, err
			}
			batches, err := loadBatches(filepath.Join(dir, "records.arrow"))
			if err != nil {
				return Intake{}, err
			}
			apart, err := readApart(ctx, extracts, rest.Sizes)
			return Intake{&Ingested{Batches: batches, Reports: rest.Reports, Rejections: rest.Rejections,
				Schools: rest.Schools, Links: rest.Links, Places: rest.Places, Refuges: rest.Refuges}, apart}, err
		},
	}
	blockCodec = codec[*People, *Blocks]{
		save: func(dir string, b *Blocks) error {
			return writeWith(filepath.Join(dir, ModelFile), b.Model.Save)
		},
		load: func(_ context.Context, dir string, p *People) (*Blocks, error) {
			f, err := os.Open(filepath.Join(dir, ModelFile))
			if err != nil {
				return nil, err
			}
			defer f.Close()
			m, err := matchers.LoadModel(f)
			return &Blocks{People: p, Model: m}, err
		},
	}
	compareCodec = codec[*Blocks, *Scored]{
		save: func(dir string, s *Scored) error {
			return saveGob(filepath.Join(dir, "edges.gob"), scoredRest{s.Edges, s.Report})
		},
		load: func(_ context.Context, dir string, b *Blocks) (*Scored, error) {
			var rest scoredRest
			err := loadGob(filepath.Join(dir, "edges.gob"), &rest)
			return &Scored{b, rest.Edges, rest.Report}, err
		},
	}
)

type ingestedRest struct {
	Reports    []sources.FileReport
	Rejections []sources.Rejection
	Schools    []sources.School
	Links      []sources.SchoolLink
	Places     []Place
	Refuges    []uint64
	Sizes      []int // by extract: its records
}

type scoredRest struct {
	Edges  *matchers.Edges
	Report *matchers.Report
}

func saveBatches(path string, batches []arrow.Record) error {
	return writeWith(path, func(w io.Writer) error {
		out := ipc.NewWriter(w, ipc.WithSchema(sources.Schema), ipc.WithLZ4())
		for _, b := range batches {
			if err := out.Write(b); err != nil {
				return err
			}
		}
		return out.Close()
	})
}

func loadBatches(path string) (batches []arrow.Record, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	defer func() {
		if p := recover(); p != nil { // a damaged stream can panic in the reader
			err = fmt.Errorf("records: damaged")
		}
	}()
	in, err := ipc.NewReader(bufio.NewReaderSize(f, 1<<20))
	if err != nil {
		return nil, err
	}
	defer in.Release()
	if !in.Schema().Equal(sources.Schema) {
		return nil, fmt.Errorf("records: of another layout")
	}
	for in.Next() {
		b := in.Record()
		b.Retain()
		batches = append(batches, b)
	}
	if err := in.Err(); err != nil && err != io.EOF {
		return nil, err
	}
	return batches, nil
}

func saveGob(path string, v any) error {
	return writeWith(path, func(w io.Writer) error { return gob.NewEncoder(w).Encode(v) })
}

func loadGob(path string, v any) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return gob.NewDecoder(bufio.NewReaderSize(f, 1<<20)).Decode(v)
}

// writeWith writes a file that only its owner may read.
func writeWith(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	if err := write(w); err != nil {
		f.Close()
		return err
	}
	if err := w.Flush(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

package candidates

import "iter"

// placedLine is a line of children.parquet.
type placedLine struct {
	ChildID         string  `parquet:"child_id"`
	RecordID        string  `parquet:"record_id"`
	Source          string  `parquet:"source,dict"`
	File            string  `parquet:"file,dict"`
	Row             int64   `parquet:"row"`
	NativeID        *string `parquet:"native_id"`
	LinkProbability float64 `parquet:"link_probability"`
}

// WriteChildren writes children.parquet: every record and the child that it was placed with.
func WriteChildren(path string, rows iter.Seq[Placed]) error {
	return writeTable(path, mapRows(rows, func(p Placed) placedLine {
		return placedLine{p.ChildID, p.RecordID, p.Source, p.File, int64(p.Row), nullString(p.NativeID), p.LinkProbability}
	}), "native_id")
}

// ReadChildren yields the rows of children.parquet.
func ReadChildren(path string) iter.Seq2[Placed, error] {
	return mapRead(readTable[placedLine](path), func(l placedLine) Placed {
		return Placed{l.ChildID, l.RecordID, l.Source, l.File, int(l.Row), orEmpty(l.NativeID), l.LinkProbability}
	})
}

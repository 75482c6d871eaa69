package candidates

import "iter"

// rejectedLine is a line of rejections.parquet: a place and a reason, never the value.
type rejectedLine struct {
	Source string  `parquet:"source,dict"`
	File   string  `parquet:"file,dict"`
	Row    int64   `parquet:"row"`
	Field  *string `parquet:"field,dict"`
	Reason string  `parquet:"reason,dict"`
	Whole  bool    `parquet:"whole"`
}

// WriteRejections writes rejections.parquet: every input row or value that was not used, and why.
func WriteRejections(path string, rows iter.Seq[Rejected]) error {
	return writeTable(path, mapRows(rows, func(r Rejected) rejectedLine {
		return rejectedLine{r.Source, r.File, int64(r.Row), nullString(r.Field), r.Reason, r.Whole}
	}))
}

// ReadRejections yields the rows of rejections.parquet.
func ReadRejections(path string) iter.Seq2[Rejected, error] {
	return mapRead(readTable[rejectedLine](path), func(l rejectedLine) Rejected {
		return Rejected{l.Source, l.File, int(l.Row), orEmpty(l.Field), l.Reason, l.Whole}
	})
}

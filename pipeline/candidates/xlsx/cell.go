package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// Cell is what stands in a place of a sheet: nothing, a text, a number, a day, or runs of text, in a style of the dress. A formula stands
// over the value that it has.
type Cell struct {
	Style   int
	Value   any // nil, string, int, float64, time.Time or []Run
	Formula string
}

// Run is a stretch of text in a type of its own.
type Run struct {
	Text string
	Font Font
}

// Font is a type: its family, its size in points, and its colour as RRGGBB, empty: that of the text.
type Font struct {
	Family           string
	Size             float64
	Bold, Underlined bool
	Colour           string
}

// appendCell appends a cell in a place.
func appendCell(b []byte, column, row []byte, c Cell) []byte {
	b = append(append(append(b, `<c r="`...), column...), row...)
	if c.Style > 0 {
		b = strconv.AppendInt(append(b, `" s="`...), int64(c.Style), 10)
	}
	if c.Formula != "" {
		b = append(appendEscaped(append(b, `" t="str"><f>`...), c.Formula), `</f><v>`...)
		return append(appendEscaped(b, fmt.Sprint(c.Value)), `</v></c>`...)
	}
	switch v := c.Value.(type) {
	case nil:
		return append(b, `"/>`...)
	case string:
		return appendInline(b, v)
	case int:
		return append(strconv.AppendInt(append(b, `"><v>`...), int64(v), 10), `</v></c>`...)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return appendInline(b, fmt.Sprint(v))
		}
		return appendNumber(b, v)
	case time.Time:
		if day := serialDay(v); day > 0 {
			return appendNumber(b, day)
		}
		return appendInline(b, v.Format(time.DateOnly))
	case []Run:
		b = append(b, `" t="inlineStr"><is>`...)
		for i := range v {
			b = appendRun(b, &v[i])
		}
		return append(b, `</is></c>`...)
	}
	return appendInline(b, fmt.Sprint(c.Value))
}

func appendInline(b []byte, text string) []byte {
	return append(appendText(append(b, `" t="inlineStr"><is>`...), text), `</is></c>`...)
}

func appendNumber(b []byte, n float64) []byte {
	return append(strconv.AppendFloat(append(b, `"><v>`...), n, 'f', -1, 64), `</v></c>`...)
}

func appendRun(b []byte, r *Run) []byte {
	b = append(appendEscaped(append(b, `<r><rPr><rFont val="`...), r.Font.Family), `"/><family val="2"/>`...)
	if r.Font.Bold {
		b = append(b, `<b/>`...)
	}
	if r.Font.Colour != "" {
		b = append(append(append(b, `<color rgb="FF`...), r.Font.Colour...), `"/>`...)
	}
	b = append(strconv.AppendFloat(append(b, `<sz val="`...), r.Font.Size, 'f', -1, 64), `"/>`...)
	if r.Font.Underlined {
		b = append(b, `<u/>`...)
	}
	return append(appendText(append(b, `</rPr>`...), r.Text), `</r>`...)
}

// serialDay is a day as a spreadsheet counts it, from 1 January 1900 on and with a 29 February in that year; 0 before 1 March 1900, from
// where on it is right.
func serialDay(t time.Time) float64 {
	const march1900, of1970 = 61, 25569
	_, east := t.Zone()
	day := float64(t.Unix()+int64(east))/86400 + of1970
	if day < march1900 {
		return 0
	}
	return day
}

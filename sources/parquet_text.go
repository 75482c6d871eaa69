package sources

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"rollcall/sources/cells"
)

// parquetText returns what makes the values of a column text, as they would be in a CSV file: whole numbers and decimals
// in figures without loss, dates as 2006-01-02, times of day behind them when there is one. It returns nil for a column
// that cannot be a column of a table: lists, groups, raw bytes.
func parquetText(c *parquet.Column) func(parquet.Value) string {
	if !c.Leaf() || c.Repeated() || c.MaxRepetitionLevel() > 0 || c.MaxDefinitionLevel() > 1 {
		return nil
	}
	t := c.Type()
	if l := t.LogicalType(); l != nil {
		switch is := l.Value.(type) {
		case *format.DateType:
			return func(v parquet.Value) string { return dayText(int64(v.Int32()) * 86400) }
		case *format.TimestampType:
			return instantText(is.Unit.Value.Duration(), is.IsAdjustedToUTC)
		case *format.DecimalType:
			return decimalsText(t.Kind(), int(is.Scale))
		case *format.UUIDType:
			return func(v parquet.Value) string {
				id, err := uuid.FromBytes(v.ByteArray())
				if err != nil {
					return ""
				}
				return id.String()
			}
		case *format.IntType:
			if !is.IsSigned {
				return unsignedText(t.Kind())
			}
		case *format.TimeType, *format.BsonType, *format.Float16Type, *format.VariantType, *format.GeometryType, *format.GeographyType:
			return nil
		case *format.NullType:
			return func(parquet.Value) string { return "" }
		}
	}
	return physicalText(t.Kind())
}

// physicalText is the text of a column that only says how its values are stored. Bytes of no declared meaning are text in
// files of older systems.
func physicalText(k parquet.Kind) func(parquet.Value) string {
	switch k {
	case parquet.Boolean:
		return func(v parquet.Value) string { return strconv.FormatBool(v.Boolean()) }
	case parquet.Int32:
		return func(v parquet.Value) string { return strconv.FormatInt(int64(v.Int32()), 10) }
	case parquet.Int64:
		return func(v parquet.Value) string { return strconv.FormatInt(v.Int64(), 10) }
	case parquet.Int96:
		return func(v parquet.Value) string { n := v.Int96(); return julianText(n[0], n[1], n[2]) }
	case parquet.Float:
		return func(v parquet.Value) string { return floatText(float64(v.Float()), 32) }
	case parquet.Double:
		return func(v parquet.Value) string { return floatText(v.Double(), 64) }
	case parquet.ByteArray:
		return func(v parquet.Value) string { return strings.ToValidUTF8(string(v.ByteArray()), "\uFFFD") }
	}
	return nil
}

func unsignedText(k parquet.Kind) func(parquet.Value) string {
	if k == parquet.Int32 {
		return func(v parquet.Value) string { return strconv.FormatUint(uint64(v.Uint32()), 10) }
	}
	return func(v parquet.Value) string { return strconv.FormatUint(v.Uint64(), 10) }
}

// floatText writes a number of floating point. Numbers that stand for something, such as a UPRN, are whole, and are
// written in figures while the type holds them without loss; beyond that in the notation that shows a loss. A number that
// is none is how data frames say nothing.
func floatText(f float64, bits int) string {
	most := float64(1 << 24)
	if bits == 64 {
		most = 1 << 53
	}
	switch {
	case math.IsNaN(f):
		return ""
	case f == math.Trunc(f) && math.Abs(f) > most:
		return strconv.FormatFloat(f, 'E', -1, bits)
	}
	return strconv.FormatFloat(f, 'f', -1, bits)
}

// decimalsText writes numbers with a fixed number of places, without noughts at the end.
func decimalsText(k parquet.Kind, scale int) func(parquet.Value) string {
	if scale < 0 || scale > 1000 {
		return nil
	}
	return func(v parquet.Value) string {
		n := new(big.Int)
		switch k {
		case parquet.Int32:
			n.SetInt64(int64(v.Int32()))
		case parquet.Int64:
			n.SetInt64(v.Int64())
		default:
			b := v.ByteArray()
			if n.SetBytes(b); len(b) > 0 && b[0] >= 0x80 { // two's complement, the largest byte first
				n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
			}
		}
		return placePoint(n.String(), scale)
	}
}

// placePoint puts the point into the figures of a number.
func placePoint(figures string, scale int) string {
	figures, negative := strings.CutPrefix(figures, "-")
	if len(figures) <= scale {
		figures = strings.Repeat("0", scale-len(figures)+1) + figures
	}
	whole, rest := figures[:len(figures)-scale], figures[len(figures)-scale:]
	text := trimPlaces(whole + "." + rest)
	if negative {
		return "-" + text
	}
	return text
}

// trimPlaces takes the noughts off the end of a number with a point, and the point when nothing is behind it.
func trimPlaces(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// instantText writes times: a day, and the time of it when that is not midnight.
func instantText(unit time.Duration, utc bool) func(parquet.Value) string {
	perSecond := int64(time.Second / unit)
	return func(v parquet.Value) string {
		n := v.Int64()
		seconds := n / perSecond
		if n%perSecond < 0 {
			seconds--
		}
		if utc {
			return timeText(time.Unix(seconds, 0).In(cells.London))
		}
		return dayText(seconds)
	}
}

// julianText writes a time of the kind that older systems store in twelve bytes: nanoseconds of the day, and a day counted
// from noon of 24 November 4714 BC.
func julianText(low, high, day uint32) string {
	const epoch = 2440588
	nanos := int64(high)<<32 | int64(low)
	return timeText(time.Unix((int64(day)-epoch)*86400+nanos/int64(time.Second), 0).In(cells.London))
}

// dayText writes seconds of a clock without a zone.
func dayText(seconds int64) string { return timeText(time.Unix(seconds, 0).UTC()) }

func timeText(t time.Time) string {
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return t.Format("2006-01-02")
	}
	return t.Format("2006-01-02 15:04:05")
}

package parquetfile

import (
	"encoding/hex"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
)

// writerOf gives what writes the values of a type, and what intake is told of
// them. Bytes without a meaning have none.
func writerOf(t parquet.Type) (write func([]byte, parquet.Value) []byte, as string) {
	if logical := t.LogicalType(); logical != nil {
		switch l := logical.Value.(type) {
		case *format.StringType, *format.EnumType, *format.JsonType:
			return text, "text"
		case *format.DecimalType:
			return decimal(int(l.Scale)), "numeric"
		case *format.DateType:
			return day, "date"
		case *format.TimestampType:
			return timestamp(unitOf(l.Unit)), "date"
		case *format.TimeType:
			return clock(unitOf(l.Unit)), "text"
		case *format.UUIDType:
			return uuid, "code"
		case *format.IntType:
			if !l.IsSigned {
				return unsigned, "numeric"
			}
			return whole, "numeric"
		case *format.NullType:
			return text, ""
		default:
			return nil, ""
		}
	}
	switch t.Kind() {
	case parquet.Boolean:
		return boolean, ""
	case parquet.Int32, parquet.Int64:
		return whole, "numeric"
	case parquet.Int96:
		return julian, "date"
	case parquet.Float:
		return float, "numeric"
	case parquet.Double:
		return double, "numeric"
	case parquet.ByteArray: // older writers do not say that it is text
		return text, "text"
	}
	return nil, ""
}

func boolean(out []byte, v parquet.Value) []byte { return strconv.AppendBool(out, v.Boolean()) }

// number is an integer of either size.
func number(v parquet.Value) int64 {
	if v.Kind() == parquet.Int32 {
		return int64(v.Int32())
	}
	return v.Int64()
}

func whole(out []byte, v parquet.Value) []byte { return strconv.AppendInt(out, number(v), 10) }

func unsigned(out []byte, v parquet.Value) []byte {
	if v.Kind() == parquet.Int32 {
		return strconv.AppendUint(out, uint64(v.Uint32()), 10)
	}
	return strconv.AppendUint(out, v.Uint64(), 10)
}

// float and double write the shortest decimal that stands for the binary fraction.
func float(out []byte, v parquet.Value) []byte {
	return strconv.AppendFloat(out, float64(v.Float()), 'f', -1, 32)
}

func double(out []byte, v parquet.Value) []byte {
	return strconv.AppendFloat(out, v.Double(), 'f', -1, 64)
}

// text writes a text; bytes that are none are written as hexadecimal digits.
func text(out []byte, v parquet.Value) []byte {
	raw := v.ByteArray()
	if utf8.Valid(raw) {
		return append(out, raw...)
	}
	return hex.AppendEncode(append(out, "0x"...), raw)
}

func uuid(out []byte, v parquet.Value) []byte {
	digits := hex.EncodeToString(v.ByteArray())
	if len(digits) != 32 {
		return append(out, digits...)
	}
	return append(out, digits[:8]+"-"+digits[8:12]+"-"+digits[12:16]+"-"+digits[16:20]+"-"+digits[20:]...)
}

// decimal writes a whole number with so many digits after the point.
func decimal(scale int) func([]byte, parquet.Value) []byte {
	return func(out []byte, v parquet.Value) []byte {
		n := new(big.Int)
		switch v.Kind() {
		case parquet.Int32, parquet.Int64:
			n.SetInt64(number(v))
		default: // two's complement, the highest byte first
			raw := v.ByteArray()
			n.SetBytes(raw)
			if len(raw) > 0 && raw[0]&0x80 != 0 {
				n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(raw))))
			}
		}
		return append(out, point(n.String(), scale)...)
	}
}

// point puts the decimal point into digits.
func point(digits string, scale int) string {
	if scale <= 0 || scale > 76 {
		return digits
	}
	bare, negative := strings.CutPrefix(digits, "-")
	if len(bare) <= scale {
		bare = strings.Repeat("0", scale-len(bare)+1) + bare
	}
	bare = bare[:len(bare)-scale] + "." + bare[len(bare)-scale:]
	if negative {
		return "-" + bare
	}
	return bare
}

func day(out []byte, v parquet.Value) []byte {
	return stamp(out, time.Unix(number(v)*86400, 0))
}

// stamp writes a day, and the time of the day where there is one.
func stamp(out []byte, at time.Time) []byte {
	at = at.UTC()
	if h, m, s := at.Clock(); h+m+s == 0 && at.Nanosecond() == 0 {
		return at.AppendFormat(out, time.DateOnly)
	}
	return at.AppendFormat(out, "2006-01-02 15:04:05")
}

func unitOf(u format.TimeUnit) time.Duration {
	switch u.Value.(type) {
	case *format.MilliSeconds:
		return time.Millisecond
	case *format.MicroSeconds:
		return time.Microsecond
	}
	return time.Nanosecond
}

func timestamp(unit time.Duration) func([]byte, parquet.Value) []byte {
	perSecond := int64(time.Second / unit)
	return func(out []byte, v parquet.Value) []byte {
		n := number(v)
		return stamp(out, time.Unix(n/perSecond, n%perSecond*int64(unit)))
	}
}

func clock(unit time.Duration) func([]byte, parquet.Value) []byte {
	perSecond := int64(time.Second / unit)
	return func(out []byte, v parquet.Value) []byte {
		return time.Unix(number(v)/perSecond, 0).UTC().AppendFormat(out, time.TimeOnly)
	}
}

// julian reads the old form of a time: nanoseconds of a day, and its number
// since the year −4712.
func julian(out []byte, v parquet.Value) []byte {
	const epoch = 2440588
	raw := v.Int96()
	nanoseconds := int64(raw[1])<<32 | int64(raw[0])
	return stamp(out, time.Unix((int64(raw[2])-epoch)*86400, nanoseconds))
}

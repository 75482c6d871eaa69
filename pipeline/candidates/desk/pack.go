package desk

import (
	"errors"
	"runtime"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// errDamaged says that what the file holds is not what was written.
var errDamaged = errors.New("damaged: it does not hold what the run wrote; make a run, or restore the folder from a copy")

// mostUnpacked is the most that one blob may unpack to.
const mostUnpacked = 256 << 20

// packer and unpacker are made once for the process: each keeps buffers for as many goroutines as run. Every blob carries a checksum.
var (
	packer = sync.OnceValue(func() *zstd.Encoder {
		e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(runtime.GOMAXPROCS(0)), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(true), zstd.WithZeroFrames(true))
		if err != nil {
			panic(err) // the options are constants
		}
		return e
	})
	unpacker = sync.OnceValue(func() *zstd.Decoder {
		d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(runtime.GOMAXPROCS(0)), zstd.WithDecoderMaxMemory(mostUnpacked))
		if err != nil {
			panic(err)
		}
		return d
	})
)

// unpack returns what was packed. The error is errDamaged where it was something else.
func unpack(blob []byte) ([]byte, error) {
	raw, err := unpacker().DecodeAll(blob, nil)
	if err != nil {
		return nil, errDamaged
	}
	return raw, nil
}

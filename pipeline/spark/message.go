package spark

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Limits of a stream, well beyond what Spark sends: it cuts batches at 10,000 rows and 64 MiB.
const (
	mostMetadata = 4 << 20
	mostBody     = 512 << 20
	mostRows     = 1 << 24 // of a batch
	mostColumns  = 64
)

// The kinds of message.
const (
	schemaMessage = 1
	batchMessage  = 3
)

// checkedMessages passes an Arrow IPC stream on, message by message, once the length of each has been seen to be sane. Arrow's own reader
// believes lengths, and reserves as much memory as they say.
type checkedMessages struct {
	from    io.Reader
	pending []byte // of a message's beginning, checked and not yet passed on
	body    int64  // bytes of its body, not yet passed on
	number  int    // of the message
	ended   bool
}

// Read implements io.Reader.
func (c *checkedMessages) Read(p []byte) (int, error) {
	if len(c.pending) == 0 && c.body == 0 {
		if c.ended {
			return 0, io.EOF
		}
		if err := c.beginMessage(); err != nil {
			return 0, err
		}
	}
	if len(c.pending) > 0 {
		n := copy(p, c.pending)
		c.pending = c.pending[n:]
		return n, nil
	}
	n, err := c.from.Read(p[:min(int64(len(p)), c.body)])
	c.body -= int64(n)
	if errors.Is(err, io.EOF) && c.body > 0 {
		err = c.fault("it is cut off")
	}
	return n, err
}

// beginMessage reads the beginning of the next message.
func (c *checkedMessages) beginMessage() error {
	c.number++
	head := make([]byte, 8)
	if n, err := io.ReadFull(c.from, head); err != nil {
		if n == 0 && c.number > 1 {
			c.ended = true // an end without a mark
			return io.EOF
		}
		if n != 4 || binary.LittleEndian.Uint32(head) != 0 {
			return c.fault("it is cut off")
		}
	}
	if binary.LittleEndian.Uint32(head) == 0 {
		c.pending, c.ended = head[:4], true
		return nil
	}
	length := binary.LittleEndian.Uint32(head[4:])
	switch {
	case binary.LittleEndian.Uint32(head) != 1<<32-1:
		return c.fault("it begins as no message of an Arrow IPC stream does")
	case length == 0:
		c.pending, c.ended = head, true
		return nil
	case length > mostMetadata:
		return c.fault(fmt.Sprintf("it says that it describes itself in %d bytes (want at most %d)", length, mostMetadata))
	}
	c.pending = append(head, make([]byte, length)...)
	if _, err := io.ReadFull(c.from, c.pending[8:]); err != nil {
		return c.fault("it is cut off")
	}
	kind, body, ok := description(c.pending[8:]).message()
	switch {
	case !ok:
		return c.fault("it does not describe itself, or more columns and lists in lists than may be")
	case c.number == 1 && kind != schemaMessage, c.number > 1 && kind != batchMessage:
		return c.fault(fmt.Sprintf("it is of kind %d (want a schema, and then batches without dictionaries)", kind))
	case body < 0 || body > mostBody:
		return c.fault(fmt.Sprintf("it says that it is %d bytes long (want at most %d)", body, int64(mostBody)))
	}
	c.body = body
	return nil
}

// fault says what is wrong with a message.
func (c *checkedMessages) fault(what string) error {
	return fmt.Errorf("standard input: message %d: %s", c.number, what)
}

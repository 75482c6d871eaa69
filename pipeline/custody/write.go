package custody

import (
	"bufio"
	"errors"
	"io"
	"os"
	"strings"
	"sync"

	"filippo.io/age"
)

// SealedEnd is what the name of an encrypted file adds to its own.
const SealedEnd = ".age"

// WriteFile writes a file that only its owner may open and forces it to the disk. In a folder that names recipients it is
// encrypted to them, under its name with SealedEnd, and no byte of it touches the disk in the clear.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	path, to, err := sealedPath(path)
	if err != nil {
		return err
	}
	return writeSealed(path, to, write)
}

// WriteUnforced is WriteFile that leaves it to disk.SyncFiles to force the file to the disk, and returns the path that it has: each of many
// small files waits longer for the disk than it takes to write, and together they wait once.
func WriteUnforced(path string, write func(io.Writer) error) (string, error) {
	path, to, err := sealedPath(path)
	if err != nil {
		return "", err
	}
	return path, putSealed(path, to, write, func(*os.File) error { return nil })
}

// sealedPath is the path of a file and whom it is encrypted to, as its folder says.
func sealedPath(path string) (string, []age.Recipient, error) {
	to, err := recipientsFor(path)
	if len(to) > 0 {
		path += SealedEnd
	}
	return path, to, err
}

// WriteFile writes a file outside the output folder, encrypted under its name with SealedEnd where the policy encrypts, and
// returns the path that it has.
func (p Policy) WriteFile(path string, write func(io.Writer) error) (string, error) {
	var to []age.Recipient
	for _, text := range p.Recipients {
		r, err := ParseRecipient(text)
		if err != nil {
			return "", err
		}
		to = append(to, r)
	}
	if len(to) > 0 && !strings.HasSuffix(path, SealedEnd) {
		path += SealedEnd
	}
	return path, writeSealed(path, to, write)
}

// writeSealed writes a file, encrypted where there are recipients, and forces it to the disk.
func writeSealed(path string, to []age.Recipient, write func(io.Writer) error) error {
	return putSealed(path, to, write, (*os.File).Sync)
}

// putSealed writes a file, encrypted where there are recipients, and forces it as it is told to.
func putSealed(path string, to []age.Recipient, write func(io.Writer) error, force func(*os.File) error) (err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, FileMode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if err := file.Chmod(FileMode); err != nil && canOwn { // one that was there keeps its mode otherwise
		return err
	}
	if err := sealTo(file, to, write); err != nil {
		return err
	}
	return force(file)
}

// buffers are what is written before it is put on the disk, so much at a time. Most of what a run publishes are small workbooks, a file for
// each school or sealed child: one that is written takes over the buffer of another.
var buffers = sync.Pool{New: func() any { return bufio.NewWriterSize(nil, 128<<10) }}

// buffered writes to a file by a buffer. What a buffer holds of a file that failed is not another's: it begins anew.
func buffered(file io.Writer, write func(io.Writer) error) error {
	out := buffers.Get().(*bufio.Writer)
	defer func() {
		out.Reset(nil)
		buffers.Put(out)
	}()
	out.Reset(file)
	if err := write(out); err != nil {
		return err
	}
	return out.Flush()
}

// sealTo writes through age to recipients, or as it is where there are none.
func sealTo(file io.Writer, to []age.Recipient, write func(io.Writer) error) error {
	if len(to) == 0 {
		return buffered(file, write)
	}
	return buffered(file, func(packed io.Writer) error {
		sealed, err := age.Encrypt(packed, to...)
		if err != nil {
			return err
		}
		if err := buffered(sealed, write); err != nil {
			return err
		}
		return sealed.Close()
	})
}

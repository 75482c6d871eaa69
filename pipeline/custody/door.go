package custody

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"rollcall/pipeline/disk"
	"slices"
	"sync"

	"filippo.io/age"
)

// mostKeyBytes is the most that is read of a key file.
const mostKeyBytes = 1 << 20

// keyring is the identities that open what was encrypted. They are the process's, as its account is: a command takes them once,
// when it begins, and everything that it reads back passes the one door.
var keyring struct {
	sync.Mutex
	identities []age.Identity
	files      []string
}

// TakeIdentity has the file of an age identity open, from here on, what this process reads back. A file that others may read is
// refused. No message says anything that is in it.
func TakeIdentity(path string) error {
	keys, err := readIdentity(path)
	if err != nil {
		return err
	}
	keyring.Lock()
	defer keyring.Unlock()
	if !slices.Contains(keyring.files, path) {
		keyring.files, keyring.identities = append(keyring.files, path), append(keyring.identities, keys...)
	}
	return nil
}

func readIdentity(path string) ([]age.Identity, error) {
	f, err := disk.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be read (want the file of an age identity)", path)
	}
	defer f.Close()
	if err := RefuseOpenKey(path); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	keys, err := age.ParseIdentities(io.LimitReader(f, mostKeyBytes))
	if err != nil {
		return nil, fmt.Errorf("%s: holds no identity (want lines that begin with AGE-SECRET-KEY-1, as age-keygen writes them)", path)
	}
	return keys, nil
}

// ErrSealed says that a file is encrypted and that none of the identities at hand opens it.
var ErrSealed = errors.New("encrypted, and no identity at hand opens it: name the file of one with --identity FILE (or as encrypt.identity in the settings)")

// Opened is a file read through the door: its content, wherever it is read.
type Opened struct {
	io.ReaderAt
	Size int64
	file *os.File
}

// Close lets go of the file.
func (o *Opened) Close() error { return o.file.Close() }

// fullReader tells of the end only where fewer bytes are there than were asked for, as a file on disk does: readers of Parquet take
// an end that comes with the last bytes for a damaged file.
type fullReader struct{ io.ReaderAt }

// ReadAt reads as a file on disk does.
func (r fullReader) ReadAt(p []byte, off int64) (int, error) {
	n, err := r.ReaderAt.ReadAt(p, off)
	if n == len(p) && errors.Is(err, io.EOF) {
		err = nil
	}
	return n, err
}

// Stream reads the content from its first byte, many bytes at a time: each read of an encrypted file opens a block of 64 KiB.
func (o *Opened) Stream() io.Reader {
	return bufio.NewReaderSize(io.NewSectionReader(o, 0, o.Size), 1<<20)
}

// OpenFile opens the file of a name, or, where there is none, the encrypted one of that name with SealedEnd. Every part of an
// encrypted file is authenticated before it is read, and none of it is put down in the clear. The error wraps fs.ErrNotExist
// where there is neither, and ErrSealed where no identity opens it.
func OpenFile(path string) (*Opened, error) {
	file, err := disk.Open(path)
	if err == nil {
		if len(path) > len(SealedEnd) && path[len(path)-len(SealedEnd):] == SealedEnd {
			return openSealed(file)
		}
		info, err := file.Stat()
		if err != nil {
			file.Close()
			return nil, err
		}
		return &Opened{file, info.Size(), file}, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	sealed, other := disk.Open(path + SealedEnd)
	if other != nil {
		return nil, err // of the name that was asked for
	}
	return openSealed(sealed)
}

func openSealed(file *os.File) (*Opened, error) {
	keyring.Lock()
	keys := slices.Clone(keyring.identities)
	keyring.Unlock()
	opened, err := openWith(file, keys)
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", file.Name(), err)
	}
	return opened, nil
}

func openWith(file *os.File, keys []age.Identity) (*Opened, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if len(keys) == 0 {
		return nil, ErrSealed
	}
	plain, size, err := age.DecryptReaderAt(file, info.Size(), keys...)
	var other *age.NoIdentityMatchError
	switch {
	case errors.As(err, &other):
		return nil, ErrSealed
	case err != nil:
		return nil, errors.New("encrypted, and damaged or cut off")
	}
	return &Opened{fullReader{plain}, size, file}, nil
}

// FileExists reports whether there is a file of a name, encrypted or not.
func FileExists(path string) bool {
	if _, err := os.Stat(path); err == nil {
		return true
	}
	_, err := os.Stat(path + SealedEnd)
	return err == nil
}

// SPDX-License-Identifier: Apache-2.0

//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package watch

import (
	"io"
	"os"
	"path/filepath"
)

// lockFolder keeps an open file in the folder; where the system has no locks
// of its own on it, two watchers are not told apart.
func lockFolder(folder string) (io.Closer, error) {
	return os.OpenFile(filepath.Join(folder, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
}

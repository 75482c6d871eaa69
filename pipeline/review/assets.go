package review

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

//go:embed assets
var assetFiles embed.FS

// asset is a file that every browser may have: the stylesheet and the script.
type asset struct {
	name string
	body []byte
}

// assets are by address. The address holds a digest of the file, so that a browser may keep it and a new build is another.
var assets = sync.OnceValue(func() map[string]asset {
	by := map[string]asset{}
	entries, err := assetFiles.ReadDir("assets")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		body, err := assetFiles.ReadFile("assets/" + e.Name())
		if err != nil {
			panic(err)
		}
		sum := sha256.Sum256(body)
		end := path.Ext(e.Name())
		by["/assets/"+strings.TrimSuffix(e.Name(), end)+"."+hex.EncodeToString(sum[:6])+end] = asset{e.Name(), body}
	}
	return by
})

// assetPath is the address of a file of assets.
func assetPath(name string) string {
	for at, a := range assets() {
		if a.name == name {
			return at
		}
	}
	panic("review: there is no asset " + name)
}

func serveAsset(w http.ResponseWriter, r *http.Request) {
	a, is := assets()[r.URL.Path]
	if !is {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, a.name, time.Time{}, bytes.NewReader(a.body))
}

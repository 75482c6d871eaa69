package door

import (
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	mostBody   = 64 << 10 // bytes of a form: the longest note is a few thousand
	mostHeader = 32 << 10

	// A person reads some seconds between two requests; a page with its stylesheet and script is three. An address may be a whole
	// office behind one proxy.
	sessionRate, sessionBurst = 30, 60
	addressRate, addressBurst = 200, 400
	enterRate, enterBurst     = 1, 20 // of an address, at the door

	mostKept = 10_000 // limiters of a kind: those longest unused go first
	keptFor  = 10 * time.Minute
)

// limits hands out a limiter for each key and forgets those that nobody uses.
type limits struct {
	rate  rate.Limit
	burst int

	mu   sync.Mutex
	by   map[string]*limit
	tidy time.Time
}

type limit struct {
	*rate.Limiter
	used time.Time
}

func newLimits(perSecond rate.Limit, burst int) *limits {
	return &limits{rate: perSecond, burst: burst, by: map[string]*limit{}}
}

// allow reports whether one more request of a key is let through.
func (l *limits) allow(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.tidy) > keptFor || len(l.by) >= mostKept {
		l.forget(now)
	}
	x, is := l.by[key]
	if !is {
		x = &limit{Limiter: rate.NewLimiter(l.rate, l.burst)}
		l.by[key] = x
	}
	x.used = now
	return x.AllowN(now, 1)
}

// forget drops what nobody has used of late; where that is nothing, everything: a flood of addresses may not fill the memory.
func (l *limits) forget(now time.Time) {
	l.tidy = now
	for key, x := range l.by {
		if now.Sub(x.used) > keptFor {
			delete(l.by, key)
		}
	}
	if len(l.by) >= mostKept {
		clear(l.by)
	}
}

// limitAddress refuses what one address asks too often.
func (d *Door) limitAddress(l *limits, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !l.allow(d.addressOf(r), d.clock()) {
			d.tooMany(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (d *Door) tooMany(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Retry-After", "5")
	d.refuse(w, r, http.StatusTooManyRequests)
}

// addressOf is from where a request comes. Behind a proxy it is what the proxy, which is the last to write it, says.
func (d *Door) addressOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if !d.BehindProxy {
		return host
	}
	told := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	if last := strings.TrimSpace(told[len(told)-1]); net.ParseIP(last) != nil {
		return last
	}
	return host
}

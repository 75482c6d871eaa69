package settings

import (
	"cmp"
	"maps"
	"net"
	"net/url"
	"slices"
	"time"
)

// Review is how `rollcall review` is reached and who may come in. When it is left out the page is on this machine alone, for whoever
// starts it and opens the link that is printed.
//
//	review:
//	  listen: 0.0.0.0:8443                        # 127.0.0.1:8417 when left out
//	  url: https://rollcall.example.gov.uk        # as people type it
//	  certificate: tls/fullchain.pem              # with its key; or behind_proxy: true where a proxy ends TLS
//	  key: tls/key.pem
//	  sign_in: {issuer: https://login.example.gov.uk, client: rollcall, secret_file: oidc.secret}
//	  roles: {officer: [cme-officers], lead: [cme-lead], manager: [education-managers], school: [school-staff]}
type Review struct {
	Listen      string              `yaml:"listen"`
	URL         string              `yaml:"url"`
	BehindProxy bool                `yaml:"behind_proxy"` // TLS ends at a proxy that alone reaches the page
	Certificate string              `yaml:"certificate"`  // PEM, the chain
	Key         string              `yaml:"key"`          // PEM
	Idle        Span                `yaml:"idle"`         // after which a session that nobody uses ends; 20m when left out
	Longest     Span                `yaml:"longest"`      // after which every session ends; 9h when left out
	SignIn      *SignIn             `yaml:"sign_in"`
	Roles       map[string][]string `yaml:"roles"` // the groups of the identity provider that have each role
}

// SignIn is the authority's identity provider, by OpenID Connect. The secret lies in a file or in the environment, never here.
type SignIn struct {
	Issuer     string `yaml:"issuer"`
	Client     string `yaml:"client"`
	SecretFile string `yaml:"secret_file"` // one of the two
	SecretEnv  string `yaml:"secret_env"`
	Name       string `yaml:"name"`   // the claim by which decisions are signed; preferred_username when left out
	Groups     string `yaml:"groups"` // the claim with a person's groups or roles; groups when left out
	School     string `yaml:"school"` // the claim with the school of a person of a school: its LAESTAB; laestab when left out
}

// reviewRoles are the roles of people at the page.
var reviewRoles = []string{"officer", "lead", "manager", "school"}

// Address is where the page listens.
func (r Review) Address() string { return cmp.Or(r.Listen, "127.0.0.1:8417") }

// IdleTime and LongestTime are zero where nothing is said of them.
func (r Review) IdleTime() time.Duration { return max(r.Idle.duration(), 0) }

// LongestTime is after how long every session ends.
func (r Review) LongestTime() time.Duration { return max(r.Longest.duration(), 0) }

// IsLocal reports whether an address is of this machine alone.
func IsLocal(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}

func (s *Settings) reviewFaults() (f faults) {
	r := s.Review
	if _, port, err := net.SplitHostPort(r.Address()); err != nil || port == "" {
		f.add("review.listen", "want host:port, such as 127.0.0.1:8417")
	} else if !IsLocal(r.Address()) {
		f = append(f, r.publicFaults()...)
	}
	if (r.Certificate == "") != (r.Key == "") {
		f.add("review.certificate", "want a certificate and its key, or neither")
	}
	if r.BehindProxy && r.Certificate != "" {
		f.add("review.behind_proxy", "TLS ends at the proxy or here; leave one of the two out")
	}
	if r.URL != "" {
		f = append(f, r.urlFaults()...)
	} else if r.SignIn != nil || r.BehindProxy || r.Certificate != "" {
		f.add("review.url", "missing; say the address as people type it, https://…: the identity provider sends them back to it")
	}
	for _, x := range []struct {
		name string
		is   Span
	}{{"idle", r.Idle}, {"longest", r.Longest}} {
		if d := x.is.duration(); x.is != "" && (d < time.Minute || d > 24*time.Hour) {
			f.add("review."+x.name, "want a length of time from 1m to 24h, such as 20m")
		}
	}
	return append(f, r.signInFaults()...)
}

// publicFaults says what a page lacks that others than this machine reach.
func (r Review) publicFaults() (f faults) {
	if r.SignIn == nil {
		f.add("review.listen", "beyond this machine people sign in: name review.sign_in, or listen on 127.0.0.1")
	}
	if r.Certificate == "" && !r.BehindProxy {
		f.add("review.listen", "beyond this machine nothing is sent in the clear: name review.certificate and review.key, or say behind_proxy: true where a proxy ends TLS")
	}
	return f
}

func (r Review) urlFaults() (f faults) {
	at, err := url.Parse(r.URL)
	switch {
	case err != nil || at.Host == "" || at.Path != "" || at.RawQuery != "" || at.Scheme != "https" && at.Scheme != "http":
		f.add("review.url", "want https://host without a path")
	case at.Scheme == "http" && (r.Certificate != "" || r.BehindProxy || !isLocalName(at.Hostname())):
		f.add("review.url", "http is for this machine alone; want https://…")
	case at.Scheme == "https" && r.Certificate == "" && !r.BehindProxy:
		f.add("review.url", "nothing here speaks TLS: name review.certificate and review.key, or say behind_proxy: true")
	}
	return f
}

func isLocalName(host string) bool { return IsLocal(net.JoinHostPort(host, "0")) }

func (r Review) signInFaults() (f faults) {
	for _, role := range slices.Sorted(maps.Keys(r.Roles)) {
		if !slices.Contains(reviewRoles, role) {
			f.add("review.roles."+role, "%s is %s", quoteFound(role), wantOneOf(role, reviewRoles))
		}
		if len(r.Roles[role]) == 0 {
			f.add("review.roles."+role, "names no group; name one, or leave the role out")
		}
	}
	x := r.SignIn
	switch {
	case x == nil && len(r.Roles) > 0:
		f.add("review.roles", "groups are of an identity provider; name review.sign_in")
		return f
	case x == nil:
		return f
	case len(r.Roles) == 0:
		f.add("review.roles", "missing; say which groups are officers: nobody comes in without a role")
	}
	if to, err := url.Parse(x.Issuer); err != nil || to.Host == "" || to.Scheme != "https" && !(to.Scheme == "http" && isLocalName(to.Hostname())) {
		f.add("review.sign_in.issuer", "want the https:// address of the identity provider")
	}
	if x.Client == "" {
		f.add("review.sign_in.client", "missing; the name that the identity provider knows this page by")
	}
	if (x.SecretFile == "") == (x.SecretEnv == "") {
		f.add("review.sign_in", "want a secret_file or a secret_env")
	}
	return f
}

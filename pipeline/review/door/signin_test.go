package door

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// provider is an identity provider on this machine, with what is wrong with it.
type provider struct {
	t      *testing.T
	http   *httptest.Server
	key    *rsa.PrivateKey
	asked  url.Values     // of the last sign-in that was begun
	claims map[string]any // of the token, over those that are right
	spoil  string
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{t: t, key: key}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		p.write(w, map[string]any{"issuer": p.http.URL, "authorization_endpoint": p.http.URL + "/authorize", "token_endpoint": p.http.URL + "/token",
			"jwks_uri": p.http.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		p.write(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "k", Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("/token", p.token)
	p.http = httptest.NewServer(mux)
	t.Cleanup(p.http.Close)
	return p
}

func (p *provider) write(w http.ResponseWriter, x any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(x)
}

// token exchanges a code, for whoever brings the verifier of the challenge with which it was asked for.
func (p *provider) token(w http.ResponseWriter, r *http.Request) {
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	_, secret, _ := r.BasicAuth()
	if p.asked.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(sum[:]) || p.asked.Get("code_challenge_method") != "S256" ||
		r.PostFormValue("code") != "code" || secret != "s3cret" {
		w.WriteHeader(http.StatusBadRequest)
		p.write(w, map[string]string{"error": "invalid_grant"})
		return
	}
	claims := map[string]any{"iss": p.http.URL, "sub": "1", "aud": "rollcall", "exp": signedOn.Add(time.Hour).Unix(), "iat": signedOn.Unix(),
		"nonce": p.asked.Get("nonce"), "preferred_username": "AB", "groups": []string{"cme-officers", "everybody"}}
	maps.Copy(claims, p.claims)
	key := p.key
	if p.spoil == "key" {
		key, _ = rsa.GenerateKey(rand.Reader, 2048)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: key, KeyID: "k"}}, nil)
	if err != nil {
		p.t.Error(err)
		return
	}
	body, _ := json.Marshal(claims)
	signed, err := signer.Sign(body)
	if err != nil {
		p.t.Error(err)
		return
	}
	raw, _ := signed.CompactSerialize()
	answer := map[string]any{"access_token": "a", "token_type": "Bearer", "id_token": raw}
	if p.spoil == "no token" {
		delete(answer, "id_token")
	}
	p.write(w, answer)
}

// signedOn is the day of a house.
var signedOn = time.Date(2026, 10, 16, 9, 0, 0, 0, time.UTC)

func (p *provider) house() *house {
	return newHouse(p.t, Options{Provider: &Provider{Issuer: p.http.URL, Client: "rollcall", Secret: "s3cret",
		Groups: map[Role][]string{Officer: {"cme-officers"}, Lead: {"cme-lead"}, School: {"schools"}}}})
}

// begin begins a sign-in, and returns what the provider was asked.
func (p *provider) begin(h *house) {
	p.t.Helper()
	res, err := h.client.Get(h.http.URL + SignInPath)
	if err != nil {
		p.t.Fatal(err)
	}
	res.Body.Close()
	to, err := res.Location()
	if err != nil || to.Path != "/authorize" {
		p.t.Fatalf("sent to %v: %d", to, res.StatusCode)
	}
	p.asked = to.Query()
}

// end comes back from the provider.
func (p *provider) end(h *house, state, code string) int {
	p.t.Helper()
	status, _ := h.get(h.http.URL+CallbackPath+"?"+url.Values{"state": {state}, "code": {code}}.Encode(), "Sec-Fetch-Site", "cross-site")
	return status
}

// Whom the provider vouches for comes in with the roles of the groups, once for each sign-in.
func TestWhoIsVouchedForComesIn(t *testing.T) {
	p := newProvider(t)
	h := p.house()
	p.begin(h)
	if got := p.asked.Get("redirect_uri"); got != h.http.URL+CallbackPath {
		t.Errorf("comes back to %q", got)
	}
	state := p.asked.Get("state")
	if status := p.end(h, state, "code"); status != http.StatusOK {
		t.Fatalf("came back: %d", status)
	}
	if _, body := h.get(h.http.URL + "/"); body != "AB[officer]" {
		t.Errorf("came in as %s", body)
	}
	if status := p.end(h, state, "code"); status != http.StatusForbidden {
		t.Errorf("came back again: %d", status)
	}
	if status, _ := h.get(h.http.URL + EnterPath + "?token=x"); status == http.StatusSeeOther {
		t.Error("a link lets in beside the provider")
	}
}

// Whatever is wrong with the answer, nobody comes in.
func TestNobodyComesInWhoIsNotVouchedFor(t *testing.T) {
	for _, tc := range []struct {
		name, spoil string
		claims      map[string]any
		state, code string
		wait        time.Duration
	}{
		{name: "another nonce", claims: map[string]any{"nonce": "other"}},
		{name: "no nonce", claims: map[string]any{"nonce": nil}},
		{name: "a token past its time", claims: map[string]any{"exp": signedOn.Add(-time.Minute).Unix()}},
		{name: "a token for another", claims: map[string]any{"aud": "payroll"}},
		{name: "a token of another provider", claims: map[string]any{"iss": "https://elsewhere.example"}},
		{name: "a token with another signature", spoil: "key"},
		{name: "no token", spoil: "no token"},
		{name: "no group of ours", claims: map[string]any{"groups": []string{"everybody"}}},
		{name: "no groups at all", claims: map[string]any{"groups": nil}},
		{name: "a school's person without a school", claims: map[string]any{"groups": []string{"schools"}}},
		{name: "another state", state: "other"},
		{name: "another code", code: "other"},
		{name: "too late", wait: signInFor + time.Second},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := newProvider(t)
			p.spoil, p.claims = tc.spoil, tc.claims
			h := p.house()
			p.begin(h)
			h.now = h.now.Add(tc.wait)
			state, code := p.asked.Get("state"), "code"
			if tc.state != "" {
				state = tc.state
			}
			if tc.code != "" {
				code = tc.code
			}
			if status := p.end(h, state, code); status != http.StatusForbidden {
				t.Errorf("came back: %d", status)
			}
			if status, _ := h.get(h.http.URL + "/"); status != http.StatusUnauthorized {
				t.Errorf("is in: %d", status)
			}
		})
	}
}

// A sign-in that another browser began is of no use, and the challenge is checked by the provider.
func TestASignInIsOfOneBrowser(t *testing.T) {
	p := newProvider(t)
	h, other := p.house(), p.house()
	p.begin(h)
	state := p.asked.Get("state")
	other.client = &http.Client{CheckRedirect: h.client.CheckRedirect}
	if status, _ := other.get(h.http.URL + CallbackPath + "?" + url.Values{"state": {state}, "code": {"code"}}.Encode()); status != http.StatusForbidden {
		t.Errorf("another browser: %d", status)
	}
	p.asked.Set("code_challenge", "other")
	if status := p.end(h, state, "code"); status != http.StatusForbidden {
		t.Errorf("another challenge: %d", status)
	}
}

// A provider that is away is told, and asked again.
func TestAProviderThatIsAwayIsAskedAgain(t *testing.T) {
	p := newProvider(t)
	h := p.house()
	h.signIns.Issuer = "http://127.0.0.1:1"
	if status, _ := h.get(h.http.URL + SignInPath); status != http.StatusBadGateway {
		t.Errorf("away: %d", status)
	}
	h.signIns.Issuer = p.http.URL
	p.begin(h)
}

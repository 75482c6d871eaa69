package sources

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOnceOrTwiceIsTheSame reads returns, whole, cut off, turned about and with a header behind the rows, once and twice, and wants the same of
// both.
func TestOnceOrTwiceIsTheSame(t *testing.T) {
	defer func(most int64) { mostHeldBytes = most }(mostHeldBytes)
	seen := 0
	for kind, s := range kinds {
		for _, sample := range s.sample {
			whole, err := os.ReadFile(filepath.Join("testdata", sample))
			if err != nil || filepath.Ext(sample) != ".xml" {
				continue
			}
			seen++
			for name, b := range oddReturns(whole) {
				x := inFile(t, kind, "r.xml", string(b))
				mostHeldBytes = 0
				twice, want := readAll(t, x)
				mostHeldBytes = 8 << 20
				once, got := readAll(t, x)
				diff(t, fmt.Sprintf("%s, %s", sample, name), told(twice), told(once))
				diff(t, fmt.Sprintf("%s, %s: report", sample, name), []string{fmt.Sprintf("%+v", want)}, []string{fmt.Sprintf("%+v", got)})
			}
		}
	}
	if seen < 3 {
		t.Errorf("%d samples are XML", seen)
	}
}

// oddReturns are a return and what may become of it.
func oddReturns(whole []byte) map[string][]byte {
	odd := map[string][]byte{"whole": whole, "with another outermost element": bytes.ReplaceAll(bytes.ReplaceAll(whole, []byte("<Message"), []byte("<Massage")),
		[]byte("</Message"), []byte("</Massage")), "in another code page": bytes.Replace(whole, []byte("e</"), []byte("\xe9</"), 3)}
	for n := 1; n < 16; n++ {
		odd[fmt.Sprintf("cut after %d/16", n)] = whole[:len(whole)*n/16]
	}
	text := string(whole)
	if from, to := strings.Index(text, "<Header"), strings.Index(text, "</Header>"); from >= 0 && to > from {
		header := text[from : to+len("</Header>")]
		end := strings.LastIndex(text, "</")
		odd["header behind"] = []byte(text[:from] + text[to+len("</Header>"):end] + header + text[end:])
		odd["two headers"] = []byte(text[:end] + strings.ReplaceAll(header, "2026", "2025") + text[end:])
		odd["no header"] = []byte(text[:from] + text[to+len("</Header>"):])
		odd["unknown elements"] = []byte(strings.ReplaceAll(text[:end], "<UPN>", "<Odd>1</Odd><UPN>") + "<Odder><Still>2</Still></Odder>" + text[end:])
	}
	on, left := strings.Index(text, "<PupilsOnRoll"), strings.Index(text, "<PupilsNoLongerOnRoll")
	if end := strings.Index(text, "</PupilsNoLongerOnRoll>"); on >= 0 && left > on && end > left {
		end += len("</PupilsNoLongerOnRoll>")
		odd["those who left first"] = []byte(text[:on] + text[left:end] + text[on:left] + text[end:])
	}
	return odd
}

// Command licences writes into a bill of materials under which licence each module is: from the list that the program prints and
// a test holds to the texts. The tool that makes the bill guesses licences, and does not know that of matchr, the one that matters.
package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

func main() {
	if err := addLicences(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

// addLicences reads the list and the bill, and writes the bill anew; a module without a licence is an error.
func addLicences(list, bill string) error {
	file, err := os.Open(list)
	if err != nil {
		return err
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return err
	}
	licences := map[string]string{}
	for _, l := range lines[1:] {
		licences[l[0]+"@"+l[1]] = l[2]
	}
	raw, err := os.ReadFile(bill)
	if err != nil {
		return err
	}
	var bom map[string]any
	if err := json.Unmarshal(raw, &bom); err != nil {
		return err
	}
	for _, c := range bom["components"].([]any) {
		component := c.(map[string]any)
		key := fmt.Sprint(component["name"], "@", component["version"])
		if component["name"] == "std" {
			key = "Go@" // whichever version builds
		}
		licence, known := licences[key]
		if !known {
			return fmt.Errorf("%s: %s is linked and has no notice; run make licences", bill, key)
		}
		component["licenses"] = []any{map[string]any{"license": map[string]string{"id": licence}}}
		if strings.Contains(licence, " ") {
			component["licenses"] = []any{map[string]string{"expression": licence}}
		}
	}
	out, err := json.MarshalIndent(bom, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(bill, append(out, '\n'), 0o644)
}

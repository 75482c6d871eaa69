package sources

import "context"

// collectReader reads the CSV tables that COLLECT exports.
var collectReader = reader{name: "COLLECT CSV tables", takes: (*input).isText, group: readCollect}

func readCollect(_ context.Context, parts []part) error {
	return faultf("not yet")
}

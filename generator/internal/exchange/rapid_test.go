package exchange_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain lets property tests try the same cases in every run. To look for
// others: go test -rapid.seed=N -rapid.checks=10000.
func TestMain(m *testing.M) {
	flag.Parse()
	if seed := flag.Lookup("rapid.seed"); seed.Value.String() == "0" {
		_ = seed.Value.Set("1")
	}
	os.Exit(m.Run())
}

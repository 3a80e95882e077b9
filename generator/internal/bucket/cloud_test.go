//go:build !lean

package bucket

import (
	"testing"

	"gloss/generator/internal/bucket/cloudtest"
	"gloss/generator/internal/publish/publishtest"
)

func TestGoogle(t *testing.T) {
	publishtest.TestStore(t, open(t, cloudtest.StartGoogle(t, "briefing")))
}

func TestAzure(t *testing.T) { publishtest.TestStore(t, open(t, cloudtest.StartAzure(t, "briefing"))) }

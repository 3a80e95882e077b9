package diag_test

import (
	"errors"
	"fmt"
	"testing"

	"gloss/generator/internal/diag"
)

func TestHintOf(t *testing.T) {
	plain := errors.New("no bucket")
	hinted := fmt.Errorf("s3://b: %w", diag.Hinted(plain, "make it first"))
	for err, want := range map[error]string{
		plain: "", hinted: "make it first",
		diag.Hinted(hinted, "look at the name"): "look at the name",
		errors.Join(plain, hinted):              "make it first",
	} {
		if got := diag.HintOf(err); got != want {
			t.Errorf("the hint of %v is %q, want %q", err, got, want)
		}
	}
	if hinted.Error() != "s3://b: no bucket" || !errors.Is(hinted, plain) || diag.HintOf(nil) != "" {
		t.Errorf("%v", hinted)
	}
}

//go:build lean

package bucket

import (
	"context"
	"fmt"

	"gloss/generator/brief"
	"gloss/generator/internal/publish"
)

// Open says that there are no object stores.
func Open(_ context.Context, d brief.Destination) (publish.Store, error) {
	return nil, fmt.Errorf("this gloss was built without object stores, and cannot publish to %s://", d.Kind)
}

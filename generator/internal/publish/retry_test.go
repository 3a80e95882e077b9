package publish_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"gloss/generator/internal/publish"
	"gloss/generator/internal/publish/publishtest"
)

// Where nobody has ever answered, nobody is waited for; who has answered once
// is.
func TestPatienceWithNobody(t *testing.T) {
	refused := publish.Unreachable(errors.New("connection refused"))
	for name, test := range map[string]struct {
		answers []error // of the first calls; then the refusal
		calls   int     // in all
	}{
		"nobody":                   {nil, 1},
		"somebody, then nobody":    {[]error{nil}, 1 + 7},
		"trouble, then nobody":     {[]error{publish.Temporary(errors.New("slow down"))}, 7},
		"an answer, and not a yes": {[]error{errors.New("no")}, 1 + 7},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				store := &deaf{Store: &publishtest.Memory{}, answers: test.answers, otherwise: refused}
				patient := publish.Patient(store, publish.Usual(func() float64 { return 0.5 }))
				var err error
				for range 1 + len(test.answers) {
					if _, err = patient.List(t.Context()); errors.Is(err, publish.ErrUnreachable) {
						break
					}
				}
				if !errors.Is(err, publish.ErrUnreachable) || !errors.Is(err, publish.ErrTemporary) {
					t.Errorf("the error is %v", err)
				}
				if store.calls != test.calls {
					t.Errorf("%d calls, want %d", store.calls, test.calls)
				}
			})
		})
	}
}

// deaf is a store that says little.
type deaf struct {
	publish.Store
	answers   []error
	otherwise error
	calls     int
}

func (d *deaf) List(context.Context) (*publish.Listing, error) {
	d.calls++
	if d.calls <= len(d.answers) {
		return &publish.Listing{}, d.answers[d.calls-1]
	}
	return nil, d.otherwise
}

package diag

import "errors"

// Hinted returns an error that reads like another one and also says what may
// help. Any error does so that has a method Hint: see [HintOf].
func Hinted(err error, hint string) error { return hinted{err, hint} }

type hinted struct {
	error
	hint string
}

func (h hinted) Hint() string  { return h.hint }
func (h hinted) Unwrap() error { return h.error }

// HintOf returns what may help against an error, according to itself or to the
// first of those in it that knows; nothing if none does.
func HintOf(err error) string {
	type hinter interface {
		error
		Hint() string
	}
	if h, ok := errors.AsType[hinter](err); ok {
		return h.Hint()
	}
	return ""
}

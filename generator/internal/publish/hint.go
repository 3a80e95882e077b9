package publish

// Hinted returns an error that reads like another one and also says what may
// help: its method Hint returns that, as the errors do that people get from
// the command.
func Hinted(err error, hint string) error { return hinted{err, hint} }

type hinted struct {
	error
	hint string
}

func (h hinted) Hint() string  { return h.hint }
func (h hinted) Unwrap() error { return h.error }

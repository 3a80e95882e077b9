package publish

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"time"
)

// A lock holds for holdFor and is renewed every renewEvery: whoever dies keeps
// others away no longer than that.
const (
	holdFor    = time.Minute
	renewEvery = holdFor / 4
)

// Holder is who publishes.
type Holder struct {
	Host    string    `json:"host"`
	Process int       `json:"process"`
	Token   string    `json:"token"` // another one for every run
	Until   time.Time `json:"until"` // by the holder's clock
}

// lock is an object that says who publishes, written on the condition that
// nobody else has.
type lock struct {
	store Store
	me    Holder
	now   func() time.Time
	at    Object // the lock as it was written last
}

// acquire locks a store, and renews the lock until it is released. The context
// that it returns ends with a [*Refusal] when the lock is lost to somebody
// else. The error is a [*Refusal] while somebody else holds it; who has died,
// or whose time is over, holds nothing.
func acquire(ctx context.Context, store Store, o Options) (_ context.Context, release func() error, _ error) {
	l := &lock{store: store, me: o.Me, now: o.Now}
	if err := l.take(ctx, o.Died); err != nil {
		return nil, nil, err
	}
	ctx, lose := context.WithCancelCause(ctx)
	done := make(chan struct{})
	stop := make(chan struct{})
	go func() {
		defer close(done)
		for timer := time.NewTicker(renewEvery); ; {
			select {
			case <-stop:
				timer.Stop()
				return
			case <-timer.C:
			}
			if err := l.write(ctx); errors.Is(err, ErrChanged) {
				lose(changed())
			} else if err != nil && l.now().After(l.me.Until) {
				lose(err)
			}
		}
	}()
	return ctx, func() error {
		close(stop)
		<-done
		lose(nil)
		// An interruption is no reason to leave the lock behind.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		return l.release(ctx)
	}, nil
}

// take writes the lock unless somebody holds it.
func (l *lock) take(ctx context.Context, died func(Holder) bool) error {
	var err error
	if l.at, err = l.store.Stat(ctx, LockPath); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err == nil {
		holder, err := l.holder(ctx)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			l.at = Object{} // released meanwhile
		case err != nil:
			return err
		case l.now().Before(holder.Until) && !died(holder):
			return busy(holder)
		}
	}
	if err := l.write(ctx); !errors.Is(err, ErrChanged) {
		return err
	}
	if holder, err := l.holder(ctx); err == nil {
		return busy(holder)
	}
	return changed()
}

// holder reads who holds the lock. A lock that cannot be read is nobody's.
func (l *lock) holder(ctx context.Context) (Holder, error) {
	r, err := l.store.Open(ctx, LockPath)
	if err != nil {
		return Holder{}, err
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, 1<<16))
	if err != nil {
		return Holder{}, err
	}
	var holder Holder
	if json.Unmarshal(content, &holder) != nil {
		return Holder{}, nil
	}
	return holder, nil
}

// write writes the lock in the place of the one that was seen last.
func (l *lock) write(ctx context.Context) error {
	me := l.me
	me.Until = l.now().Add(holdFor).UTC().Truncate(time.Second)
	content, err := json.Marshal(me)
	if err != nil {
		return err
	}
	at, err := exchange(ctx, l.store, LockPath, content, l.at)
	if err != nil {
		return err
	}
	l.at, l.me = at, me
	return nil
}

// release removes the lock, if it is still the one that was written.
func (l *lock) release(ctx context.Context) error {
	holder, err := l.holder(ctx)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case holder.Token != l.me.Token:
		return nil
	}
	return l.store.Delete(ctx, LockPath)
}

// exchange writes one of Gloss's own objects in the place of the one that was
// seen last, if it is still that one: otherwise the error is [ErrChanged]. It
// returns the object as it is then. Where a store knows no conditions, the
// object is looked at again, which leaves a moment for mischance.
func exchange(ctx context.Context, store Store, path string, content []byte, seen Object) (Object, error) {
	upload := Upload{
		Open:    func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil },
		Size:    int64(len(content)),
		Digest:  DigestOf(content),
		Headers: Headers{ContentType: "application/json", CacheControl: "no-store"},
		If:      Condition{Tag: seen.Tag, Absent: seen.Path == ""},
	}
	_, err := store.Put(ctx, path, upload)
	if errors.Is(err, errors.ErrUnsupported) {
		now, err := store.Stat(ctx, path)
		if gone := errors.Is(err, fs.ErrNotExist); err != nil && !gone || now.Tag != seen.Tag {
			if err == nil || gone {
				err = ErrChanged
			}
			return Object{}, err
		}
		upload.If = Condition{}
		if _, err := store.Put(ctx, path, upload); err != nil {
			return Object{}, err
		}
	} else if err != nil && !errors.Is(err, ErrChanged) {
		return Object{}, err
	}
	// A second attempt at a write whose answer was lost finds its own work.
	now, statErr := store.Stat(ctx, path)
	switch {
	case statErr != nil && err == nil:
		return Object{}, statErr
	case err != nil && (statErr != nil || now.Digest != upload.Digest):
		return Object{}, ErrChanged
	}
	return now, nil
}

package render

import "sync"

// memo keeps what has been made of each key, for all who print at the same
// time. A sync.Map would put every key that it is asked for on the heap.
type memo[K comparable, V any] struct {
	lock sync.RWMutex
	made map[K]V
}

func (m *memo[K, V]) get(key K) (V, bool) {
	m.lock.RLock()
	defer m.lock.RUnlock()
	v, found := m.made[key]
	return v, found
}

func (m *memo[K, V]) put(key K, v V) {
	m.lock.Lock()
	defer m.lock.Unlock()
	if m.made == nil {
		m.made = map[K]V{}
	}
	m.made[key] = v
}

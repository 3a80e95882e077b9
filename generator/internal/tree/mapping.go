package tree

import "gloss/generator/internal/diag"

// many is the number of fields from which on a mapping is searched by an
// index instead of one field after the other.
const many = 24

// mapping is a mapping that is being read. It finds keys that come twice, in
// steady time however many there are.
type mapping struct {
	*Node
	places map[string]int // index of each key's field; nil while there are few
}

// find returns the field of a key, and nil when there is none.
func (m *mapping) find(key string) *Field {
	if m.places != nil {
		if i, ok := m.places[key]; ok {
			return &m.Fields[i]
		}
		return nil
	}
	for i := range m.Fields {
		if m.Fields[i].Key == key {
			return &m.Fields[i]
		}
	}
	return nil
}

// add adds a field unless its key is there already, which is complained of.
func (m *mapping) add(key string, at diag.Pos, value *Node, c complaints) {
	if first := m.find(key); first != nil {
		c.twice(key, at, first.Pos)
		return
	}
	if m.places != nil {
		m.places[key] = len(m.Fields)
	}
	m.Fields = append(m.Fields, Field{Key: key, Value: value, Pos: at})
	if m.places == nil && len(m.Fields) >= many {
		m.places = make(map[string]int, 2*many)
		for i := range m.Fields {
			m.places[m.Fields[i].Key] = i
		}
	}
}

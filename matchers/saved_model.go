package matchers

import (
	"encoding/json"
	"fmt"
	"io"
)

// Save writes the model as indented JSON, the same bytes for the same model.
func (m *Model) Save(w io.Writer) error {
	if err := m.checkModel(); err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return fmt.Errorf("model: %w", err)
	}
	return nil
}

// LoadModel reads a model that Save wrote. It refuses unknown keys, another version, and probabilities out of range.
func LoadModel(r io.Reader) (*Model, error) {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	var m Model
	if err := d.Decode(&m); err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	if err := m.checkModel(); err != nil {
		return nil, err
	}
	return &m, nil
}

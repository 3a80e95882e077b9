package publishtest

import "testing"

func TestMemory(t *testing.T)              { TestStore(t, &Memory{}) }
func TestMemoryUnconditional(t *testing.T) { TestStore(t, &Memory{Unconditional: true}) }

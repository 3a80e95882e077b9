package markup

import "testing"

func TestSelectors(t *testing.T) {
	page, err := Parse([]byte(`<!doctype html><title>T</title><p class="a b">One <b>two</b><script>three</script></p><noscript><i>four</i></noscript>`))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Compile("p.a, noscript > i")
	if err != nil {
		t.Fatal(err)
	}
	found := s.All(page)
	if len(found) != 2 || Words(found[0]) != "One two" || Words(found[1]) != "four" {
		t.Errorf("%d found", len(found))
	}
	if !HasToken(found[0], "class", "b") || HasToken(found[0], "class", "a b") || Value(found[0], "id") != "" {
		t.Error("attributes are read wrongly")
	}
	for _, wrong := range []string{"p[", "", "p:nonsense", ","} {
		if _, err := Compile(wrong); err == nil {
			t.Errorf("%q is taken for a selector", wrong)
		}
	}
}

func TestFragment(t *testing.T) {
	const piece = `<li>one</li>two`
	root, err := Fragment(piece)
	if err != nil || Render(root) != piece {
		t.Errorf("%s, %v", Render(root), err)
	}
	if IsPage([]byte(piece)) || !IsPage([]byte(" <!DOCTYPE HTML>")) || !IsPage([]byte("<html lang=en>")) {
		t.Error("pages and pieces are mixed up")
	}
}

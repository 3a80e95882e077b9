package render

import "html/template"

func (v *voice) jsonLD(view framed) (template.HTML, error) { return "", nil }

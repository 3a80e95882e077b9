package render

import (
	"bytes"
	"reflect"
	"strconv"
)

// escaped compiles the printing of an expression as the function of
// html/template of the given name prints it.
func escaped(escaper string, e expression) step {
	if e.of == nil || e.at != nil && e.of.NumMethod() > 0 {
		// What prints itself in its own way is for html/template to print.
		panic(unable("a value that is not printed here"))
	}
	switch escaper {
	case "_html_template_htmlescaper":
	case "_html_template_attrescaper", "_html_template_rcdataescaper":
		if e.of == htmlType {
			panic(unable("HTML in an attribute"))
		}
	case "_html_template_htmlnamefilter":
		if e.of != attrType {
			panic(unable("the name of an attribute"))
		}
	default:
		panic(unable("escaper " + escaper))
	}
	text, number := e.text, e.number
	switch {
	case e.of == attrType && escaper != "_html_template_htmlnamefilter":
		panic(unable("attributes between tags"))
	case e.print != nil:
		return e.print
	case text != nil && (e.of == htmlType || e.of == attrType):
		return func(r *run, f *frame, dot reflect.Value) { r.out.WriteString(text(r, f, dot)) }
	case text != nil:
		return func(r *run, f *frame, dot reflect.Value) { escapeText(r.out, text(r, f, dot)) }
	case number != nil:
		return func(r *run, f *frame, dot reflect.Value) { printNumber(r.out, number(r, f, dot)) }
	}
	panic(unable("a value that is not printed here"))
}

func printNumber(b *bytes.Buffer, n int) {
	b.Write(strconv.AppendInt(b.AvailableBuffer(), int64(n), 10))
}

// escapeText escapes as html/template does, for text and for quoted
// attributes.
func escapeText(b *bytes.Buffer, s string) {
	last := 0
	for i := range len(s) {
		if entity := entities[s[i]]; entity != "" {
			b.WriteString(s[last:i])
			b.WriteString(entity)
			last = i + 1
		}
	}
	b.WriteString(s[last:])
}

var entities = [256]string{
	0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;",
}

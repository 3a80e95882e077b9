package render

import (
	"bytes"
	"html/template"
	"reflect"
	"strconv"
)

// value is what an expression of a layout amounts to. Words and numbers stand
// in fields of their own; everything else is seen through reflection.
type value struct {
	ref  reflect.Value
	text string
	n    int
	sort sort
}

type sort uint8

const (
	reflected sort = iota
	isText
	isHTML // safe as it is, between tags
	isAttr // safe as it is, within a tag
	isNumber
	isBool
)

func ofText(s string) value        { return value{text: s, sort: isText} }
func ofNumber(n int) value         { return value{n: n, sort: isNumber} }
func ofHTML(s template.HTML) value { return value{text: string(s), sort: isHTML} }

func ofAttr(s template.HTMLAttr) value { return value{text: string(s), sort: isAttr} }

func ofBool(b bool) value {
	if b {
		return value{n: 1, sort: isBool}
	}
	return value{sort: isBool}
}

// plain returns the value with words and numbers brought into their fields.
func (v value) plain() value {
	if v.sort != reflected {
		return v
	}
	ref := v.ref
	if ref.IsValid() && ref.Kind() == reflect.Interface {
		ref = ref.Elem()
	}
	if !ref.IsValid() {
		panic(unable("no value"))
	}
	switch ref.Kind() {
	case reflect.String:
		switch ref.Type() {
		case htmlType:
			return value{text: ref.String(), sort: isHTML}
		case attrType:
			return value{text: ref.String(), sort: isAttr}
		}
		return value{ref: ref, text: ref.String(), sort: isText}
	case reflect.Bool:
		return ofBool(ref.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return value{ref: ref, n: int(ref.Int()), sort: isNumber}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32:
		return value{ref: ref, n: int(ref.Uint()), sort: isNumber}
	}
	panic(unable("a value that is not plain: " + ref.Type().String()))
}

var (
	htmlType = reflect.TypeFor[template.HTML]()
	attrType = reflect.TypeFor[template.HTMLAttr]()
)

// truth reports whether a value counts as true, as template.IsTrue does.
func (v value) truth() bool {
	switch v.sort {
	case isText, isHTML, isAttr:
		return v.text != ""
	case isNumber, isBool:
		return v.n != 0
	}
	if !v.ref.IsValid() {
		return false
	}
	switch v.ref.Kind() {
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
		return v.ref.Len() > 0
	case reflect.Struct:
		return true
	case reflect.Pointer, reflect.Interface, reflect.Func:
		return !v.ref.IsNil()
	}
	return !v.ref.IsZero()
}

// reflection returns the value as reflection sees it.
func (v value) reflection() reflect.Value {
	if v.ref.IsValid() {
		return v.ref
	}
	switch v.sort {
	case isText:
		return reflect.ValueOf(v.text)
	case isHTML:
		return reflect.ValueOf(template.HTML(v.text))
	case isAttr:
		return reflect.ValueOf(template.HTMLAttr(v.text))
	case isNumber:
		return reflect.ValueOf(v.n)
	case isBool:
		return reflect.ValueOf(v.n != 0)
	}
	panic(unable("no value"))
}

// indirect returns what pointers and interfaces lead to.
func indirect(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	return v
}

// escapers print a value as the function of html/template of that name does.
var escapers = map[string]func(*bytes.Buffer, value){
	"_html_template_htmlescaper":    func(b *bytes.Buffer, v value) { escapeValue(b, v, isHTML) },
	"_html_template_attrescaper":    func(b *bytes.Buffer, v value) { escapeValue(b, v, reflected) },
	"_html_template_rcdataescaper":  func(b *bytes.Buffer, v value) { escapeValue(b, v, reflected) },
	"_html_template_htmlnamefilter": printAttr,
}

// escapeValue escapes a value; one of the given sort is safe already.
func escapeValue(b *bytes.Buffer, v value, safe sort) {
	// What prints itself in its own way is for html/template to print.
	if v.sort == reflected && v.ref.IsValid() && v.ref.Type().NumMethod() > 0 {
		panic(unable("a value with methods"))
	}
	v = v.plain()
	switch v.sort {
	case isNumber:
		b.Write(strconv.AppendInt(b.AvailableBuffer(), int64(v.n), 10))
	case isText:
		escapeText(b, v.text)
	case isHTML:
		if safe != isHTML {
			panic(unable("HTML in an attribute"))
		}
		b.WriteString(v.text)
	default:
		panic(unable("a value that is not printed here"))
	}
}

func printAttr(b *bytes.Buffer, v value) {
	if v = v.plain(); v.sort != isAttr {
		panic(unable("the name of an attribute"))
	}
	b.WriteString(v.text)
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

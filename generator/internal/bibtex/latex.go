package bibtex

import (
	"strings"
	"unicode/utf8"

	"gloss/generator/internal/fold"
)

// accents are the commands that set an accent on the letter after them, with
// the character that combines with the letter.
var accents = map[string]rune{
	"`": 0x300, "'": 0x301, "^": 0x302, "~": 0x303, "=": 0x304, "u": 0x306, ".": 0x307, `"`: 0x308, "r": 0x30a, "H": 0x30b,
	"v": 0x30c, "d": 0x323, "c": 0x327, "k": 0x328, "b": 0x331, "t": 0x361,
}

// symbols are the commands that stand for a character or two.
var symbols = map[string]string{
	"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ",
	"dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
	"&": "&", "%": "%", "$": "$", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", "\n": " ", "/": "", "-": "", ",": "\u2009", "\\": " ",
	"textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
	"quotedblbase": "„", "quotesinglbase": "‚", "guillemotleft": "«", "guillemotright": "»", "textquotesingle": "'", "textquotedbl": `"`,
	"ldots": "…", "dots": "…", "textellipsis": "…", "textasciitilde": "~", "textasciicircum": "^", "textbackslash": `\`, "textbar": "|",
	"textless": "<", "textgreater": ">", "textbraceleft": "{", "textbraceright": "}", "textunderscore": "_", "slash": "/",
	"S": "§", "P": "¶", "copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "pounds": "£", "textsterling": "£",
	"euro": "€", "texteuro": "€", "textdegree": "°", "textperiodcentered": "·", "textbullet": "•", "dag": "†", "ddag": "‡", "TeX": "TeX", "LaTeX": "LaTeX",
	"quad": " ", "qquad": " ", "space": " ", "nobreakspace": "\u00a0", "newline": " ", "par": " ", "autocap": "", "relax": "",
}

// wrappers are the commands that only change how their argument looks, with
// what stands around it.
var wrappers = map[string][2]string{
	"emph": {}, "textit": {}, "textbf": {}, "textsc": {}, "textsf": {}, "texttt": {}, "textrm": {}, "textup": {}, "textsl": {}, "textmd": {}, "textnormal": {},
	"mkbibemph": {}, "mkbibitalic": {}, "mkbibbold": {}, "mbox": {}, "hbox": {}, "url": {}, "nolinkurl": {}, "path": {}, "underline": {}, "uppercase": {}, "lowercase": {},
	"textsuperscript": {}, "textsubscript": {}, "text": {}, "ensuremath": {}, "mathrm": {}, "NoCaseChange": {}, "MakeUppercase": {},
	"enquote": {"“", "”"}, "mkbibquote": {"“", "”"}, "mkbibparens": {"(", ")"}, "mkbibbrackets": {"[", "]"},
	"em": {}, "it": {}, "bf": {}, "sc": {}, "rm": {}, "tt": {}, "sf": {}, "sl": {}, "itshape": {}, "bfseries": {}, "scshape": {}, "upshape": {},
}

// decode returns what LaTeX stands for, as plain text, and the commands in it
// that are not known, whose arguments are kept. White space is one blank.
func decode(latex string) (text string, unknown []string) {
	d := decoder{in: latex}
	d.run()
	return strings.Join(strings.FieldsFunc(fold.Compose(d.out.String()), isBlank), " "), d.unknown
}

// isBlank reports whether a character only divides words. A no-break space
// does more.
func isBlank(r rune) bool { return r == ' ' || r == '\t' || r == '\n' }

type decoder struct {
	in      string
	at      int
	out     strings.Builder
	accent  []rune // set before the next letter, to follow it
	unknown []string
	closing []string // for each open brace, what is written where it closes
}

func (d *decoder) run() {
	for d.at < len(d.in) {
		rest := d.in[d.at:]
		switch {
		case rest[0] == '\\':
			d.command()
			continue
		case rest[0] == '{':
			d.closing = append(d.closing, "")
		case rest[0] == '}':
			if n := len(d.closing); n > 0 {
				d.out.WriteString(d.closing[n-1])
				d.closing = d.closing[:n-1]
			}
		case rest[0] == '$':
			// What is between is kept: for words, that is what it looks like.
		case rest[0] == '~':
			d.out.WriteRune('\u00a0')
		case strings.HasPrefix(rest, "---"):
			d.out.WriteString("—")
			d.at += 2
		case strings.HasPrefix(rest, "--"):
			d.out.WriteString("–")
			d.at++
		case strings.HasPrefix(rest, "``"):
			d.out.WriteString("“")
			d.at++
		case strings.HasPrefix(rest, "''"):
			d.out.WriteString("”")
			d.at++
		default:
			r, size := utf8.DecodeRuneInString(rest)
			d.letter(r)
			d.at += size
			continue
		}
		d.at++
	}
	d.flush()
}

// letter writes a character, with the accents that wait for it.
func (d *decoder) letter(r rune) {
	if len(d.accent) > 0 {
		switch r {
		case 'ı':
			r = 'i'
		case 'ȷ':
			r = 'j'
		case ' ', '\t', '\n':
			return // between an accent and its letter
		}
	}
	d.out.WriteRune(r)
	d.flush()
}

func (d *decoder) flush() {
	for len(d.accent) > 0 {
		last := len(d.accent) - 1
		d.out.WriteRune(d.accent[last])
		d.accent = d.accent[:last]
	}
}

// command reads a backslash and what follows it.
func (d *decoder) command() {
	d.at++
	if d.at == len(d.in) {
		return
	}
	r, size := utf8.DecodeRuneInString(d.in[d.at:])
	name := d.in[d.at : d.at+size]
	d.at += size
	if isLetter(r) {
		start := d.at - size
		for d.at < len(d.in) && isLetter(rune(d.in[d.at])) {
			d.at++
		}
		name = d.in[start:d.at]
		for d.at < len(d.in) && isBlank(rune(d.in[d.at])) {
			d.at++ // blanks end a command and are no part of the text
		}
	}
	if accent, ok := accents[name]; ok {
		d.accent = append(d.accent, accent)
		return
	}
	if symbol, ok := symbols[name]; ok {
		if symbol != "" && len(d.accent) > 0 {
			first, size := utf8.DecodeRuneInString(symbol)
			d.letter(first)
			symbol = symbol[size:]
		}
		d.out.WriteString(symbol)
		return
	}
	around, known := wrappers[name]
	switch {
	case name == "href":
		d.argument() // the address; the words follow
	case !known && isLetter(r):
		d.unknown = append(d.unknown, `\`+name)
	case !known:
		d.out.WriteString(name)
	}
	if d.at < len(d.in) && d.in[d.at] == '{' && around[0]+around[1] != "" {
		d.at++
		d.out.WriteString(around[0])
		d.closing = append(d.closing, around[1])
	}
}

// argument passes over an argument in braces.
func (d *decoder) argument() {
	if d.at == len(d.in) || d.in[d.at] != '{' {
		return
	}
	depth := 0
	for ; d.at < len(d.in); d.at++ {
		switch d.in[d.at] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				d.at++
				return
			}
		}
	}
}

func isLetter(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' }

// encode returns plain text as LaTeX that stands for it.
func encode(text string) string {
	var b strings.Builder
	var last rune
	for _, r := range text {
		switch r {
		case '\\':
			b.WriteString(`\textbackslash{}`)
		case '{', '}', '$', '&', '%', '#', '_':
			b.WriteRune('\\')
			b.WriteRune(r)
		case '~':
			b.WriteString(`\textasciitilde{}`)
		case '^':
			b.WriteString(`\textasciicircum{}`)
		case '\u00a0':
			b.WriteRune('~')
		case '-', '`', '\'':
			if r == last {
				b.WriteString("{}") // two would be one of another sort
			}
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

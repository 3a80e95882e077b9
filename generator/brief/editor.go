package brief

import (
	"net/url"
	"strconv"
	"strings"
)

// Editor is the address by which the author's editor opens a file, with {file},
// {line} and {column} in the places of these.
type Editor string

// Editors are the editors that are known by name, with the addresses that they
// document.
func Editors() map[string]Editor {
	return map[string]Editor{
		"vscode":    "vscode://file{file}:{line}:{column}",
		"vscodium":  "vscodium://file{file}:{line}:{column}",
		"cursor":    "cursor://file{file}:{line}:{column}",
		"windsurf":  "windsurf://file{file}:{line}:{column}",
		"zed":       "zed://file{file}:{line}:{column}",
		"idea":      "idea://open?file={file}&line={line}&column={column}",
		"sublime":   "subl://open?url=file://{file}&line={line}&column={column}",
		"textmate":  "txmt://open?url=file://{file}&line={line}&column={column}",
		"macvim":    "mvim://open?url=file://{file}&line={line}&column={column}",
		"emacs":     "emacs://open?url=file://{file}&line={line}&column={column}",
		"textastic": "textastic://open?url=file://{file}&line={line}",
	}
}

// Address returns the address that opens a file at a place, and nothing when
// no editor is set. The file is an absolute path of the operating system.
func (e Editor) Address(file string, line, column int) string {
	if e == "" {
		return ""
	}
	file = strings.ReplaceAll(file, `\`, "/")
	if !strings.HasPrefix(file, "/") {
		file = "/" + file // C:/…
	}
	return strings.NewReplacer(
		"{file}", (&url.URL{Path: file}).EscapedPath(),
		"{line}", strconv.Itoa(max(1, line)),
		"{column}", strconv.Itoa(max(1, column)),
	).Replace(string(e))
}

package browsertest

// All of chromedp is in this file: the tests know a tab and what a reader can
// do with it.

import (
	"context"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// tab is one tab of a browser of its own, in which nothing is remembered.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string // address of the site's server, without the final slash
}

// openTab starts Chromium and opens a tab on a served site. It skips the test
// where there is no Chromium.
func openTab(t *testing.T, base string) *tab {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	binary, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("there is no chromium on this machine; install it to run the browser tests")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(binary),
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		// A mouse that can hover: headless, there is none otherwise.
		chromedp.Flag("blink-settings", "primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4"),
		// What a page asks of another host goes nowhere.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.WSURLReadTimeout(time.Minute),
	)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx, base: base}
	b.size(1280, 900)
	return b
}

func (b *tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
}

// visit opens an address of the site and waits until it is loaded.
func (b *tab) visit(address string) {
	b.t.Helper()
	b.do("visit "+address, chromedp.Navigate(b.base+address))
}

// arrives waits until a page has led the tab to an address, and returns false
// when it does not.
func (b *tab) arrives(address string) bool {
	for range 100 {
		at, err := chromedp.Run(b.ctx, chromedp.Evaluate[string]("document.readyState === 'complete' ? location.pathname : ''"))
		if err == nil && at == address {
			return true
		}
		time.Sleep(50 * time.Millisecond) // an error means that it is on its way
	}
	return false
}

// waitFor waits until an expression is true in the page.
func (b *tab) waitFor(expression string) {
	b.t.Helper()
	for range 100 {
		if ask[bool](b, "!!("+expression+")") {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatalf("%s does not become true", expression)
}

// size makes the window so many CSS pixels wide and high. (EmulateViewport
// would take the mouse away as well.)
func (b *tab) size(width, height int) {
	b.t.Helper()
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: int64(width), Height: int64(height), DeviceScaleFactor: 1,
	})
}

// touch takes the mouse away and gives a screen that is touched.
func (b *tab) touch() {
	b.t.Helper()
	call(b, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
}

// press presses one key: a letter, or one of the keys below.
func (b *tab) press(key string) {
	b.t.Helper()
	b.do("press a key", chromedp.KeyEvent(key))
}

const (
	tabKey   = "\t"
	enterKey = "\r"
	spaceKey = " "
)

// point moves the mouse to a place in the window.
func (b *tab) point(x, y float64) {
	b.t.Helper()
	b.do("point", chromedp.MouseEvent("mouseMoved", x, y))
}

// watch has every page that is opened from now on, in frames too, write down
// in the happened of the outermost one what scripts would do to be noticed,
// and what a policy has stopped.
func (b *tab) watch() {
	b.t.Helper()
	call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `(() => {
		const happened = (top.happened ||= []);
		for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => { happened.push(location.pathname + " calls " + name) };
		addEventListener("securitypolicyviolation", (e) => happened.push(location.pathname + " breaks " + e.violatedDirective + " with " + e.blockedURI + " " + e.sample));
	})()`})
}

// withoutScript switches the script off for the pages that are visited next.
// What the tests themselves ask the page still works.
func (b *tab) withoutScript() {
	b.t.Helper()
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
}

// prefer sets what a reader has told the system: name and value of media
// features in turn, such as "prefers-color-scheme", "dark".
func (b *tab) prefer(features ...string) {
	b.t.Helper()
	b.emulate("", features...)
}

// paper shows the page as it is printed.
func (b *tab) paper() {
	b.t.Helper()
	b.emulate("print")
}

func (b *tab) emulate(media string, features ...string) {
	b.t.Helper()
	params := emulation.SetEmulatedMediaParams{Media: media}
	for i := 0; i+1 < len(features); i += 2 {
		params.Features = append(params.Features, &emulation.MediaFeature{Name: features[i], Value: features[i+1]})
	}
	call(b, emulation.SetEmulatedMedia, params)
}

// letters sets the size of text that the reader has chosen, in pixels; 16 is
// what browsers begin with.
func (b *tab) letters(pixels int64) {
	b.t.Helper()
	call(b, page.SetFontSizes, page.SetFontSizesParams{FontSizes: &page.FontSizes{Standard: pixels, Fixed: pixels}})
}

// pdf prints the page.
func (b *tab) pdf() []byte {
	b.t.Helper()
	content, err := chromedp.Run(b.ctx, chromedp.PrintToPDF())
	if err != nil {
		b.t.Fatal("print:", err)
	}
	return content
}

// picture returns what the window shows, as PNG.
func (b *tab) picture() []byte {
	b.t.Helper()
	content, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal("picture:", err)
	}
	return content
}

// ask evaluates an expression in the page; a promise is waited for.
func ask[T any](b *tab, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%.80s: %v", expression, err)
	}
	return value
}

func call[P, R any](b *tab, command cdp.Command[P, R], params P) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, command, params); err != nil {
		b.t.Fatalf("%s: %v", command.Method, err)
	}
}

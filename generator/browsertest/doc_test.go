// Package browsertest reads finished sites in headless Chromium, as their
// readers do: with and without the script, by keyboard, on phones and wide
// screens, in print. It holds tests only.
//
// Without Chromium the tests are skipped, and those that ask axe-core are
// unless GLOSS_AXE names the file axe.min.js; .ci/run has both.
package browsertest

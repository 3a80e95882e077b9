package generator_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// The recipes in the manual are run as far as they can be without their hosts:
// every line of a job that is a command, one after the other, in a small site
// that is published to a folder.

const recipeSite = `title = "The Example Briefing"
base_url = "https://example.org/"

[publish.live]
url = "dir:%s"
`

// recipeFolder makes the site of a recipe, and returns it with the folder that
// it is published to.
func recipeFolder(t *testing.T) (dir, live string) {
	t.Helper()
	dir, live = t.TempDir(), filepath.Join(t.TempDir(), "live")
	if err := os.MkdirAll(filepath.Join(dir, "content/articles"), 0o777); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "config.toml"), fmt.Sprintf(recipeSite, live))
	writeFile(t, filepath.Join(dir, "content/articles/2021-12-03-a-day.md"), "---\ntitle: A day\n---\n\nLike any other.\n")
	return dir, live
}

// job is a job of a pipeline: the commands that it runs and the actions that
// it uses.
type job struct {
	name     string
	commands []string
	uses     []string
}

// jobsOf reads the jobs of a workflow of GitHub or of a pipeline of GitLab.
func jobsOf(t *testing.T, text string) []job {
	t.Helper()
	type part struct {
		Script []string `yaml:"script"`
		Before []string `yaml:"before_script"`
		Steps  []struct {
			Run  string `yaml:"run"`
			Uses string `yaml:"uses"`
		} `yaml:"steps"`
	}
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(text), &document); err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	top := document.Content[0]
	if github := valueOf(top, "jobs"); github != nil {
		top = github
	}
	var always part
	if shared := valueOf(top, "default"); shared != nil {
		if err := shared.Decode(&always); err != nil {
			t.Fatal(err)
		}
	}
	var jobs []job
	for i := 0; i+1 < len(top.Content); i += 2 {
		var p part
		if name := top.Content[i].Value; name == "default" || top.Content[i+1].Decode(&p) != nil {
			continue
		} else {
			j := job{name: name, commands: append(append([]string(nil), always.Before...), p.Script...)}
			for _, step := range p.Steps {
				if step.Run != "" {
					j.commands = append(j.commands, step.Run)
				}
				if step.Uses != "" {
					j.uses = append(j.uses, step.Uses)
				}
			}
			jobs = append(jobs, j)
		}
	}
	return jobs
}

func valueOf(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return nil
}

// runRecipe runs commands as one shell does on a fresh machine, where go
// install puts the program into the path.
func runRecipe(t *testing.T, dir, home string, commands []string) {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	script := "set -e\n"
	for _, line := range commands {
		if strings.HasPrefix(line, "go install ") {
			line = "(cd '" + root + "' && " + line + ")" // where the recipe's repository has it
		}
		script += line + "\n"
	}
	modules, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command("sh", "-c", script)
	c.Dir = dir
	c.Env = append(os.Environ(), "GOPATH="+home, "GOMODCACHE="+strings.TrimSpace(string(modules)),
		"PATH="+filepath.Join(home, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("%v:\n%s\n%s", err, script, out)
	}
}

// published reports whether a folder holds the home page of the recipe's site.
func published(folder string) bool {
	page, err := os.ReadFile(filepath.Join(folder, "index.html"))
	return err == nil && strings.Contains(string(page), "The Example Briefing")
}

func TestRecipesForPipelines(t *testing.T) {
	if testing.Short() {
		t.Skip("the command is built, and run by itself")
	}
	text := manual(t)["publishing.md"]
	recipes := fenced(text, "yaml")
	if len(recipes) < 3 {
		t.Fatalf("there are %d recipes", len(recipes))
	}
	home := t.TempDir()
	for _, recipe := range recipes {
		for _, j := range jobsOf(t, recipe.text) {
			t.Run(fmt.Sprint("line", recipe.line, "/", j.name), func(t *testing.T) {
				if len(j.commands)+len(j.uses) == 0 {
					t.Fatal("the job does nothing")
				}
				for _, action := range j.uses {
					pinned := regexp.MustCompile(regexp.QuoteMeta(action) + ` # v\d+\.\d+\.\d+\n`)
					if !regexp.MustCompile(`^[a-z-]+/[a-z-]+@[0-9a-f]{40}$`).MatchString(action) || !pinned.MatchString(recipe.text) {
						t.Errorf("%s is not pinned to a revision with its version beside it", action)
					}
				}
				dir, live := recipeFolder(t)
				runRecipe(t, dir, home, j.commands)
				switch all := strings.Join(j.commands, "\n"); {
				case strings.Contains(all, "publish live --strict --yes"):
					if !published(live) {
						t.Error("nothing was published")
					}
					if changed, err := os.ReadFile(filepath.Join(dir, "changed.txt")); err != nil || !strings.Contains(string(changed), "/2021/12/03/a-day/") {
						t.Errorf("changed.txt: %v\n%s", err, changed)
					}
				case strings.Contains(all, "--out _site"):
					if !published(filepath.Join(dir, "_site")) {
						t.Error("nothing was built")
					}
				case published(live):
					t.Error("a check has published")
				}
			})
		}
	}
}

// The unit is verified by systemd where there is systemd, and its command run.
func TestRecipeForATimer(t *testing.T) {
	units := map[string]string{}
	for _, unit := range fenced(manual(t)["publishing.md"], "ini") {
		name, rest, _ := strings.Cut(unit.text, "\n")
		units[filepath.Base(name)] = rest
	}
	service, timer := units["gloss-publish.service"], units["gloss-publish.timer"]
	command := regexp.MustCompile(`(?m)^ExecStart=/usr/local/bin/gloss (.*)$`).FindStringSubmatch(service)
	if command == nil || timer == "" {
		t.Fatalf("there are the units %v", units)
	}
	dir, live := recipeFolder(t)
	state := t.TempDir()
	runRecipe(t, dir, t.TempDir(), []string{commandPath(t) + " " + strings.ReplaceAll(command[1], "/var/lib/gloss", state)})
	if !published(live) {
		t.Error("nothing was published")
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("there is no systemd-analyze on this machine to verify the units")
	}
	folder := t.TempDir()
	writeFile(t, filepath.Join(folder, "gloss-publish.service"), strings.NewReplacer("/usr/local/bin/gloss", commandPath(t), "User=briefing", "User=root").Replace(service))
	writeFile(t, filepath.Join(folder, "gloss-publish.timer"), timer)
	for _, unit := range []string{"gloss-publish.service", "gloss-publish.timer"} {
		if out, err := exec.Command(analyze, "--man=no", "--recursive-errors=no", "verify", filepath.Join(folder, unit)).CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%s", unit, err, out)
		}
	}
	if out, err := exec.Command(analyze, "calendar", regexp.MustCompile(`OnCalendar=(.*)`).FindStringSubmatch(timer)[1]).CombinedOutput(); err != nil {
		t.Errorf("the calendar: %v\n%s", err, out)
	}
}

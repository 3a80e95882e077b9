package mention

import (
	"fmt"
	"strings"
	"testing"

	"gloss/generator/brief"
)

// article is a text of some 4 KB, in paragraphs.
func article(words string) brief.Prose {
	p := brief.Prose{Elements: []brief.Element{{Name: "p"}}}
	for len(p.Text) < 4000 {
		if p.Text != "" {
			p.Text += "\n"
		}
		p.Steps = append(p.Steps, brief.Step{At: int32(len(p.Text)), Op: brief.OpenBlock})
		p.Text += words
		p.Steps = append(p.Steps, brief.Step{At: int32(len(p.Text)), Op: brief.CloseBlock})
	}
	return p
}

const (
	english   = "The minister told parliament on Friday that an escalation was likeliest to be ready at the end of January, and Vladimir Putin’s answer – “nothing new” – came from Moscow within the hour; NATO had none. What the commitments were, and whether they were commitments, is an argument of thirty years’ standing."
	ukrainian = "Міністр сказав парламентові в п’ятницю, що загострення найімовірніше наприкінці січня, а відповідь Володимира Путіна – «нічого нового» – надійшла з Москви за годину; НАТО не відповіло."
)

// BenchmarkFind measures how many bytes of text a second are read for 200 and
// 2,000 entities with two names each, on one processor.
func BenchmarkFind(b *testing.B) {
	for _, n := range []int{200, 2000} {
		var names []Name
		for i := range n {
			name := fmt.Sprintf("%s %s%d", given[i%len(given)], family[i/7%len(family)], i)
			names = append(names, Name{name, i}, Name{"Mr " + strings.Fields(name)[1], i})
		}
		names = append(names, Name{"Vladimir Putin", n}, Name{"NATO", n + 1}, Name{"НАТО", n + 1})
		f := New(names)
		for _, text := range []struct{ name, words string }{{"english", english}, {"ukrainian", ukrainian}} {
			b.Run(fmt.Sprintf("%d/%s", n, text.name), func(b *testing.B) {
				p, search := article(text.words), f.Search()
				b.SetBytes(int64(len(p.Text)))
				b.ReportAllocs()
				for b.Loop() {
					if len(search.Prose(&p)) == 0 {
						b.Fatal("nothing found")
					}
				}
			})
		}
	}
}

var (
	given  = strings.Fields("Anna Boris Clara Dmytro Elena Fatima Georg Halyna Ivan Jelena Karim Lena Marek Nadia Olga Pavel")
	family = strings.Fields("Almqvist Bondar Castro Dvořák Eklund Ferrand Grau Holm Ivanov Jansen Keller Lindqvist Moreau Novak Osei")
)

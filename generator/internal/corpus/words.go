package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// writer writes sentences that name the entities of one article.
type writer struct {
	r                              *rand.Rand
	persons, places, organisations []string
}

func (c *Corpus) writer(r *rand.Rand, chosen []int) *writer {
	w := &writer{r: r}
	for _, i := range chosen {
		switch e := c.Entities[i]; e.Type {
		case "person":
			w.persons = append(w.persons, e.Name)
		case "place":
			w.places = append(w.places, e.Name)
		default:
			w.organisations = append(w.organisations, e.Name)
		}
	}
	return w
}

// sentence returns a sentence of about 17 words.
func (w *writer) sentence() string { return w.fill(pick(w.r, sentences)) }

// passage returns the words that a note is about; no two with other numbers
// are alike.
func (w *writer) passage(number int) string {
	return fmt.Sprintf("%s %d,%03d %s", pick(w.r, measures), number/1000, number%1000, w.fill(pick(w.r, counted)))
}

func (w *writer) title() string {
	words := strings.Fields(w.sentence())
	return strings.Trim(strings.Join(words[:min(len(words), 6+w.r.IntN(4))], " "), ",.")
}

func (w *writer) heading() string {
	return w.fill("What the {noun} {verb}")
}

// fill puts words in the places that are held for them.
func (w *writer) fill(text string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			break
		}
		slot, after, _ := strings.Cut(rest, "}")
		b.WriteString(w.word(slot))
		text = after
	}
	filled := b.String()
	return filled
}

func (w *writer) word(slot string) string {
	one := func(names []string, otherwise string) string {
		if len(names) == 0 {
			return otherwise
		}
		return pick(w.r, names)
	}
	switch slot {
	case "person":
		return one(w.persons, "The speaker")
	case "place":
		return one(w.places, "the capital")
	case "body":
		return one(w.organisations, "the ministry")
	case "number":
		return fmt.Sprint(2 + w.r.IntN(97))
	}
	return pick(w.r, words[slot])
}

var sentences = []string{
	"{person} said on {day} that the {noun} would be {done} before {month}, whatever the {noun} in {place} decided about it.",
	"A {adjective} {noun} of the {body} was {done} in {month}, and {number} of its authors asked for a second reading.",
	"In {place} the {noun} had been {adjective} for weeks, people there told us, and nobody expected the {noun} to change that.",
	"Two members of the {body} called the {noun} {adjective}; a third, who would not be named, called it {adjective}.",
	"{person} and {person} met for {number} minutes on {day} and spoke mostly of the {noun}, according to a {adjective} note.",
	"The {noun} that was {done} last {month} has cost the region around {place} about {number} million, more than was planned.",
	"Asked about the {noun}, {person} answered that the {body} had been told of it in {month} and had not replied.",
	"It is the {number}th {noun} of this kind since the {body} took over, and the first to be {done} without a vote.",
	"Neither the {body} nor {person} wished to say whether the {noun} was {done} by mistake or with a {adjective} purpose.",
	"On the road from {place} drivers waited {number} hours on {day}, while the {noun} was {done} on both sides.",
	"The {adjective} part of the {noun} is its last page, where {person} admits that the {noun} was never {done}.",
	"Whoever reads the {noun} of the {body} closely will find a {adjective} sentence on {place} that was left out in {month}.",
	"By {day} evening the {noun} had been {done} twice, and {person} spoke of a {adjective} week for everybody in {place}.",
	"Its {noun} is {adjective} and short: {number} lines, of which the {body} struck out all but the first and the last.",
	"Critics in {place} say that the {body} has {done} such a {noun} before, in a {month} that few of them have forgotten.",
	"There will be another {noun} in {month}, said {person}, since the {adjective} one that was {done} on {day} settled little.",
}

var leads = []string{
	"The {body} put the figure at ",
	"According to {person} there were ",
	"Records seen in {place} speak of ",
	"The {noun} lists ",
	"On {day} the {body} still counted ",
}

var counted = []string{
	"{thing} near {place}",
	"{thing} in the hands of the {body}",
	"{adjective} {thing}",
	"{thing} since {month}",
}

var tails = []string{
	"a number that was disputed at once.",
	"which {person} would not confirm.",
	"twice as many as in {month}.",
	"and gave no source for it.",
}

var measures = []string{"more than", "about", "at least", "fewer than", "exactly", "up to"}

var words = map[string][]string{
	"day":       strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
	"month":     strings.Fields("January February March April June July August September October November December"),
	"noun":      strings.Fields("plan report inquiry budget ruling letter proposal bridge contract survey railway tariff merger timetable harbour strike petition closure"),
	"adjective": strings.Fields("careful costly late open quiet useful weak early joint narrow public second severe small strange temporary usual doubtful"),
	"done":      strings.Fields("approved delayed published withdrawn questioned finished changed repeated opened rejected shortened paid"),
	"verb":      strings.Fields("changes leaves costs means hides brings"),
	"thing":     strings.Fields("vehicles seats ballots barrels tents requests vessels crates hectares letters wagons permits"),
}

// Topics are what articles are filed under.
var Topics = strings.Fields("budget climate courts culture defence diplomacy economy education elections energy farming finance fisheries " +
	"health housing justice labour media migration mining planning ports railways research sport taxes tourism trade transport water")

// Kinds are those of the notes.
var Kinds = strings.Fields("context fact-check correction definition dispute update translation")

// Annotators are those who write notes.
var Annotators = []string{"First desk", "Second desk", "Third desk", "Fourth desk", "Night desk", "Figures desk", "Language desk", "Readers' desk"}

var (
	publishers = []string{"The Morning Sheet", "Harbour Courier", "Northern Gazette", "The Ledger", "Evening Record", "Statistics Office", "Hill Dispatch", "The Valley Reporter", "Coast Radio", "The Examiner"}
	firstNames = strings.Fields("Ada Boris Clara Dario Edith Farid Greta Hugo Irma Jonas Karin Leon Mira Nils Olga Pavel Rosa Stefan Tilda Viktor")
	lastNames  = strings.Fields("Abend Brückner Castell Dorn Eklund Fabre Gruber Halloran Ivers Jansen Kowal Lindholm Marek Norden Okoro Petrov Quist Rossi Sandoval Tamm")
	places     = strings.Fields("Tallinn Ottawa Nairobi Lisbon Quito Hanoi Tbilisi Oslo Accra Montevideo Riga Vilnius Helsinki Stockholm Copenhagen Berlin Paris Madrid Rome Athens " +
		"Ankara Chisinau Bucharest Sofia Budapest Bratislava Vienna Geneva Brussels Dublin Reykjavik Brasilia Santiago Tokyo Delhi Beijing Cairo Rabat Abuja Warsaw " +
		"Prague Zagreb Belgrade Skopje Tirana Valletta Nicosia Baku Yerevan Astana Tashkent Bishkek Dushanbe Kathmandu Dhaka Colombo Yangon Bangkok Vientiane Manila " +
		"Jakarta Canberra Wellington Suva Lima Bogota Caracas Asuncion Sucre Havana Kingston Managua Panama Guatemala Kampala Kigali Lusaka Harare Maputo Windhoek")
	bodies = strings.Fields("Energy Border Harbour Grain Rail Water Health Census Court Trade")
)

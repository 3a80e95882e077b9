package anchor_test

import (
	"strings"
	"testing"

	"gloss/generator/brief"
)

// In the languages that are listed, a passage without known surroundings is
// placed when a word of no weight changed in it, and only shown when its
// negation or number did.
func TestTurnsInLanguages(t *testing.T) {
	tests := []struct {
		language, quote     string
		harmless            string
		negated, renumbered string
	}{
		{
			"en", "the two delegations will meet again in the capital before the winter", "the two delegations will gather again in the capital before the winter",
			"the two delegations will not meet again in the capital before the winter", "the three delegations will meet again in the capital before the winter",
		},
		{
			"de", "dass die zwei Delegationen am Montag in der Hauptstadt wieder zusammentreffen werden", "dass die zwei Delegationen am Montag in der Hauptstadt erneut zusammentreffen werden",
			"dass die zwei Delegationen am Montag in der Hauptstadt nicht wieder zusammentreffen werden", "dass die drei Delegationen am Montag in der Hauptstadt wieder zusammentreffen werden",
		},
		{
			"uk", "що дві делегації знову зустрінуться в столиці наступного понеділка вранці", "що дві делегації знову зберуться в столиці наступного понеділка вранці",
			"що дві делегації не зустрінуться знову в столиці наступного понеділка вранці", "що три делегації знову зустрінуться в столиці наступного понеділка вранці",
		},
		{
			"fr", "que les deux délégations se retrouveront lundi prochain dans la capitale autrichienne", "que les deux délégations se réuniront lundi prochain dans la capitale autrichienne",
			"que les deux délégations ne se retrouveront pas lundi prochain dans la capitale autrichienne", "que les quatre délégations se retrouveront lundi prochain dans la capitale autrichienne",
		},
		{
			"fr, elided", "que le ministre avait accepté la proposition de la délégation russe hier soir", "que le ministre avait accueilli la proposition de la délégation russe hier soir",
			"que le ministre n'avait accepté la proposition de la délégation russe hier soir", "que le deuxième ministre avait accepté la proposition de la délégation russe hier soir",
		},
		{
			"es", "que las dos delegaciones volverán a reunirse el próximo lunes en la capital", "que las dos delegaciones volverán a encontrarse el próximo lunes en la capital",
			"que las dos delegaciones no volverán a reunirse el próximo lunes en la capital", "que las tres delegaciones volverán a reunirse el próximo lunes en la capital",
		},
		{
			"ar", "إن أربعة وفود سوف تجتمع مجددا في العاصمة يوم الاثنين المقبل صباحا", "إن أربعة وفود سوف تلتقي مجددا في العاصمة يوم الاثنين المقبل صباحا",
			"إن أربعة وفود لن تجتمع مجددا في العاصمة يوم الاثنين المقبل صباحا", "إن خمسة وفود سوف تجتمع مجددا في العاصمة يوم الاثنين المقبل صباحا",
		},
		{
			"ru", "что две делегации снова встретятся в столице в следующий понедельник утром", "что две делегации снова соберутся в столице в следующий понедельник утром",
			"что две делегации не встретятся снова в столице в следующий понедельник утром", "что три делегации снова встретятся в столице в следующий понедельник утром",
		},
	}
	for _, test := range tests {
		for what, now := range map[string]string{"harmless": test.harmless, "negated": test.negated, "renumbered": test.renumbered} {
			p := place("… "+now+" …", marked(test.quote))
			if p.Outcome != brief.Moved {
				t.Errorf("%s, %s: %s, want moved", test.language, what, p.Outcome)
			} else if want := what == "harmless"; p.Shown != want {
				t.Errorf("%s, %s: placed is %v: %s", test.language, what, p.Shown, strings.TrimSpace(now))
			}
		}
	}
}

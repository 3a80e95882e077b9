package anchor

import "strings"

// deciding are words that turn a sentence's meaning when they come or go:
// negations, words for numbers, and more or less, before or after. Those of
// all languages count in every text, since a text may quote others; a word
// that turns nothing in its own language makes a placement a question to the
// author and no more. Articles that are also words for one (un, ein, una) are
// left out: they come and go too often. What the lists miss is caught by
// context, or by the author, for nothing is placed without a warning.
//
// Words are written as the fold leaves them. The lists are basic on purpose:
// in languages that are not here a turned meaning shows by numerals, capitals
// and context alone.
var deciding = func() map[string]bool {
	words := map[string]bool{}
	for _, list := range decidingIn {
		for w := range strings.FieldsSeq(list) {
			words[w] = true
		}
	}
	return words
}()

var decidingIn = map[string]string{
	"en": `
		no not never none nor neither without cannot nobody nothing hardly false
		one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety
		hundred thousand million billion trillion dozen half twice double first second third fourth fifth
		less more fewer under over before after`,
	"de": `
		nicht nichts nie niemals niemand niemandem niemanden kein keine keinem keinen keiner keines weder ohne kaum falsch nirgends
		eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig
		hundert tausend halb halbe halben zweimal doppelt erste ersten zweite zweiten dritte dritten vierte fünfte
		weniger mehr unter über vor nach`,
	"uk": `
		не ні ніколи ніхто ніщо нічого немає нема жоден жодна жодного без хибно навряд
		один одна одне два дві три чотири п'ять шість сім вісім дев'ять десять одинадцять дванадцять двадцять тридцять сорок п'ятдесят шістдесят сімдесят вісімдесят дев'яносто
		сто двісті тисяча тисячі тисяч мільйон мільйона мільйони мільйонів мільярд мільярди мільярдів половина половини двічі удвічі вдвічі перший перша перше друга друге третій третя
		менше більше до після перед`,
	"fr": `
		ne pas jamais sans ni aucun aucune rien personne nul nulle guère faux
		deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante septante huitante nonante
		cent cents mille million millions milliard milliards dizaine douzaine demi demie moitié double premier première deuxième troisième
		moins plus sous avant après`,
	"es": `
		no nunca jamás nadie nada ni sin ningún ninguno ninguna tampoco apenas falso falsa
		dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa
		cien ciento cientos mil millón millones docena medio media mitad doble primero primera segundo segunda tercero tercera
		menos más bajo antes después`,
	"ar": `
		لا ولا لم ولم لن ولن ليس وليس ليست وليست ما غير دون بدون بلا أبدا قط لاشيء
		واحد واحدة اثنان اثنين اثنتان اثنتين ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني ثمان تسعة تسع عشرة عشر عشرون عشرين ثلاثون ثلاثين أربعون أربعين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين
		مئة مائة مئتان مئتين مئات ألف ألفان ألفين آلاف مليون ملايين مليار مليارات نصف ضعف مرتين الأول الأولى الثاني الثانية الثالث الثالثة
		أقل أكثر قبل بعد تحت فوق`,
	"ru": `
		не нет ни никогда никто ничто ничего никакой никакого без нельзя вряд ложно
		один одна одно два две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто
		сто двести тысяча тысячи тысяч миллион миллиона миллионы миллионов миллиард миллиарды миллиардов половина половины дважды вдвое первый первая первое второй вторая второе третий третья
		меньше менее больше более до после перед`,
}

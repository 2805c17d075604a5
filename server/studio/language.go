package studio

import "figurehead/widgets/words"

// Languages lists the languages a figure can be in.
func (p sayPage) Languages() []*words.Locale { return words.Languages() }

// LanguageName is the language the figure is in, as it calls itself.
func (p sayPage) LanguageName() string { return words.For(p.Preview.Figure.Lang).Name }

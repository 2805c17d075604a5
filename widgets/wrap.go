package widgets

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

const nbsp = '\u00a0'

// maxWrapped is the longest text, in bytes, that is broken into lines; a longer one
// fits no preset.
const maxWrapped = 6000

// wrap breaks text into the fewest lines at most width wide and evens them out
// by least sum of squared slack, so that no word is left alone. Words that
// belong together stay together. A word wider than width gets its own line.
func (l *layout) wrap(text string, face Face, size, width Px) []string {
	words := l.loosened(strings.FieldsFunc(bind(text), breaks), face, size, width)
	if len(words) == 0 {
		return nil
	}
	space := l.measure(face, size, " ")
	sums := make([]Px, len(words)+1) // width of the words before, each with its space
	for i, w := range words {
		sums[i+1] = sums[i] + l.measure(face, size, w) + space
	}
	line := func(i, j int) Px { return sums[j] - sums[i] - space }
	ends := greedy(len(words), width, line)
	if len(ends) > 1 && len(ends) <= mostBalanced {
		ends = balanced(len(words), len(ends), width, line)
	}
	rows, start := make([]string, 0, len(ends)), 0
	for _, end := range ends {
		rows = append(rows, strings.Join(words[start:end], " "))
		start = end
	}
	return rows
}

// mostBalanced is the most lines that are balanced: more than any size has
// room for, so that a text of thousands of words is refused at once.
const mostBalanced = 24

// loosened takes bound words that are together wider than a line apart again.
func (l *layout) loosened(words []string, face Face, size, width Px) []string {
	var loose []string
	for _, w := range words {
		if strings.ContainsRune(w, nbsp) && l.measure(face, size, w) > width {
			loose = append(loose, strings.Split(w, string(nbsp))...)
			continue
		}
		loose = append(loose, l.atHyphens(w, face, size, width)...)
	}
	return loose
}

// atHyphens takes a word that is wider than a line apart after its hyphens,
// into the longest parts that fit, so that no two of them share a line.
func (l *layout) atHyphens(word string, face Face, size, width Px) []string {
	if l.measure(face, size, word) <= width {
		return []string{word}
	}
	end := 0
	for i, r := range word {
		if r == '-' && i+1 < len(word) && l.measure(face, size, word[:i+1]) <= width {
			end = i + 1
		}
	}
	if end == 0 {
		return []string{word}
	}
	return append([]string{word[:end]}, l.atHyphens(word[end:], face, size, width)...)
}

// greedy returns the end of each line, as many words to a line as go in.
func greedy(words int, width Px, line func(i, j int) Px) []int {
	var ends []int
	for i := 0; i < words; {
		j := i + 1
		for j < words && line(i, j+1) <= width {
			j++
		}
		ends = append(ends, j)
		i = j
	}
	return ends
}

// balanced returns the ends of exactly count lines with the least squared slack.
func balanced(words, count int, width Px, line func(i, j int) Px) []int {
	const never = math.MaxFloat64
	cost := make([]float64, words+1) // of the words from i on, in the lines left
	for i := range words {
		cost[i] = never
	}
	choice := make([][]int, count+1)
	for left := 1; left <= count; left++ {
		next := make([]float64, words+1)
		choice[left] = make([]int, words+1)
		for i := range next {
			next[i] = never
			for j := i + 1; j <= words && (line(i, j) <= width || j == i+1); j++ {
				if cost[j] == never {
					continue
				}
				slack := float64(width - line(i, j))
				if total := cost[j] + slack*slack; total < next[i] {
					next[i], choice[left][i] = total, j
				}
			}
		}
		cost = next
	}
	ends, i := make([]int, 0, count), 0
	for left := count; left > 0; left-- {
		i = choice[left][i]
		ends = append(ends, i)
	}
	return ends
}

// fitted is text broken into lines at the size that fits.
type fitted struct {
	rows       []string
	size, lead Px
}

// height of the rows from the top of the capitals to the last baseline.
func (t fitted) height() Px { return capHeight*t.size + Px(max(len(t.rows)-1, 0))*t.lead }

// fit sets text in at most as many lines as ts allows, and at most height high,
// from its size down in steps of 2 to its least. It reports whether that could
// be done without a broken word.
func (l *layout) fit(text string, face Face, ts typeSize, width, height Px) (fitted, bool) {
	if len(text) > maxWrapped {
		return fitted{}, false
	}
	for size, lead := ts.size, ts.lead; ; size, lead = size-2, lead*(size-2)/size {
		t := fitted{l.wrap(text, face, size, width), size, lead}
		if len(t.rows) <= ts.lines && t.height() <= height && l.widest(t.rows, face, size) <= width {
			return t, true
		}
		if size-2 < ts.least {
			return t, false
		}
	}
}

func (l *layout) widest(rows []string, face Face, size Px) Px {
	var w Px
	for _, row := range rows {
		w = max(w, l.measure(face, size, row))
	}
	return w
}

// bind puts non-breaking spaces inside dates, numbers with their unit and
// other words that are read as one (shared figure design, section 3).
func bind(text string) string {
	words := strings.FieldsFunc(text, breaks)
	if len(words) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(words[0])
	for i := 1; i < len(words); i++ {
		if together(words[i-1], words[i]) {
			b.WriteRune(nbsp)
		} else {
			b.WriteByte(' ')
		}
		b.WriteString(words[i])
	}
	return b.String()
}

var (
	monthNames = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September",
		"October", "November", "December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
	countWords = []string{"million", "billion", "trillion", "ppm", "tonnes", "km", "kg", "per", "percentage"}
	leadWords  = []string{"band", "SDG", "Band", "aged", "Q1", "Q2", "Q3", "Q4", "page", "table"}
)

// breaks reports whether a line may be broken at r.
func breaks(r rune) bool { return unicode.IsSpace(r) && r != nbsp && r != '\u202f' }

func together(a, b string) bool {
	bare := strings.TrimRight(b, ".,;:)")
	switch {
	case endsInDigit(a) && (slices.Contains(monthNames, bare) || slices.Contains(countWords[:6], bare)):
		return true
	case slices.Contains(monthNames, a) && startsWithDigit(b):
		return true
	case slices.Contains(leadWords, a) && len(b) <= 8 && (startsWithDigit(b) || len(bare) == 1):
		return true
	case len(b) > 1 && b[0] == 'v' && startsWithDigit(b[1:]):
		return true
	}
	return false
}

func endsInDigit(s string) bool     { return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9' }
func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

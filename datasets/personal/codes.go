package personal

import "strings"

// nino reads a National Insurance number at the start of text, spaces between
// its pairs allowed, and gives its length, 0 when there is none (HMRC
// NIM39110).
func nino(text string) int {
	const first, second = "ABCEGHJKLMNOPRSTWXYZ", "ABCEGHJKLMNPRSTWXYZ"
	if len(text) < 9 || indexByte(first, upper(text[0])) < 0 || indexByte(second, upper(text[1])) < 0 {
		return 0
	}
	switch string([]byte{upper(text[0]), upper(text[1])}) {
	case "BG", "GB", "KN", "NK", "NT", "TN", "ZZ":
		return 0
	}
	at := 2
	for range 3 {
		if at < len(text) && text[at] == ' ' {
			at++
		}
		if at+2 > len(text) || !isDigit(text[at]) || !isDigit(text[at+1]) {
			return 0
		}
		at += 2
	}
	if at < len(text) && text[at] == ' ' {
		at++
	}
	if at == len(text) || upper(text[at]) < 'A' || upper(text[at]) > 'D' || at+1 < len(text) && wordByte(text[at+1]) {
		return 0
	}
	return at + 1
}

// postcode reads a full postcode at the start of text and gives the length of
// its district and of the whole, 0 when there is none. The second part never
// holds C, I, K, M, O or V (Royal Mail, PAF programmers' guide).
func postcode(text string) (district, whole int) {
	for size := 2; size <= 4 && size < len(text); size++ {
		if !isDistrict(text[:size]) {
			continue
		}
		rest := text[size:]
		space := 0
		if rest[0] == ' ' {
			rest, space = rest[1:], 1
		}
		if len(rest) < 3 || !isDigit(rest[0]) || !inward(rest[1]) || !inward(rest[2]) || len(rest) > 3 && wordByte(rest[3]) {
			continue
		}
		return size, size + space + 3
	}
	return 0, 0
}

func inward(c byte) bool { return isLetter(c) && indexByte("CIKMOV", upper(c)) < 0 }

// isDistrict reports whether text is the first part of a postcode: CM1, W1A, M1.
func isDistrict(text string) bool {
	letters := 0
	for letters < len(text) && letters < 2 && isLetter(text[letters]) {
		letters++
	}
	if letters == 0 || letters == len(text) || !areas[strings.ToUpper(text[:letters])] {
		return false
	}
	rest := text[letters:]
	return isDigit(rest[0]) && (len(rest) == 1 || len(rest) == 2 && (isDigit(rest[1]) || isLetter(rest[1])))
}

// areas are the postcode areas of the United Kingdom and the Crown dependencies.
var areas = setOf(strings.Fields(`AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E
 EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW
 OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE`))

func setOf(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

// isPostcode reports whether text is one full postcode and nothing else.
func isPostcode(text string) bool {
	_, whole := postcode(text)
	return whole > 0 && whole == len(text)
}

// District is the district of a full postcode, "CM1" of "CM1 1QH", or false.
func District(text string) (string, bool) {
	text = strings.TrimSpace(text)
	district, whole := postcode(text)
	if whole == 0 || whole != len(text) {
		return "", false
	}
	return strings.ToUpper(text[:district]), true
}

// isVehicle reports whether text is a registration of the form in use since
// 2001: AB12 CDE (DVLA INF104).
func isVehicle(text string) bool {
	if len(text) < 7 || len(text) > 8 {
		return false
	}
	t := strings.ToUpper(strings.ReplaceAll(text, " ", ""))
	if len(t) != 7 {
		return false
	}
	for i := range 7 {
		if digit := i == 2 || i == 3; digit != isDigit(t[i]) || !digit && (!isLetter(t[i]) || t[i] == 'I' || t[i] == 'Q') {
			return false
		}
	}
	return true
}

// isSortCode reports whether text is six digits in pairs with hyphens.
func isSortCode(text string) bool {
	if len(text) != 8 || text[2] != '-' || text[5] != '-' {
		return false
	}
	d, ok := onlyDigits(text, 6)
	return ok && len(d) == 6
}

// wordByte reports whether c goes on with a word or a number.
func wordByte(c byte) bool { return isLetter(c) || isDigit(c) || c >= 0x80 }

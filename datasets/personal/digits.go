package personal

// onlyDigits gives the digits of text when it holds nothing else but spaces and
// hyphens between them, at most most of them.
func onlyDigits(text string, most int) ([]byte, bool) {
	digits := make([]byte, 0, most)
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			if len(digits) == most {
				return nil, false
			}
			digits = append(digits, c)
		case c == ' ' || c == '-':
		default:
			return nil, false
		}
	}
	return digits, len(digits) > 0
}

// isNHSNumber checks ten digits by modulus 11 (NHS Data Dictionary, "NHS
// NUMBER"). A number of one digit only, such as 0000000000, is a filler.
func isNHSNumber(text string) bool {
	d, ok := onlyDigits(text, 10)
	if !ok || len(d) != 10 {
		return false
	}
	sum, same := 0, true
	for i := range 9 {
		sum += int(d[i]-'0') * (10 - i)
		same = same && d[i] == d[0]
	}
	check := 11 - sum%11
	if check == 11 {
		check = 0
	}
	return !same && check == int(d[9]-'0') // 10 is never a digit
}

// isPaymentCard checks 15 or 16 digits by Luhn (ISO/IEC 7812) that begin as
// the large schemes do.
func isPaymentCard(text string) bool {
	d, ok := onlyDigits(text, 16)
	if !ok || len(d) < 15 || d[0] < '3' || d[0] > '6' || len(d) == 15 && d[0] != '3' {
		return false
	}
	sum := 0
	for i := range d {
		n := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return sum%10 == 0
}

// pupilLetters are the check letters of a unique pupil number, by remainder.
const pupilLetters = "ABCDEFGHJKLMNPQRTUVWXYZ"

// isPupilNumber checks a letter and 12 digits by modulus 23 (DfE, "Unique
// pupil numbers: a guide for schools"). A temporary one ends in a letter.
func isPupilNumber(text string) bool {
	if len(text) != 13 {
		return false
	}
	sum := 0
	for i := 1; i < 13; i++ {
		c := text[i]
		n := int(c - '0')
		if c < '0' || c > '9' {
			at := indexByte(pupilLetters, upper(c))
			if i != 12 || at < 0 {
				return false
			}
			n = at
		}
		sum += n * (i + 1)
	}
	return pupilLetters[sum%23] == upper(text[0])
}

// isIBAN checks an international bank account number by modulus 97 (ISO 13616).
func isIBAN(text string) bool {
	var kept []byte
	for i := range len(text) {
		c := upper(text[i])
		if c == ' ' {
			continue
		}
		if !isDigit(c) && !isLetter(c) {
			return false
		}
		kept = append(kept, c)
	}
	if len(kept) < 15 || len(kept) > 34 || !isLetter(kept[0]) || !isLetter(kept[1]) || !isDigit(kept[2]) || !isDigit(kept[3]) {
		return false
	}
	rest := 0
	for _, c := range append(kept[4:len(kept):len(kept)], kept[:4]...) {
		if isDigit(c) {
			rest = (rest*10 + int(c-'0')) % 97
		} else {
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	return rest == 1
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }

func upper(c byte) byte {
	if c >= 'a' && c <= 'z' {
		return c - 'a' + 'A'
	}
	return c
}

func indexByte(s string, c byte) int {
	for i := range len(s) {
		if s[i] == c {
			return i
		}
	}
	return -1
}

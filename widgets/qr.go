package widgets

import (
	"fmt"

	"rsc.io/qr"
)

// quietZone is the empty rim of a QR code, in modules.
const quietZone = 4

// qrSide is the side of the QR code with its quiet zone; 0 for none.
func (l *layout) qrCode() (*qr.Code, error) {
	if l.size.module == 0 || l.figure.Provenance.AddressURL == "" {
		return nil, nil
	}
	code, err := qr.Encode(l.figure.Provenance.AddressURL, qr.M)
	if err != nil {
		return nil, fmt.Errorf("QR code of %s: %w", l.figure.Provenance.AddressURL, err)
	}
	return code, nil
}

func (l *layout) qrSide(code *qr.Code) Px {
	if code == nil {
		return 0
	}
	return Px(code.Size+2*quietZone) * l.size.module
}

// drawQR draws the code dark on white whatever the scheme, so that phones read
// it: one rectangle for each run of dark modules in a row.
func (l *layout) drawQR(x, y Px, code *qr.Code) {
	module := l.size.module
	side := l.qrSide(code)
	x, y = round(x), round(y)
	l.rect(x, y, side, side, white)
	for j := range code.Size {
		for i := 0; i < code.Size; {
			end := i
			for end < code.Size && code.Black(end, j) {
				end++
			}
			if end > i {
				l.rect(x+Px(i+quietZone)*module, y+Px(j+quietZone)*module, Px(end-i)*module, module, darkText)
			}
			i = max(end, i+1)
		}
	}
}

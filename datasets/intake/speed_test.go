package intake

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"figurehead/datasets/csvfile"
)

// spending makes n rows of twelve columns like a council's spending file.
func spending(n int) []byte {
	random := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	b.WriteString("Body,Directorate,Service,Paid,Transaction number,Amount,Type,Supplier,Supplier ID,Category,Ward,Quantity\r\n")
	for i := range n {
		fmt.Fprintf(&b, "Council,Directorate %d,Service area %d,%02d/%02d/2025,T%08d,%d.%02d,Revenue,\"Supplier %d, Ltd\",%06d,Category %d,Ward %d,%d\r\n",
			random.IntN(8), random.IntN(60), 1+random.IntN(28), 1+random.IntN(12), i, random.IntN(90000), random.IntN(100), random.IntN(5000), random.IntN(5000), random.IntN(120), random.IntN(70), random.IntN(40))
	}
	return b.Bytes()
}

func BenchmarkRead(b *testing.B) {
	raw := spending(100_000)
	reading, err := Propose(b.Context(), "spending.csv", raw, Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("propose", func(b *testing.B) {
		b.SetBytes(int64(len(raw)))
		for b.Loop() {
			if _, err := Propose(b.Context(), "spending.csv", raw, Options{Area: "Essex"}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("replay", func(b *testing.B) {
		b.SetBytes(int64(len(raw)))
		for b.Loop() {
			if _, err := Read(b.Context(), raw, reading.Recipe, Options{Area: "Essex"}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("records", func(b *testing.B) {
		b.SetBytes(int64(len(raw)))
		for b.Loop() {
			r := csvfile.NewReader(raw, ',')
			for r.Next() {
			}
		}
	})
}

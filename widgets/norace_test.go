//go:build !race

package widgets_test

const raceEnabled = false

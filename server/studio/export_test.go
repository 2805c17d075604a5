package studio

import "figurehead/datasets/progress"

// FigureStage words the stage of publishing a figure that is under way.
func FigureStage(at progress.Step) string {
	for _, s := range figureStages(at) {
		if s.Now {
			return s.Name + ": " + s.Detail
		}
	}
	return ""
}

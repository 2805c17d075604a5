package api

import "slices"

// upkeepRoutes are those that keep datasets up to date, each in a file of its own.
func (a *API) upkeepRoutes() []route {
	return slices.Concat(a.bandRoutes(), a.protectionRoutes(), a.referenceRoutes(), a.scheduleRoutes(), a.copyRoutes(),
		a.refreshRoutes(), a.releaseRoutes(), a.jobRoutes(), a.numberRoutes(), a.sourceRoutes())
}

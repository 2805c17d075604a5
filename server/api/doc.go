// Package api serves /api/v1: what the studio can do, for programs. One resource
// is one file with its routes and handlers, and one file of the same name in
// openapi/ with their paths and schemas. Handlers only translate: what happens is
// done by the functions that the studio's screens call.
//
// To add a resource: write openapi/noun.json (paths and components.schemas),
// write noun.go with a method nounRoutes, and name it in routes of api.go.
package api

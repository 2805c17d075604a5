package datasets

// QueryVersion is written into every new Query.
const QueryVersion = 1

// Query is a closed, declarative list of steps, each of which turns a table
// into a table. There are no expressions, no SQL and no scripts.
//
//	{"version":1,"steps":[
//	  {"do":"filter","field":"Year","test":"is","values":["2018/19"]},
//	  {"do":"filter","field":"Local Authority","test":"present"},
//	  {"do":"group","by":["Local Authority"],"measures":[{"name":"Recycled","summary":"sum","field":"Value"}]},
//	  {"do":"sort","by":[{"field":"Recycled","order":"descending"}]},
//	  {"do":"limit","count":11}]}
//
// Values are compared as the Field's kind: numbers as plain decimals, dates as
// 2018-01-31, periods as their label (2018/19, 2018 Q3, 2018-07, 2018).
type Query struct {
	Version int    `json:"version"`
	Steps   []Step `json:"steps"`
}

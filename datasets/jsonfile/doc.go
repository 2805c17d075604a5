// Package jsonfile reads tables out of JSON: a list of records anywhere in a
// file, one record a line (NDJSON), a list of lists, the features of GeoJSON
// and of ArcGIS, the replies of portals. Which list is read is a path of RFC
// 6901 in which * stands for every item of a list: /result/records/*.
//
// It checks the whole file, keeps every digit of a number, says what it leaves
// out and never takes a page of a reply for the whole silently.
//
//	t, err := jsonfile.Read(raw, records.Request{Part: "/result/records/*"})
package jsonfile

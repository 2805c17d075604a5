package portal

import (
	"net/url"
	"path"
	"strings"
)

// readable are the formats that can become a figure.
var readable = map[string]bool{"CSV": true, "TSV": true, "XLSX": true, "ODS": true, "JSON": true, "JSON-stat": true, "Parquet": true}

// formats maps what portals write for a format, in lower case and without
// spaces and dots around it.
var formats = map[string]string{
	"csv": "CSV", "text/csv": "CSV", "application/csv": "CSV", "text/comma-separated-values": "CSV", "comma separated values": "CSV", "csv file": "CSV", "csv-file": "CSV",
	"tsv": "TSV", "tab": "TSV", "text/tab-separated-values": "TSV",
	"xlsx": "XLSX", "xlsm": "XLSX", "excel (.xlsx)": "XLSX", "excel (xlsx)": "XLSX", "openxml": "XLSX", "ms excel xlsx": "XLSX",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
	"xls": "XLS", "excel": "XLS", "ms excel": "XLS", "microsoft excel": "XLS", "application/vnd.ms-excel": "XLS", "application/excel": "XLS", "spreadsheet": "XLS",
	"ods": "ODS", "opendocument spreadsheet": "ODS", "application/vnd.oasis.opendocument.spreadsheet": "ODS",
	"json": "JSON", "application/json": "JSON", "jsonl": "JSON", "json-stat": "JSON-stat", "jsonstat": "JSON-stat",
	"geojson": "GeoJSON", "application/geo+json": "GeoJSON", "application/vnd.geo+json": "GeoJSON",
	"parquet": "Parquet", "application/vnd.apache.parquet": "Parquet", "application/x-parquet": "Parquet",
	"pdf": "PDF", "application/pdf": "PDF", "html": "web page", "htm": "web page", "text/html": "web page", "web page": "web page", "website": "web page", "webpage": "web page", "aspx": "web page", "php": "web page",
	"xml": "XML", "text/xml": "XML", "application/xml": "XML", "rdf": "RDF", "application/rdf+xml": "RDF", "ttl": "RDF",
	"zip": "ZIP", "application/zip": "ZIP", "csv/zip": "ZIP", "zip/csv": "ZIP", "zipped csv": "ZIP", "application/x-zip-compressed": "ZIP", "gz": "ZIP", "shp": "shapefile", "shapefile": "shapefile", "esri shapefile": "shapefile",
	"kml": "KML", "kmz": "KML", "application/vnd.google-earth.kml+xml": "KML", "gml": "GML", "gpkg": "GeoPackage", "geopackage": "GeoPackage",
	"wms": "map service", "wfs": "map service", "wms_srvc": "map service", "wfs_srvc": "map service", "esri rest": "map service", "arcgis geoservice": "map service", "arcgis geoservices rest api": "map service", "ogc wms": "map service", "ogc wfs": "map service",
	"doc": "Word", "docx": "Word", "odt": "document", "txt": "text", "text/plain": "text", "api": "API",
	"ppt": "slides", "pptx": "slides", "png": "picture", "jpg": "picture", "jpeg": "picture", "gif": "picture",
}

// formatOf is one word for the format of a resource: what the portal wrote,
// else the media type, else the end of the address. Portals write ".csv",
// "XLSX ", "ftype:CSV" or an address of a register whose last part is the
// format. “Excel” is both kinds of workbook; the address tells them apart.
func formatOf(said, media, address string) string {
	end := ending(address)
	for _, name := range []string{said, media, end} {
		format := formatNamed(name)
		if format == "XLS" && (end == "xlsx" || end == "xlsm") {
			return "XLSX"
		}
		if format != "" {
			return format
		}
	}
	return ""
}

func formatNamed(name string) string {
	name, _, _ = strings.Cut(strings.ToLower(name), ";")
	name = strings.Trim(name, " .")
	if f, ok := formats[name]; ok {
		return f
	}
	for _, mark := range []string{"media-types/", "file-type/", "ftype:"} {
		if _, after, found := strings.Cut(name, mark); found {
			return formats[strings.Trim(after, "/ ")]
		}
	}
	return ""
}

// ending is the end of the last part of an address or file name, in lower case.
func ending(address string) string {
	if u, err := url.Parse(address); err == nil && u.Scheme != "" {
		if f := u.Query().Get("format"); f != "" {
			return strings.ToLower(f)
		}
		address = u.Path
	}
	return strings.TrimPrefix(strings.ToLower(path.Ext(address)), ".")
}

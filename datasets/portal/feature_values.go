package portal

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
)

// esriField is a column of a layer.
type esriField struct {
	Name, Type, Alias string
	Domain            *struct {
		Coded []struct {
			Name text
			Code json.RawMessage
		} `json:"codedValues"`
	}
}

// columns are the columns of a layer that say something, in its order.
type columns struct {
	list     []column
	objectID text
}

type column struct {
	name    string // in the answers
	heading string
	date    bool
	coded   map[string]string
}

// noise are columns that every layer has for its own use.
var noise = []string{"objectid", "fid", "globalid", "shape", "shape__area", "shape__length", "shape_area", "shape_length", "shape_leng", "shape.starea()", "shape.stlength()"}

// esriColumns leaves out object ids, shapes and their sizes. A heading is the
// alias where no other column has it, else the name.
func esriColumns(fields []esriField) (c columns) {
	aliases := map[string]int{}
	for _, f := range fields {
		aliases[strings.TrimSpace(f.Alias)]++
	}
	for _, f := range fields {
		switch f.Type {
		case "esriFieldTypeOID":
			c.objectID = text(f.Name)
			continue
		case "esriFieldTypeGlobalID", "esriFieldTypeGeometry", "esriFieldTypeBlob", "esriFieldTypeRaster", "esriFieldTypeXML":
			continue
		}
		if slices.Contains(noise, strings.ToLower(f.Name)) {
			continue
		}
		one := column{name: f.Name, heading: f.Name, date: f.Type == "esriFieldTypeDate"}
		if alias := strings.TrimSpace(f.Alias); alias != "" && aliases[alias] == 1 {
			one.heading = alias
		}
		if f.Domain != nil && len(f.Domain.Coded) > 0 {
			one.coded = map[string]string{}
			for _, code := range f.Domain.Coded {
				one.coded[cell(code.Code)] = string(code.Name)
			}
		}
		c.list = append(c.list, one)
	}
	return c
}

func (c columns) headings() []string {
	names := make([]string, len(c.list))
	for i, one := range c.list {
		names[i] = one.heading
	}
	return names
}

func (c columns) row(attributes map[string]json.RawMessage) []string {
	cells := make([]string, len(c.list))
	for i, one := range c.list {
		value := cell(attributes[one.name])
		if meaning, ok := one.coded[value]; ok {
			value = meaning
		}
		if one.date && value != "" {
			if at := esriTime(value); !at.IsZero() {
				value = at.In(london()).Format(moments[3])
			}
		}
		cells[i] = value
	}
	return cells
}

const midnight = " 00:00:00"

// tidyDates takes the time off the columns that hold dates only, and says what
// was done.
func (c columns) tidyDates(rows [][]string) (note string) {
	for i, one := range c.list {
		if !one.date {
			continue
		}
		note = "Times are those of the United Kingdom."
		if slices.ContainsFunc(rows, func(row []string) bool { return row[i] != "" && !strings.HasSuffix(row[i], midnight) }) {
			continue
		}
		for _, row := range rows {
			row[i] = strings.TrimSuffix(row[i], midnight)
		}
	}
	return note
}

// esriTime reads milliseconds since 1970 in UTC. A British summer date is
// 23:00 on the day before.
func esriTime(milliseconds string) time.Time {
	n, err := strconv.ParseInt(milliseconds, 10, 64)
	if err != nil || n == 0 && milliseconds == "" {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}

// london is where the councils are; without a table of time zones it is UTC.
func london() *time.Location {
	if zone, err := time.LoadLocation("Europe/London"); err == nil {
		return zone
	}
	return time.UTC
}

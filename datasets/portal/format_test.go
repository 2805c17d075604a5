package portal

import "testing"

func TestFormatOf(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ said, media, address, want string }{
		{"CSV", "", "", "CSV"},
		{".csv", "", "", "CSV"},
		{"csv/zip", "", "https://x.example/a.zip", "ZIP"},
		{"XLSX ", "", "", "XLSX"},
		{"", "text/csv; charset=utf-8", "", "CSV"},
		{"", "", "https://x.example/files/Spend%20May.CSV?download=1", "CSV"},
		{"Excel", "", "https://x.example/a.xlsx", "XLSX"},
		{"Excel", "", "https://x.example/a.xls", "XLS"},
		{"XLS", "application/vnd.ms-excel", "https://x.example/a", "XLS"},
		{"ftype:CSV", "", "", "CSV"},
		{"http://publications.europa.eu/resource/authority/file-type/XLSX", "", "", "XLSX"},
		{"https://www.iana.org/assignments/media-types/text/csv", "", "", "CSV"},
		{"", "", "https://x.example/export?format=csv", "CSV"},
		{"Data", "", "", ""},
		{"", "", "", ""},
		{"HTML", "", "https://x.example/page", "web page"},
		{"Esri REST", "", "https://x.example/FeatureServer/0", "map service"},
	} {
		if got := formatOf(test.said, test.media, test.address); got != test.want {
			t.Errorf("formatOf(%q, %q, %q) = %q, want %q", test.said, test.media, test.address, got, test.want)
		}
	}
}

package datasets_test

import "testing"

func TestPivot(t *testing.T) {
	t.Parallel()
	runSteps(t, wasteFields, wasteRows, map[string]stepCase{
		"an earlier and a later year beside each other": {
			steps: `{"do":"pivot","by":["Area"],"names":"Year","value":"Tonnes","columns":["2017/18","2018/19"]}`,
			want:  []string{"Area:text|2017/18:integer:tonnes|2018/19:integer:tonnes", "Essex|720|0", "Kent|!suppressed|640", "|!not available|640"},
		},
		"dates, of the rows that are left": {
			steps: `{"do":"filter","field":"Area","test":"is","values":["Kent"]},{"do":"pivot","by":["Area"],"names":"Year","value":"Checked","columns":["2016/17","2018/19","2019/20"]}`,
			want:  []string{"Area:text|2016/17:date|2018/19:date|2019/20:date", "Kent|2017-06-01|2019-06-01|!not available"},
		},
		"texts, in one row": {
			steps: `{"do":"filter","field":"Tonnes","test":"is","values":["700","0"]},{"do":"pivot","names":"Year","value":"Area","columns":["2018/19","2017/18","2016/17"]}`,
			want:  []string{"2018/19:text|2017/18:text|2016/17:text", "Essex|!not available|Essex"},
		},
		"no rows, in one row": {
			steps: `{"do":"pivot","names":"Year","value":"Area","columns":["2000/01"]}`,
			want:  []string{"2000/01:text", "!not available"},
		},
		"several rows": {
			steps:   `{"do":"pivot","by":["Year"],"names":"Tonnes","value":"Rate","columns":["640"]}`,
			problem: `Step 1: There are several rows for 640, 2018/19. Group the rows first, or name what else tells them apart in "by".`,
		},
		"a value twice": {
			steps:   `{"do":"pivot","by":["Area"],"names":"Year","value":"Rate","columns":["2017/18","2017-18"]}`,
			problem: `Step 1: The column "2017-18" would be there twice. Give one of them another name, or leave it out.`,
		},
		"no columns": {
			steps:   `{"do":"pivot","by":["Area"],"names":"Year","value":"Rate","columns":[]}`,
			problem: `Step 1: No values of "Year" are named that would become columns. Name at least one.`,
		},
		"no period": {
			steps:   `{"do":"pivot","by":["Area"],"names":"Year","value":"Rate","columns":["2017"]}`,
			problem: `Step 1: "2017" cannot be compared with "Year", which holds periods. Write it like 2018/19.`,
		},
		"the names among the rows": {
			steps:   `{"do":"pivot","by":["Year"],"names":"Year","value":"Rate","columns":["2017/18"]}`,
			problem: `Step 1: The column "Year" would be there twice. Give one of them another name, or leave it out.`,
		},
	})
}

package widgets_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/intake"
	"figurehead/widgets"
)

// Tables as councils write them: what is offered first of each.
func TestSuggestForTablesOfCouncils(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, table string
		want        []string
	}{
		{"the whole, not one part of it", "Year,Killed,Serious,All casualties\n2022,50,660,2610\n2023,38,700,2588\n2024,35,690,2515\n",
			[]string{"headline: 2,515 casualties in 2024, down 2.8% from 2,588 in 2023.", "line: All casualties fell every year since 2022, from 2,610 to 2,515."}},
		{"killed are counted", "Year,Killed\n2022,50\n2023,38\n2024,35\n",
			[]string{"headline: 35 killed in 2024, down 3 from 38 in 2023."}},
		{"the newest year, not the change", "Library,Visits 2023/24,Visits 2024/25,Change (%)\nChelmsford,210334,225100,7.0\nColchester,240120,238400,-0.7\nBasildon,130455,140900,8.0\n",
			[]string{"headline: 604,000 visits in 2024/25.", "bar: Colchester made up 39.4% of all visits in 2024/25, 238,400."}},
		{"days of each row", "School,Latest inspection,Pupils\nAbbey,21/11/2022,210\nCastle,05/10/2023,420\nPriory,11/05/2024,1204\nLexden,12/03/2023,315\n",
			[]string{"headline: 2,149 pupils in all.", "bar: Priory made up 56.0% of all pupils, 1,204."}},
		{"votes for people", "Candidate,Party,% of votes\nA Marsh,Red,38.2\nT Reed,Blue,31.4\nS Field,Yellow,18.8\n",
			[]string{"headline: 38.2% was the share of votes for A Marsh, the highest of all candidates."}},
		{"answers that were counted", "Proposal,Strongly agree,Agree,Neither,Disagree,Strongly disagree,Total\nBuses,310,290,90,70,40,800\nParking,60,120,80,210,330,800\n",
			[]string{"divergingBar: “Strongly agree” was most common among Buses, 39%, and least among Parking, 8%.", "table: All 2 rows of the data."}},
		{"ends of an interval are no answers", "Service,Satisfied,Low,High\nRoads,40,35,45\nParks,30,26,34\nLibraries,20,15,25\n",
			[]string{"headline: 90 satisfied in all.", "bar: Roads made up 44.4% of all satisfied, 40."}},
		{"one that is hidden may be the highest", "Reason,Households\nTenancy,213\nFamily,120\nAbuse,[c]\nOther,90\n",
			[]string{"bar: Tenancy has the highest number of households of 4 reasons, 213. Abuse has no number, and may be the highest."}},
		{"a day of each row", "Job title,Hours per week,Closing date\nEngineer,37,12/05/2026\nSocial worker,37,14/05/2026\nLibrarian,18.5,14/05/2026\nClerk,22,21/05/2026\n",
			[]string{"headline: 37 was the hours per week for Engineer, the joint highest of all job titles."}},
		{"numbers along time and their targets", "Quarter,Recycling rate (%),Target (%)\nQ3 2023/24,47.2,50\nQ4 2023/24,50.3,50\nQ1 2024/25,,52\nQ2 2024/25,52.6,52\n",
			[]string{"headline: 52.6% was the recycling rate in quarter 2 2024/25. That is 0.6 percentage points above the target of 52%.",
				"line: Recycling rate was at or above its target in 2 of 3 periods."}},
		{"a target in another unit", "Year,Homes built,Target (%)\n2021/22,310,30\n2022/23,325,32\n2023/24,333,34\n",
			[]string{"headline: 333 homes built in 2023/24, up 2.5% from 325 in 2022/23.", "line: Homes built rose every year since 2021/22, from 310 to 333."}},
		{"two targets", "Year,Actual,Target,Stretch target\n2021/22,310,300,330\n2022/23,325,320,350\n2023/24,333,340,370\n",
			[]string{"headline: 333 was the actual figure in 2023/24, up 2.5% from 325 in 2022/23.", "line: Actual figure rose every year since 2021/22, from 310 to 333."}},
		{"indicators and their targets", "Indicator,Actual,Target\nCalls answered (%),91.2,90\nBins on time (%),99.1,99.1\nPlanning on time (%),82,85\nFOI on time (%),,95\n",
			[]string{"table: 2 of 3 indicators were at or above their targets. Look whether higher is better for each of them."}},
		{"one indicator", "KPI,Actual,Target\nCalls answered (%),91.2,90\nPlanning on time (%),82,85\n",
			[]string{"table: 1 of 2 KPIs was at or above its target. Look whether higher is better for each of them."}},
		{"districts and their targets", "District,Homes built,Target\nBraintree,910,862\nChelmsford,840,955\nUttlesford,640,675\nTendring,500,500\n",
			[]string{"headline: 2,890 homes built in all.", "bar: Braintree made up 31.5% of all homes built, 910.", "groupedBar: 2 of 4 districts were at or above their targets."}},
		{"the rest is no name", manySites(), []string{"headline: 515 visits in all.", "bar: Hill made up 7.8% of all visits, 40."}},
		{"how long things took", planningList(),
			[]string{"headline: 46.5 was the median of days, of 30 rows.", "histogram: Days is 30 to under 40 in 9 of 30 references, more than in any other of 4 bins of equal width.",
				"bar: Priory has the highest median of days of 3 wards, 54.0."}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			reading, err := intake.Propose(t.Context(), "table.csv", []byte(test.table), intake.Options{})
			if err != nil {
				t.Fatal(err)
			}
			list, err := widgets.Suggest(t.Context(), reading.Table, widgets.SuggestOptions{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range list[:min(len(list), len(test.want))] {
				got = append(got, strings.TrimSpace(fmt.Sprintf("%s: %s %s", s.Kind, s.Sentence, s.Catch)))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("suggestions (−want +got):\n%s", diff)
			}
		})
	}
}

// planningList is a row for each of 30 applications.
func planningList() string {
	var b strings.Builder
	b.WriteString("Reference,Ward,Decided,Days\n")
	for i := range 30 {
		fmt.Fprintf(&b, "24/%03d/FUL,%s,%02d/0%d/2024,%d\n", i, []string{"Abbey", "Castle", "Priory"}[i%3], i%28+1, i%6+1, 30+i*i*i%41)
	}
	return b.String()
}

// manySites are 20 sites; those not named together have more than the first.
func manySites() string {
	text := "Site,Visits\nHill,40\n"
	for i := range 19 {
		text += fmt.Sprintf("Site %d,25\n", i)
	}
	return text
}

package main

// shape is a question of a widget, as a Query and as SQL.
type shape struct{ name, steps, sql, duckSQL string } // duckSQL where DuckDB's words differ

// inDuckDB is the shape's SQL in the words of DuckDB.
func (s shape) inDuckDB() string {
	if s.duckSQL != "" {
		return s.duckSQL
	}
	return s.sql
}

// shapes are the questions asked.
var shapes = []shape{
	{
		"1 category, top 10",
		`{"do":"group","by":["category"],"measures":[{"name":"s","summary":"sum","field":"amount"}]},{"do":"sort","by":[{"field":"s","order":"descending"}]},{"do":"limit","count":10}`,
		"SELECT category, sum(amount) s FROM t GROUP BY category ORDER BY s DESC LIMIT 10",
		"",
	},
	{
		"2 month by directorate",
		`{"do":"group","by":["period","directorate"],"measures":[{"name":"s","summary":"sum","field":"amount"}]},{"do":"sort","by":[{"field":"period","order":"ascending"},{"field":"directorate","order":"ascending"}]}`,
		"SELECT period, directorate, sum(amount) FROM t GROUP BY 1,2 ORDER BY 1,2",
		"",
	},
	{
		"3 filter, different suppliers",
		`{"do":"filter","field":"gss_code","test":"is","values":["E09000007"]},{"do":"filter","field":"capital_revenue","test":"is","values":["Capital"]},{"do":"filter","field":"amount","test":"above","values":["500"]},{"do":"group","by":["supplier"],"measures":[]},{"do":"group","measures":[{"name":"n","summary":"count"}]}`,
		"SELECT count(DISTINCT supplier) FROM t WHERE gss_code='E09000007' AND capital_revenue='Capital' AND amount>50000",
		"",
	},
	{
		"4 latest month and a year before",
		`{"do":"filter","field":"period","test":"is","values":["2026-03","2025-03"]},{"do":"group","by":["period"],"measures":[{"name":"s","summary":"sum","field":"amount"}]},{"do":"sort","by":[{"field":"period","order":"ascending"}]}`,
		"SELECT period, sum(amount) FROM t WHERE period IN ('2026-03','2025-03') GROUP BY 1 ORDER BY 1",
		"",
	},
	{
		"5 top 10 of 5,000 suppliers",
		`{"do":"filter","field":"directorate","test":"isNot","values":["Housing"]},{"do":"group","by":["supplier"],"measures":[{"name":"s","summary":"sum","field":"amount"},{"name":"n","summary":"count"}]},{"do":"sort","by":[{"field":"s","order":"descending"}]},{"do":"limit","count":10}`,
		"SELECT supplier, sum(amount) s, count(*) FROM t WHERE directorate<>'Housing' GROUP BY supplier ORDER BY s DESC LIMIT 10",
		"",
	},
	{
		"6 top 9 suppliers and the rest, each year",
		`{"do":"top","field":"supplier","of":"amount","count":9,"other":"Others","each":["capital_revenue"]},{"do":"choose","fields":["supplier","capital_revenue","amount"]},{"do":"group","by":["supplier","capital_revenue"],"measures":[{"name":"s","summary":"sum","field":"amount"}]}`,
		`WITH top AS (SELECT supplier, row_number() OVER (ORDER BY sum(amount) DESC, min(transaction_id)) place FROM t GROUP BY supplier)
			SELECT CASE WHEN place <= 9 THEN t.supplier ELSE 'Others' END, capital_revenue, sum(amount) FROM t JOIN top USING (supplier) GROUP BY min(place, 10), capital_revenue ORDER BY min(place, 10), min(transaction_id)`,
		`WITH top AS (SELECT supplier, row_number() OVER (ORDER BY sum(amount) DESC, min(transaction_id)) place FROM t GROUP BY supplier)
			SELECT any_value(CASE WHEN place <= 9 THEN t.supplier ELSE 'Others' END), capital_revenue, sum(amount) FROM t JOIN top USING (supplier) GROUP BY least(place, 10), capital_revenue ORDER BY least(place, 10), min(transaction_id)`,
	},
	{
		"7 median of each directorate",
		`{"do":"group","by":["directorate"],"measures":[{"name":"median","summary":"median","field":"amount"}]},{"do":"sort","by":[{"field":"directorate","order":"ascending"}]}`,
		`SELECT directorate, rtrim(rtrim(printf('%.3f', avg(amount) / 100), '0'), '.') FROM (SELECT directorate, amount, row_number() OVER (PARTITION BY directorate ORDER BY amount) place, count(*) OVER (PARTITION BY directorate) n FROM t)
			WHERE place IN ((n + 1) / 2, (n + 2) / 2) GROUP BY directorate ORDER BY directorate`,
		`SELECT directorate, rtrim(rtrim(printf('%.3f', median(amount) / 100), '0'), '.') FROM t GROUP BY directorate ORDER BY directorate`,
	},
	{
		"8 different suppliers of each directorate",
		`{"do":"group","by":["directorate"],"measures":[{"name":"n","summary":"distinct","field":"supplier"}]},{"do":"sort","by":[{"field":"directorate","order":"ascending"}]}`,
		"SELECT directorate, count(DISTINCT supplier) FROM t GROUP BY directorate ORDER BY directorate",
		"",
	},
	{
		"9 suppliers by a part of their name",
		`{"do":"filter","field":"supplier","test":"contains","values":["ER 041"]},{"do":"group","by":["supplier"],"measures":[{"name":"s","summary":"sum","field":"amount"}]},{"do":"sort","by":[{"field":"supplier","order":"ascending"}]}`,
		"SELECT supplier, sum(amount) FROM t WHERE supplier LIKE '%ER 041%' GROUP BY supplier ORDER BY supplier",
		"SELECT supplier, sum(amount) FROM t WHERE supplier ILIKE '%ER 041%' GROUP BY supplier ORDER BY supplier",
	},
	{
		"10 payments by size",
		`{"do":"bins","of":"amount","lower":"lower","upper":"upper","name":"n","width":"500"},{"do":"filter","field":"n","test":"above","values":["0"]},{"do":"choose","fields":["lower","n"]}`,
		"SELECT (amount - ((amount % 50000) + 50000) % 50000) / 100, count(*) FROM t GROUP BY 1 ORDER BY 1",
		"SELECT (amount - ((amount % 50000) + 50000) % 50000) // 100, count(*) FROM t GROUP BY 1 ORDER BY 1",
	},
	{
		"11 columns into rows, then a sum of each",
		`{"do":"choose","fields":["directorate","capital_revenue","supplier_type"]},{"do":"unpivot","fields":["capital_revenue","supplier_type"],"name":"what","value":"which"},{"do":"group","by":["what","which"],"measures":[{"name":"n","summary":"count"}]},{"do":"sort","by":[{"field":"which","order":"ascending"}]}`,
		"SELECT what, which, count(*) FROM (SELECT 'capital_revenue' AS what, capital_revenue AS which FROM t UNION ALL SELECT 'supplier_type', supplier_type FROM t) GROUP BY 1, 2 ORDER BY 2",
		"",
	},
}

package store

import (
	"strings"
	"testing"
)

// TestWrittenOnceStays tries to change what is written once, as a careless
// migration or someone with the file would.
func TestWrittenOnceStays(t *testing.T) {
	t.Parallel()
	s, err := openWith(t, t.TempDir(), released())
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := s.Record(t.Context(), Event{Action: "test.event", Title: "as it was"}); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct{ name, statement string }{
		{"update", `UPDATE audit_events SET title = 'changed'`},
		{"update of one", `UPDATE audit_events SET at = at + 1 WHERE seq = 2`},
		{"delete", `DELETE FROM audit_events`},
		{"replace", `INSERT OR REPLACE INTO audit_events (seq, at, actor_id, actor, action, subject, title, detail, search, hash) VALUES (2, 0, '', '', '', '', '', '', '', '')`},
		{"upsert", `INSERT INTO audit_events (seq, at, actor_id, actor, action, subject, title, detail, search, hash) VALUES (2, 0, '', '', '', '', '', '', '', '')
			ON CONFLICT (seq) DO UPDATE SET title = 'changed'`},
	}
	for _, test := range tests {
		_, err := s.write.ExecContext(t.Context(), test.statement)
		if err == nil || !strings.Contains(err.Error(), "never") {
			t.Errorf("%s = %v, want a refusal", test.name, err)
		}
	}
	events, err := s.Audit(t.Context(), AuditFilter{Text: "as it was"})
	if err != nil || len(events) != 3 {
		t.Errorf("Audit = %d events, %v; want 3 as they were", len(events), err)
	}
}

// TestChain takes the triggers away, as someone with the file can, and finds
// the event that was changed.
func TestChain(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, statement, want string }{
		{"untouched", `SELECT 1`, ""},
		{"a title changed", `UPDATE audit_events SET title = 'other' WHERE seq = 3`, "event 3"},
		{"a time changed", `UPDATE audit_events SET at = at + 1 WHERE seq = 2`, "event 2"},
		{"one deleted", `DELETE FROM audit_events WHERE seq = 3`, "event 4"},
		{"the first deleted", `DELETE FROM audit_events WHERE seq = 1`, "event 2"},
		{"two words moved over a border", `UPDATE audit_events SET title = title || detail, detail = '' WHERE seq = 4`, "event 4"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			s, err := openWith(t, folder, released())
			if err != nil {
				t.Fatal(err)
			}
			for range 5 {
				if err := s.Record(t.Context(), Event{Action: "test.event", Title: "title", Detail: "detail"}); err != nil {
					t.Fatal(err)
				}
			}
			for _, statement := range []string{`DROP TRIGGER audit_events_update`, `DROP TRIGGER audit_events_delete`, test.statement} {
				if _, err := s.write.ExecContext(t.Context(), statement); err != nil {
					t.Fatal(err)
				}
			}
			report, err := Verify(t.Context(), folder, false)
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(report.Problems, "\n")
			if (test.want == "") != (got == "") || !strings.Contains(got, test.want) {
				t.Errorf("Verify found %q, want %q", got, test.want)
			}
		})
	}
}

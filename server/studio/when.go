package studio

import (
	"context"
	"errors"

	"figurehead/server/auth"
	"figurehead/store"
)

// MayStillPublish reports whether whoever planned something may publish the
// figure now: people leave, and roles change.
func (s *Studio) MayStillPublish(ctx context.Context, p store.Plan) (bool, error) {
	user, err := s.Store.User(ctx, p.By.ID)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	widget, err := s.Store.Widget(ctx, p.WidgetID)
	if err != nil {
		return false, err
	}
	return auth.May(user, auth.Publish, widget.DirectorateID), nil
}

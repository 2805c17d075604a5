// Package progress carries word of how far a long piece of work is, from where
// it is done to whoever waits for it, beside the context that cancels it.
package progress

import (
	"context"
	"sync"
)

// Stage is what is being done to a file.
type Stage int

// Stages, in the order in which most files go through them.
const (
	Waiting   Stage = iota // for its turn; Done files are before it
	Receiving              // Done of Of bytes have come
	Unpacking              // a child process is at row Done
	Reading                // record Done was found
	Examining              // what column Done of Of holds is worked out
	Filling                // the table is at column Done of Of
	Checking               // for people, at column Done of Of
	Drawing                // Done of Of figures are drawn
	Keeping                // from here on it is finished, come what may
)

// Step is how far the work is. Done and Of are 0 where they are not known.
type Step struct {
	Stage    Stage
	Done, Of int64
}

type listening struct {
	tell func(Step)
	keep func() error
}

type key struct{}

// To has tell called with each Step of work done under the context. Calls may
// come from several goroutines. keep, unless it is nil, is asked once before
// anything is kept; its error stops the work.
func To(ctx context.Context, tell func(Step), keep func() error) context.Context {
	if keep != nil {
		keep = sync.OnceValue(keep)
	}
	return context.WithValue(ctx, key{}, listening{tell, keep})
}

// Tell says how far the work is. Without a listener it does nothing.
func Tell(ctx context.Context, stage Stage, done, of int) {
	if l, ok := ctx.Value(key{}).(listening); ok && l.tell != nil {
		l.tell(Step{stage, int64(done), int64(of)})
	}
}

// Keep is called once the work is read and checked, before any of it is kept.
// When it was cancelled, that is the error. Else the context that comes back
// cannot be cancelled any more: what is kept is kept whole.
func Keep(ctx context.Context) (context.Context, error) {
	if ctx.Err() != nil {
		return ctx, context.Cause(ctx)
	}
	if l, ok := ctx.Value(key{}).(listening); ok && l.keep != nil {
		if err := l.keep(); err != nil {
			return ctx, err
		}
	}
	Tell(ctx, Keeping, 0, 0)
	return context.WithoutCancel(ctx), nil
}

type beatKey struct{}

// Every has do called again and again by whoever does work under the context,
// after each megabyte or so that is gone through.
func Every(ctx context.Context, do func()) context.Context {
	return context.WithValue(ctx, beatKey{}, do)
}

// Beat calls what Every set, if anything.
func Beat(ctx context.Context) {
	if do, ok := ctx.Value(beatKey{}).(func()); ok {
		do()
	}
}

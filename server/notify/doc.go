// Package notify tells people, by notices in the studio and by mail, and other
// programs what happened.
//
// Nobody calls it: it follows the audit trail by the number of its last event,
// which stands in the store. What an event leads to is stored in the
// transaction that moves the number, so that it is neither lost nor made twice.
// What goes out of the server waits in an outbox and is sent at least once.
package notify

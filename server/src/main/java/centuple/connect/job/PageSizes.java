package centuple.connect.job;

import centuple.connect.Polled.Cursor;
import centuple.connect.inbox.InboxEvent.From;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many orders the next round of a connection begins with, where they are fewer than usual: its API failed on more.
 * At most one number for each connection; what a restart forgets is found out again. Thread-safe.
 */
final class PageSizes {
    private final Map<From, Integer> fewer = new ConcurrentHashMap<>();

    /** The same place, asked for by as many. */
    Cursor of(From from, Cursor cursor) {
        return new Cursor(cursor.since(), cursor.page(), fewer.getOrDefault(from, Cursor.ORDERS_MAX));
    }

    void keep(From from, int count) {
        if (count < Cursor.ORDERS_MAX) {
            fewer.put(from, count);
        } else {
            fewer.remove(from);
        }
    }
}

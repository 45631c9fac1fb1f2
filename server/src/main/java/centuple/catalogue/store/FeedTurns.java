package centuple.catalogue.store;

import centuple.platform.sql.Sql;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whose feed is fetched next, on one open transaction: one at a time from each host, over all servers, and those that
 * took long the last time behind all others. What is kept of a shop stays when its feed is set anew or taken away, so
 * that is no way to the front. Not thread-safe.
 */
public final class FeedTurns {
    private static final String CLAIM = """
            with next as (
                select feed.shop_id, substring(lower(feed.url) from '://([^/?#]+)') as host
                from feed left join feed_turn own on own.shop_id = feed.shop_id
                where feed.next_at <= ? and (own.claimed_until is null or own.claimed_until <= ?)
                    and (? or not coalesce(own.took_long, false))
                    and not exists (select from feed_turn other where other.claimed_until > ?
                        and other.host = substring(lower(feed.url) from '://([^/?#]+)'))
                order by coalesce(own.took_long, false), feed.next_at limit 1),
            claimed as (
                insert into feed_turn (shop_id, host, claimed_until) select shop_id, host, ? from next
                on conflict (shop_id) do update set host = excluded.host, claimed_until = excluded.claimed_until
                returning shop_id)
            """;

    private final Connection connection;

    public FeedTurns(Connection connection) {
        this.connection = connection;
    }

    /**
     * A feed that nobody else may fetch.
     *
     * @param until when another server may take it over
     */
    public record Claim(StoredFeed feed, Instant until) {
    }

    /** Feeds that are due and that nobody fetches, and since when the first of them. */
    public record Waiting(long count, @Nullable Instant since) {
        /** None. */
        public static final Waiting NONE = new Waiting(0, null);
    }

    /**
     * The next feed that is due, from a host of which nothing is fetched now.
     *
     * @param longToo also one that took long the last time
     */
    public Optional<Claim> claim(Instant now, Duration held, boolean longToo) throws SQLException {
        Instant until = now.plus(held);
        // Else two servers could claim feeds of one host at the same moment.
        Sql.run(connection, "select pg_advisory_xact_lock(hashtextextended('feed turns', 0))");
        return Sql.optional(connection, CLAIM + SqlFeeds.COLUMNS + "where shop_id in (select shop_id from claimed)",
                SqlFeeds::read, now, now, longToo, now, until).map(feed -> new Claim(feed, until));
    }

    /** Holds it for longer; empty where it is not held any more. */
    public Optional<Claim> hold(Claim claim, Instant until) throws SQLException {
        return Sql.update(connection, "update feed_turn set claimed_until = ? where shop_id = ? and claimed_until = ?",
                until, claim.feed().shop().value(), claim.until()) == 1
                        ? Optional.of(new Claim(claim.feed(), until))
                        : Optional.empty();
    }

    /**
     * Lets a feed go.
     *
     * @param tookLong whether the fetch was a long one
     * @param heldBackUntil before then it is not fetched again, whatever its shop does; null for at any time
     */
    public void end(Claim claim, boolean tookLong, @Nullable Instant heldBackUntil) throws SQLException {
        Sql.update(connection, """
                update feed_turn set claimed_until = null, took_long = ?, held_back_until = ?
                where shop_id = ? and claimed_until = ?
                """, tookLong, heldBackUntil, claim.feed().shop().value(), claim.until());
    }

    /** What waits for its turn. */
    public Waiting waiting(Instant now) throws SQLException {
        return Sql.one(connection, """
                select count(*) as count, min(next_at) as since from feed left join feed_turn using (shop_id)
                where next_at <= ? and (claimed_until is null or claimed_until <= ?)
                """, row -> new Waiting(row.bigint("count"), row.instantOrNull("since")), now, now);
    }
}

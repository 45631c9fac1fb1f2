package centuple.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

class SqlTest {
    private static final UUID ID = UUID.fromString("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");
    private static final Instant AT = Instant.parse("2026-11-23T10:15:30.123456Z");

    @Test
    void everyKindOfValueGoesInAndComesBackUnchanged() {
        try (TestDatabase db = TestDatabase.fresh()) {
            db.asOwner(c -> {
                Sql.run(c, "create table kinds (i integer, l bigint, d double precision, n numeric, b boolean, s text,"
                        + " u uuid, t timestamptz, day date, raw bytea, j jsonb)");
                Sql.update(c, "insert into kinds values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", -7, Long.MAX_VALUE, 0.5,
                        new BigDecimal("1.25"), true, "ü", ID, AT, LocalDate.of(2026, 2, 28), new byte[]{0, -1},
                        new Jsonb("{\"a\": 1}"));
                return Sql.one(c, "select * from kinds", row -> {
                    assertThat(row.integer("i")).isEqualTo(-7);
                    assertThat(row.bigint("l")).isEqualTo(Long.MAX_VALUE);
                    assertThat(row.real("d")).isEqualTo(0.5);
                    assertThat(row.numeric("n")).isEqualByComparingTo("1.25");
                    assertThat(row.bool("b")).isTrue();
                    assertThat(row.text("s")).isEqualTo("ü");
                    assertThat(row.uuid("u")).isEqualTo(ID);
                    assertThat(row.instant("t")).isEqualTo(AT);
                    assertThat(row.date("day")).isEqualTo("2026-02-28");
                    assertThat(row.bytes("raw")).containsExactly(0, -1);
                    assertThat(row.text("j")).isEqualTo("{\"a\": 1}");
                    return row;
                });
            });
        }
    }

    @Test
    void nullsGoInAndComeBackAndAreRefusedWhereAValueIsNeeded() {
        try (TestDatabase db = TestDatabase.fresh()) {
            db.asOwner(c -> {
                Sql.run(c, "create table empty_row (v bigint, t timestamptz, u uuid, j jsonb, raw bytea)");
                Sql.update(c, "insert into empty_row values (?, ?, ?, ?, ?)", null, null, null, null, null);
                return Sql.one(c, "select * from empty_row", row -> {
                    assertThat(row.bigintOrNull("v")).isNull();
                    assertThat(row.integerOrNull("v")).isNull();
                    assertThat(row.instantOrNull("t")).isNull();
                    assertThat(row.uuidOrNull("u")).isNull();
                    assertThat(row.textOrNull("j")).isNull();
                    assertThat(row.bytesOrNull("raw")).isNull();
                    assertThatThrownBy(() -> row.bigint("v")).hasMessageContaining("the column v is null");
                    assertThatThrownBy(() -> row.uuid("u")).hasMessageContaining("the column u is null");
                    return row;
                });
            });
        }
    }

    @Test
    void arraysBecomeRowsByUnnest() {
        try (TestDatabase db = TestDatabase.fresh()) {
            List<String> rows = db.database().read(c -> Sql.list(c,
                    "select concat_ws(' ', i, l, s, u, t at time zone 'UTC', encode(b, 'hex'), o) as line from unnest("
                            + "?::integer[], ?::bigint[], ?::text[], ?::uuid[], ?::timestamptz[], ?::bytea[],"
                            + " ?::bigint[]) as x(i, l, s, u, t, b, o)",
                    row -> row.text("line"), new int[]{1, 2}, new long[]{10, 20}, new String[]{"a,\"b\"", "{c}"},
                    new UUID[]{ID, ID}, new Instant[]{AT, Instant.EPOCH}, new byte[][]{{1}, {2}},
                    new Long[]{null, 5L}));
            assertThat(rows).containsExactly("1 10 a,\"b\" " + ID + " 2026-11-23 10:15:30.123456 01",
                    "2 20 {c} " + ID + " 1970-01-01 00:00:00 02 5");
        }
    }

    @Test
    void countsOfRowsAreChecked() {
        try (TestDatabase db = TestDatabase.fresh()) {
            Database database = db.database();
            String two = "select * from generate_series(1, 2) as n";
            assertThatThrownBy(() -> database.read(c -> Sql.optional(c, two, row -> row.integer("n"))))
                    .hasMessageContaining("at most one row found 2");
            assertThatThrownBy(() -> database.read(c -> Sql.one(c, two + " where n > 2", row -> row.integer("n"))))
                    .hasMessageContaining("exactly one row found none");
            List<Integer> seen = new ArrayList<>();
            long count = database.read(c -> Sql.each(c, "select * from generate_series(1, 2500) as n",
                    row -> row.integer("n"), seen::add));
            assertThat(count).isEqualTo(2_500);
            assertThat(seen).hasSize(2_500);
        }
    }

    @Test
    void aValueOfAnUnknownKindIsRefusedByName() {
        try (TestDatabase db = TestDatabase.fresh()) {
            assertThatThrownBy(() -> db.database().read(c -> Sql.list(c, "select ?", row -> 1, new StringBuilder())))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("java.lang.StringBuilder");
        }
    }

    @Test
    void idsAndTimesGoInAsTheyAreAlsoNullsAndNone() {
        Instant before2000 = Instant.parse("1969-12-31T23:59:59.000001Z");
        try (TestDatabase db = TestDatabase.fresh()) {
            db.database().read(c -> {
                String sql = "select coalesce(string_agg(concat_ws(' ', u, t at time zone 'UTC'), ',' order by n), '')"
                        + " as s from unnest(?, ?) with ordinality as x (u, t, n)";
                String some = Sql.one(c, sql, row -> row.text("s"), new UUID[]{ID, null},
                        new Instant[]{null, before2000.plusNanos(999)});
                assertThat(some).isEqualTo(ID + ",1969-12-31 23:59:59.000001");
                String none = Sql.one(c, sql, row -> row.text("s"), new UUID[0], new Instant[0]);
                assertThat(none).isEmpty();
                UUID[] read = Sql.one(c, "select ? as ids", row -> row.uuids("ids"), (Object) new UUID[]{ID});
                assertThat(read).containsExactly(ID);
                return 0;
            });
        }
    }

    @Test
    void theTextOfAnArrayIsTheSameArray() {
        try (TestDatabase db = TestDatabase.fresh()) {
            boolean same = db.database().read(c -> Sql.one(c,
                    "select cast(? as uuid[]) = ? and cast(? as timestamptz[]) = ? as same", row -> row.bool("same"),
                    BinaryArray.of(new UUID[]{ID, null}).getValue(), new UUID[]{ID, null},
                    BinaryArray.of(new Instant[]{AT, null}).getValue(), new Instant[]{AT, null}));
            assertThat(same).isTrue();
        }
    }

    @Test
    void gatheredWritesRunTogetherInTheirOrder() {
        try (TestDatabase db = TestDatabase.fresh()) {
            db.asOwner(c -> {
                Sql.run(c, "create table step (n integer)");
                Writes writes = Writes.gathered(c);
                writes.add("insert into step values (?)", 1);
                writes.add("update step set n = n + ?", 10);
                writes.add("select pg_advisory_xact_lock(?)", 1L);
                writes.add("insert into step values (?)", 2);
                assertThat(Sql.list(c, "select n from step", row -> row.integer("n"))).isEmpty();
                writes.send();
                writes.send();
                assertThat(Sql.list(c, "select n from step order by n", row -> row.integer("n"))).containsExactly(2,
                        11);
                writes.add("insert into step values (?)", 3);
                writes.add("insert into nowhere values (?)", 4);
                assertThatThrownBy(writes::send).hasMessageContaining("nowhere");
                return 0;
            });
        }
    }
}

package centuple.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.platform.json.Json;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

class LogTest {
    private static LoggingEvent event(String message, Throwable failure) {
        LoggingEvent event = new LoggingEvent("test", new LoggerContext().getLogger("centuple.order.Intake"),
                Level.WARN,
                message, failure, new Object[0]);
        event.setInstant(Instant.parse("2026-11-23T10:15:30.123Z"));
        event.setThreadName("worker \"1\"");
        return event;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "order of jacques.dupont+shop@example.co.uk refused | order of <e-mail> refused",
            "visitor 203.0.113.77 is over its rate              | visitor <address> is over its rate",
            "from 203.0.113.77:55123                            | from <address>:55123",
            "from [2001:db8::8a2e:370:7334]                     | from [<address>]",
            "from 2001:0db8:85a3:0000:0000:8a2e:0370:7334       | from <address>",
            "ctp=AQEAAAABAAAAAgAAAAEBw2pQ0Q9ZkX3v8Yb1cD2eF4gH5iJ6kL7mN8oP9qR0 | ctp=<secret>"})
    void whatPointsToAPersonOrLetsSomebodyActIsTakenOut(String said, String logged) {
        assertThat(Redaction.of(said)).isEqualTo(logged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"listening on 127.0.0.1:8080", "listening on 0.0.0.0:8080", "PostgreSQL 18.6 in 1.234 s",
            "at 2026-11-23T10:15:30.123Z", "took 00:15:30",
            "order ord_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b of shop_0badcafe",
            "click clk_0123456789abcdef01234567", "centuple.order.store.SqlOrderStore$Rows::read",
            "\tat centuple.platform.postgres.EmbeddedPostgres.createDatabase(EmbeddedPostgres.java:210)"})
    void whatOperatorsNeedStays(String said) {
        assertThat(Redaction.of(said)).isEqualTo(said);
    }

    @Test
    void aLineForPeople() {
        assertThat(new TextLayout().doLayout(event("refused by 203.0.113.7", new IllegalStateException("a@b.example"))))
                .startsWith("2026-11-23T10:15:30.123Z WARN  Intake refused by <address>\n"
                        + "java.lang.IllegalStateException: <e-mail>\n\tat ");
    }

    @Test
    void anObjectForMachinesWhateverTheMessageHolds() {
        String line = new JsonLayout().doLayout(event("quote \" slash \\ line\nbell \u0007 ü \uD83D\uDE00",
                new IllegalStateException("a@b.example")));
        assertThat(line).endsWith("}\n").doesNotContain("a@b.example");
        assertThat(line.strip()).doesNotContain("\n");
        assertThat(Json.object(line.getBytes(StandardCharsets.UTF_8)).get("message").stringValue())
                .isEqualTo("quote \" slash \\ line\nbell \u0007 ü \uD83D\uDE00");
        assertThat(line).contains("\"at\":\"2026-11-23T10:15:30.123Z\"", "\"level\":\"WARN\"",
                "\"logger\":\"centuple.order.Intake\"", "\"thread\":\"worker \\\"1\\\"\"", "\"error\":");
    }
}

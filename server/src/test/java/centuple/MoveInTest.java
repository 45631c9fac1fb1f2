package centuple;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.TestExchange.Member;
import centuple.platform.json.Json;
import centuple.platform.sql.DatabaseSettings;
import centuple.testkit.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A shop moves in from another program: what the dry run says is what is booked, and twice is once. */
class MoveInTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    /** When the shops agreed on terms, in days before now. */
    private static final int AGREED_DAYS = 20;

    @TempDir
    Path folder;

    private TestExchange exchange;
    private Member anna;
    private Member bela;
    private Member cora;

    @BeforeEach
    void agree() throws IOException {
        exchange = TestExchange.start(folder.resolve("data"), Map.of(),
                new TestClock(NOW.minus(Duration.ofDays(AGREED_DAYS))));
        anna = exchange.member("Anna");
        bela = exchange.member("Bela");
        cora = exchange.member("Cora");
        exchange.partner(cora, anna, "EUR", 1_000);
        exchange.partner(cora, bela, "EUR", 500);
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    /** What a command said, and how it ended. */
    private record Said(int code, String text) {
        ObjectNode json() {
            return Json.object(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Said move(Member shop, String program, String kind, String file, String... more) throws IOException {
        DatabaseSettings settings = exchange.db().settings();
        Path password = Files.writeString(folder.resolve("password"), settings.password());
        Path key = Files.writeString(folder.resolve("key"), shop.key() + "\n");
        Path path = Files.writeString(folder.resolve("file"), dated(file));
        List<String> words = new ArrayList<>(List.of("move-in", "--from", program, "--kind", kind, path.toString(),
                "--key-file", key.toString(), "--data", folder.resolve("other").toString(), "--database",
                settings.url(), "--database-user", settings.user(), "--database-password-file", password.toString()));
        words.addAll(Arrays.asList(more));
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said);
        int code = Main.commands().setOut(to).setErr(to).execute(words.toArray(String[]::new));
        return new Said(code, said.toString());
    }

    /** Puts days in place of {@code {3}}, three days ago. */
    private static String dated(String text) {
        Matcher days = Pattern.compile("\\{(\\d+)}").matcher(text);
        return days.replaceAll(found -> day(Integer.parseInt(found.group(1))).toString());
    }

    private static LocalDate day(int daysAgo) {
        return LocalDate.ofInstant(NOW, ZoneOffset.UTC).minusDays(daysAgo);
    }

    /** First as a dry run: it must say to the letter what the real one then does, and change nothing. */
    private Said rehearsedAndMoved(Member shop, String program, String kind, String file, String... more)
            throws IOException {
        List<String> words = new ArrayList<>(Arrays.asList(more));
        words.addAll(List.of("--json", "--dry-run"));
        String before = books();
        Said dry = move(shop, program, kind, file, words.toArray(String[]::new));
        assertThat(books()).as("after the dry run").isEqualTo(before);
        words.remove("--dry-run");
        Said real = move(shop, program, kind, file, words.toArray(String[]::new));
        assertThat(dry.text().replace("\"dry_run\":true", "\"dry_run\":false")).isEqualTo(real.text());
        assertThat(dry.code()).isEqualTo(real.code());
        return real;
    }

    private String books() {
        return exchange.db().database().read(connection -> String.join("|", centuple.platform.sql.Sql.list(connection,
                """
                        select (select count(*) from transfer) || ' ' || (select coalesce(sum(amount_minor), 0)
                            from transfer) || ' ' || (select count(*) from order_fact) || ' '
                            || (select count(*) from link) || ' ' || (select count(*) from moved_link) || ' '
                            || (select coalesce(sum(visits), 0) from moved_visits) || ' '
                            || (select count(*) from event) as line""",
                row -> row.text("line"))));
    }

    private long number(String sql) {
        return exchange.db().database().read(connection -> centuple.platform.sql.Sql.one(connection, sql,
                row -> row.bigint("n")));
    }

    /** The default columns of the export and the partner's, with names and addresses that must not be kept. */
    private static final String DUB = """
            id,type,amount,earnings,currency,status,invoiceId,quantity,createdAt,partnerId,partnerName,customerEmail
            cm_1,sale,"$1,200.00",$120.00,eur,pending,INV-1,1,{5}T10:00:00.000Z,pn_anna,"Anna ""A""
            of Anna",secret@person.example
            cm_2,sale,€49.90,€4.99,eur,pending,,2,{4}T10:00:00.000Z,pn_bela,Bela,other@person.example
            cm_3,lead,€0.00,€5.00,eur,pending,,1,{4}T10:00:00.000Z,pn_bela,Bela,
            cm_4,sale,€80.00,€8.00,eur,paid,INV-4,1,{9}T10:00:00.000Z,pn_anna,Anna,
            cm_5,sale,€81.00,€8.10,eur,processed,INV-5,1,{9}T10:00:00.000Z,pn_anna,Anna,
            cm_6,sale,€82.00,€8.20,eur,refunded,INV-6,1,{9}T10:00:00.000Z,pn_anna,Anna,
            cm_7,sale,€10.00,€1.00,eur,pending,INV-7,1,{40}T10:00:00.000Z,pn_anna,Anna,
            cm_8,sale,€10.00,€1.00,eur,pending,INV-8,1,{5}T10:00:00.000Z,pn_stranger,Nobody,
            cm_9,sale,1000,100,eur,pending,INV-9,1,{5}T10:00:00.000Z,pn_anna,Anna,
            cm_10,sale,€33.00,€1.00,eur,pending,INV-1,1,{5}T10:00:00.000Z,pn_anna,Anna,
            """;

    @Test
    void takesUnpaidSalesOfDubOnce() throws IOException {
        String[] partners = {"--partner", "pn_anna=anna.example", "--partner", "pn_bela=" + bela.id()};
        Said real = rehearsedAndMoved(cora, "dub", "sales", DUB, partners);
        JsonNode told = real.json();
        assertThat(real.code()).as("some rows were refused").isEqualTo(1);
        assertThat(told.path("rows").asLong()).isEqualTo(10);
        assertThat(told.path("entered").asLong()).isEqualTo(2);
        assertThat(told.path("passed_over").toString())
                .isEqualTo("{\"not_a_sale\":1,\"not_owed\":1,\"paid_there\":2}");
        assertThat(owed(told, anna)).as("10 % of 1,200.00").isEqualTo(120_00);
        assertThat(owed(told, bela)).as("5 % of 49.90, half up").isEqualTo(2_50);
        assertThat(refusals(told)).containsExactly(
                "9 placed_at is before this partner accepted your terms on " + NOW.minus(Duration.ofDays(AGREED_DAYS))
                        + ": with --old-sales take-over those terms pay for it",
                "10 partner is no shop of this exchange: say which one with --partner NAME=SHOP",
                "11 amount has no sign of a currency: an older export, in minor units? Then say --amounts minor",
                "12 reference is an order that was reported otherwise before, by your shop or by another row; that"
                        + " stays");
        assertThat(balance(anna)).isEqualTo(120_00);
        assertThat(balance(bela)).isEqualTo(2_50);

        assertThat(number("select count(*) as n from moved_sale join commission using (order_id)")).isEqualTo(2);
        exchange.decideLines(Instant.now());
        JsonNode line = exchange.get(anna, "/v1/partners/" + cora.id() + "/line").path("giving");
        assertThat(line.path("commission_minor").asLong(-1)).as("no return for visits given here: %s", line).isZero();
        String before = books();
        JsonNode again = move(cora, "dub", "sales", DUB, partners[0], partners[1], partners[2], partners[3],
                "--json").json();
        assertThat(again.path("entered").asLong()).isZero();
        assertThat(again.path("already_here").asLong()).isEqualTo(2);
        assertThat(again.path("booked").size()).isZero();
        assertThat(books()).as("twice is once").isEqualTo(before);
        assertThat(number("select count(*) as n from order_fact where content::text ~ 'person|Anna'"))
                .as("no name, no address").isZero();
    }

    @Test
    void oldSalesAreTakenOverWhereTheShopSaysSo() throws IOException {
        String[] more = {"--partner", "pn_anna=anna.example", "--partner", "pn_bela=bela.example", "--old-sales",
                "take-over"};
        JsonNode told = rehearsedAndMoved(cora, "dub", "sales", DUB, more).json();
        assertThat(told.path("taken_over").asLong()).isEqualTo(1);
        assertThat(owed(told, anna)).isEqualTo(121_00);
        assertThat(told.path("owed_to_nobody").size()).isZero();
    }

    @Test
    void readsReferralsOfAffiliateWpWithTheSaleBesideThem() throws IOException {
        String file = """
                "Affiliate ID","Email","Name","Payment Email","Username","Amount","Currency","Description","Campaign",\
                "Reference","Context","Status","Date","Sale Amount"\r
                "7","a@b.example","Anna","a@b.example","anna","12.00","EUR","2 mugs, it\\'s nice","","4711",\
                "woocommerce","unpaid","{3} 10:30:00","120.00"\r
                "7","a@b.example","Anna","a@b.example","anna","12.00","EUR","","","4711","woocommerce","unpaid",\
                "{2} 10:30:00","-20.00"\r
                "7","a@b.example","Anna","a@b.example","anna","9.00","EUR","","","4712","woocommerce","paid",\
                "{3} 10:30:00","90.00"\r
                "7","a@b.example","Anna","a@b.example","anna","9.00","EUR","","","4713","woocommerce","rejected",\
                "{3} 10:30:00","90.00"\r
                "7","a@b.example","Anna","a@b.example","anna","9.00","USD","","","4714","woocommerce","unpaid",\
                "{3} 10:30:00","90.00"\r
                """;
        JsonNode told = rehearsedAndMoved(cora, "affiliatewp", "sales", file, "--partner", "7=anna.example").json();
        assertThat(told.path("entered").asLong()).isEqualTo(3);
        assertThat(owed(told, anna)).as("10 % of what is left of 120.00").isEqualTo(10_00);
        assertThat(told.path("sales").get(0).path("refunded_minor").asLong()).isEqualTo(20_00);
        assertThat(told.path("passed_over").toString()).isEqualTo("{\"not_owed\":1,\"paid_there\":1}");
        Said without = move(cora, "affiliatewp", "sales", file.replace("Sale Amount", "Other"), "--dry-run");
        assertThat(without.text()).contains("no column for amount (Sale Amount)");
        assertThat(without.code()).isEqualTo(1);
    }

    @Test
    void aTableOfOnesOwnIsMapped() throws IOException {
        Path mapping = Files.writeString(folder.resolve("mapping"), """
                reference = Bestellung
                partner = Wer
                amount = Netto
                currency = =EUR
                status = =offen
                placed_at = Tag
                unpaid = offen
                zone = Europe/Paris
                """);
        Path partners = Files.writeString(folder.resolve("partners"), "# who is who\nanna@shop=anna.example\n");
        JsonNode told = rehearsedAndMoved(cora, "csv", "sales",
                "Bestellung;Netto;Wer;Tag\nB-1;10.00;anna@shop;{3}\nB-2;20.00;" + bela.id() + ";{3} 00:30:00\n",
                "--mapping", mapping.toString(), "--partners", partners.toString()).json();
        assertThat(told.path("entered").asLong()).as(told.toString()).isEqualTo(2);
        assertThat(number("select count(*) as n from order_fact where content::text like '%" + day(4) + "%'"))
                .as("half an hour past midnight in Paris is the day before in UTC").isPositive();
        assertThat(balance(anna)).isEqualTo(1_00);
        assertThat(balance(bela)).isEqualTo(1_00);
    }

    @Test
    void aReceiversKeyIsNeededForSalesAndAGiversForLinks() throws IOException {
        String sales = "order,who,sum,state,day\n1," + cora.id() + ",5.00,open,{3}\n";
        String[] own = {"--column", "reference=order", "--column", "partner=who", "--column", "amount=sum", "--column",
                "currency==EUR", "--column", "status=state", "--column", "placed_at=day", "--unpaid", "open"};
        Said giver = move(anna, "csv", "sales", sales, own);
        assertThat(giver.text()).as("whoever gives brings only what it owes itself")
                .contains("is a shop that has accepted no terms of yours");
        Said stranger = move(new Member(anna.id(), "ctp_live_" + "0".repeat(43), ""), "csv", "sales", sales, own);
        assertThat(stranger).matches(said -> said.code() == 1 && said.text().contains("none of this exchange's"));
        String narrow = TestExchange.text(exchange.post(cora.key(), "/v1/keys",
                "{\"shop\": \"%s\", \"name\": \"links\", \"scopes\": [\"links:write\"]}".formatted(cora.id())),
                "secret");
        assertThat(move(new Member(cora.id(), narrow, ""), "csv", "sales", sales, own).text())
                .contains("has not the scope orders:write");
        assertThat(number("select count(*) as n from order_fact")).isZero();
        assertThat(move(cora, "shlink", "sales", sales).text()).contains("exports no sales that we know");
        assertThat(move(cora, "other", "sales", sales).text()).contains("there is no other");
        assertThat(move(cora, "csv", "sales", sales, "--column", "target=x").text()).contains("have no field target");
    }

    /** As the web client of Shlink exports short URLs. */
    private static final String SHORT_URLS = """
            createdAt,domain,shortCode,shortUrl,longUrl,title,tags,visits
            2026-01-02T10:00:00+00:00,s.example,summer,https://s.example/summer,https://cora.example/sale?x=1,"Sale, big",a|b,17
            2026-01-02T10:00:00+00:00,s.example,ab,https://s.example/ab,https://www.cora.example/,,,3
            2026-01-02T10:00:00+00:00,s.example,taken,https://s.example/taken,https://cora.example/taken,,,0
            2026-01-02T10:00:00+00:00,s.example,foreign,https://s.example/foreign,https://elsewhere.example/,,,9
            2026-01-02T10:00:00+00:00,s.example,own,https://s.example/own,https://anna.example/,,,9
            2026-01-02T10:00:00+00:00,s.example,no-partner,https://s.example/no-partner,https://bela.example/,,,9
            2026-01-02T10:00:00+00:00,s.example,script,https://s.example/script,javascript:alert(1),,,9
            2026-01-02T10:00:00+00:00,other.example,summer,https://other.example/summer,https://cora.example/b,,,1
            2026-01-02T10:00:00+00:00,s.example,summer,https://s.example/summer,https://cora.example/sale?x=1,,,17
            """;

    @Test
    void linksKeepTheirCodesWhereTheyAreFree() throws IOException {
        exchange.post(bela.key(), "/v1/links", """
                {"receiver": "%s", "target": "https://cora.example/", "code": "taken"}""".formatted(cora.id()));
        JsonNode told = rehearsedAndMoved(anna, "shlink", "links", SHORT_URLS).json();
        assertThat(told.path("entered").asLong()).as(told.toString()).isEqualTo(4);
        assertThat(told.path("already_here").asLong()).as("the last row again").isEqualTo(1);
        assertThat(told.path("renamed").toString()).isEqualTo("[{\"line\":3,\"code\":\"ab\",\"here\":\"ab-moved\"},"
                + "{\"line\":4,\"code\":\"taken\",\"here\":\"taken-moved\"},"
                + "{\"line\":9,\"code\":\"summer\",\"here\":\"summer-moved\"}]");
        assertThat(refusals(told)).extracting(line -> line.substring(0, 8)).containsExactly("5 target", "6 target",
                "7 target", "8 target");
        assertThat(exchange.visit("summer", null)).as("it leads on, with a token").isNotEmpty();
        String before = books();
        assertThat(move(anna, "shlink", "links", SHORT_URLS, "--json").json().path("already_here").asLong())
                .isEqualTo(5);
        assertThat(books()).isEqualTo(before);
    }

    @Test
    void clicksAreHistoryAndNothingElse() throws IOException {
        move(anna, "shlink", "links", SHORT_URLS);
        String visits = """
                date,potentialBot,userAgent,browser,os,referer,country,city,latitude,longitude,visitedUrl,type
                {9}T10:00:00+00:00,false,Mozilla,Firefox,Linux,Direct,France,Nice,1.0,2.0,https://s.example/summer?a=b,
                {9}T11:00:00+00:00,false,Mozilla,Firefox,Linux,Direct,France,Nice,1.0,2.0,https://s.example/summer,
                {8}T10:00:00+00:00,false,Mozilla,Firefox,Linux,Direct,France,Nice,1.0,2.0,https://s.example/ab,
                {8}T10:00:00+00:00,true,bot,,,Direct,Unknown,Unknown,,,https://s.example/ab,
                {8}T10:00:00+00:00,false,Mozilla,,,Direct,Unknown,Unknown,,,https://s.example/never,
                """;
        JsonNode told = rehearsedAndMoved(anna, "shlink", "clicks", visits).json();
        assertThat(told.path("clicks").asLong()).isEqualTo(3);
        assertThat(told.path("passed_over").path("robots").asLong()).isEqualTo(1);
        assertThat(refusals(told)).containsExactly("6 short_link is no link of yours here: bring the links first");
        assertThat(number("select visits as n from moved_visits where first_day = '" + day(9) + "'")).isEqualTo(2);
        JsonNode totals = rehearsedAndMoved(anna, "shlink", "clicks", SHORT_URLS).json();
        assertThat(totals.path("clicks").asLong()).isEqualTo(17 + 3 + 1 + 17);
        move(anna, "shlink", "clicks", visits);
        move(anna, "shlink", "clicks", SHORT_URLS);
        assertThat(number("select sum(visits)::bigint as n from moved_visits where span = 'DAY'"))
                .as("twice is once").isEqualTo(3);
        assertThat(number("select sum(visits)::bigint as n from moved_visits where span = 'TOTAL'"))
                .isEqualTo(17 + 3 + 1);
        assertThat(number("select (select count(*) from click) + (select count(*) from visits_daily) as n"))
                .as("none of them is a visit of ours").isZero();
        assertThat(exchange.get(anna, "/v1/clicks").path("data").size()).isZero();
        List<String> read = new ArrayList<>();
        String cursor = "";
        for (JsonNode page; cursor != null; cursor = page.path("next_cursor").asStringOpt().orElse(null)) {
            page = exchange.get(anna, "/v1/moved-visits?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.path("data").forEach(each -> read.add(each.path("code").asString() + " " + each.path("span").asString()
                    + " " + each.path("visits").asLong()));
        }
        assertThat(read).containsExactlyInAnyOrder("summer day 2", "ab-moved day 1", "summer total 17",
                "ab-moved total 3", "summer-moved total 1");
        assertThat(exchange.get(cora, "/v1/moved-visits").path("data").size()).as("the partner sees none").isZero();
    }

    @Test
    void readsLinksAndEventsOfDub() throws IOException {
        assertThat(move(anna, "dub", "links", """
                Short link,Destination URL,Created at,Clicks
                dub.sh/mugs,https://cora.example/mugs,2026-01-02T10:00:00.000Z,12
                """, "--json").json().path("entered").asLong()).isEqualTo(1);
        JsonNode told = rehearsedAndMoved(anna, "dub", "clicks", """
                Date,Event,Link,Country,Referrer
                {3}T10:00:00.000Z,link,dub.sh/mugs,France,(direct)
                {3}T10:00:01.000Z,qr,dub.sh/mugs,France,(direct)
                """).json();
        assertThat(told.path("clicks").asLong()).as(told.toString()).isEqualTo(2);
    }

    @Test
    void theWorkedExamplesOfTheDocumentationAreTrue() throws IOException {
        String doc = Files.readString(Path.of(System.getProperty("centuple.root"), "docs/operating/moving-in.md"));
        int played = 0;
        for (String section : doc.split("\n### ")) {
            String[] blocks = section.split("\n```\n");
            if (blocks.length < 4 || !blocks[3].startsWith("$ ./centuple move-in")) {
                continue;
            }
            for (String example : blocks[3].split("(?m)^\\$ ")) {
                if (!example.isEmpty()) {
                    play(blocks[1], example.split("\n", 2));
                    played++;
                }
            }
        }
        assertThat(played).isEqualTo(4);
    }

    /** A command, and what it prints; days are recent ones, and the shops are those of this test. */
    private void play(String file, String[] example) throws IOException {
        List<String> words = List.of(example[0].split(" "));
        String program = words.get(words.indexOf("--from") + 1);
        String kind = words.get(words.indexOf("--kind") + 1);
        Member shop = kind.equals("sales") ? cora : anna;
        Said said = move(shop, program, kind, file.replace("2026-11-20", day(3).toString()) + "\n",
                words.subList(7, words.size()).toArray(String[]::new));
        assertThat(said.text()).as(example[0]).isEqualToIgnoringNewLines(example[1]
                .replace("shop_0b0b0001", anna.id()).replace("shop_0c0c0001", cora.id()));
    }

    private static long owed(JsonNode told, Member giver) {
        for (JsonNode line : told.path("booked")) {
            if (line.path("creditor").asString().equals(giver.id())) {
                return line.path("booked_minor").asLong();
            }
        }
        return 0;
    }

    private static List<String> refusals(JsonNode told) {
        List<String> all = new ArrayList<>();
        for (JsonNode row : told.path("refused")) {
            all.add(row.path("line").asLong() + " " + row.path("field").asString() + " "
                    + row.path("why").asString());
        }
        return all;
    }

    private long balance(Member giver) {
        return number("select coalesce(sum(amount_minor), 0)::bigint as n from balance where stage = 'PENDING'"
                + " and creditor = " + giver.shop().value());
    }
}

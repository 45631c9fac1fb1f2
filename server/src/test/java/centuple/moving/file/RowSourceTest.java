package centuple.moving.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.moving.Mapping;
import centuple.moving.MovedField;
import centuple.moving.MovedKind;
import centuple.moving.Presets;
import centuple.moving.RefusedRowException;
import centuple.moving.Row;
import centuple.moving.Sale;
import centuple.platform.cli.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whatever is wrong with a file or a row is named by line and field; the rows around it are read. */
class RowSourceTest {
    private static final Mapping OWN = Mapping.NONE.with(MovedField.PARTNER, "who").with(MovedField.AMOUNT, "sum")
            .with(MovedField.CURRENCY, "=EUR").with(MovedField.STATUS, "state").with(MovedField.PLACED_AT, "day")
            .with(MovedField.REFERENCE, "order")
            .with(centuple.moving.SaleState.UNPAID, List.of("open"));
    private static final String HEADER = "order,who,sum,state,day\n";

    @TempDir
    Path folder;

    private List<String> read(byte[] bytes, Mapping mapping) throws IOException {
        Path file = Files.write(folder.resolve("file"), bytes);
        List<String> told = new ArrayList<>();
        try (RowSource source = RowSource.open(file, MovedKind.SALES, mapping)) {
            Row row = new Row();
            while (source.next(row)) {
                try {
                    row.check();
                    Sale sale = Sale.read(row, mapping);
                    told.add(row.line() + ": " + sale.reference() + " " + sale.amountMinor());
                } catch (RefusedRowException refusal) {
                    told.add(row.line() + ": " + refusal.field() + " " + refusal.why());
                }
            }
        }
        return told;
    }

    private List<String> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), OWN);
    }

    @Test
    void readsQuotesLineBreaksSemicolonsTabsAndByteOrderMarks() throws IOException {
        assertThat(
                read("\ufeff" + "order,who,sum,note,state,day\r\nA-1,anna,1.00,\"two\r\nlines, \"\"quoted\"\"\",open,"
                        + "2026-01-02\r\n\r\nA-2,anna,2.00,,open,2026-01-02"))
                .containsExactly("2: A-1 100", "5: A-2 200");
        assertThat(read("Order;WHO;Sum;State;Day\nA-1;anna;1.00;OPEN;2026-01-02\n")).containsExactly("2: A-1 100");
        assertThat(read("order\twho\tsum\tstate\tday\nA-1\tanna\t1.00\topen\t2026-01-02T10:00:00+02:00\n"))
                .containsExactly("2: A-1 100");
    }

    @Test
    void readsObjectsOnLines() throws IOException {
        Mapping paths = OWN.with(MovedField.PARTNER, "partner.id");
        assertThat(read("""
                {"order": "A-1", "partner": {"id": 7, "name": "x"}, "sum": "1.00", "state": "open", "day": "2026-01-02"}

                {"order": "A-2", "partner": {"id": 7}, "sum": 2.5, "state": "open", "day": "2026-01-02"}
                {"order": "A-3", "partner": [7], "sum": 2.5, "state": "open", "day": "2026-01-02"}
                {"order": "A-4", "partner": {"id": {}}, "sum": 2.5, "state": "open", "day": "2026-01-02"}
                {"order": "A-5", "order": "A-6"}
                no json
                """.getBytes(StandardCharsets.UTF_8), paths)).containsExactly("1: A-1 100", "3: A-2 250",
                "4: partner is empty", "5:  partner.id is a list or an object, not a text or number",
                "6:  it is no object of JSON: not JSON: Duplicate Object property \"order\" (column 25)",
                "7:  it is no object of JSON: not JSON: Unrecognized token: was expecting (JSON String,"
                        + " Number, Array, Object or token 'null', 'true' or 'false') (column 1)");
    }

    @Test
    void namesLineAndFieldOfWhatIsWrong() throws IOException {
        String long5 = "x".repeat(5_000);
        assertThat(read(HEADER + "A-1,anna,1.00,open,2026-01-02,extra\nA-2,anna,,open,2026-01-02\n"
                + "A-3,\"anna\nbela\",1.00,open,2026-01-02\nA 4,anna,1.00,open,2026-01-02\n"
                + "A-5,anna,1.00,never,2026-01-02\nA-6,anna,1.00,open,2.1.2026\nA-7,anna,0.00,open,2026-01-02\n"
                + "A-8," + long5 + ",1.00,open,2026-01-02\nA-9,anna,1.00,open\nA-10,an\u0007na,1.00,open,2026-01-02\n"
                + ",anna,1.00,open,2026-01-02\nA-12,\"anna,1.00,open,2026-01-02\nA-13,anna,3.00,open,2026-01-02\n"))
                .containsExactly("2:  it has 6 fields, the header 5", "3: amount is empty",
                        "4: partner has a control character or a line break in it",
                        "6: reference is not 1 to 64 of A-Z a-z 0-9 . _ : # / -",
                        "7: status is none of the words that are mapped: say what it means with --unpaid, --paid or"
                                + " --not-owed",
                        "8: placed_at is not a time such as 2026-11-23T08:00:00Z, 2026-11-23 08:00:00 or 2026-11-23",
                        "9: amount is zero", "10: partner is longer than 4096 characters", "11: placed_at is empty",
                        "12: partner has a control character or a line break in it",
                        "13: reference is empty, and the row has no id either",
                        "14:  a quote is opened and not closed", "15: A-13 300");
    }

    @Test
    void bytesThatAreNotUtf8RefuseTheirRowOnly() throws IOException {
        byte[] text = (HEADER + "A-1,Zoë,1.00,open,2026-01-02\nA-2,anna,1.00,open,2026-01-02\n")
                .getBytes(Charset.forName("windows-1252"));
        assertThat(read(text, OWN)).containsExactly("2: partner has bytes that are not UTF-8", "3: A-2 100");
    }

    @Test
    void aHugeFieldIsPassedOver() throws IOException {
        String text = HEADER + "A-1,anna,1.00,open,2026-01-02,\"" + "x".repeat(1_000_000)
                + "\"\nA-2,anna,1.00,open,2026-01-02\n";
        assertThat(read(text)).containsExactly("2:  the line is longer than 262144 characters", "3: A-2 100");
    }

    @Test
    void wrongFilesAreRefusedAsAWhole() {
        refused("", "the file is empty");
        refused("  \n\n", "the file is empty");
        refused("order,who,sum,state\nA-1,anna,1.00,open\n",
                "line 1: the header has no column for placed_at (day); it has: order, who, sum, state");
        refused("order,who,WHO,sum,state,day\n", "line 1: the header has more than one column who");
        refused("\"order,who", "line 1: the header cannot be read: a quote is opened and not closed");
        refused("PK\u0003\u0004\u0000\u0000", "the file is no text");
        assertThatThrownBy(() -> read(HEADER.getBytes(StandardCharsets.UTF_16), OWN)).isInstanceOf(Refusal.class)
                .hasMessage("the file is UTF-16: save it as UTF-8");
        assertThatThrownBy(() -> read("ID,Amount\n".getBytes(StandardCharsets.UTF_8),
                Presets.of("dub", MovedKind.SALES).orElseThrow())).isInstanceOf(Refusal.class)
                .hasMessageContaining("partner (Partner ID)").hasMessageContaining("it has: ID, Amount");
    }

    private void refused(String text, String why) {
        assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(Refusal.class).hasMessageContaining(why);
    }
}

package centuple.journal.http;

import centuple.click.ClickRecord;
import centuple.click.SubIds;
import centuple.journal.StoredClick;
import centuple.shop.PublicId;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A click as the API writes it.
 *
 * @param link null where the link was suggested to this visitor
 * @param decision by which it was suggested, else null
 * @param termsVersion null where the pair had no terms
 * @param hops the givers before, origin first
 * @param visit {@code counted}, or why it is not: {@code head}, {@code bot}, {@code repeat}, {@code rate}, {@code
 * capped}
 * @param country null where unknown
 * @param subIds the giver's marks, null for the receiver
 */
record ClickView(String id, String at, @Nullable String link, @Nullable String decision, String giver, String receiver,
        @Nullable Integer termsVersion, List<String> hops, String visit, String device, @Nullable String country,
        @Nullable Map<String, String> subIds) {

    static ClickView of(StoredClick stored) {
        ClickRecord click = stored.click();
        int terms = click.route().termsVersion();
        String country = click.visit().country();
        boolean suggested = click.route().isSuggested();
        return new ClickView(click.id().toString(), click.at().toString(),
                suggested ? null : PublicId.of(PublicId.LINK, click.route().linkId()),
                suggested ? PublicId.of(PublicId.DECISION, click.route().linkId()) : null, shop(click.route().giver()),
                shop(click.route().receiver()), terms == 0 ? null : terms,
                IntStream.range(0, click.hops().count()).mapToObj(i -> shop(click.hops().get(i))).toList(),
                word(click.visit().visitClass()), word(click.visit().device()), country.isEmpty() ? null : country,
                stored.isOwnGift() ? marks(click.subIds()) : null);
    }

    private static Map<String, String> marks(SubIds subIds) {
        Map<String, String> marks = new TreeMap<>();
        for (int i = 0; i < SubIds.COUNT; i++) {
            if (!subIds.get(i).isEmpty()) {
                marks.put("s" + (i + 1), subIds.get(i));
            }
        }
        return marks;
    }

    private static String shop(int id) {
        return new ShopId(id).toString();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

package centuple.catalogue.store;

import centuple.catalogue.feed.FeedSettings;
import centuple.catalogue.feed.FeedState;
import centuple.catalogue.file.FeedSource;
import centuple.shop.ShopId;

/**
 * A shop's feed.
 *
 * @param shop whose it is
 * @param settings where it is and how it is read
 * @param revision grows with each change of the settings
 * @param state how it is doing
 * @param copy by what its host tells whether it has changed
 * @param stale whether its products are too old to be offered
 */
public record StoredFeed(ShopId shop, FeedSettings settings, long revision, FeedState state, FeedSource.Copy copy,
        boolean stale) {
}

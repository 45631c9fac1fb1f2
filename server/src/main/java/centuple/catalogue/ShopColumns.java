package centuple.catalogue;

import centuple.shop.ShopId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shops by the order in which their products came. Filled by one thread, then read by any. */
final class ShopColumns {
    private final Map<ShopId, Integer> places = new HashMap<>();
    private final List<ShopId> shops = new ArrayList<>();

    int add(ShopId shop) {
        if (places.putIfAbsent(shop, shops.size()) != null) {
            throw new IllegalArgumentException("the products of " + shop + " do not come one after the other");
        }
        shops.add(shop);
        return shops.size() - 1;
    }

    int place(ShopId shop) {
        return places.getOrDefault(shop, -1);
    }

    ShopId at(int place) {
        return shops.get(place);
    }

    int count() {
        return shops.size();
    }
}

package centuple.catalogue.file;

import centuple.catalogue.feed.FeedKind;
import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.feed.FeedTally;
import centuple.catalogue.feed.ItemReader;
import centuple.shop.ShopId;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/** A process that reads a generated feed, with as little heap as it was started with, and prints its figures. */
final class FeedInSmallHeap {
    private FeedInSmallHeap() {
    }

    public static void main(String[] args) throws Exception {
        FeedKind kind = FeedKind.valueOf(args[0]);
        long bytes = Long.parseLong(args[1]) << 20;
        FeedTally tally = new FeedTally();
        var settings = ReadFeed.settings(kind);
        ItemReader reader = new ItemReader(new ShopId(1), settings.deliversTo(), true, ReadFeed.rule(), tally);
        long start = System.nanoTime();
        GeneratedFeed feed = new GeneratedFeed(kind, bytes, Integer.parseInt(args[2]));
        new FeedFiles(settings, FeedLimits.USUAL, System::nanoTime).read(feed, reader::read);
        long millis = (System.nanoTime() - start) / 1_000_000;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage).mapToLong(usage -> usage.getUsed()).sum();
        System.out.printf("%s %d MiB, %d items accepted, %d ms, heap peak %d MiB of %d%n", kind, bytes >> 20,
                tally.report().accepted(), millis, peak >> 20, Runtime.getRuntime().maxMemory() >> 20);
    }
}

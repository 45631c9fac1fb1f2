package centuple.e2e;

import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Visitors and orders from a few threads until closed; remembers what was acknowledged. Thread-safe. */
final class Load implements AutoCloseable {
    /** Version, key id, giver, receiver, terms version, minutes: what stands before the click id in a token. */
    private static final int CLICK_ID_AT = 18;
    private static final int CLICK_ID_BYTES = 12;
    private static final int PAUSE_MS = 3;

    private final Niche niche;
    private final Set<String> clicks = ConcurrentHashMap.newKeySet();
    private final Set<String> orders = ConcurrentHashMap.newKeySet();
    private final Queue<String> tokens = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger references = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    Load(Niche niche) {
        this.niche = niche;
    }

    /** Starts this many threads of each kind. */
    Load start(int threads) {
        for (int i = 0; i < threads; i++) {
            Thread.ofVirtual().start(() -> loop(this::visit));
            Thread.ofVirtual().start(() -> loop(this::order));
        }
        return this;
    }

    /** Click ids of answered redirects, in hex. */
    Set<String> clicks() {
        return clicks;
    }

    /** References of acknowledged orders. */
    Set<String> orders() {
        return orders;
    }

    /** Redirects that were not answered as they should. */
    int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        end.countDown();
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private void loop(Step step) {
        try {
            while (!end.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                try {
                    step.run();
                } catch (IOException serverIsAway) {
                    refused.incrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void visit() throws IOException, InterruptedException {
        String token = niche.visit();
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        clicks.add(HexFormat.of().formatHex(bytes, CLICK_ID_AT, CLICK_ID_AT + CLICK_ID_BYTES));
        tokens.add(token);
    }

    private void order() throws IOException, InterruptedException {
        String token = tokens.poll();
        if (token != null) {
            String reference = "O-" + references.incrementAndGet();
            if (niche.order(reference, token)) {
                orders.add(reference);
            }
        }
    }
}

package centuple.catalogue.feed;

/**
 * The ids a feed had so far, as 64-bit hashes: 12 to 24 bytes for each, so that two million rows stay small. That any
 * two different ids of a million share a hash has a chance of 3 in 10^8; then the second is refused as a duplicate.
 */
final class SeenIds {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long[] hashes = new long[1_024];
    private int count;

    /** False where it was there already. */
    boolean add(String id) {
        if (count * 3L > hashes.length * 2L) {
            grow();
        }
        long hash = hash(id);
        for (int at = place(hash, hashes.length);; at = at + 1 & hashes.length - 1) {
            if (hashes[at] == hash) {
                return false;
            }
            if (hashes[at] == 0) {
                hashes[at] = hash;
                count++;
                return true;
            }
        }
    }

    private void grow() {
        long[] before = hashes;
        hashes = new long[before.length * 2];
        for (long hash : before) {
            if (hash != 0) {
                int at = place(hash, hashes.length);
                while (hashes[at] != 0) {
                    at = at + 1 & hashes.length - 1;
                }
                hashes[at] = hash;
            }
        }
    }

    private static int place(long hash, int length) {
        return (int) (hash ^ hash >>> 32) & length - 1;
    }

    private static long hash(String id) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }
}

package centuple.click.file;

import centuple.click.Keyring;
import centuple.click.MasterKey;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The text of the key file: one {@code seal} line, one {@code key} line per master key, and a checksum as the last
 * line, so that a file cut short is never taken for a whole one.
 */
final class KeyFileText {
    private static final String HEAD = """
            # Centuple master keys. Whoever reads them can sign clicks: mode 0600, same file on every node,
            # backed up apart from the database.
            """;
    private static final String STILL_SIGNS = "-";
    private static final HexFormat HEX = HexFormat.of();

    private KeyFileText() {
    }

    static String print(Secrets secrets) {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("seal ").append(HEX.formatHex(secrets.sealSecret())).append('\n');
        for (MasterKey key : secrets.keyring().keys()) {
            Instant retiredAt = key.retiredAt();
            text.append("key ").append(key.keyId()).append(' ').append(key.createdAt()).append(' ')
                    .append(retiredAt == null ? STILL_SIGNS : retiredAt.toString()).append(' ')
                    .append(HEX.formatHex(key.secret())).append('\n');
        }
        String checksum = checksum(text.toString());
        return text.append("crc32c ").append(checksum).append('\n').toString();
    }

    /** @throws IllegalArgumentException with the reason, never with a secret in it */
    static Secrets parse(String text) {
        int last = text.lastIndexOf("crc32c ");
        if (last < 0 || !text.substring(last).equals("crc32c " + checksum(text.substring(0, last)) + "\n")) {
            throw new IllegalArgumentException("its checksum line is missing or wrong");
        }
        List<MasterKey> keys = new ArrayList<>();
        byte[] seal = {};
        for (String line : text.substring(0, last).split("\n", -1)) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "", "#" -> {
                }
                case "seal" -> seal = hex(line, words, 2);
                case "key" -> keys.add(key(line, words));
                default -> throw new IllegalArgumentException("unknown line '" + words[0] + " ...'");
            }
        }
        return new Secrets(new Keyring(keys), seal);
    }

    private static MasterKey key(String line, String[] words) {
        byte[] secret = hex(line, words, 5);
        try {
            Instant retiredAt = words[3].equals(STILL_SIGNS) ? null : Instant.parse(words[3]);
            return new MasterKey(Integer.parseInt(words[1]), secret, Instant.parse(words[2]), retiredAt);
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException("a key line has no id or time that can be read", e);
        }
    }

    private static byte[] hex(String line, String[] words, int count) {
        if (words.length != count || words[count - 1].length() != 2 * MasterKey.SECRET_BYTES) {
            throw new IllegalArgumentException("a " + words[0] + " line of " + line.length() + " characters is wrong");
        }
        return HEX.parseHex(words[count - 1]);
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return HEX.toHexDigits((int) crc.getValue());
    }
}

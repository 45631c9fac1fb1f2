package centuple;

import centuple.platform.config.AddressRange;
import centuple.platform.config.ConfigException;
import centuple.platform.config.ConfigKey;
import centuple.platform.config.ConfigReader;
import centuple.platform.config.ConfigSource;
import centuple.platform.config.Secret;
import centuple.platform.sql.DatabaseSettings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The settings of one server, weakest first: standard values, the file, {@code CENTUPLE_*} variables, flags. A new one
 * is one line in the section that reads it; docs/operating/configuration.md lists them all and a test holds it to that.
 *
 * @param data folder of everything this server keeps: journal, keys, embedded database
 * @param keysFile the key file, where it is not {@code keys} in that folder
 * @param market what shops know the exchange by, and what it takes
 * @param database where the database is
 * @param http where we listen and how the world sees us
 * @param journal how clicks are kept, and how long
 * @param log how we speak
 * @param effective every key with the value in force, secrets hidden
 */
public record Config(Path data, Optional<Path> keysFile, Market market, Postgres database, Http http, Journal journal,
        Log log, Map<String, String> effective) {
    private static final String STANDARD_FILE = "centuple.properties";
    private static final int DAYS_MAX = 3_650;

    /**
     * The exchange as its shops see it; written to the database at each start.
     *
     * @param live false: a trial, which replayed events may be played into
     * @param feeBps of each commission, for the operator; frozen into terms when they are made
     * @param originShareBps what the first giver of a chain has of a commission; frozen in the same way
     */
    public record Market(String name, boolean live, int feeBps, int originShareBps) {
        private static final int FEE_BPS_MAX = 4_999;

        private static Market read(ConfigReader from) {
            return new Market(from.text("exchange.name", "Centuple", "what shops know the exchange by"),
                    from.bool("exchange.live", true,
                            "false for a trial, into which events with their own time may be replayed"),
                    from.integer("exchange.fee.bps", 0, 0, FEE_BPS_MAX,
                            "basis points of each commission for the operator; holds for terms made from then on"),
                    from.integer("exchange.origin.share.bps", 5_000, 0, 10_000,
                            "basis points of a commission for the first giver of a chain; likewise"));
        }
    }

    /**
     * The database.
     *
     * @param url {@code jdbc:postgresql://...}; empty: the embedded one
     * @param password never printed
     */
    public record Postgres(Optional<String> url, String user, Secret password, String role, int connectionsMax) {
        private static Postgres read(ConfigReader from) {
            var url = new ConfigKey("database", "jdbc:postgresql://host:port/name, without user and password", "",
                    "an own PostgreSQL of at least version 15; without it one is started in the data folder", false);
            var role = new ConfigKey("database.role", "a plain lower-case name", DatabaseSettings.RUNTIME_ROLE,
                    "the role the server works as, which cannot change booked entries", false);
            return new Postgres(from.custom(url, Postgres::plainUrl),
                    from.text("database.user", "centuple", "the user who owns the schema in an own PostgreSQL"),
                    password(from),
                    from.custom(role, DatabaseSettings::plainRole),
                    from.integer("database.connections.max", DatabaseSettings.CONNECTIONS_MAX, 4, 200,
                            "connections this server keeps at most"));
        }

        private static Optional<String> plainUrl(String text) {
            if (text.isEmpty()) {
                return Optional.empty();
            }
            // What stands before an @ is taken for a user and a password by some drivers; it would be printed.
            if (!text.startsWith("jdbc:postgresql:") || text.matches("(?i).*[?&](user|password)=.*")
                    || text.matches("[^?]*@.*")) {
                throw new IllegalArgumentException("not such a URL");
            }
            return Optional.of(text);
        }

        private static Secret password(ConfigReader from) {
            Secret given = from.secret("database.password", "the password of that user");
            Optional<Path> file = from.pathIfGiven("database.password.file",
                    "a file that holds the password instead, as container platforms mount them");
            if (file.isEmpty()) {
                return given;
            }
            if (!given.value().isEmpty()) {
                from.refuse("'database.password' and 'database.password.file' are both given; one is enough");
                return given;
            }
            try {
                return new Secret(Files.readString(file.get()).strip());
            } catch (IOException failure) {
                from.refuse("'database.password.file' is '" + file.get() + "', which cannot be read");
                return given;
            }
        }

        /** How to reach an own PostgreSQL; empty where the embedded one is to be started. */
        public Optional<DatabaseSettings> settings() {
            return url.map(own -> new DatabaseSettings(own, user, password.value(), role, connectionsMax));
        }
    }

    /**
     * HTTP.
     *
     * @param port 0: any free one
     * @param publicUrl how shops and visitors reach us, without a path
     * @param trustedProxies whose word on the visitor's address and host is taken
     * @param countryHeader in which those name the visitor's country; empty: in none
     * @param loopbackAllowed outgoing requests may reach addresses that are not public; {@code doctor} reports it
     */
    public record Http(String host, int port, URI publicUrl, List<AddressRange> trustedProxies,
            String countryHeader, boolean loopbackAllowed) {
        private static final int PORT = 8080;
        private static final ConfigKey COUNTRY_HEADER = new ConfigKey("http.country.header",
                "the name of a header, or nothing", "CF-IPCountry",
                "in which trusted proxies name the visitor's country; empty for none", false);

        private static Http read(ConfigReader from) {
            String host = from.text("http.host", "127.0.0.1", "the address to listen on; 0.0.0.0 for all");
            int port = from.integer("http.port", PORT, 0, 65_535, "the port to listen on; 0 for any free one");
            URI url = from.origin("public.url", "http://localhost:" + (port == 0 ? PORT : port),
                    "how shops and visitors reach this exchange, without a path");
            return new Http(host, port, url,
                    from.addressRanges("trusted.proxies",
                            "reverse proxies whose X-Forwarded-For, X-Forwarded-Host and country header are believed"),
                    from.custom(COUNTRY_HEADER, Http::headerName),
                    from.bool("outbound.loopback.allowed", false,
                            "lets requests to shops reach addresses that are not public; only for tests"));
        }

        private static String headerName(String text) {
            if (!text.matches("[A-Za-z0-9-]{0,64}")) {
                throw new IllegalArgumentException("no header name");
            }
            return text;
        }

        /** What a start should warn of; empty when nothing. */
        public List<String> warnings() {
            String name = publicUrl.getHost();
            boolean seenFromOutside = publicUrl.getScheme().equals("https")
                    || !name.equals("localhost") && !name.startsWith("127.") && !name.equals("[::1]");
            return seenFromOutside && trustedProxies.isEmpty()
                    ? List.of("public.url is " + publicUrl + ", but trusted.proxies names none: behind a reverse proxy"
                            + " all visitors then have its address, and few of them count")
                    : List.of();
        }
    }

    /** When a click's record is on the disk: with its group, or before its answer. */
    public enum JournalMode {
        GROUP, STRICT
    }

    /**
     * The click journal.
     *
     * @param syncMillis how long a group may wait for its way to the disk
     * @param bytesMax above it redirects go on unjournaled and health turns red
     * @param retentionDays of segments that are in the database, so that a restored backup can be brought up to date
     * @param clickRetentionDays of clicks in the database; commissions keep the facts they stand on by themselves
     */
    public record Journal(JournalMode mode, int syncMillis, long bytesMax, int retentionDays, int clickRetentionDays) {
        private static Journal read(ConfigReader from) {
            return new Journal(
                    from.oneOf("journal.mode", JournalMode.GROUP,
                            "group: clicks reach the disk together, a power cut may take the last few;"
                                    + " strict: each before its answer"),
                    from.integer("journal.sync.millis", 5, 1, 1_000,
                            "how long a group of clicks may wait for the disk"),
                    from.whole("journal.bytes.max", 8L << 30, 64L << 20, 1L << 44,
                            "how large the journal may grow while the database is away"),
                    from.integer("journal.retention.days", 7, 1, DAYS_MAX,
                            "how long journal segments are kept after they are in the database"),
                    from.integer("click.retention.days", 400, 8, DAYS_MAX,
                            "how long single clicks are kept; daily counts stay"));
        }
    }

    /** Lines for people, or JSON objects for machines. */
    public enum LogFormat {
        TEXT, JSON
    }

    /** How much is said. */
    public enum LogLevel {
        ERROR, WARN, INFO, DEBUG
    }

    /** The log, on standard error. */
    public record Log(LogFormat format, LogLevel level) {
        private static Log read(ConfigReader from) {
            return new Log(
                    from.oneOf("log.format", LogFormat.TEXT, "text: lines to read; json: one object per line"),
                    from.oneOf("log.level", LogLevel.INFO, "the least important thing that is still said"));
        }
    }

    /**
     * Reads the settings.
     *
     * @param environment usually {@code System.getenv()}
     * @param flags by their names as {@code --http-port}
     * @throws ConfigException naming everything that is wrong
     */
    public static Config load(Map<String, String> environment, Map<String, String> flags) {
        List<ConfigSource> sources = new ArrayList<>();
        sources.add(ConfigSource.environment(environment));
        sources.add(ConfigSource.flags(flags));
        file(sources).ifPresent(file -> sources.addFirst(ConfigSource.file(file)));
        ConfigReader reader = new ConfigReader(sources);
        Config config = read(reader);
        reader.finish();
        return config;
    }

    /** The file named on the command line or in the environment, else the standard one where there is one. */
    private static Optional<Path> file(List<ConfigSource> sources) {
        for (ConfigSource source : sources.reversed()) {
            if (source.values().containsKey("config")) {
                return Optional.of(Path.of(source.values().getOrDefault("config", "")));
            }
        }
        return Optional.of(Path.of(STANDARD_FILE)).filter(Files::exists);
    }

    private static Config read(ConfigReader from) {
        from.path("config", STANDARD_FILE, "the file with settings; not needed where all is standard");
        return new Config(from.path("data", "data", "the folder of everything this server keeps"),
                from.pathIfGiven("keys.file",
                        "the file of the keys that sign click tokens; without it `keys` in the data folder"),
                Market.read(from),
                Postgres.read(from),
                Http.read(from), Journal.read(from), Log.read(from), from.effective());
    }

    /** Where the keys of the click tokens are. */
    public Path keyFile() {
        return keysFile.orElseGet(() -> data.resolve("keys"));
    }

    /** Every setting there is, in a sensible order. */
    public static List<ConfigKey> keys() {
        ConfigReader reader = new ConfigReader(List.of());
        read(reader);
        return reader.keys();
    }

    /** The settings in force as lines of the file's form, secrets hidden. */
    public String print() {
        return effective.entrySet().stream().map(line -> (line.getKey() + " = " + line.getValue()).strip())
                .collect(Collectors.joining("\n", "", "\n"));
    }
}

package centuple.connect.cli;

import centuple.connect.Platform;
import centuple.connect.Platforms;
import centuple.connect.SecretOrigin;
import centuple.connect.UnreadableException;
import centuple.connect.check.Finding;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.inbox.InboxEvent.From;
import centuple.connect.job.ConnectionChange;
import centuple.connect.job.ConnectionCheck;
import centuple.connect.store.Seal;
import centuple.connect.store.SqlConnections;
import centuple.connect.store.SqlConnections.Known;
import centuple.platform.cli.Progress;
import centuple.platform.cli.Refusal;
import centuple.platform.sql.Database;
import centuple.shop.EventLog;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Leads through connecting a shop to its platform: shows the steps with address and secret, waits for a message, and
 * says what arrived or what is wrong. For one thread.
 */
public final class ConnectWizard {
    /** From one look at the inbox to the next. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Parts parts;
    private final PrintWriter out;

    /**
     * What it works with.
     *
     * @param publicUrl how the exchange is reached, without a path
     * @param events makes the event log of a transaction
     */
    public record Parts(Database database, Platforms platforms, Seal seal, String publicUrl,
            Function<Connection, EventLog> events, InstantSource clock) {
    }

    public ConnectWizard(Parts parts, PrintWriter out) {
        this.parts = parts;
        this.out = out;
    }

    /** Lists the shop's connections with what is found of each, and the platforms there are. */
    public int list(ShopId shop) {
        List<Known> known = parts.database()
                .read(connection -> new SqlConnections(connection, parts.seal()).of(shop));
        boolean isGood = true;
        for (Known one : known) {
            Optional<Platform> platform = parts.platforms().find(one.connection().platform());
            if (platform.isPresent()) {
                out.println(platform.get().title() + " (" + platform.get().name() + "), "
                        + url(new From(shop, platform.get().name())));
                isGood &= print(check(one, platform.get()).findings());
            }
        }
        if (known.isEmpty()) {
            out.println(shop + " is connected to no platform yet.");
        }
        out.println("To connect it: --platform " + String.join("|", parts.platforms().all().stream()
                .map(Platform::name).toList()));
        return isGood ? 0 : 1;
    }

    /**
     * Connects the shop where it is not, shows the steps, and waits for a message.
     *
     * @param change what is to be changed, such as the secret that the platform shows
     * @param wait how long; zero for not at all
     */
    public int connect(ShopId shop, String name, ConnectionChange change, Duration wait) throws InterruptedException {
        Platform platform = parts.platforms().find(name).orElseThrow(() -> new Refusal("there is no platform " + name
                + "; there are " + String.join(", ", parts.platforms().all().stream().map(Platform::name).toList())));
        From from = new From(shop, platform.name());
        Instant begin = parts.clock().instant();
        steps(platform, from);
        Optional<Known> before = find(from);
        if (before.isEmpty() || !change.equals(ConnectionChange.NONE)) {
            secret(platform, change(from, platform, change));
        }
        Known known = find(from).orElseThrow(() -> new Refusal(shop + " is no shop of this exchange"));
        List<Finding> findings = wait.isZero()
                ? check(known, platform).findings()
                : await(from, platform, begin, wait);
        return print(findings) ? 0 : 1;
    }

    private void steps(Platform platform, From from) {
        out.println(platform.title() + ": messages are sent to");
        out.println();
        out.println("    " + url(from));
        out.println();
        int number = 1;
        for (String step : platform.steps(url(from))) {
            out.println("  " + number + ". " + step);
            number++;
        }
        if (!platform.credentialNames().isEmpty()) {
            out.println("  Orders whose messages were missed are asked for once PUT /v1/connections/" + platform.name()
                    + " has been given api_url and credentials: " + String.join(", ", platform.credentialNames()));
        }
        out.println();
        out.flush();
    }

    private @Nullable String change(From from, Platform platform, ConnectionChange change) {
        if (platform.secretOrigin() == SecretOrigin.PLATFORM && change.secret().isEmpty() && find(from).isEmpty()) {
            throw new Refusal(platform.title() + " shows a secret, see the steps: put it into a file and name that"
                    + " with --secret-file");
        }
        try {
            return parts.database().inTransaction(connection -> change.apply(
                    new SqlConnections(connection, parts.seal()), parts.events().apply(connection), from, platform,
                    parts.clock().instant().truncatedTo(ChronoUnit.MICROS), new SecureRandom()).secret());
        } catch (UnreadableException missing) {
            throw new Refusal(missing.getMessage(), missing);
        }
    }

    private void secret(Platform platform, @Nullable String made) {
        if (made == null) {
            out.println("The secret of " + platform.title() + " is kept.");
        } else {
            out.println("The secret, shown this once:");
            out.println();
            out.println("    " + made);
        }
        out.println();
        out.flush();
    }

    /** Looks again and again until a message came, also one that was not believed. */
    private List<Finding> await(From from, Platform platform, Instant begin, Duration wait)
            throws InterruptedException {
        out.println("Waiting " + wait.toSeconds() + " s for a message ...");
        out.flush();
        List<UUID> before = ids(from, platform);
        List<Finding> findings = List.of();
        try (Progress progress = Progress.of("waiting", wait.toSeconds())) {
            for (long second = 0; second < wait.toSeconds(); second++) {
                Thread.sleep(LOOK_EVERY);
                progress.reached(second + 1);
                Known known = find(from).orElseThrow(() -> new Refusal("the connection was taken away meanwhile"));
                ConnectionCheck check = check(known, platform);
                Instant refusedAt = known.refused().at();
                boolean refused = refusedAt != null && refusedAt.isAfter(begin);
                boolean came = check.newest().stream().anyMatch(event -> !before.contains(event.id())
                        && event.standing().state() != InboxEvent.State.WAITING);
                findings = check.findings();
                if (refused || came) {
                    return findings;
                }
            }
        }
        List<Finding> all = new ArrayList<>(findings);
        all.add(new Finding(Finding.Kind.WRONG, "no message came within " + wait.toSeconds()
                + " s. Is the exchange reached under its public address from outside? Was the test sent?"));
        return all;
    }

    private List<UUID> ids(From from, Platform platform) {
        return find(from).map(known -> check(known, platform).newest().stream().map(InboxEvent::id).toList())
                .orElse(List.of());
    }

    private Optional<Known> find(From from) {
        return parts.database().read(connection -> new SqlConnections(connection, parts.seal()).find(from.shop(),
                from.platform()));
    }

    private ConnectionCheck check(Known known, Platform platform) {
        return parts.database().read(
                connection -> ConnectionCheck.of(connection, known, platform, parts.clock().instant()));
    }

    /** Prints them; whether nothing is wrong. */
    private boolean print(List<Finding> findings) {
        for (Finding finding : findings) {
            String mark = switch (finding.kind()) {
                case GOOD -> "  ok     ";
                case OPEN -> "  open   ";
                case WRONG -> "  WRONG  ";
            };
            out.println(mark + finding.text());
        }
        out.flush();
        return findings.stream().noneMatch(finding -> finding.kind() == Finding.Kind.WRONG);
    }

    private String url(From from) {
        return parts.publicUrl() + "/hooks/" + from.platform() + "/" + from.shop();
    }
}

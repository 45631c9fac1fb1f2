package centuple.connect.cli;

import centuple.connect.Platform;
import centuple.connect.Platforms;
import centuple.connect.Polled;
import centuple.connect.SecretOrigin;
import centuple.connect.UnreadableException;
import centuple.connect.check.Finding;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.inbox.InboxEvent.From;
import centuple.connect.job.ConnectionChange;
import centuple.connect.job.ConnectionCheck;
import centuple.connect.job.TrialAsk;
import centuple.connect.store.Seal;
import centuple.connect.store.SqlConnections;
import centuple.connect.store.SqlConnections.Known;
import centuple.platform.cli.Progress;
import centuple.platform.cli.Refusal;
import centuple.platform.sql.Database;
import centuple.shop.EventLog;
import centuple.shop.ShopId;
import centuple.shop.domain.HostName;
import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Leads through connecting a shop to its platform: shows the steps with address and secret, asks the platform's API
 * where it may, waits for a message, and says what arrived or what is wrong. For one thread.
 */
public final class ConnectWizard {
    /** From one look at the inbox to the next. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Parts parts;
    private final PrintWriter out;

    /**
     * What it works with.
     *
     * @param events makes the event log of a transaction
     * @param trial asks platforms' APIs
     * @param input asks at the terminal for what is missing
     */
    public record Parts(Database database, Platforms platforms, Seal seal, Exchange exchange,
            Function<Connection, EventLog> events, TrialAsk trial, SecretInput input, InstantSource clock) {
    }

    /**
     * The exchange it connects to.
     *
     * @param publicUrl how it is reached, without a path
     * @param isStopped whether it certainly does not run, so that nothing can arrive
     */
    public record Exchange(String publicUrl, boolean isStopped) {
    }

    public ConnectWizard(Parts parts, PrintWriter out) {
        this.parts = parts;
        this.out = out;
    }

    /** What was known before anything was done. */
    private record Before(Optional<Known> known, List<UUID> newest) {
        long refused() {
            return known.map(Before::refused).orElse(0L);
        }

        static long refused(Known known) {
            return known.refused().count() + known.signedRefused().count();
        }

        @Nullable
        Instant pingAt() {
            return known.map(Known::lastPingAt).orElse(null);
        }
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
        out.println();
        out.println(WrappedText.of("", "To connect it, or to try a connection: --platform NAME, one of " + names()));
        out.flush();
        return isGood ? 0 : 1;
    }

    /** The platform of that name. */
    public Platform platform(String name) {
        return parts.platforms().find(name)
                .orElseThrow(() -> new Refusal("there is no platform " + name + "; there are " + names()));
    }

    /**
     * Connects the shop where it is not, shows the steps, and waits for a message.
     *
     * @param change what is to be changed, such as the secret that the platform shows
     * @param wait how long; zero for not at all
     */
    public int connect(ShopId shop, Platform platform, ConnectionChange change, Duration wait)
            throws InterruptedException {
        From from = new From(shop, platform.name());
        Before before = before(from, platform);
        ConnectionChange wanted = change;
        if (platform.secretOrigin() == SecretOrigin.PLATFORM) {
            steps(platform, from);
            wanted = withSecret(wanted, platform, before);
        }
        if (before.known().isEmpty() || !wanted.equals(ConnectionChange.NONE)) {
            secret(platform, change(from, platform, wanted));
        } else {
            secret(platform, null);
        }
        if (platform.secretOrigin() == SecretOrigin.EXCHANGE) {
            steps(platform, from);
        }
        Known known = withApi(from, platform);
        boolean isAnswered = ask(known, platform);
        boolean isGood = canArrive(platform) && isAnswered;
        boolean isAwaited = platform.sendsMessages() && !parts.exchange().isStopped() && !wait.isZero()
                && (isAnswered || !platform.needsApi());
        List<Finding> findings = isAwaited
                ? await(from, platform, before, wait)
                : check(known, platform).findings();
        return print(findings) && isGood ? 0 : 1;
    }

    private Before before(From from, Platform platform) {
        Optional<Known> known = find(from);
        return new Before(known, known.map(one -> check(one, platform).newest().stream().map(InboxEvent::id).toList())
                .orElse(List.of()));
    }

    private void steps(Platform platform, From from) {
        if (platform.sendsMessages()) {
            out.println(platform.title() + ": messages are sent to");
            out.println();
            out.println("    " + url(from));
            out.println();
        }
        out.println("Steps:");
        out.println();
        int number = 1;
        for (String step : platform.steps(url(from))) {
            out.println(WrappedText.of("  " + number + ". ", step));
            number++;
        }
        out.println();
        out.flush();
    }

    /** Asks for the secret that the platform shows, where there is none yet and somebody can be asked. */
    private ConnectionChange withSecret(ConnectionChange change, Platform platform, Before before) {
        if (change.secret().isPresent() || before.known().isPresent()) {
            return change;
        }
        String given = parts.input().hidden("The secret that " + platform.title() + " shows")
                .orElseThrow(() -> new Refusal(platform.title() + " shows a secret, see the steps: put it into a file"
                        + " and name that with --secret-file FILE, or - to read it from standard input"));
        return new ConnectionChange(Optional.of(given), false, change.credentials(), change.apiUrl(), change.landing(),
                false);
    }

    /** The connection, with its API: asked for at the terminal where nothing works without. */
    private Known withApi(From from, Platform platform) {
        Known known = known(from);
        if (!platform.needsApi() || !known.connection().apiUrl().isEmpty()) {
            return known;
        }
        Optional<String> address = parts.input().line("The address of the API, see the steps (https://...)");
        Optional<Map<String, String>> credentials = address.flatMap(_ -> parts.input().asked(platform));
        if (address.isEmpty() || credentials.isEmpty()) {
            throw new Refusal(platform.title() + " must be asked for its orders: name the address of its API with"
                    + " --api-url, and with --credentials-file a file of the lines "
                    + String.join(", ", platform.credentialNames().stream().map(name -> name + "=...").toList())
                    + " (or - for standard input)");
        }
        change(from, platform, new ConnectionChange(Optional.empty(), false, credentials.get(),
                ConnectionChange.apiUrl(address.get(), false).orElseThrow(() -> new Refusal(
                        "the address of the API must be " + ConnectionChange.API_URL)),
                null, false));
        return known(from);
    }

    private @Nullable String change(From from, Platform platform, ConnectionChange change) {
        try {
            return parts.database().inTransaction(connection -> change.apply(
                    new SqlConnections(connection, parts.seal()), parts.events().apply(connection), from, platform,
                    parts.clock().instant().truncatedTo(ChronoUnit.MICROS), new SecureRandom()).secret());
        } catch (UnreadableException missing) {
            throw new Refusal(missing.getMessage(), missing);
        }
    }

    private void secret(Platform platform, @Nullable String made) {
        if (made != null && platform.sendsMessages()) {
            out.println("The secret of this connection, shown this once:");
            out.println();
            out.println("    " + made);
            out.println();
        } else if (platform.sendsMessages()) {
            out.println(platform.secretOrigin() == SecretOrigin.PLATFORM
                    ? "The secret of " + platform.title() + " is kept."
                    : "The secret is the one that was shown when it was made; --new-secret makes another.");
            out.println();
        }
        out.flush();
    }

    /** Asks the API once, so that wrong credentials are told now; whether nothing is wrong. */
    private boolean ask(Known known, Platform platform) {
        if (known.connection().apiUrl().isEmpty() || !(platform instanceof Polled polled)) {
            if (!platform.credentialNames().isEmpty()) {
                out.println(WrappedText.of("", "Orders whose messages were missed can be asked for: --api-url URL and "
                        + "--credentials-file FILE with " + String.join(", ", platform.credentialNames()) + "."));
                out.println();
            }
            return true;
        }
        out.println("Asking " + known.connection().apiUrl() + " ...");
        out.flush();
        List<Finding> findings = new ArrayList<>(
                parts.trial().of(known.connection(), polled, parts.clock().instant()));
        boolean isGood = findings.stream().noneMatch(finding -> finding.kind() == Finding.Kind.WRONG);
        if (isGood) {
            findings.add(new Finding(Finding.Kind.GOOD, "it is asked every five minutes, for orders that changed since "
                    + known.polling().cursor().since().truncatedTo(ChronoUnit.SECONDS) + "; those are booked"));
        }
        print(findings);
        out.println();
        return isGood;
    }

    /** Looks again and again until a message came, also one that was not believed. */
    private List<Finding> await(From from, Platform platform, Before before, Duration wait)
            throws InterruptedException {
        out.println(WrappedText.of("Now: ", platform.testStep()));
        out.println();
        out.println(
                "Waiting up to " + wait.toSeconds() + " s for it (Ctrl-C ends the waiting, the connection stays) ...");
        out.flush();
        Instant pingAt = before.pingAt();
        Known known = known(from);
        try (Progress progress = Progress.of("waiting", wait.toSeconds())) {
            for (long second = 0; second < wait.toSeconds(); second++) {
                Thread.sleep(LOOK_EVERY);
                progress.reached(second + 1);
                known = find(from).orElseThrow(() -> new Refusal("the connection was taken away meanwhile"));
                ConnectionCheck check = check(known, platform);
                boolean refused = Before.refused(known) > before.refused();
                boolean came = check.newest().stream().anyMatch(event -> !before.newest().contains(event.id())
                        && event.standing().state() != InboxEvent.State.WAITING);
                if (refused || came) {
                    return check.findings();
                }
            }
        }
        return nothingCame(check(known, platform).findings(), wait, !Objects.equals(known.lastPingAt(), pingAt));
    }

    private static List<Finding> nothingCame(List<Finding> known, Duration wait, boolean isPinged) {
        // What is still open is said by the last line.
        List<Finding> findings = new ArrayList<>(
                known.stream().filter(finding -> finding.kind() != Finding.Kind.OPEN).toList());
        findings.add(isPinged
                ? new Finding(Finding.Kind.OPEN, "no order came within " + wait.toSeconds()
                        + " s; run this again when one was placed")
                : new Finding(Finding.Kind.WRONG, "nothing came within " + wait.toSeconds() + " s. Was the test sent, "
                        + "and to exactly the address above? An address of another shop or platform is answered with "
                        + "404. Is the exchange reached under its public address from outside?"));
        return findings;
    }

    /** Why nothing can arrive, where that is plain; whether it may come all the same. */
    private boolean canArrive(Platform platform) {
        List<Finding> found = new ArrayList<>();
        if (parts.exchange().isStopped()) {
            found.add(new Finding(Finding.Kind.WRONG, "the exchange does not run, so nothing is taken or asked for: "
                    + "start it (./centuple serve), then run this again"));
        }
        String publicUrl = parts.exchange().publicUrl();
        String host = URI.create(publicUrl).getHost();
        if (platform.sendsMessages() && host != null && HostName.isLoopback(host)) {
            found.add(new Finding(Finding.Kind.OPEN, publicUrl + " is reached from this machine only; before a platform"
                    + " can send there, set public.url to the address of the exchange"));
        }
        return print(found);
    }

    private Known known(From from) {
        return find(from).orElseThrow(() -> new Refusal("the connection was taken away meanwhile"));
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
            out.println(WrappedText.of(mark, finding.text()));
        }
        out.flush();
        return findings.stream().noneMatch(finding -> finding.kind() == Finding.Kind.WRONG);
    }

    private String names() {
        return String.join(", ", parts.platforms().all().stream().map(Platform::name).toList());
    }

    private String url(From from) {
        return parts.exchange().publicUrl() + "/hooks/" + from.platform() + "/" + from.shop();
    }
}

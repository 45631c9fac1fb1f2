package centuple.connect.check;

import centuple.connect.Platform;
import centuple.connect.Refusal;
import centuple.connect.SecretOrigin;
import centuple.connect.check.Checkup.LastRefusal;
import centuple.connect.inbox.InboxEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says of messages that were not taken what can be known of them. Whoever knows the address of a connection can send
 * something there, so what is not signed proves nothing; that is said, and it never hides what a signed one said.
 * Stateless.
 */
final class RefusalFindings {
    /** How long after a signed message an unsigned one is taken for a stranger's. */
    static final Duration SECRET_PROVEN_FOR = Duration.ofHours(24);

    private RefusalFindings() {
    }

    static List<Finding> of(Platform platform, Checkup.Refusals refusals, List<InboxEvent> newest) {
        Optional<Instant> message = newest.stream().filter(event -> !event.isPolled()).map(InboxEvent::arrivedAt)
                .findFirst();
        List<Finding> findings = new ArrayList<>();
        LastRefusal signed = refusals.signed();
        if (signed != null && message.filter(at -> at.isAfter(signed.at())).isEmpty()) {
            findings.add(Finding.wrong("a message that is signed with the secret of this connection came at "
                    + Checkup.time(signed.at()) + " and could not be taken: " + signed.why() + ". "
                    + advice(platform, signed.why())));
        }
        Optional<Instant> proof = Stream
                .concat(message.stream(), signed == null ? Stream.empty() : Stream.of(signed.at()))
                .max(Comparator.naturalOrder());
        LastRefusal unsigned = refusals.unsigned();
        if (unsigned != null && proof.filter(at -> at.isAfter(unsigned.at())).isEmpty()) {
            findings.add(unsigned(platform, unsigned, proof.filter(at -> at.isAfter(refusals.secretSince())
                    && !at.isBefore(unsigned.at().minus(SECRET_PROVEN_FOR)))));
        }
        return findings;
    }

    /**
     * Of a message that was not signed.
     *
     * @param proof when a signed one came shortly before
     */
    private static Finding unsigned(Platform platform, LastRefusal refusal, Optional<Instant> proof) {
        String what = "a message came at " + Checkup.time(refusal.at()) + " and was not believed: " + refusal.why()
                + ". Anybody can send one to this address. ";
        return proof.map(at -> Finding.open(what + "The secret is right, for a message signed with it came at "
                + Checkup.time(at) + "; look there only if messages of " + platform.title() + " are missing since"))
                .orElseGet(() -> Finding.wrong(what + "If it was " + platform.title() + ": "
                        + advice(platform, refusal.why())));
    }

    private static String advice(Platform platform, String why) {
        if (why.startsWith(Refusal.SIGNATURE_MISSING.explanation())) {
            return "Has the webhook a secret in " + platform.title() + "?";
        }
        if (why.startsWith(Refusal.SIGNATURE_WRONG.explanation())) {
            return platform.secretOrigin() == SecretOrigin.PLATFORM
                    ? "Set the secret that " + platform.title() + " shows now."
                    : "Give " + platform.title()
                            + " the secret of this connection, or make a new one (rotate, --new-secret).";
        }
        return why.startsWith(Refusal.TIMESTAMP_WRONG.explanation())
                ? "Check the clocks of the shop's server and of this one."
                : "Is it sent as JSON?";
    }
}

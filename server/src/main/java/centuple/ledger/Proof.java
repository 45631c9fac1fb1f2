package centuple.ledger;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.UUID;

/** Why a giver is owed for an order. */
public sealed interface Proof {
    /**
     * A signed click token that the order carried.
     *
     * @param clickId the public form, {@code clk_...}
     */
    record Click(String clickId) implements Proof {
    }

    /** A coupon that the receiver honours for the giver. */
    record Coupon(String code) implements Proof {
    }

    /** Identifier-free: the giver and the day it sent the visitor. */
    record GiverDay(LocalDate day) implements Proof {
    }

    /** A missing-sale claim that was granted. */
    record Claim(UUID claimId) implements Proof {
    }

    /** The kind of proof as it is written down: {@code CLICK}, {@code COUPON}, {@code GIVER_DAY} or {@code CLAIM}. */
    default String kind() {
        return switch (this) {
            case Click _ -> "CLICK";
            case Coupon _ -> "COUPON";
            case GiverDay _ -> "GIVER_DAY";
            case Claim _ -> "CLAIM";
        };
    }

    /** What the proof names, as it is written down. */
    default String value() {
        return switch (this) {
            case Click(String clickId) -> clickId;
            case Coupon(String code) -> code;
            case GiverDay(LocalDate day) -> day.toString();
            case Claim(UUID claimId) -> claimId.toString();
        };
    }

    /**
     * Reads a proof back from its {@linkplain #kind kind} and {@linkplain #value value}.
     *
     * @throws IllegalArgumentException when there is no such kind, or the value is not one of it
     */
    static Proof of(String kind, String value) {
        return switch (kind) {
            case "CLICK" -> new Click(value);
            case "COUPON" -> new Coupon(value);
            case "GIVER_DAY" -> new GiverDay(day(value));
            case "CLAIM" -> new Claim(UUID.fromString(value));
            default -> throw new IllegalArgumentException("no proof is of the kind " + kind);
        };
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a day: " + text, e);
        }
    }
}

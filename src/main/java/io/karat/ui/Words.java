package io.karat.ui;

import io.karat.review.Review;
import io.karat.review.Reviews.Counts;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the pages put numbers and names. */
final class Words {

    private static final int SHORT_ID = 8;

    private Words() {}

    static String number(long n) {
        return NumberFormat.getIntegerInstance(Locales.locale()).format(n);
    }

    /** Of what was counted up to a bound only. */
    static String number(long n, boolean more) {
        return number(n) + (more ? "+" : "");
    }

    /** Of what was counted up to {@link Counts#MOST} and one. */
    static String upTo(long n) {
        return number(Math.min(n, Counts.MOST), n > Counts.MOST);
    }

    static String probability(double p) {
        double shown = Math.min(0.99, Math.max(0.01, p));
        return (p > 0.99 ? ">" : p < 0.01 ? "<" : "") + String.format(Locales.locale(), "%.2f", shown);
    }

    /** With its sign, a true minus included. */
    static String weight(double w) {
        return (w < 0 ? "\u2212" : "+") + String.format(Locales.locale(), "%.1f", Math.abs(w));
    }

    /** The end of an id: the beginning of ids made at one time is the same. */
    static String shortId(UUID id) {
        String text = id.toString();
        return text.substring(text.length() - SHORT_ID);
    }

    /** What is left of a work that goes on evenly, in words; empty where nothing is known yet. */
    static String left(Instant since, Instant now, long done, long total) {
        if (done <= 0 || done >= total) {
            return "";
        }
        double each = Duration.between(since, now).toMillis() / (double) done;
        long seconds = Math.round(each * (total - done) / 1000);
        return seconds < 90
                ? Messages.count("common-seconds-left", Math.max(1, seconds))
                : Messages.count("common-minutes-left", Math.round(seconds / 60.0));
    }

    /** A label inside a sentence: in English "Person" becomes "person", "VAT id" stays. */
    static String inText(String label) {
        if (Locales.language().equals(Locale.GERMAN)) {
            return label;
        }
        boolean abbreviation = label.length() > 1 && Character.isUpperCase(label.charAt(1));
        return abbreviation || label.isEmpty()
                ? label
                : label.substring(0, 1).toLowerCase(Locale.ROOT) + label.substring(1);
    }

    /** Whom something was handed to: an account, or {@code role:admin}. */
    static String whom(@Nullable String to) {
        return "role:admin".equals(to) ? Messages.text("desk-the-administrators") : orEmpty(to);
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** At the beginning of a sentence: "other values" becomes "Other values". */
    static String started(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** Of a job that runs. */
    static String phase(String words) {
        return Messages.textOr("common-phase-" + words.replace(' ', '-'), words);
    }

    /** Of a question. */
    static String kind(Review.Kind kind) {
        return Messages.text("common-kind-" + kind.name().toLowerCase(Locale.ROOT));
    }

    /** @param code as in the database and in the API */
    static String role(String code) {
        return Messages.textOr("common-role-" + code, code);
    }

    /** @param code of a decision */
    static String verdict(String code) {
        return Messages.textOr("common-verdict-" + code, code);
    }

    /** The person behind an actor: "user:ada" is "ada". */
    static String actor(String actor) {
        int at = actor.indexOf(':');
        if (at < 0) {
            return actor.equals("machine") ? Messages.text("common-the-hub") : actor;
        }
        String who = actor.substring(at + 1);
        return switch (actor.substring(0, at)) {
            case "user" -> who;
            case "source" -> Messages.text("common-actor-source", who);
            case "token" -> Messages.text("common-actor-token", who);
            case "subscriber" -> Messages.text("common-actor-subscriber", who);
            default -> actor;
        };
    }
}

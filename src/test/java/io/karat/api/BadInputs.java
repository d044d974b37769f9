package io.karat.api;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The inputs of the guide's table (src/docs/inputs.md) that come as the data of one record. */
final class BadInputs {

    private BadInputs() {}

    /** The one outcome of an input. */
    sealed interface Expected {
        /** Kept; the value of {@code attribute} reads {@code value} again. */
        record Accepted(String attribute, String value) implements Expected {}

        /** Kept raw, no evidence, and shown to stewards. */
        record Finding(String attribute, String value) implements Expected {}

        /** Not kept. */
        record Rejected(int status, String code) implements Expected {}
    }

    /** @param body of a PUT, in bytes */
    record Input(String name, byte[] body, Expected expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Input> all() {
        return Stream.of(text(), json(), domain()).flatMap(List::stream);
    }

    private static List<Input> text() {
        return List.of(
                kept("NFC", "Zo\u00eb"),
                kept("NFD", "Zoe\u0308"),
                kept("zero-width", "Ma\u200Brie"),
                kept("right-to-left override", "\u202Eeiram"),
                kept("confusables", "M\u0430rie"),
                kept("special letters", "\u0130\u0131\u00df"),
                kept("emoji", "\uD83D\uDE00"),
                kept("stacked combining marks", "e" + "\u0301".repeat(50)),
                kept("mixed scripts", "Mar\u0399\u0418a"),
                kept("mojibake", "M\u00c3\u00bcller"),
                refused("lone surrogate", "{\"data\": {\"given_name\": \"\\ud800\"}}", 422, "text.surrogate"),
                refused("U+0000", "{\"data\": {\"given_name\": \"a\\u0000b\"}}", 422, "text.null"),
                bytes("overlong UTF-8", new byte[] {(byte) 0xC0, (byte) 0xAF}, 400, "text.encoding"),
                bytes("surrogate in UTF-8", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, 400, "text.encoding"),
                bytes("Latin-1", new byte[] {(byte) 0xFC}, 400, "text.encoding"),
                new Input("byte order mark", encoded("\uFEFF", StandardCharsets.UTF_8), accepted("Marie")),
                new Input("UTF-16", encoded("\uFEFF", StandardCharsets.UTF_16LE), accepted("Marie")));
    }

    private static List<Input> json() {
        String many = Stream.iterate(0, i -> i + 1)
                .limit(50_000)
                .map(i -> "\"k" + i + "\":1")
                .reduce(
                        new StringBuilder(),
                        (all, one) -> all.append(all.isEmpty() ? "" : ",").append(one),
                        (a, b) -> a)
                .toString();
        return List.of(
                refused(
                        "depth 10,000",
                        "{\"data\": {\"given_name\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}}",
                        400,
                        "json.depth"),
                refused("duplicate keys", "{\"data\": {\"city\": \"a\", \"city\": \"b\"}}", 400, "json.duplicate"),
                refused("duplicate members", "{\"data\": {}, \"data\": {}}", 400, "json.duplicate"),
                refused("1e400", "{\"data\": {\"postcode\": 1e400}}", 422, "number.range"),
                refused("a number of 2,000 digits", data("postcode", "9".repeat(2_000)), 422, "number.length"),
                new Input(
                        "2^53+1",
                        utf8(data("tax_id", "9007199254740993")),
                        new Expected.Accepted("tax_id", "9007199254740993")),
                new Input("-0", utf8(data("postcode", "-0")), new Expected.Accepted("postcode", "-0")),
                new Input("a whole decimal", utf8(data("postcode", "1.0")), new Expected.Accepted("postcode", "1.0")),
                refused("NaN", data("postcode", "NaN"), 400, "json.syntax"),
                refused("a string of 10 MB", data("city", "\"" + "x".repeat(10 << 20) + "\""), 413, "body.size"),
                refused("50,000 attributes", "{\"data\": {" + many + "}}", 422, "data.size"),
                refused("a second document", "{\"data\": {}} {}", 400, "json.trailing"),
                refused("trailing garbage", "{\"data\": {}} x", 400, "json.syntax"),
                refused("cut off", "{\"data\": {\"city\": \"Bas", 400, "json.truncated"),
                refused("nothing", "", 400, "json.type"),
                refused("a list", "[]", 400, "json.type"),
                refused("no data", "{}", 422, "data.missing"),
                refused("an unknown attribute", data("nickname", "\"x\""), 422, "attribute.unknown"),
                refused("an unknown member", "{\"data\": {}, \"admin\": true}", 422, "member.unknown"),
                refused("an object as value", data("city", "{\"a\": 1}"), 422, "value.type"),
                refused("a list for one value", data("city", "[\"a\", \"b\"]"), 422, "value.type"),
                refused("a list of lists", data("email", "[[\"a\"]]"), 422, "value.type"),
                refused(
                        "a time without offset",
                        "{\"observedAt\": \"2026-01-31\", \"data\": {}}",
                        422,
                        "observed-at.format"));
    }

    private static List<Input> domain() {
        return List.of(
                found("an impossible date", "birth_date", "2023-02-30"),
                found("a date as a serial number", "birth_date", "43831"),
                found("a phone that is none", "phone", "12"),
                found("a placeholder", "given_name", "N/A"),
                kept("a name of one letter", "X"),
                kept("a formula", "=cmd|' /C calc'!A0"),
                kept("a leading tab", "\tMarie"),
                new Input(
                        "leading zeros",
                        utf8(data("postcode", "\"00501\"")),
                        new Expected.Accepted("postcode", "00501")),
                new Input(
                        "a leap day",
                        utf8(data("birth_date", "\"2024-02-29\"")),
                        new Expected.Accepted("birth_date", "2024-02-29")),
                kept("Cyrillic", "\u041c\u0430\u0440\u0438\u044f"),
                kept("Greek", "\u039c\u03b1\u03c1\u03af\u03b1"),
                kept("Arabic", "\u0645\u0631\u064a\u0645"),
                kept("Chinese", "\u739b\u4e3d"),
                kept("Thai", "\u0e21\u0e32\u0e23\u0e35"));
    }

    private static Input kept(String name, String value) {
        return new Input(name, utf8(data("given_name", quoted(value))), accepted(value));
    }

    private static Input found(String name, String attribute, String value) {
        return new Input(name, utf8(data(attribute, quoted(value))), new Expected.Finding(attribute, value));
    }

    private static Input refused(String name, String body, int status, String code) {
        return new Input(name, utf8(body), new Expected.Rejected(status, code));
    }

    private static Input bytes(String name, byte[] wrong, int status, String code) {
        byte[] head = utf8("{\"data\": {\"city\": \"a");
        byte[] tail = utf8("\"}}");
        byte[] body = new byte[head.length + wrong.length + tail.length];
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(wrong, 0, body, head.length, wrong.length);
        System.arraycopy(tail, 0, body, head.length + wrong.length, tail.length);
        return new Input(name, body, new Expected.Rejected(status, code));
    }

    private static Expected accepted(String value) {
        return new Expected.Accepted("given_name", value);
    }

    private static byte[] encoded(String mark, Charset charset) {
        return (mark + data("given_name", "\"Marie\"")).getBytes(charset);
    }

    static String data(String attribute, String json) {
        return "{\"data\": {\"" + attribute + "\": " + json + "}}";
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t") + "\"";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

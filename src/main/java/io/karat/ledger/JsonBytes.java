package io.karat.ledger;

import io.karat.golden.GoldenValues;
import io.karat.model.RecordData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The documents of the hot tables as UTF-8, with no string and no tree in between: byte for byte what a JSON mapper at its
 * default settings writes.
 */
final class JsonBytes {

    private static final String SHORT = "\b\t\n\f\r";
    private static final byte[] SHORT_NAMES = {'b', 't', 'n', 'f', 'r'};
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final ByteBuilder out = new ByteBuilder(512);

    private JsonBytes() {}

    static byte[] of(RecordData data) {
        JsonBytes json = new JsonBytes();
        json.out.int1('{');
        data.values().forEach((attribute, values) -> json.name(attribute).list(values));
        return json.out.int1('}').toBytes();
    }

    /** See the table {@code golden_payload}. */
    static byte[] values(GoldenValues golden) {
        JsonBytes json = new JsonBytes();
        json.out.int1('{');
        golden.values().forEach((attribute, value) -> json.name(attribute).list(value.values()));
        return json.out.int1('}').toBytes();
    }

    /** See the table {@code golden_payload}. */
    static byte[] provenance(GoldenValues golden) {
        JsonBytes json = new JsonBytes();
        json.out.int1('{');
        for (Map.Entry<String, GoldenValues.Value> entry : golden.values().entrySet()) {
            GoldenValues.Value value = entry.getValue();
            json.name(entry.getKey());
            json.out
                    .int1('[')
                    .raw(Integer.toString(value.winner()).getBytes(StandardCharsets.US_ASCII))
                    .int1(',');
            json.string(value.rule());
            json.out.int1(']');
        }
        return json.out.int1('}').toBytes();
    }

    private JsonBytes name(String name) {
        if (out.length() > 1) {
            out.int1(',');
        }
        string(name);
        out.int1(':');
        return this;
    }

    private void list(List<String> values) {
        out.int1('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.int1(',');
            }
            string(values.get(i));
        }
        out.int1(']');
    }

    /** What has to be escaped is ASCII, and in UTF-8 an ASCII byte never is a part of anything else. */
    private void string(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.int1('"');
        if (plain(utf8)) {
            out.raw(utf8);
        } else {
            for (byte b : utf8) {
                escaped(b);
            }
        }
        out.int1('"');
    }

    private static boolean plain(byte[] utf8) {
        for (byte b : utf8) {
            if (special(b)) {
                return false;
            }
        }
        return true;
    }

    private static boolean special(byte b) {
        return b >= 0 && b < ' ' || b == '"' || b == '\\';
    }

    private void escaped(byte b) {
        if (!special(b)) {
            out.int1(b);
            return;
        }
        out.int1('\\');
        int at = SHORT.indexOf(b);
        if (b >= ' ') {
            out.int1(b);
        } else if (at >= 0) {
            out.int1(SHORT_NAMES[at]);
        } else {
            out.int1('u').int1('0').int1('0').int1(HEX[b >> 4]).int1(HEX[b & 0xf]);
        }
    }
}

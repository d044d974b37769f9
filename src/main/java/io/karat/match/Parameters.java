package io.karat.match;

import io.karat.model.EntityType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything a score depends on besides the two records and the demoted values, frozen as one version: m and u tables
 * per class, class weights, term frequencies, expected matches per record, reference size.
 *
 * <p>The model is Fellegi and Sunter's with a mixture of classes on both sides. <em>Individual</em> attributes share one
 * table over the match classes and are at {@code u} in the non-match classes, a few exceptions (twins, namesakes) apart;
 * <em>shareable</em> ones have a table for each class. Priors are relative to all pairs of {@link #referenceSize} records,
 * so that a score does not change as the hub grows.
 */
public final class Parameters {

    private static final int FORMAT = 1;
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final int version;
    private final int referenceSize;
    private final List<MatchClass> classes;
    private final double[][] u;
    private final TermFrequencies[] frequencies;
    private final int[] expectedHolders;

    private Parameters(int version, int referenceSize, List<MatchClass> classes, double[][] u, Attributes attributes) {
        this.version = version;
        this.referenceSize = referenceSize;
        this.classes = List.copyOf(classes);
        this.u = u;
        this.frequencies = attributes.frequencies;
        this.expectedHolders = attributes.expectedHolders;
    }

    /** What is known of each attribute's values. */
    record Attributes(TermFrequencies[] frequencies, int[] expectedHolders) {}

    static Parameters of(int referenceSize, List<MatchClass> classes, double[][] u, Attributes attributes) {
        return new Parameters(0, referenceSize, classes, u, attributes);
    }

    /** Parameters for data one knows nothing about. Their version is 0. */
    public static Parameters builtIn(EntityType type) {
        return BuiltIn.parameters(type);
    }

    /** The number under which they are stored; 0 for the built-in ones. */
    public int version() {
        return version;
    }

    public Parameters withVersion(int number) {
        return new Parameters(number, referenceSize, classes, u, new Attributes(frequencies, expectedHolders));
    }

    /**
     * The same among so many records. What is expected per record stays, so that a pair is less likely to match the more
     * records there are.
     */
    public Parameters among(int records) {
        return new Parameters(version, Math.max(2, records), classes, u, new Attributes(frequencies, expectedHolders));
    }

    /** Records among which the priors hold. */
    public int referenceSize() {
        return referenceSize;
    }

    /** Matching pairs expected per record. */
    public double matchesPerRecord() {
        return classes.stream()
                .filter(MatchClass::match)
                .mapToDouble(MatchClass::perRecord)
                .sum();
    }

    /** Live records that may hold one value of the attribute before the value is demoted to "no evidence". */
    public int expectedHolders(int attribute) {
        return expectedHolders[attribute];
    }

    static int noLimit() {
        return NO_LIMIT;
    }

    List<MatchClass> classes() {
        return classes;
    }

    /** Prior probability of a class among all pairs. */
    double prior(MatchClass of) {
        return of.perRecord() / ((referenceSize - 1) / 2.0);
    }

    double[] u(int comparison) {
        return u[comparison];
    }

    TermFrequencies[] frequencies() {
        return frequencies;
    }

    TermFrequencies frequencies(int attribute) {
        return frequencies[attribute];
    }

    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeInt(version);
            out.writeInt(referenceSize);
            write(out, u);
            out.writeByte(classes.size());
            for (MatchClass c : classes) {
                out.writeUTF(c.name());
                out.writeBoolean(c.match());
                out.writeDouble(c.perRecord());
                write(out, c.m());
            }
            out.writeShort(frequencies.length);
            for (int i = 0; i < frequencies.length; i++) {
                frequencies[i].write(out);
                out.writeInt(expectedHolders[i]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException when the bytes were not written for this entity type's attributes */
    public static Parameters decode(EntityType type, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != FORMAT) {
                throw new IllegalArgumentException("parameters of an unknown format: train again");
            }
            int version = in.readInt();
            int referenceSize = in.readInt();
            double[][] u = readTables(in);
            List<MatchClass> classes = new ArrayList<>();
            for (int n = in.readByte(); n > 0; n--) {
                classes.add(new MatchClass(in.readUTF(), in.readBoolean(), in.readDouble(), readTables(in)));
            }
            TermFrequencies[] frequencies = new TermFrequencies[in.readShort()];
            int[] holders = new int[frequencies.length];
            for (int i = 0; i < frequencies.length; i++) {
                frequencies[i] = TermFrequencies.read(in);
                holders[i] = in.readInt();
            }
            if (frequencies.length != type.attributes().size()) {
                throw new IllegalArgumentException(
                        "parameters do not fit entity type " + type.name() + ": train again");
            }
            Parameters read = new Parameters(version, referenceSize, classes, u, new Attributes(frequencies, holders));
            Layout.of(type, read).check(read);
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException("parameters are cut off", e);
        }
    }

    private static void write(DataOutputStream out, double[][] tables) throws IOException {
        out.writeShort(tables.length);
        for (double[] table : tables) {
            out.writeByte(table.length);
            for (double p : table) {
                out.writeDouble(p);
            }
        }
    }

    private static double[][] readTables(DataInputStream in) throws IOException {
        double[][] tables = new double[in.readShort()][];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = new double[in.readByte()];
            for (int j = 0; j < tables[i].length; j++) {
                tables[i][j] = in.readDouble();
            }
        }
        return tables;
    }
}

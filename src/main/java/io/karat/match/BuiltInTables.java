package io.karat.match;

import io.karat.model.AttributeType;

/**
 * Probabilities of the levels of one comparison, the least alike first.
 *
 * @param m among records of one real thing, where the attribute is not shared by chance
 * @param u among random records
 */
record BuiltInTables(double[] m, double[] u) {

    BuiltInTables {
        m = normalised(m);
        u = normalised(u);
    }

    static final BuiltInTables MIDDLE_NAME = new BuiltInTables(
            new double[] {0.05, 0.012, 0.25, 0.05, 0.04, 0.11, 0.488},
            new double[] {0.955, 0.0125, 0.02, 0.0035, 0.001, 0.0025, 0.0055});

    static final BuiltInTables REST_OF_NAME = new BuiltInTables(
            new double[] {0.2, 0.08, 0.1, 0.15, 0.07, 0.4}, new double[] {0.955, 0.012, 0.012, 0.01, 0.002, 0.008});

    static final BuiltInTables REMARK = new BuiltInTables(
            new double[] {0.22, 0.05, 0.1, 0.09, 0.12, 0.02, 0.4},
            new double[] {0.955, 0.02, 0.01, 0.004, 0.002, 0.0003, 0.006});

    static BuiltInTables of(AttributeType type) {
        return switch (type) {
            case GIVEN_NAME ->
                new BuiltInTables(
                        new double[] {0.045, 0.02, 0.045, 0.055, 0.04, 0.115, 0.68},
                        new double[] {0.967, 0.013, 0.0035, 0.004, 0.001, 0.0025, 0.0055});
            case FAMILY_NAME ->
                new BuiltInTables(
                        new double[] {0.045, 0.015, 0.01, 0.04, 0.005, 0.135, 0.75},
                        new double[] {0.985, 0.0105, 0.0004, 0.0012, 0.0001, 0.0007, 0.0012});
            case FULL_NAME ->
                new BuiltInTables(
                        new double[] {0.02, 0.04, 0.12, 0.1, 0.12, 0.6},
                        new double[] {0.92, 0.05, 0.0285, 0.001, 0.0004, 0.00005});
            case ORGANISATION_NAME ->
                new BuiltInTables(
                        new double[] {0.03, 0.04, 0.08, 0.16, 0.17, 0.52},
                        new double[] {0.93, 0.055, 0.013, 0.0012, 0.0004, 0.0002});
            case DATE ->
                new BuiltInTables(
                        new double[] {0.02, 0.02, 0.01, 0.03, 0.02, 0.02, 0.07, 0.81},
                        new double[] {0.88, 0.093, 0.009, 0.012, 0.0018, 0.0016, 0.0015, 0.000045});
            case EMAIL ->
                new BuiltInTables(
                        new double[] {0.14, 0.03, 0.045, 0.085, 0.70},
                        new double[] {0.9955, 0.004, 0.0004, 0.00006, 0.000001});
            case PHONE ->
                new BuiltInTables(
                        new double[] {0.2, 0.01, 0.05, 0.74}, new double[] {0.9999, 0.00006, 0.00002, 0.000005});
            case IDENTIFIER ->
                new BuiltInTables(
                        new double[] {0.03, 0.01, 0.055, 0.905}, new double[] {0.9998, 0.00015, 0.00002, 0.000001});
            case STREET ->
                new BuiltInTables(
                        new double[] {0.04, 0.01, 0.02, 0.1, 0.83},
                        new double[] {0.985, 0.0125, 0.0012, 0.0003, 0.0004});
            case HOUSE_NUMBER ->
                new BuiltInTables(new double[] {0.05, 0.04, 0.01, 0.9}, new double[] {0.91, 0.05, 0.002, 0.03});
            case CITY ->
                new BuiltInTables(
                        new double[] {0.03, 0.01, 0.03, 0.08, 0.85}, new double[] {0.945, 0.012, 0.006, 0.005, 0.03});
            case POSTCODE ->
                new BuiltInTables(new double[] {0.03, 0.015, 0.065, 0.89}, new double[] {0.955, 0.035, 0.006, 0.002});
            case COUNTRY -> new BuiltInTables(new double[] {0.02, 0.98}, new double[] {0.4, 0.6});
            case CATEGORY -> new BuiltInTables(new double[] {0.06, 0.94}, new double[] {0.8, 0.2});
            case URL ->
                new BuiltInTables(new double[] {0.1, 0.03, 0.07, 0.8}, new double[] {0.985, 0.01, 0.004, 0.001});
            case TEXT ->
                new BuiltInTables(
                        new double[] {0.03, 0.13, 0.2, 0.15, 0.09, 0.2, 0.2},
                        new double[] {0.84, 0.15, 0.008, 0.0015, 0.0002, 0.00005, 0.00004});
            case NUMBER ->
                new BuiltInTables(new double[] {0.15, 0.1, 0.1, 0.1, 0.55}, new double[] {0.6, 0.25, 0.1, 0.03, 0.02});
            case MONEY ->
                new BuiltInTables(
                        new double[] {0.2, 0.3, 0.2, 0.1, 0.2}, new double[] {0.75, 0.18, 0.055, 0.01, 0.005});
            case YEAR -> new BuiltInTables(new double[] {0.05, 0.03, 0.07, 0.85}, new double[] {0.8, 0.11, 0.05, 0.04});
        };
    }

    /** Probability of a value (or word) that is not known to be common. */
    static double unseen(AttributeType type) {
        return switch (type) {
            case GIVEN_NAME -> 4e-4;
            case FAMILY_NAME, ORGANISATION_NAME -> 1e-4;
            case FULL_NAME -> 1.5e-4;
            case DATE -> 4.5e-5;
            case EMAIL, IDENTIFIER -> 1e-6;
            case PHONE -> 3e-6;
            case HOUSE_NUMBER -> 1e-3;
            case STREET -> 3e-4;
            case CITY -> 4e-3;
            case POSTCODE -> 1e-3;
            case COUNTRY -> 0.6;
            case CATEGORY -> 0.08;
            case URL -> 1e-4;
            case TEXT -> 5e-4;
            case NUMBER -> 0.01;
            case MONEY -> 5e-3;
            case YEAR -> 0.03;
        };
    }

    /** Values are of several words, each with a frequency of its own. */
    static boolean words(AttributeType type) {
        return switch (type) {
            case GIVEN_NAME, FAMILY_NAME, FULL_NAME, ORGANISATION_NAME, TEXT -> true;
            default -> false;
        };
    }

    /** Records that may hold one value before it is no evidence any more; names and places are judged by frequency alone. */
    static int expectedHolders(AttributeType type) {
        return switch (type) {
            case EMAIL, IDENTIFIER -> 50;
            case PHONE -> 100;
            case URL -> 500;
            case DATE -> 5_000;
            default -> Parameters.noLimit();
        };
    }

    private static double[] normalised(double[] table) {
        double sum = 0;
        for (double p : table) {
            sum += p;
        }
        double[] scaled = new double[table.length];
        for (int i = 0; i < table.length; i++) {
            scaled[i] = table[i] / sum;
        }
        return scaled;
    }
}

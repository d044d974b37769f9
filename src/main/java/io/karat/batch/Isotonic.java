package io.karat.batch;

/** Weighted isotonic regression by pooling adjacent violators. */
final class Isotonic {
    private Isotonic() {}

    /** The non-decreasing values nearest to {@code values}. */
    static double[] fit(double[] weights, double[] values) {
        int n = values.length;
        double[] mean = new double[n];
        double[] mass = new double[n];
        int[] length = new int[n];
        int blocks = 0;
        for (int i = 0; i < n; i++) {
            mean[blocks] = values[i];
            mass[blocks] = weights[i];
            length[blocks++] = 1;
            while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
                double sum = mass[blocks - 2] + mass[blocks - 1];
                mean[blocks - 2] = (mass[blocks - 2] * mean[blocks - 2] + mass[blocks - 1] * mean[blocks - 1]) / sum;
                mass[blocks - 2] = sum;
                length[blocks - 2] += length[blocks - 1];
                blocks--;
            }
        }
        double[] fitted = new double[n];
        int at = 0;
        for (int b = 0; b < blocks; b++) {
            for (int k = 0; k < length[b]; k++) {
                fitted[at++] = mean[b];
            }
        }
        return fitted;
    }
}

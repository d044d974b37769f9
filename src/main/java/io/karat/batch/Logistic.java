package io.karat.batch;

import java.util.Arrays;

/**
 * Logistic regression with a ridge on standardised features, fitted to soft labels by Newton's method. The score of a pair
 * is a sum over features, so that it can be drawn feature by feature.
 */
final class Logistic {

    private static final int MOST_STEPS = 30;
    private static final double STILL = 1e-6;
    private static final double RIDGE = 1;

    private final float[][] features;
    private final double[] mean;
    private final double[] scale;
    private final double[] coefficients;

    /** @param features by feature, then by pair */
    private Logistic(float[][] features) {
        this.features = features;
        this.mean = new double[features.length];
        this.scale = new double[features.length];
        this.coefficients = new double[features.length + 1];
        for (int f = 0; f < features.length; f++) {
            double sum = 0;
            double squares = 0;
            for (float x : features[f]) {
                sum += x;
                squares += (double) x * x;
            }
            int n = Math.max(1, features[f].length);
            mean[f] = sum / n;
            scale[f] = Math.sqrt(Math.max(0, squares / n - mean[f] * mean[f])) + 1e-6;
        }
    }

    /** @param label of each pair, its probability to match */
    static Logistic fit(float[][] features, double[] label) {
        Logistic fit = new Logistic(features);
        for (int step = 0; step < MOST_STEPS; step++) {
            if (fit.newton(label) < STILL) {
                break;
            }
        }
        return fit;
    }

    int features() {
        return features.length;
    }

    double intercept() {
        return coefficients[features.length];
    }

    /** What one feature adds to a pair's score, against an average pair. */
    double contribution(int feature, int pair) {
        return coefficients[feature] * (features[feature][pair] - mean[feature]) / scale[feature];
    }

    double[] scores() {
        int n = features.length == 0 ? 0 : features[0].length;
        double[] scores = new double[n];
        Arrays.fill(scores, intercept());
        for (int f = 0; f < features.length; f++) {
            for (int p = 0; p < n; p++) {
                scores[p] += contribution(f, p);
            }
        }
        return scores;
    }

    /** One step; returns the largest change of a coefficient. */
    private double newton(double[] label) {
        int k = coefficients.length;
        double[][] hessian = new double[k][k];
        double[] gradient = new double[k];
        double[] x = new double[k];
        x[k - 1] = 1;
        for (int p = 0; p < label.length; p++) {
            double score = coefficients[k - 1];
            for (int f = 0; f < k - 1; f++) {
                x[f] = (features[f][p] - mean[f]) / scale[f];
                score += coefficients[f] * x[f];
            }
            double probability = 1 / (1 + Math.exp(-score));
            double residual = label[p] - probability;
            double curvature = Math.max(probability * (1 - probability), 1e-9);
            for (int f = 0; f < k; f++) {
                gradient[f] += residual * x[f];
                double weighted = curvature * x[f];
                for (int g = 0; g <= f; g++) {
                    hessian[f][g] += weighted * x[g];
                }
            }
        }
        for (int f = 0; f < k; f++) {
            double ridge = f < k - 1 ? RIDGE : 1e-9;
            hessian[f][f] += ridge;
            gradient[f] -= ridge * coefficients[f];
        }
        double[] step = solve(hessian, gradient);
        double largest = 0;
        for (int f = 0; f < k; f++) {
            largest = Math.max(largest, Math.abs(step[f]));
        }
        // A step too far would overshoot where the classes part well.
        double damping = Math.min(1, 5 / Math.max(largest, 1e-12));
        for (int f = 0; f < k; f++) {
            coefficients[f] += damping * step[f];
        }
        return largest * damping;
    }

    /** Cholesky; the lower triangle of a positive definite matrix is given, and overwritten. */
    private static double[] solve(double[][] a, double[] b) {
        int n = b.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i][k] * a[j][k];
                }
                a[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / a[j][j];
            }
        }
        double[] x = b.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= a[i][k] * x[k];
            }
            x[i] /= a[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= a[k][i] * x[k];
            }
            x[i] /= a[i][i];
        }
        return x;
    }
}

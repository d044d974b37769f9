package io.karat.model;

/**
 * A fault in a model file.
 *
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and what to do
 */
public record Problem(String file, int line, int column, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}

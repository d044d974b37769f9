package io.karat.cli;

import java.io.BufferedReader;
import java.io.IOException;

/** What parts the columns of a CSV file: a comma, unless the header has none and has semicolons or tabs. */
final class Separator {

    private static final int LONGEST_HEADER = 1 << 16;

    private Separator() {}

    /** Looks at the first line and leaves the reader where it was. */
    static char of(BufferedReader reader) throws IOException {
        reader.mark(LONGEST_HEADER);
        int commas = 0;
        int semicolons = 0;
        int tabs = 0;
        boolean quoted = false;
        int c = reader.read();
        for (int i = 1; c >= 0 && (quoted || c != '\n' && c != '\r') && i < LONGEST_HEADER; i++) {
            quoted ^= c == '"';
            commas += !quoted && c == ',' ? 1 : 0;
            semicolons += !quoted && c == ';' ? 1 : 0;
            tabs += !quoted && c == '\t' ? 1 : 0;
            c = reader.read();
        }
        reader.reset();
        if (commas > 0 || semicolons + tabs == 0) {
            return ',';
        }
        return semicolons >= tabs ? ';' : '\t';
    }
}

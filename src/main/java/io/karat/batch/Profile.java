package io.karat.batch;

import java.util.ArrayList;
import java.util.List;

/** What a sample of a table's rows shows: each column by itself, how columns hang together, and likely duplicates. */
public final class Profile {

    private final List<ColumnProfile> columns;
    private final Sample sample;

    private Profile(List<ColumnProfile> columns, Sample sample) {
        this.columns = List.copyOf(columns);
        this.sample = sample;
    }

    /**
     * Goes over the rows once and keeps an evenly spread part of them. The same rows give the same profile.
     *
     * @param header the names of the columns, which may be empty or equal
     * @param rows the values in the order of the header; short and long rows are allowed
     */
    public static Profile of(List<String> header, Iterable<? extends List<String>> rows) {
        Sample sample = new Sample(header.size());
        rows.forEach(sample::add);
        List<ColumnProfile> columns = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            columns.add(ColumnProfile.of(sample, i, header.get(i)));
        }
        return new Profile(columns, sample);
    }

    List<ColumnProfile> columns() {
        return columns;
    }

    Sample sample() {
        return sample;
    }

    /** Rows gone over; not all of them need to be in the sample. */
    public long rows() {
        return sample.seen();
    }
}

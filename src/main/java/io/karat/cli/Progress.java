package io.karat.cli;

import java.io.IOException;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on standard error, where that is a terminal; elsewhere nothing. */
final class Progress implements AutoCloseable {

    private static final long MEGABYTE = 1_000_000;
    private static final long SHARES = 1_000;

    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /** The launcher knows whether standard error is a terminal; the JVM can only tell for all streams together. */
    static Progress over(SourceFile file) throws IOException {
        if (!Boolean.getBoolean("karat.stderr.terminal")) {
            return new Progress(null);
        }
        return new Progress(new ProgressBarBuilder()
                .setTaskName("load")
                .setInitialMax(file.size())
                .setUnit(" MB", MEGABYTE)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build());
    }

    /** Of what the hub does; told in thousandths. */
    static Progress of(String task) {
        if (!Boolean.getBoolean("karat.stderr.terminal")) {
            return new Progress(null);
        }
        return new Progress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(SHARES)
                .hideEta()
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build());
    }

    /** @param share of the whole, 0 to 1 */
    void at(double share, String phase) {
        if (bar != null) {
            bar.stepTo(Math.round(share * SHARES));
            bar.setExtraMessage(" " + phase);
        }
    }

    void at(long position, long lines) {
        if (bar != null) {
            bar.stepTo(position);
            bar.setExtraMessage(String.format(" %,d records", lines));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}

package io.karat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One of the launcher's commands in a process of its own, from its start to its end.
 *
 * @param seconds by the clock on the wall, the start of the JVM included
 * @param peak most resident memory in bytes, below zero where the system does not tell
 * @param out its standard output
 * @param messages its standard error
 */
record MeasuredRun(double seconds, long peak, String out, String messages) {

    private static final long TICK_MS = 20;

    /**
     * @param environment added to this process's own
     * @throws CommandFailure when the command fails; rejects are no failure
     */
    static MeasuredRun of(List<String> command, Map<String, String> environment, Path work) throws IOException {
        Path out = Files.createTempFile(work, "out", ".txt");
        Path messages = Files.createTempFile(work, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(messages.toFile());
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        long peak = -1;
        try {
            while (!process.waitFor(TICK_MS, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, peakOf(process.toHandle()));
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw CommandFailure.hub("interrupted while measuring");
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        String said = Files.readString(messages);
        if (process.exitValue() > ExitCode.DONE_WITH_REJECTS) {
            throw CommandFailure.hub(String.join(" ", command) + " ended with " + process.exitValue() + ":\n" + said);
        }
        return new MeasuredRun(seconds, peak, Files.readString(out), said);
    }

    /** The high-water mark that Linux keeps of a process; below zero elsewhere and when it has ended. */
    static long peakOf(ProcessHandle process) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
            return -1;
        } catch (IOException _) {
            return -1;
        }
    }
}

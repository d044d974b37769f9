package io.karat.ledger;

import io.karat.model.RecordKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * A load of many records of one source: first landed, piece by piece, then decided together. What is landed is as durable
 * as the caller made it before; what is decided is durable in the ledger.
 */
public final class BulkLoad implements AutoCloseable {

    /** The hub holds a record of this key already, or the rules keep it out: the ledger has to be told like of any other. */
    public static final int KNOWN = -1;

    /** The load brought this key before: it has to be told to the ledger once the load is decided. */
    public static final int LATER = -2;

    /** So many records take the database some tenths of a second to look through. */
    private static final int LARGE = 20_000;

    private final Ledger ledger;
    private final Planning planning;
    private final DataSource database;
    private final Landing landing;
    private final Vacuum vacuum;

    BulkLoad(Ledger ledger, Planning planning, DataSource database, Landing landing) {
        this.ledger = ledger;
        this.planning = planning;
        this.database = database;
        this.landing = landing;
        this.vacuum = new Vacuum(database, LARGE);
    }

    public int size() {
        return landing.size();
    }

    /** Commands that are ready to be taken in. */
    public static final class Prepared {

        private final List<Arrival> arrivals;
        private final Set<RecordKey> known;

        private Prepared(List<Arrival> arrivals, Set<RecordKey> known) {
            this.arrivals = arrivals;
            this.known = known;
        }
    }

    /** Does what takes long and needs no order; may be called by several threads. */
    public Prepared prepare(List<? extends Command.OfSource> commands) {
        List<Arrival> arrivals = new ArrayList<>(commands.size());
        for (Command.OfSource command : commands) {
            arrivals.add(ledger.arrivals().of(command));
        }
        return new Prepared(arrivals, known(commands));
    }

    /**
     * Takes new records. Their order is that of the source: it says which of two records of one key is the later, and the
     * same records in the same order teach the same parameters.
     *
     * @return their numbers, or {@link #KNOWN}, or {@link #LATER}
     */
    public int[] land(Prepared prepared) {
        int[] numbers = new int[prepared.arrivals.size()];
        for (int i = 0; i < numbers.length; i++) {
            Arrival arrival = prepared.arrivals.get(i);
            if (prepared.known.contains(arrival.command().key())) {
                numbers[i] = KNOWN;
            } else if (!arrival.judgement().taken()) {
                numbers[i] = told(arrival) ? KNOWN : LATER;
            } else if (arrival.command() instanceof Command.Upsert upsert && upsert.basedOn() == null) {
                int number = landing.add(arrival);
                numbers[i] = number < 0 ? LATER : number;
            } else {
                numbers[i] = LATER;
            }
        }
        return numbers;
    }

    /**
     * Whether the ledger may be told at once what the rules keep out of matching: that it is rejected, always; that it goes
     * into quarantine, unless a record of its key waits here.
     */
    private boolean told(Arrival arrival) {
        return arrival.judgement().fate() == Judgement.Fate.REJECTED
                || landing.see(arrival.command().key().key());
    }

    private Set<RecordKey> known(List<? extends Command.OfSource> commands) {
        if (commands.isEmpty() || ledger.writer().empty()) {
            return Set.of();
        }
        String source = commands.get(0).key().source();
        Object[] keys = commands.stream().map(c -> c.key().key()).toArray();
        return Rows.read(
                        database,
                        "select key from source_record where entity = ? and source = ? and key = any(?)",
                        (connection, statement) -> {
                            statement.setString(
                                    1, ledger.writer().setting().type().name());
                            statement.setString(2, source);
                            statement.setArray(3, connection.createArrayOf("text", keys));
                        },
                        rows -> new RecordKey(source, rows.getString(1)))
                .stream()
                .collect(Collectors.toSet());
    }

    /**
     * Decides what was landed. Outcomes in the order of the numbers.
     *
     * @param progress told how many records are in
     */
    public List<Outcome.OfSource> decide(IntConsumer progress) throws InterruptedException {
        if (landing.size() == 0) {
            return List.of();
        }
        List<Outcome.OfSource> outcomes = planning.load(landing, progress);
        ledger.count(outcomes);
        return outcomes;
    }

    /**
     * Leaves the database in order once the load is decided. Whoever has outcomes to keep does so before: who is killed in here
     * has lost nothing.
     */
    public void settle() {
        vacuum.after(landing.size(), ledger.writer().size());
    }

    @Override
    public void close() {
        landing.close();
    }
}

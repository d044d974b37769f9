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

    /** The hub holds a record of this key already: it has to be told to the ledger like any other. */
    public static final int KNOWN = -1;

    /** The load brought this key before: it has to be told to the ledger once the load is decided. */
    public static final int LATER = -2;

    private final Ledger ledger;
    private final Planning planning;
    private final DataSource database;
    private final Landing landing;

    BulkLoad(Ledger ledger, Planning planning, DataSource database, Landing landing) {
        this.ledger = ledger;
        this.planning = planning;
        this.database = database;
        this.landing = landing;
    }

    public int size() {
        return landing.size();
    }

    /** Takes new records; may be called by several threads. Answers their numbers, or {@link #KNOWN}, or {@link #LATER}. */
    public int[] land(List<? extends Command.OfSource> commands) {
        Set<RecordKey> known = known(commands);
        List<Arrival> arrivals = new ArrayList<>(commands.size());
        for (Command.OfSource command : commands) {
            arrivals.add(ledger.arrivals().of(command));
        }
        int[] numbers = new int[commands.size()];
        synchronized (landing) {
            for (int i = 0; i < numbers.length; i++) {
                Arrival arrival = arrivals.get(i);
                if (known.contains(arrival.command().key())) {
                    numbers[i] = KNOWN;
                } else if (arrival.command() instanceof Command.Upsert) {
                    int number = landing.add(arrival);
                    numbers[i] = number < 0 ? LATER : number;
                } else {
                    numbers[i] = LATER;
                }
            }
        }
        return numbers;
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
        return landing.size() == 0 ? List.of() : planning.load(landing, progress);
    }

    @Override
    public void close() {
        landing.close();
    }
}

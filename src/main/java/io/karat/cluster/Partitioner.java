package io.karat.cluster;

/** The wanted partition: a pure function of a component, the stewards' constraints and the cut. */
public final class Partitioner {
    private Partitioner() {}

    public static Partition partition(Component component, Constraints constraints, Cut cut) {
        throw new UnsupportedOperationException(component + " " + constraints + " " + cut);
    }
}

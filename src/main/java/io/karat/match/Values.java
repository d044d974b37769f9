package io.karat.match;

/** Read access to a record's standard values, as {@code Features} gives it. */
@FunctionalInterface
interface Values {
    String[] values(int attribute);
}

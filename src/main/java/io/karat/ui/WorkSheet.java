package io.karat.ui;

import java.util.List;

/**
 * How the work on questions goes.
 *
 * @param rate of answers that did not last, in words
 * @param everybody people are shown by name
 */
record WorkSheet(
        int days,
        String open,
        String overdue,
        String decided,
        String rate,
        List<Age> ages,
        List<Late> late,
        List<Day> byDay,
        List<Person> people,
        boolean everybody) {

    WorkSheet {
        ages = List.copyOf(ages);
        late = List.copyOf(late);
        byDay = List.copyOf(byDay);
        people = List.copyOf(people);
    }

    record Age(String label, long questions) {}

    /** @param after how long such a question may wait, in words */
    record Late(String url, String label, String after, String questions, boolean any) {}

    record Day(String day, long decided, long undone) {}

    record Person(String name, String decided, String takenBack, String overturned, String rate) {}
}

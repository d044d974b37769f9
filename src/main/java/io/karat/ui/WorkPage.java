package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.CurrentAccount;
import io.karat.access.Roles;
import io.karat.ledger.Models;
import io.karat.model.EntityType;
import io.karat.review.Deadlines;
import io.karat.review.Workload;
import io.karat.ui.WorkSheet.Age;
import io.karat.ui.WorkSheet.Day;
import io.karat.ui.WorkSheet.Late;
import io.karat.ui.WorkSheet.Person;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How the work on questions goes, for those who do it and those who plan it. */
@Path("/work")
@RolesAllowed(Roles.VIEWER)
class WorkPage {

    private static final int DAYS = 30;
    private final Frames frames;
    private final Workload workload;
    private final Models models;
    private final CurrentAccount account;
    private final Access access;
    private final Clock clock;

    WorkPage(Frames frames, Workload workload, Models models, CurrentAccount account, Access access, Clock clock) {
        this.frames = frames;
        this.workload = workload;
        this.models = models;
        this.account = account;
        this.access = access;
        this.clock = clock;
    }

    @GET
    public Response show() {
        return Html.page(Templates.work(frames.frame("work", Messages.text("common-work")), sheet()))
                .build();
    }

    private WorkSheet sheet() {
        List<Workload.Waiting> waiting = workload.waiting();
        List<Workload.Overdue> overdue = workload.overdue(Deadlines.of(models.all()));
        List<Workload.Day> days = workload.days(DAYS);
        Sum sum = Sum.of(days);
        return new WorkSheet(
                DAYS,
                Words.number(
                        waiting.stream().mapToLong(Workload.Waiting::questions).sum()),
                Words.number(
                        overdue.stream().mapToLong(Workload.Overdue::questions).sum()),
                Words.number(sum.decided()),
                rate(sum),
                ages(waiting),
                overdue.stream().map(this::late).toList(),
                byDay(days),
                people(days),
                account.isAdmin());
    }

    private record Sum(long decided, long takenBack, long overturned) {

        static Sum of(List<Workload.Day> days) {
            return days.stream()
                    .map(day -> new Sum(day.decided(), day.takenBack(), day.overturned()))
                    .reduce(new Sum(0, 0, 0), Sum::plus);
        }

        Sum plus(Sum other) {
            return new Sum(decided + other.decided, takenBack + other.takenBack, overturned + other.overturned);
        }
    }

    private static String rate(Sum sum) {
        return sum.decided() == 0
                ? "–"
                : String.format(Locales.locale(), "%.1f %%", 100.0 * sum.overturned() / sum.decided());
    }

    private static List<Age> ages(List<Workload.Waiting> waiting) {
        long[] questions = new long[Workload.AGES.size() + 1];
        waiting.forEach(w -> questions[w.age()] += w.questions());
        List<Age> ages = new ArrayList<>();
        for (int i = 0; i < questions.length; i++) {
            ages.add(new Age(age(i), questions[i]));
        }
        return ages;
    }

    private static String age(int number) {
        if (number == 0) {
            return Messages.text("quality-under-a-day");
        }
        int from = Workload.AGES.get(number - 1);
        return number == Workload.AGES.size()
                ? Messages.text("quality-over-days", Words.number(from))
                : Messages.text("quality-days-from-to", Words.number(from), Words.number(Workload.AGES.get(number)));
    }

    private Late late(Workload.Overdue overdue) {
        String kind = overdue.kind().name().toLowerCase(Locale.ROOT);
        String many = models.find(overdue.entity()).map(EntityType::labelMany).orElse(overdue.entity());
        return new Late(
                "/reviews?entity=" + overdue.entity() + "&kind=" + kind + "&state=overdue",
                many + ", " + Words.kind(overdue.kind()),
                span(Duration.ofSeconds(overdue.after())),
                Words.number(overdue.questions()),
                overdue.questions() > 0);
    }

    private static String span(Duration time) {
        return time.toDays() > 0 && time.toHours() % 24 == 0
                ? Messages.count("common-days", time.toDays())
                : Messages.count("common-hours", Math.max(1, time.toHours()));
    }

    private List<Day> byDay(List<Workload.Day> days) {
        Map<LocalDate, Sum> sums = new TreeMap<>();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (int ago = DAYS - 1; ago >= 0; ago--) {
            sums.put(today.minusDays(ago), new Sum(0, 0, 0));
        }
        days.forEach(day -> sums.merge(day.day(), Sum.of(List.of(day)), Sum::plus));
        return sums.entrySet().stream()
                .map(e -> new Day(
                        e.getKey().toString(),
                        e.getValue().decided(),
                        e.getValue().takenBack() + e.getValue().overturned()))
                .toList();
    }

    private List<Person> people(List<Workload.Day> days) {
        Map<String, Sum> sums = new TreeMap<>();
        for (Workload.Day day : days) {
            boolean shown = account.isAdmin() || day.author().equals(access.actor());
            sums.merge(
                    shown ? Words.actor(day.author()) : Messages.text("quality-all-others"),
                    Sum.of(List.of(day)),
                    Sum::plus);
        }
        return sums.entrySet().stream()
                .sorted(Comparator.comparing(
                        (Map.Entry<String, Sum> e) -> e.getValue().decided(), Comparator.reverseOrder()))
                .map(e -> new Person(
                        e.getKey(),
                        Words.number(e.getValue().decided()),
                        Words.number(e.getValue().takenBack()),
                        Words.number(e.getValue().overturned()),
                        rate(e.getValue())))
                .toList();
    }
}

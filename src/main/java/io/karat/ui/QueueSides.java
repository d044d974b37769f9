package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.CurrentAccount;
import io.karat.review.Comments;
import io.karat.review.Filter;
import io.karat.review.Reviewer;
import io.karat.review.Reviews;
import io.karat.review.Views;
import io.karat.ui.Desk.Around;
import io.karat.ui.Desk.Choice;
import io.karat.ui.Desk.View;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;

/** What stands around the queue: counts worth a look, views, and what may be chosen. */
@RequestScoped
class QueueSides {

    private final Reviews reviews;
    private final Comments comments;
    private final Views views;
    private final Directory directory;
    private final CurrentAccount account;
    private final Access access;

    QueueSides(
            Reviews reviews,
            Comments comments,
            Views views,
            Directory directory,
            CurrentAccount account,
            Access access) {
        this.reviews = reviews;
        this.comments = comments;
        this.views = views;
        this.directory = directory;
        this.account = account;
        this.access = access;
    }

    Around of(QueueFilter filter, List<Filter.Deadline> deadlines, List<Filter.Budget> budgets) {
        String name = account.getName();
        Reviews.Aside aside = reviews.aside(deadlines, budgets, name, new Reviewer(name, access.roles()).addresses());
        String query = filter.query().isEmpty() ? "" : filter.query().substring(1);
        List<View> known = views.of(name).stream().map(v -> view(v, query)).toList();
        return new Around(
                aside.mine(),
                aside.overdue(),
                aside.escalated(),
                aside.snoozed(),
                comments.unread(name).size(),
                known,
                known.stream().filter(View::current).map(View::name).findFirst().orElse(""),
                directory.sources().stream()
                        .map(source -> new Choice(source.name(), source.label()))
                        .toList(),
                directory.stewards());
    }

    private View view(Views.View view, String query) {
        boolean own = view.owner().equals(account.getName());
        return new View(
                view.id().toString(),
                view.name(),
                own ? "" : Words.actor(view.owner()),
                view.shared(),
                view.query().equals(query));
    }
}

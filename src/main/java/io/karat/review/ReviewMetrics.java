package io.karat.review;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/** How many questions wait, by entity type. Counted now and then, not at each scrape. */
@Singleton
final class ReviewMetrics {

    private final Reviews reviews;
    private final MultiGauge open;

    ReviewMetrics(Reviews reviews, MeterRegistry meters) {
        this.reviews = reviews;
        this.open = MultiGauge.builder("karat.reviews.open")
                .description("Open questions for stewards")
                .register(meters);
    }

    @Scheduled(every = "15s")
    void count() {
        open.register(
                reviews.openByEntity().entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(Tags.of("entity", entry.getKey()), entry.getValue()))
                        .toList(),
                true);
    }
}

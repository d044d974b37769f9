package io.karat.ui;

import io.karat.review.Review;

/** Why a question has its place in the queue, in words. */
final class RankWords {

    private RankWords() {}

    static String of(Review review) {
        String why = place(review);
        return review.rank().moved() ? why + " " + Messages.text("desk-rank-moved") : why;
    }

    private static String place(Review review) {
        String asked = When.of(review.openedAt()).text();
        return switch (review.kind()) {
            case MATCH, GUARD, SPLIT -> {
                int touched =
                        review.leftRecords().size() + review.rightRecords().size();
                yield Messages.text(
                        "desk-rank-" + sureness(review.probability()),
                        touched,
                        Words.number(touched),
                        asked,
                        Words.probability(review.probability()));
            }
            case QUALITY, CONFLICT -> {
                int touched = review.leftRecords().size();
                yield Messages.text("desk-rank", touched, Words.number(touched), asked);
            }
            case CHANGE -> Messages.text("desk-rank-change", asked);
        };
    }

    private static String sureness(double p) {
        double uncertainty = 1 - Math.abs(2 * p - 1);
        return uncertainty > 0.8 ? "most-unsure" : uncertainty > 0.4 ? "unsure" : "rather-sure";
    }
}

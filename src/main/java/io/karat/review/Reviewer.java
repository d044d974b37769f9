package io.karat.review;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Somebody who works on the queue.
 *
 * @param account under whose name questions are claimed
 * @param roles for example {@code steward}
 */
public record Reviewer(String account, Set<String> roles) {

    private static final String ROLE = "role:";

    public Reviewer {
        roles = Set.copyOf(roles);
    }

    /** How a role is named where an account could stand too. */
    public static String role(String name) {
        return ROLE + name;
    }

    /** What is escalated to one of these may be answered. */
    public List<String> addresses() {
        Set<String> addresses = new LinkedHashSet<>();
        addresses.add(account);
        roles.forEach(role -> addresses.add(role(role)));
        return List.copyOf(addresses);
    }

    /** Whether this person may answer the question: one that was escalated is for those it was escalated to. */
    public boolean mayAnswer(Review review) {
        String to = review.handling().escalatedTo();
        return to == null || addresses().contains(to);
    }
}

package io.karat.review;

/** One statement that claims a question and notes whose it was before. */
final class Claim {

    private Claim() {}

    /** To be narrowed down to one question, which is locked. */
    static ReviewQuery candidates() {
        return ReviewQuery.of("select id as candidate, claimed_by as before, claimed_until > now() as ran from review");
    }

    /** A lease that is only renewed is not noted. */
    static ReviewQuery of(ReviewQuery one, String account) {
        return ReviewQuery.of("with one as (" + one.sql() + "), claimed as (")
                .bound(one.arguments())
                .then(
                        "update review set claimed_by = ?, claimed_until = now() + ? * interval '1 second'"
                                + " from one where id = one.candidate returning review.*, one.before, one.ran),"
                                + " noted as (insert into review_event (review, actor, what, whom)"
                                + " select id, ?, case when ran then 'taken-over' else 'claimed' end,"
                                + " case when ran then before end from claimed"
                                + " where not (coalesce(ran, false) and before = ?))",
                        account,
                        Reviews.LEASE.toSeconds(),
                        account,
                        account)
                .then(ReviewQuery.READ + " from claimed");
    }
}

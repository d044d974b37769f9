package io.karat.publish;

/** The steps of a turn, in order. After a crash at any of them the next turn goes on, and nothing is lost. */
enum DeliveryStep {
    /** The subscription is ours for a while. */
    LEASED,
    /** Events stand as rows, and the position has moved past them. */
    TAKEN,
    /** A request is about to go out. */
    SENDING,
    /** Its answer has come and is not yet kept. */
    ANSWERED,
    /** The answers of a round are kept. */
    SETTLED,
    /** The subscription is free for another turn. */
    RELEASED
}

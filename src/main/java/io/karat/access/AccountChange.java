package io.karat.access;

/** What became of a change to an account. */
public sealed interface AccountChange {

    record Done(Account account) implements AccountChange {}

    /** There is an account of this name already. */
    record NameTaken() implements AccountChange {}

    record NoSuchAccount() implements AccountChange {}

    /** The change would leave nobody who could undo it. */
    record LastAdministrator() implements AccountChange {}

    /** The name or password cannot be used; {@code why} says what is expected. */
    record Refused(String why) implements AccountChange {}
}

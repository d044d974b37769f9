package io.karat.intake;

/** What a plan is made for. */
public enum PlanKind {
    TRAIN,
    ACTIVATE,
    RECONCILE,
    /** Changes nothing: how pairs score is counted. */
    SURVEY
}

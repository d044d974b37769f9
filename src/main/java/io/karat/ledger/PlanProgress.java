package io.karat.ledger;

/** Is told how a plan comes on, and may stop it. */
public interface PlanProgress {

    /** Nobody watches. */
    PlanProgress UNWATCHED = new PlanProgress() {
        @Override
        public void at(String phase, double share) {}

        @Override
        public void learnt(int version) {}

        @Override
        public void adopting(PlanEffect effect) {}
    };

    /**
     * @param phase in words
     * @param share of the whole plan that is done, 0 to 1
     * @throws PlanStopped when nobody wants the plan any more
     */
    void at(String phase, double share);

    /** A version was kept. */
    void learnt(int version);

    /**
     * The golden records are about to follow: from here on a plan is not stopped.
     *
     * @throws PlanStopped when nobody wanted it any more before
     */
    void adopting(PlanEffect effect);

    /** Ends a plan of which nothing has come into force. */
    final class PlanStopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public PlanStopped() {
            super("the plan was stopped");
        }
    }
}

package io.karat.ledger;

import io.karat.cluster.Component;

/** Live records as a component whose nodes are known by their ordinals too. */
interface Scored extends Component {

    int ordinal(int node);

    /** Of a pair of nodes, natural. */
    float logOdds(int a, int b);
}

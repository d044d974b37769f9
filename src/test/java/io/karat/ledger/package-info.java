@NullMarked
package io.karat.ledger;

import org.jspecify.annotations.NullMarked;

/** What tests of several packages share: settings, generators, clocks and oracles. */
@NullMarked
package io.karat.testing;

import org.jspecify.annotations.NullMarked;

package io.karat.ledger;

import io.karat.quality.Marks;
import java.util.UUID;

/** A golden record of whose quality checks something else becomes. */
record Remark(UUID golden, Marks before, Marks after) {}

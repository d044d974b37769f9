package io.karat.quality;

import com.google.protobuf.NullValue;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A CEL expression that is true or false of some variables. Thread-safe. */
public final class Expression {

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .populateMacroCalls(false)
            .build();

    private final Set<String> mentioned;
    private final CelRuntime.Program program;

    private Expression(Set<String> mentioned, CelRuntime.Program program) {
        this.mentioned = mentioned;
        this.program = program;
    }

    /** What is wrong with an expression, with its place in it; nothing if it is sound. */
    public static Optional<String> problem(String text, Collection<String> variables) {
        CelValidationResult checked = cel(variables).compile(text);
        return checked.hasError()
                ? Optional.of(
                        checked.getErrors().stream().map(Expression::words).collect(Collectors.joining("; ")))
                : Optional.empty();
    }

    /**
     * @param variables all names that may stand in it
     * @throws IllegalArgumentException where {@link #problem} finds one
     */
    public static Expression of(String text, Collection<String> variables) {
        Cel cel = cel(variables);
        try {
            CelAbstractSyntaxTree tree = cel.compile(text).getAst();
            Set<String> mentioned = new TreeSet<>();
            tree.getReferenceMap().values().forEach(reference -> mentioned.add(reference.name()));
            mentioned.retainAll(Set.copyOf(variables));
            return new Expression(mentioned, cel.createProgram(tree));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException("no sound expression: " + text, e);
        }
    }

    /**
     * Whether it holds; empty where it cannot be told, as when an absent value is asked for its length.
     *
     * @param values by variable; absent ones are null in the expression
     */
    public Optional<Boolean> test(Map<String, Object> values) {
        return test(values::get);
    }

    /** As {@link #test(Map)}; asks only for what decides. */
    Optional<Boolean> test(Values values) {
        CelVariableResolver resolver = variable -> {
            @Nullable Object value = values.get(variable);
            return Optional.of(value == null ? NullValue.NULL_VALUE : value);
        };
        try {
            return program.eval(resolver) instanceof Boolean holds ? Optional.of(holds) : Optional.empty();
        } catch (CelEvaluationException _) {
            return Optional.empty();
        }
    }

    /** Values by variable; null where there is none. */
    interface Values {
        @Nullable Object get(String variable);
    }

    /** The variables that stand in it. */
    Set<String> mentioned() {
        return mentioned;
    }

    private static Cel cel(Collection<String> variables) {
        CelBuilder builder = CelFactory.standardCelBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addCompilerLibraries(CelExtensions.strings())
                .addRuntimeLibraries(CelExtensions.strings())
                .setResultType(SimpleType.BOOL);
        // Values may be absent, and a type in CEL has no null.
        variables.forEach(variable -> builder.addVar(variable, SimpleType.DYN));
        return builder.build();
    }

    private static String words(CelIssue issue) {
        return issue.getMessage() + " (at " + issue.getSourceLocation().getLine() + ":"
                + (issue.getSourceLocation().getColumn() + 1) + " of the expression)";
    }
}

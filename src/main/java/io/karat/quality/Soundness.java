package io.karat.quality;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.karat.model.Attribute;
import io.karat.model.ExpressionCheck;
import java.util.List;
import java.util.Optional;

/** Checks the expressions of a model while it is read. */
public final class Soundness implements ExpressionCheck {

    @Override
    public Optional<String> condition(String text, List<Attribute> attributes) {
        return Expression.problem(text, Variables.ofConditions(attributes));
    }

    @Override
    public Optional<String> rule(String text, List<Attribute> attributes) {
        return Expression.problem(text, Variables.ofRules(attributes));
    }

    @Override
    public Optional<String> pattern(String text) {
        try {
            Pattern.compile(text);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(e.getDescription());
        }
    }
}

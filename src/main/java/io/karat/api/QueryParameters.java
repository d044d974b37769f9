package io.karat.api;

import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses query parameters that cannot be read as what their endpoint takes, all at once. By itself the framework answers
 * 404 to a number that is none, and takes every word but {@code true} for false.
 */
@Singleton
final class QueryParameters {

    private static final Form WHOLE = new Form("must be a whole number", Integer::parseInt);
    private static final Form LONG = new Form("must be a whole number", Long::parseLong);
    private static final Form NUMBER = new Form("must be a number", Form::finite);
    private static final Form TRUTH = new Form("must be true or false", Form::truth);
    private static final Form ID = new Form("must be an id, a UUID", UUID::fromString);

    private static final Map<Class<?>, Form> FORMS = Map.of(
            int.class, WHOLE,
            Integer.class, WHOLE,
            long.class, LONG,
            Long.class, LONG,
            double.class, NUMBER,
            Double.class, NUMBER,
            boolean.class, TRUTH,
            Boolean.class, TRUTH,
            UUID.class, ID);

    private final Map<Method, List<Expected>> known = new ConcurrentHashMap<>();

    /** Comes after what tells whether the caller may ask at all. */
    @ServerRequestFilter(priority = Priorities.USER + 1)
    void check(ResourceInfo resource, UriInfo uri) {
        Method method = resource.getResourceMethod();
        if (method == null || !uri.getPath().startsWith("/api/")) {
            return;
        }
        List<Problem.Place> wrong = known.computeIfAbsent(method, QueryParameters::expected).stream()
                .filter(one -> !one.fits(uri.getQueryParameters().getOrDefault(one.name(), List.of())))
                .map(one -> new Problem.Place(one.name(), one.form().must()))
                .toList();
        if (!wrong.isEmpty()) {
            throw Refused.parameters(wrong);
        }
    }

    private static List<Expected> expected(Method method) {
        return Arrays.stream(method.getParameters())
                .flatMap(QueryParameters::expected)
                .toList();
    }

    private static Stream<Expected> expected(Parameter parameter) {
        return parameter.isAnnotationPresent(BeanParam.class)
                ? Arrays.stream(parameter.getType().getDeclaredFields())
                        .flatMap(field -> expected(field, field.getName(), field.getType()))
                : expected(parameter, parameter.getName(), parameter.getType());
    }

    private static Stream<Expected> expected(AnnotatedElement element, String name, Class<?> type) {
        String asked = asked(element, name);
        Form form = FORMS.get(type);
        return asked == null || form == null ? Stream.empty() : Stream.of(new Expected(asked, form));
    }

    /** Its name in the address; none if it does not stand there. */
    private static @Nullable String asked(AnnotatedElement element, String name) {
        QueryParam query = element.getAnnotation(QueryParam.class);
        if (query != null) {
            return query.value();
        }
        RestQuery rest = element.getAnnotation(RestQuery.class);
        return rest == null ? null : rest.value().isEmpty() ? name : rest.value();
    }

    private record Expected(String name, Form form) {

        boolean fits(List<String> values) {
            return values.stream().allMatch(form::reads);
        }
    }

    /**
     * What a parameter is written as. Texts fit always; what they mean is for their endpoint to say.
     *
     * @param reader throws an {@link IllegalArgumentException} at what it cannot read
     */
    private record Form(String must, Consumer<String> reader) {

        boolean reads(String text) {
            try {
                reader.accept(text);
                return true;
            } catch (IllegalArgumentException _) {
                return false;
            }
        }

        static void finite(String text) {
            if (!Double.isFinite(Double.parseDouble(text))) {
                throw new NumberFormatException();
            }
        }

        static void truth(String text) {
            if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
                throw new IllegalArgumentException();
            }
        }
    }
}

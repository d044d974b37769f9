package io.karat.ui;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a browser can get of the user interface, as the resources declare it. */
final class Routes {

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");

    private static final String CLASSES = "target/classes/io/karat/ui";

    private Routes() {}

    /** Templates as {@code /golden/{entity}/{id}}; streams of events are left out, as no browser shows them. */
    static Set<String> all() {
        return new ClassFileImporter()
                .importPath(CLASSES).stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .flatMap(type -> type.getMethods().stream()
                                .filter(method -> method.isAnnotatedWith(GET.class))
                                .filter(method -> !streams(method))
                                .map(method -> template(type, method)))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether an address, with or without a query, is one of the template. */
    static boolean leads(String address, String template) {
        String pattern =
                Arrays.stream(VARIABLE.split(template, -1)).map(Pattern::quote).collect(Collectors.joining("[^/]+"));
        return Pattern.matches(pattern, address.replaceFirst("[?#].*", ""));
    }

    private static boolean streams(JavaMethod method) {
        return method.isAnnotatedWith(Produces.class)
                && Set.of(method.getAnnotationOfType(Produces.class).value()).contains(MediaType.SERVER_SENT_EVENTS);
    }

    private static String template(JavaClass type, JavaMethod method) {
        String path = type.getAnnotationOfType(Path.class).value();
        String own = method.isAnnotatedWith(Path.class)
                ? "/" + method.getAnnotationOfType(Path.class).value()
                : "";
        return (path + own).replaceAll("/+", "/");
    }
}

package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.karat.access.Role;
import io.karat.access.Visitor;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.junit.jupiter.api.Test;

/** Addresses are typed, shortened and mangled by mail: a page leaves out what it cannot read in its own. */
@QuarkusTest
class AddressesTest {

    /** Show a thing that the address has to name, or are files. */
    private static final Set<String> NAMING = Set.of("/audit/export", "/compare/person?record", "/quality/record");

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Test
    void aPageLeavesOutWhatItCannotReadInItsAddress() {
        people.loadSamples();
        Visitor visitor = new Visitor(hub);
        visitor.signIn(people.someone(Role.ADMIN), People.PASSWORD);

        assertThat(asked()).hasSizeGreaterThan(40).allSatisfy(address -> {
            int status = visitor.get(address + "=none-4711").statusCode();
            if (NAMING.stream().anyMatch(address::startsWith)) {
                assertThat(status).as(address).isBetween(400, 404);
            } else {
                assertThat(status).as(address).isEqualTo(200);
            }
        });
    }

    /** Of pages that need no id, each parameter by itself. */
    private static Set<String> asked() {
        return new ClassFileImporter()
                .importPackages("io.karat.ui").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .flatMap(type -> Arrays.stream(type.reflect().getDeclaredMethods()))
                        .filter(method -> method.isAnnotationPresent(GET.class) && !streams(method))
                        .flatMap(AddressesTest::asked)
                        .filter(address -> !address.contains("{"))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> asked(Method method) {
        Path own = method.getAnnotation(Path.class);
        String path = (method.getDeclaringClass().getAnnotation(Path.class).value() + "/"
                        + (own == null ? "" : own.value()))
                .replaceAll("/+", "/")
                .replaceAll("(?<=.)/$", "")
                .replace("{entity}", "person");
        return Arrays.stream(method.getParameters())
                .flatMap(AddressesTest::names)
                .map(name -> path + "?" + name);
    }

    private static Stream<String> names(Parameter parameter) {
        return parameter.isAnnotationPresent(BeanParam.class)
                ? Arrays.stream(parameter.getType().getDeclaredFields())
                        .flatMap(field -> name(field, field.getName()).stream())
                : name(parameter, parameter.getName()).stream();
    }

    private static List<String> name(AnnotatedElement element, String own) {
        QueryParam named = element.getAnnotation(QueryParam.class);
        return named != null
                ? List.of(named.value())
                : element.isAnnotationPresent(RestQuery.class) ? List.of(own) : List.of();
    }

    private static boolean streams(Method method) {
        Produces produces = method.getAnnotation(Produces.class);
        return produces != null && List.of(produces.value()).contains(MediaType.SERVER_SENT_EVENTS);
    }
}

package io.karat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.karat.boot.StartRefused;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the packages to what they promise: who may use whom, and which of them stay pure. */
class ArchitectureTest {

    private static final Set<String> PURE =
            Set.of("model", "standardise", "match", "cluster", "quality", "golden", "batch");

    private static final Set<String> BELOW_LEDGER =
            Set.of("model", "standardise", "match", "cluster", "quality", "golden", "batch", "index", "review");

    private static final Map<String, Set<String>> MAY_USE = mayUse();

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter()
                .importUrl(
                        StartRefused.class.getProtectionDomain().getCodeSource().getLocation());
    }

    private static Map<String, Set<String>> mayUse() {
        Map<String, Set<String>> table = new TreeMap<>();
        table.put("boot", Set.of());
        table.put("demo", Set.of());
        table.put("model", Set.of());
        table.put("standardise", Set.of("model"));
        table.put("match", Set.of("model", "standardise"));
        table.put("cluster", Set.of("model", "match"));
        table.put("quality", Set.of("model"));
        table.put("golden", Set.of("model", "cluster", "quality"));
        table.put("batch", Set.of("model", "standardise", "match", "cluster"));
        table.put("index", Set.of("model", "standardise", "match"));
        table.put("review", Set.of("model", "match", "cluster", "golden", "quality"));
        table.put("ledger", with(BELOW_LEDGER, "boot"));
        table.put("intake", Set.of("model", "ledger", "boot"));
        table.put("bulk", Set.of("model", "review", "ledger", "boot"));
        table.put("publish", Set.of("model", "golden", "boot"));
        table.put("access", Set.of("model", "boot"));
        table.put("audit", Set.of("boot"));
        Set<String> all = with(BELOW_LEDGER, "boot", "ledger", "intake", "bulk", "publish", "access", "audit");
        table.put("api", all);
        table.put("ui", all);
        table.put("cli", Set.of("model", "standardise", "match", "cluster", "batch", "boot", "demo"));
        return table;
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(List.of(more));
        return all;
    }

    static Set<String> capabilities() {
        return MAY_USE.keySet();
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void usesOnlyWhatTheTableAllows(String capability) {
        Set<String> forbidden = new TreeSet<>(MAY_USE.keySet());
        forbidden.remove(capability);
        forbidden.removeAll(MAY_USE.get(capability));

        noClasses()
                .that()
                .resideInAPackage("io.karat." + capability + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden.stream()
                        .map(name -> "io.karat." + name + "..")
                        .toArray(String[]::new))
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void namesEveryPackageInTheTable() {
        assertThat(classes.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith("io.karat."))
                        .map(name -> name.substring("io.karat.".length()).split("\\.")[0]))
                .isSubsetOf(MAY_USE.keySet());
    }

    @Test
    void hasNoCycles() {
        slices().matching("io.karat.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void keepsPurePackagesFreeOfFrameworksAndDatabases() {
        noClasses()
                .that()
                .resideInAnyPackage(pure())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta..",
                        "io.quarkus..",
                        "io.smallrye..",
                        "org.apache.lucene..",
                        "java.sql..",
                        "javax.sql..",
                        "org.hibernate..",
                        "org.eclipse.microprofile..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void keepsPurePackagesFreeOfClocks() {
        DescribedPredicate<JavaClass> clocks =
                DescribedPredicate.describe("a clock", type -> type.isEquivalentTo(Clock.class));
        noClasses()
                .that()
                .resideInAnyPackage(pure())
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat(clocks)
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void letsOnlyTheIndexUseLucene() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.karat.index..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.lucene..")
                .check(classes);
    }

    @Test
    void namesPackagesAfterCapabilities() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..dto..", "..service..", "..impl..")
                .check(classes);
    }

    @Test
    void marksEveryPackageNull() throws ClassNotFoundException {
        List<String> unmarked = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        classes.stream().map(JavaClass::getPackage).map(JavaPackage::getName).forEach(names::add);
        for (String name : names) {
            Class<?> info = Class.forName(name + ".package-info");
            if (!info.isAnnotationPresent(org.jspecify.annotations.NullMarked.class)) {
                unmarked.add(name);
            }
        }
        assertThat(unmarked).isEmpty();
    }

    private static String[] pure() {
        return PURE.stream().map(name -> "io.karat." + name + "..").toArray(String[]::new);
    }
}

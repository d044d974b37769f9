package io.karat.ui;

import io.karat.ui.Desk.Notice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The language, accounts, the search index and the entity models. */
record SettingsSheet(
        List<Language> languages,
        List<Person> people,
        List<Model> models,
        @Nullable Notice notice) {

    SettingsSheet {
        languages = List.copyOf(languages);
        people = List.copyOf(people);
        models = List.copyOf(models);
    }

    /** @param name in the language itself */
    record Language(String tag, String name, boolean chosen) {}

    record Person(String name, String role, boolean disabled, When since, When lastSignIn, boolean self) {}

    record Model(
            String name,
            String one,
            String title,
            String link,
            String review,
            List<Attribute> attributes,
            Index index) {
        Model {
            attributes = List.copyOf(attributes);
        }
    }

    record Attribute(String name, String label, String type, String rule, String traits) {}

    /** @param state {@code running}, {@code done}, {@code failed}, or empty when no rebuild was asked for */
    record Index(String entity, String many, String state, long done, long total, String progress) {
        public boolean running() {
            return state.equals("running");
        }
    }
}

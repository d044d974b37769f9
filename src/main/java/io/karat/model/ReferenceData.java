package io.karat.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All lists beside the models, by name, and the groups of nicknames. */
record ReferenceData(Map<String, ReferenceList> lists, List<List<String>> nicknames) {

    static final ReferenceData NONE = new ReferenceData(Map.of(), List.of());

    /** A list of groups of names. */
    static final String NICKNAMES = "nicknames";

    /** The list whose codes and words are what names of organisations are compared without. */
    static final String LEGAL_FORMS = "legal-forms";

    ReferenceData {
        lists = Map.copyOf(lists);
        nicknames = List.copyOf(nicknames);
    }

    /** What an entity type with these attributes has of it. */
    References of(List<Attribute> attributes, Map<String, ReferenceList> ofAttributes) {
        boolean people = false;
        boolean organisations = false;
        for (Attribute attribute : attributes) {
            switch (attribute.type()) {
                case GIVEN_NAME, FAMILY_NAME, FULL_NAME -> people = true;
                case ORGANISATION_NAME -> organisations = true;
                default -> {}
            }
        }
        return new References(ofAttributes, people ? nicknames : List.of(), organisations ? legalForms() : Set.of());
    }

    /** What to say of a name that no list has. */
    String unknown(String name) {
        return "there is no list of codes '" + name + "' in " + ReferenceFiles.DIRECTORY
                + YamlSource.suggestion(name, lists.keySet().stream().sorted().toList());
    }

    private Set<String> legalForms() {
        ReferenceList list = lists.get(LEGAL_FORMS);
        if (list == null) {
            return Set.of();
        }
        Set<String> forms = new HashSet<>(list.codes().keySet());
        forms.addAll(list.words().keySet());
        list.sources().values().forEach(own -> forms.addAll(own.keySet()));
        return forms;
    }
}

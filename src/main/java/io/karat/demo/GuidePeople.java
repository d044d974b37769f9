package io.karat.demo;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The people of the stewards' guide, who are the same whatever the seed: Margaret Ashdown, who moved and took another name,
 * so that the shop's record of her has nothing rare in common with the others.
 */
final class GuidePeople {

    /** Beyond those of people drawn by chance. */
    private static final int MARGARET = 1_000_000;

    private GuidePeople() {}

    static List<SampleRecord> records() {
        return List.of(
                margaret(
                        "crm",
                        "M-2041",
                        "2024-03-04T09:12:00Z",
                        Map.of(
                                "given_name", "Margaret",
                                "family_name", "Ashdown",
                                "birth_date", "1974-06-02",
                                "city", "Leeds")),
                margaret(
                        "billing",
                        "B-118",
                        "2024-05-17T13:40:00Z",
                        Map.of(
                                "given_name", "Margaret",
                                "family_name", "Ashdown",
                                "birth_date", "02.06.1974",
                                "city", "Leeds")),
                margaret(
                        "shop",
                        "77310",
                        "2025-02-11T18:05:00Z",
                        Map.of(
                                "given_name", "Maggie",
                                "family_name", "Ashdown-Bell",
                                "city", "York",
                                "country", "GB")));
    }

    private static SampleRecord margaret(String source, String key, String seen, Map<String, String> data) {
        return new SampleRecord("person", source, key, Instant.parse(seen), data, MARGARET);
    }
}
